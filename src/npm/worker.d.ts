/**
 * The gate as a Cloudflare Worker, built. In `wrangler.toml` `main` names it,
 *
 *     main = "node_modules/edgeward/worker/index.js"
 *
 * or a Worker of one's own hands it on: `export { default } from 'edgeward/worker'`. `[vars]` and secrets
 * are its configuration. A Worker that does more than the gate calls its `fetch` with all that it was called
 * with itself.
 */
declare const worker: {
  /** Answers a request, or asks the origin. */
  fetch(
    request: Request,
    env: Readonly<Record<string, unknown>>,
    context: { waitUntil(work: Promise<unknown>): void },
  ): Response | Promise<Response>;
};

export default worker;
