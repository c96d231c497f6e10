// The door for Deno. Reading a file would ask for a permission, so the modules are inside.
import { provide } from '../core.js';
import { verify } from './node-crypto.js';
import { within } from './within.js';

export * from '../index.js';

provide({
  ...within,
  verify,
  // Its `node:crypto` does elliptic curves in Rust of its own, at half the speed.
  prefersSubtle: (alg) => alg.startsWith('ES'),
});
