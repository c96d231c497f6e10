// What the command `webpack` does, which is a package of its own.
import webpack from 'webpack';

import config from './webpack.config.js';

webpack(config, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString());
  if (stats.hasErrors() || stats.hasWarnings()) process.exitCode = 1;
});
