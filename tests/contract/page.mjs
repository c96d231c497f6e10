// The door for browsers: called by the test that opened the page.
import init, * as harness from '/edgeward_harness.js';
import { run } from '/run.mjs';

globalThis.contract = async (vectors) => {
  await init({ module_or_path: '/edgeward_harness_bg.wasm' });
  return run(harness, vectors);
};
