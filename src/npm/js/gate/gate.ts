// The gate as a fetch handler.
import { callable, kindOf, take } from '../arguments.js';
import { errorFrom } from '../errors.js';
import { answerOf, read } from './action.js';
import type { GateConfig } from './config.js';
import { toOrigin } from './forward.js';
import { incomingFrom, linesOf, type Incoming } from './incoming.js';
import { encoded } from './lines.js';
import { serverOrigin, wasm, type Wasm } from './module.js';
import { byFetch, byFunction, type Origin, type OriginFunction } from './origin.js';

/** What a gate is told beside its configuration. */
export interface GateOptions {
  /**
   * Answers in place of a server at an address: the `fetch` of an application in the same program.
   * It gets the request as the gate lets it through, with the identity in its header fields.
   */
  origin?: OriginFunction | undefined;
  /** Sends requests to the provider and the origin in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Takes one line of JSON for each request. It never holds a token. Left out: `console.log`. */
  log?: ((line: string) => void) | undefined;
}

/**
 * The gate of the Cloudflare Worker as a fetch handler, for `Deno.serve`, `Bun.serve`, Node (see
 * `edgeward/gate/node`) and other edges: the same configuration, the same decisions.
 *
 * WebSockets are not passed on: where a route would let one through, the answer is 501.
 */
export class Gate {
  /**
   * Answers a request, or asks the origin. It is bound: `Deno.serve(gate.fetch)`,
   * `Bun.serve({ fetch: gate.fetch })` and `export default gate` work.
   */
  readonly fetch: (request: Request) => Promise<Response>;

  readonly #config: string;
  readonly #fetch: typeof globalThis.fetch | undefined;
  readonly #log: (line: string) => void;
  readonly #origin: Origin;
  readonly #hasOriginFunction: boolean;
  #gate: Wasm.RequestGate | undefined;

  /**
   * @throws {ConfigError} The configuration is wrong: `problems` lists everything. Where this runtime
   *   loads modules by waiting only, the first call of `fetch` rejects with it instead.
   * @throws {TypeError} An argument is none.
   */
  constructor(config: GateConfig, options?: GateOptions) {
    const types = { origin: callable, fetch: callable, log: callable };
    const { origin, fetch, log } = take(options, types) as GateOptions;
    this.#config = configText(config);
    this.#fetch = fetch;
    this.#log = log ?? console.log;
    this.#hasOriginFunction = origin !== undefined;
    this.#origin = originOf(origin, fetch);
    this.fetch = async (request) => this.answer(incomingFrom(request));
    const loaded = wasm.now();
    if (loaded !== undefined) this.#start(loaded);
  }

  /** @internal Answers a request from whatever server it came to. */
  async answer(incoming: Incoming): Promise<Response> {
    const gate = this.#gate ?? this.#start(await wasm.load());
    const lines = linesOf(incoming);
    const { text } = encoded(lines);
    const decided = enter(() => gate.handle(text, lines.length, incoming));
    const { log, outcome } = read(
      typeof decided === 'string' ? decided : await (decided as Promise<string>).catch(fail),
    );
    if (log !== '') this.#log(log);
    return outcome.answer !== undefined
      ? answerOf(outcome.answer, incoming.method)
      : toOrigin(this.#origin, outcome.forward, incoming, this.#onFault);
  }

  // A server that is down shows in the answer; the fault of an application is for its owner to see.
  readonly #onFault = (error: unknown): void => {
    if (this.#hasOriginFunction) console.error(error);
  };

  #start(loaded: typeof Wasm): Wasm.RequestGate {
    return (this.#gate ??= enter(
      () => new loaded.RequestGate(this.#config, this.#hasOriginFunction, this.#fetch),
    ));
  }
}

function originOf(
  answer: OriginFunction | undefined,
  fetch: typeof globalThis.fetch | undefined,
): Origin {
  if (answer !== undefined) return byFunction(answer);
  // Somebody's own `fetch` may be one with a cache.
  return fetch === undefined ? serverOrigin() : byFetch(fetch, true);
}

/** The configuration as JSON; what JSON has no form for counts as left out, as in `JSON.stringify`. */
function configText(config: unknown): string {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new TypeError(`\`config\` must be an object, got ${kindOf(config)}`);
  }
  let text: unknown;
  try {
    text = JSON.stringify(config);
  } catch (cause) {
    throw new TypeError('`config` could not be read', { cause });
  }
  if (typeof text !== 'string')
    throw new TypeError('`config` must be an object that JSON can hold');
  return text;
}

/** Calls the gate's module; what it throws becomes an error object. */
function enter<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    fail(thrown);
  }
}

/** Throws the error object of what the module threw. */
function fail(thrown: unknown): never {
  throw errorFrom(thrown);
}
