export default {
  mode: 'production',
  target: 'webworker',
  entry: './worker.js',
  output: { filename: 'worker.js' },
  // That what is small is found too, the project `webpack` shows.
  optimization: { minimize: false },
  // Its hints about large files are no warnings about how the package is made.
  performance: { hints: false },
};
