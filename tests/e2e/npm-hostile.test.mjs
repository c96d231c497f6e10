// Wrong input everywhere: an error of the package or a `TypeError` that names the argument, and the
// same client goes on working. Never a trap of WebAssembly, and no memory that is lost.
import { testEverywhere } from '../npm/suite.mjs';

await testEverywhere('hostile');
