// The body of the contract suite, the same in every runtime; each has a door of its own beside it.

/**
 * What both verifiers say about every case: a word for each, in the order of the cases.
 *
 * @param {{ verifyInWasm: Function, HostVerifier: Function }} harness
 * @param {{ keys: Record<string, object>, cases: object[] }} vectors
 * @returns {Promise<{ host: string[], wasm: string[] }>}
 */
export async function run({ verifyInWasm, HostVerifier }, { keys, cases }) {
  const verifier = new HostVerifier();
  const verdicts = { host: [], wasm: [] };
  for (const { alg, key, signed, signature } of cases) {
    const question = [alg, JSON.stringify(keys[key]), signed, signature];
    verdicts.wasm.push(verifyInWasm(...question));
    verdicts.host.push(await verifier.verify(...question));
  }
  return verdicts;
}
