// The door for browsers: called by the test that opened the page.
import * as edgeward from 'edgeward';
import { run } from '../body/run.mjs';

const frame = document.body.appendChild(document.createElement('iframe'));

globalThis.contract = (context) =>
  run(edgeward, context, {
    foreign: (code) => frame.contentWindow.eval(code),
    heap: () => performance.memory.usedJSHeapSize,
    collect: globalThis.gc,
  });
