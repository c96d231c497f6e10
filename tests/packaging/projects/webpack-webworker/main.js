const worker = new Worker('worker.js');
worker.addEventListener('message', ({ data }) => globalThis.answer(data));
worker.postMessage(globalThis.asked);
