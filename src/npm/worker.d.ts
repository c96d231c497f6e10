/**
 * The gate as a Cloudflare Worker, built. In `wrangler.toml` `main` names it,
 *
 *     main = "node_modules/edgeward/worker/index.js"
 *
 * or a Worker of one's own hands it on: `export { default } from 'edgeward/worker'`. `[vars]` and secrets
 * are its configuration. It is a `WorkerEntrypoint`, which workerd makes an instance of.
 */
declare const worker: {
  /** As workerd does it, for each request. */
  new (context: unknown, env: Readonly<Record<string, unknown>>): GateWorker;
};

/** An instance of the Worker. */
export interface GateWorker {
  /** Answers a request, or asks the origin. */
  fetch(request: Request): Promise<Response>;
}

export default worker;
