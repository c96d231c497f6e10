// What stands between the core and its TypeScript: how texts, bytes and objects cross.
//
// `wasm-bindgen` writes such a script too, of twice the size and more, because it knows every type that there
// is. This one knows the few that cross here, in the same way: a text goes in as the address and the length of
// memory that is the core's from then on; it comes out as both, and its memory is given back here. The
// compiler holds each call against the types that `wasm-bindgen` writes of the module.
import type { InitOutput as Exports } from '../wasm/edgeward.js';
import type { Signed } from './core.js';

let wasm: Exports;

/** Begins to work with the core's module. */
export function begin(module: WebAssembly.Module): object {
  const imports: WebAssembly.Imports = {};
  // They differ in their names alone, which `wasm-bindgen` chooses: where the core throws an error.
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = thrown;
  }
  return (wasm = new WebAssembly.Instance(module, imports).exports as unknown as Exports);
}

/** Nothing of the core's does it, unless what was freed is asked. */
function thrown(at: number, length: number): never {
  throw new Error(decode(bytesAt(at, length)));
}

/** Frees what nobody holds any more. Workers before the compatibility date 2025-05-05 have no registry. */
const lost: FinalizationRegistry<() => void> | undefined =
  globalThis.FinalizationRegistry && new FinalizationRegistry((free) => free());

type Free = (at: number, isLost: number) => void;

/** Something of the core's, by its address. */
class Held<What extends string> {
  declare readonly what: What;
  at: number;

  constructor(at: number, free: Free) {
    this.at = at;
    lost?.register(this, () => free(at, 1), this);
  }
}

/** A relying party of one issuer. */
export type RelyingParty = Held<'relying party'>;

/** A token that is being looked at. */
export type Verification = Held<'verification'>;

/** Why the last call has given nothing, as JSON. Nothing where it was to come again. */
export function failure(): string | undefined {
  return textFrom(wasm.failure());
}

/** The relying party that the options, as JSON, describe. */
export function relyingParty(
  options: string,
  secret: Uint8Array | undefined,
): RelyingParty | undefined {
  return held(
    wasm.relyingParty(put(options), size, secret === undefined ? 0 : copyIn(secret), size),
    wasm.__wbg_relyingparty_free,
  );
}

/** Answers a call by its number. Nothing where the provider's metadata must be there first, unless they
 * are as good as they can be had; or `failure` says why. */
export function call(
  { at }: RelyingParty,
  number: number,
  request: string,
  bytes: Uint8Array,
  now: number,
  isProvided: boolean,
): string | undefined {
  return textFrom(
    wasm.relyingparty_call(at, number, put(request), size, copyIn(bytes), size, now, +isProvided),
  );
}

/** Begins to look at a token: 0 an access token, 1 an ID Token, 2 any JWS. */
export function open(
  { at }: RelyingParty,
  token: string,
  kind: number,
  policy: string | undefined,
  waits: boolean,
): Verification | undefined {
  return opened(
    wasm.relyingparty_open(
      at,
      put(token),
      size,
      kind,
      policy === undefined ? 0 : put(policy),
      size,
      +waits,
    ),
  );
}

/** Begins to verify a JWS by these keys, a JWK Set as JSON. */
export function verifyJws(token: string, jwks: string, request: string): Verification | undefined {
  return opened(wasm.verifyJws(put(token), size, put(jwks), size, put(request), size));
}

function opened(at: number): Verification | undefined {
  return held(at, wasm.__wbg_verification_free);
}

/** Nothing has no address. */
function held<What extends string>(at: number, free: Free): Held<What> | undefined {
  return at === 0 ? undefined : new Held(at, free);
}

/** It is over: nothing can be asked any more. */
export function free(verification: Verification): void {
  lost?.unregister(verification);
  wasm.__wbg_verification_free(verification.at, 0);
  verification.at = 0;
}

/** What comes next. */
export function step({ at }: Verification, now: number): number | undefined {
  return numberFrom(wasm.verification_step(at, now));
}

/** What comes next, after this verdict. */
export function conclude({ at }: Verification, verdict: number): number | undefined {
  return numberFrom(wasm.verification_conclude(at, verdict));
}

/** What the verified token says, as JSON. */
export function outcome({ at }: Verification, now: number): string | undefined {
  return textFrom(wasm.verification_outcome(at, now));
}

/** The verified JWS: its header as JSON, a line feed, and the payload. */
export function parts({ at }: Verification): Uint8Array | undefined {
  return taken(wasm.verification_parts(at), (bytes) => bytes.slice());
}

/** Whether the keys should be fetched again. */
export function keysAreStale({ at }: Verification): boolean {
  return wasm.verification_keysAreStale(at) !== 0;
}

/** The number of the key that is asked. */
export function keyNumber({ at }: Verification): number {
  return wasm.verification_keyNumber(at);
}

/** The name of the algorithm. */
export function alg({ at }: Verification): string {
  return textFrom(wasm.verification_alg(at))!;
}

/** The public key, as a JWK. */
export function jwk({ at }: Verification): string {
  return textFrom(wasm.verification_jwk(at))!;
}

/** What is signed, and by what: a look, which holds until the core is asked again. */
export function signed({ at }: Verification): Signed {
  return {
    signingInput: bytesOf(wasm.verification_signingInput(at)),
    signature: bytesOf(wasm.verification_signature(at)),
  };
}

/** The text that is in a segment of a token; none where there is no text in it. */
export function textOf(segment: string): string {
  return textFrom(wasm.textOf(put(segment), size))!;
}

/** Where an integer could be, this number stands for none. */
function numberFrom(number: number): number | undefined {
  return number === 2 ** 53 - 1 ? undefined : number;
}

/** How many bytes the last `put` or `copyIn` has written. */
let size = 0;

/** Writes a text into the core's memory, and says where. */
function put(text: string): number {
  size = text.length;
  const at = wasm.__wbindgen_malloc(size, 1) >>> 0;
  // The encoder takes longer for a short text, and less than a tenth of the time for a token.
  const done = size > 128 ? encoder.encodeInto(text, bytesAt(at, size)).read : putAscii(text, at);
  if (done === size) return at;
  wasm.__wbindgen_free(at, size, 1);
  return copyIn(encoder.encode(text));
}

/** Writes characters as long as they are ASCII, and says how many those are. */
function putAscii(text: string, at: number): number {
  const bytes = view();
  for (let done = 0; done < size; done++) {
    const code = text.charCodeAt(done);
    if (code > 0x7f) return done;
    bytes[at + done] = code;
  }
  return size;
}

/** Writes bytes into the core's memory, and says where. */
function copyIn(bytes: Uint8Array): number {
  size = bytes.length;
  const at = wasm.__wbindgen_malloc(size, 1) >>> 0;
  view().set(bytes, at);
  return at;
}

function textFrom(given: [number, number]): string | undefined {
  return taken(given, decode);
}

/** Reads what the core gives, and gives back its memory. */
function taken<T>([at, length]: [number, number], read: (bytes: Bytes) => T): T | undefined {
  if (at === 0) return undefined;
  const value = read(bytesAt(at, length));
  wasm.__wbindgen_free(at, length, 1);
  return value;
}

/** Address and length are one number. */
function bytesOf(place: number): Bytes {
  return bytesAt(place, (place / 2 ** 32) | 0);
}

/** A look into the core's memory, which holds until there is more of it. */
function bytesAt(address: number, length: number): Bytes {
  const from = address >>> 0;
  return view().subarray(from, from + length);
}

type Bytes = Uint8Array<ArrayBuffer>;

let memory: Bytes | undefined;

/** The core's memory. When it has grown, the old look at it is empty. */
function view(): Bytes {
  if (!memory?.length) memory = new Uint8Array(wasm.memory.buffer as ArrayBuffer);
  return memory;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The text of bytes. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
