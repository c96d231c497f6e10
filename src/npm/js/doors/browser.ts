// The door for browsers: the modules are files beside this one, compiled while they stream in.
// What wasm-bindgen puts around them is imported by name: bundlers leave out what is not named.
import { failure, initSync, relyingParty, textOf, verifyJws } from '../../wasm/edgeward.js';
import { provide } from '../core.js';
import { compile } from './compile.js';

export * from '../index.js';

provide({
  core: {
    async load() {
      const module = await compile(
        () => new URL('../../wasm/edgeward.wasm', import.meta.url),
        () => import('../../wasm/edgeward.inline.js'),
      );
      const { memory } = initSync({ module });
      return { failure, memory, relyingParty, textOf, verifyJws };
    },
  },
  verifier: {
    async load() {
      const glue = await import('../../wasm/verifier.js');
      const module = await compile(
        () => new URL('../../wasm/verifier.wasm', import.meta.url),
        () => import('../../wasm/verifier.inline.js'),
      );
      glue.initSync({ module });
      return glue;
    },
  },
});
