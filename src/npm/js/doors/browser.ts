// The door for browsers: the modules are files beside this one, compiled while they stream in.
import { provide } from '../core.js';
import { begin } from '../glue.js';
import { compile } from './compile.js';

export * from '../index.js';

provide({
  core: {
    async load() {
      return begin(
        await compile(
          () => new URL('../../wasm/edgeward.wasm', import.meta.url),
          () => import('../../wasm/edgeward.inline.js'),
        ),
      );
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
