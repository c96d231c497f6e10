// The door for browsers: the modules are files beside this one, compiled while they stream in.
import * as coreGlue from '../../wasm/edgeward.js';
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
      const { memory } = coreGlue.initSync({ module });
      // By their names: bundlers leave out what is not named.
      const { failure, relyingParty, textOf, verifyJws } = coreGlue;
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
