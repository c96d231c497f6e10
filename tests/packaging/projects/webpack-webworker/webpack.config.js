export default {
  mode: 'production',
  target: 'webworker',
  entry: './worker.js',
  output: { filename: 'worker.js' },
  // Its hints about large files are no warnings about how the package is made.
  performance: { hints: false },
};
