// Prints what wrangler reads in the configuration that is named. A program of its own, because
// wrangler and Miniflare answer signals in whatever process they are loaded into.
import { unstable_readConfig as readConfig } from 'wrangler';

const [config] = process.argv.slice(2);
process.stdout.write(JSON.stringify(readConfig({ config }, { hideWarnings: true })));
