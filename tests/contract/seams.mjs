// The door for workerd to the seams: a request names an export of the harness and its arguments.
import * as harness from './edgeward_harness.js';
import module from './edgeward_harness_bg.wasm';

harness.initSync({ module });

export default {
  async fetch(request) {
    const [name, args] = await request.json();
    try {
      const value = await harness[name](...args.map((arg) => arg ?? undefined));
      return Response.json({ value: plain(value) });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
};

/** Getters of wasm-bindgen's classes, and bytes, do not turn into JSON by themselves. */
function plain(value) {
  if (value instanceof Uint8Array) return [...value];
  if (!(value instanceof harness.Answer)) return value;
  const { error, status, content_type, cache_control, body } = value;
  return { error, status, content_type, cache_control, length: body.length };
}
