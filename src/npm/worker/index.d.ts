// The Worker that is built already: what `main` in wrangler.toml names, or a Worker exports as its own.

/** The gate as an entry point of Workers. Its configuration is in `[vars]` and in secrets. */
declare const entrypoint: new (
  context: object,
  environment: object,
) => { fetch(request: Request): Promise<Response> };

export default entrypoint;
