// Where a runtime's cryptography says something else than the vectors, and why that is so.
//
// Each is about one verifier in one runtime and the cases that `about` picks. The verdict is what
// it says instead: a runtime that mends its ways fails the suite, until its line here is gone.
export const DIFFERENCES = [
  {
    runtime: 'Deno',
    verifier: 'host',
    about: ({ key, verdict }) => key === 'rsa-8192' && verdict === 'valid',
    verdict: 'verifier_unavailable',
    reason: "Deno's SubtleCrypto imports an RSA key of over 4,096 bits and fails to verify with it",
  },
];
