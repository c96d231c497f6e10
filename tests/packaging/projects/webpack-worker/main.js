const worker = new Worker(new URL('./worker.js', import.meta.url));
worker.addEventListener('message', ({ data }) => globalThis.answer(data));
worker.postMessage(globalThis.asked);
