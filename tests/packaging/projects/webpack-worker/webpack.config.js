export default {
  mode: 'production',
  target: 'web',
  entry: './main.js',
  output: { filename: 'main.js' },
  // That what is small is found too, the project `webpack` shows.
  optimization: { minimize: false },
  // Its hints about large files are no warnings about how the package is made.
  performance: { hints: false },
};
