// The compiled core, as a door of the package provides it.
//
// Each door says how its runtime loads WebAssembly; everything else asks here. The first door that is
// imported provides for all: two doors in one program share one core.
import type * as Verifier from '../wasm/verifier.js';
import type { PublicKey } from './public-key.js';

export type { Verifier };

/** What is signed, and the signature: a look into the core's memory, which holds until the core is asked
 * again. */
export interface Signed {
  signingInput: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

/** Verifies at once with the host's own cryptography; `undefined` where it lacks the algorithm. */
export type NativeVerify = (key: PublicKey, signed: Signed) => boolean | undefined;

/** One WebAssembly module: `now` where the runtime may have it without waiting. */
export interface Source<T> {
  now?(): T | undefined;
  load(): Promise<T>;
}

/** What a runtime has. */
export interface Door {
  /** The core, which works for `glue` once it is loaded. */
  core: Source<object>;
  /** The pure-Rust verifier, which is loaded only when it is needed. */
  verifier: Source<typeof Verifier>;
  verify?: NativeVerify;
  /** Whether `crypto.subtle` is so much faster that whoever can wait should ask it. */
  prefersSubtle?(alg: string): boolean;
}

let door: Door | undefined;

/** Says how this runtime loads the core. Called by the doors alone. */
export function provide(provided: Door): void {
  door ??= provided;
}

/** The host's synchronous cryptography, if it has one. */
export function nativeVerify(): NativeVerify | undefined {
  return door?.verify;
}

/** Whether the host's synchronous cryptography is asked first, by whoever could wait for another. */
export function answersFirst(alg: string): boolean {
  return door?.verify !== undefined && !door.prefersSubtle?.(alg);
}

/** A module that is loaded once; a failed load is tried again by the next call. */
export class Module<T> {
  #loaded: T | undefined;
  #loading: Promise<T> | undefined;
  readonly #source: () => Source<T>;

  constructor(source: () => Source<T>) {
    this.#source = source;
  }

  /** The module, if it is here or can be had at once. */
  now(): T | undefined {
    return (this.#loaded ??= this.#source().now?.());
  }

  async load(): Promise<T> {
    return this.now() ?? (this.#loading ??= this.#load());
  }

  #load(): Promise<T> {
    return this.#source()
      .load()
      .then((loaded) => (this.#loaded = loaded))
      .finally(() => (this.#loading = undefined));
  }
}

/** The relying party's module. */
export const core: Module<object> = new Module(() => opened().core);

/** The pure-Rust verifier's module. */
export const verifier: Module<typeof Verifier> = new Module(() => opened().verifier);

function opened(): Door {
  if (door === undefined)
    throw new Error('import `edgeward` or `edgeward/inline`, not a module inside');
  return door;
}
