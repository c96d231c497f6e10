export default {
  mode: 'production',
  target: 'web',
  entry: './main.js',
  output: { filename: 'main.js' },
  // Its hints about large files are no warnings about how the package is made.
  performance: { hints: false },
};
