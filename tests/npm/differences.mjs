// Where a runtime says something else than the body of tests expects, and why that is so.
//
// Each is about one case in some runtimes. The verdict is what they say instead: a runtime that mends
// its ways fails the suite, until its line here is gone.
const ONE_REALM = 'workerd has one realm, and no way to make another';

export const DIFFERENCES = [
  {
    runtimes: ['Chromium', 'Chromium over plain http'],
    group: 'the start',
    name: 'what an option means is said at once',
    verdict: 'by the first call',
    reason: 'a page must not wait for WebAssembly, so the core is loaded with the first call',
  },
  {
    runtimes: ['Chromium over plain http'],
    group: 'the start',
    name: 'crypto.subtle',
    verdict: 'missing',
    reason: 'browsers have it in secure contexts alone: the pure-Rust verifier stands in for it',
  },
  ...[
    'options, lists and functions of another realm',
    'bytes of another realm',
    'a value of another realm in the wrong place',
  ].map((name) => ({
    runtimes: ['workerd'],
    group: 'objects that are not what they seem',
    name,
    verdict: 'no other realm',
    reason: ONE_REALM,
  })),
  {
    runtimes: ['workerd'],
    group: 'memory',
    name: 'a thousand clients, made and dropped',
    verdict: 'no way to collect',
    reason: 'workerd does not let a Worker collect garbage, nor see its heap',
  },
];
