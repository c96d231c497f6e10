// A `fetch` and a clock of the caller's own that do whatever they like. The client says so, and goes
// on as soon as they behave.
import { VALUES } from './hostile-values.mjs';
import { verdictOf } from './verdict.mjs';

const stream = (source) => new ReadableStream(source);
const json = (body) => new Response(body, { headers: { 'content-type': 'application/json' } });
const trap = () => {
  throw new Error('a trap was stepped on');
};

const unreachable = 'DiscoveryError provider_unreachable';

class Mean extends Response {
  get status() {
    return trap();
  }
}

/** What a fetch does, and what the client says. */
const ANSWERS = [
  ['throws', unreachable, trap],
  ['rejects', unreachable, () => Promise.reject(new Error('no'))],
  ['rejects with a text', unreachable, () => Promise.reject('{"class":"ConfigError"}')],
  ['never answers', 'DiscoveryError provider_timed_out', () => new Promise(() => {})],
  ...[
    'undefined',
    'null',
    'zero',
    'a symbol',
    'an empty object',
    'a proxy that throws',
    'a revoked proxy',
    'an empty text',
    'a function',
  ].map((name) => [`gives ${name}`, unreachable, VALUES[name]]),
  ['gives a thenable that throws', unreachable, () => ({ then: trap })],
  ['gives a response whose status throws', unreachable, () => new Mean('{}')],
  [
    'gives a status that is none',
    unreachable,
    () => ({ status: 'ok', headers: new Headers(), body: null }),
  ],
  ['gives headers that are none', unreachable, () => ({ status: 200, headers: {}, body: null })],
  [
    'gives headers that throw',
    unreachable,
    () => ({ status: 200, headers: { get: trap }, body: null }),
  ],
  ['gives an error of the network', unreachable, () => Response.error()],
  [
    'gives a body that was read',
    unreachable,
    async () => {
      const response = json('{}');
      await response.text();
      return response;
    },
  ],
  [
    'gives a body that breaks off',
    unreachable,
    () => json(stream({ start: (it) => it.error(new Error('no')) })),
  ],
  ['gives a body that never comes', 'DiscoveryError provider_timed_out', () => json(stream({}))],
  [
    'gives a body without end',
    'DiscoveryError provider_answer_too_large',
    () => json(stream({ pull: (it) => it.enqueue(new Uint8Array(65_536)) })),
  ],
  ['gives a body of texts', unreachable, () => json(stream({ start: (it) => it.enqueue('{}') }))],
  [
    'gives a body of nothing',
    unreachable,
    () => json(stream({ start: (it) => it.enqueue(undefined) })),
  ],
  [
    'gives a body of traps',
    unreachable,
    () =>
      json(
        stream({ start: (it) => it.enqueue(Object.defineProperty({}, 'length', { get: trap })) }),
      ),
  ],
  [
    'gives no content',
    'DiscoveryError provider_status_unexpected 204',
    () => new Response(null, { status: 204 }),
  ],
  [
    'gives ten megabytes',
    'DiscoveryError provider_answer_too_large',
    () => json('x'.repeat(10_000_000)),
  ],
];

/** A client with one seam that is broken at first, and what it says then and later. */
async function brokenAtFirst(t, options) {
  let [broken, later] = [true, 0];
  const seams = options(
    () => broken,
    () => t.seconds() + later,
  );
  const one = t.client({ timeout: 300, ...seams });
  const token = await t.sign({});
  const first = await verdictOf(t.edgeward, () => one.validateToken(token));
  [broken, later] = [false, 31];
  return `${first}, ${await verdictOf(t.edgeward, () => one.validateToken(token))}`;
}

/** Numbers that are a time, however long ago. */
const TIMES = ['a fraction'];

export const hostileSeams = {
  group: 'a fetch and a clock that misbehave',
  cases: [
    ...ANSWERS.map(([name, verdict, answer]) => [
      `a fetch that ${name}`,
      `${verdict}, valid user-admin`,
      (t) =>
        brokenAtFirst(t, (isBroken, clock) => ({
          clock,
          fetch: (...asked) => (isBroken() ? answer() : fetch(...asked)),
        })),
    ]),
    ...Object.entries(VALUES)
      .filter(([name]) => !TIMES.includes(name))
      .map(([name, make]) => [
        `a clock that says ${name}`,
        'EdgewardError clock_unavailable, valid user-admin',
        (t) =>
          brokenAtFirst(t, (isBroken, clock) => ({ clock: () => (isBroken() ? make() : clock()) })),
      ]),
    [
      'a clock that throws',
      'EdgewardError clock_unavailable, valid user-admin',
      (t) =>
        brokenAtFirst(t, (isBroken, clock) => ({ clock: () => (isBroken() ? trap() : clock()) })),
    ],
    [
      'a clock that calls the client',
      'valid user-admin, valid user-admin',
      async (t) => {
        let [one, inside] = [];
        const token = await t.sign({});
        const clock = () => {
          const isFirst = inside === undefined;
          inside ??= '';
          if (isFirst) inside = t.verdicts(() => one.validateToken(token));
          return t.seconds();
        };
        one = t.client({ clock });
        const outside = await t.verdicts(() => one.validateToken(token));
        return `${outside}, ${await inside}`;
      },
    ],
    [
      'a clock that calls the client synchronously',
      'valid user-admin, valid user-admin',
      async (t) => {
        let [one, inside] = [];
        const token = await t.sign({});
        const clock = () => {
          const isFirst = inside === '';
          if (isFirst) inside = 'never came back';
          if (isFirst) inside = `valid ${one.validateTokenSync(token).userId}`;
          return t.seconds();
        };
        one = t.client({ clock });
        await one.prepareSync();
        inside = '';
        const outside = await t.verdicts(() => one.validateTokenSync(token));
        return `${outside}, ${inside}`;
      },
    ],
    [
      'a fetch that waits for the client that called it',
      'DiscoveryError provider_timed_out, valid user-admin',
      async (t) => {
        let [isWaiting, later] = [true, 0];
        const token = await t.sign({});
        const one = t.client({
          timeout: 300,
          clock: () => t.seconds() + later,
          async fetch(...asked) {
            if (isWaiting) await one.discovery();
            return fetch(...asked);
          },
        });
        const first = await t.verdicts(() => one.validateToken(token));
        [isWaiting, later] = [false, 31];
        return `${first}, ${await t.verdicts(() => one.validateToken(token))}`;
      },
    ],
    [
      'a fetch that calls the client and does not wait',
      'valid user-admin, valid user-admin',
      async (t) => {
        const token = await t.sign({});
        let inside;
        const one = t.client({
          fetch(...asked) {
            inside ??= t.verdicts(() => one.validateToken(token));
            return fetch(...asked);
          },
        });
        const outside = await t.verdicts(() => one.validateToken(token));
        return `${outside}, ${await inside}`;
      },
    ],
  ],
};
