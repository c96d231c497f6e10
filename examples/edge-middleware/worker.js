// What a framework does with middleware: asks it about the paths that it is for, and goes on to the page
// if it has no answer.
import middleware, { config } from './middleware.js';

const patterns = config.matcher.map((pathname) => new URLPattern({ pathname }));

export default {
  async fetch(request) {
    const isFor = patterns.some((pattern) => pattern.test(request.url));
    const answer = isFor ? await middleware(request) : undefined;
    return answer ?? new Response(`The page ${new URL(request.url).pathname}\n`);
  },
};
