// The seams on a Web runtime do what their traits promise: in Node, and where they live, in workerd.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose';

import { workerdOptions } from '../contract/runtimes.mjs';
import { startFickle } from '../contract/fickle.mjs';
import { startWorkerd } from '../support/workerd.mjs';

const GLUE = '../../target/harness/edgeward_harness.js';

/** Each runtime with a function that calls one export of the harness there. */
const RUNTIMES = {
  async Node() {
    const harness = await freshHarness();
    const call = async (name, ...args) => {
      const value = await harness[name](...args);
      if (!(value instanceof harness.Answer)) return value;
      const { error, status, content_type, cache_control, body } = value;
      return { error, status, content_type, cache_control, length: body.length };
    };
    return { call, close() {} };
  },
  async workerd(options = {}) {
    const worker = await startWorkerd({
      ...(await workerdOptions('tests/contract/seams.mjs')),
      ...options,
    });
    return {
      async call(name, ...args) {
        const body = JSON.stringify([name, args]);
        const answer = await worker.dispatchFetch('http://seams/', { method: 'POST', body });
        const { value, error } = await answer.json();
        if (error) throw new Error(error);
        return value;
      },
      close: () => worker.dispose(),
    };
  },
};

let fickle;
before(async () => {
  fickle = await startFickle();
});
after(() => fickle?.close());

for (const [name, start] of Object.entries(RUNTIMES)) {
  describe(name, () => {
    let runtime;
    before(async () => {
      runtime = await start();
    });
    after(() => runtime?.close());

    const send = (path, { form, authorization, maxBytes = 1024, timeout = 5000 } = {}) =>
      runtime.call('send', fickle.url + path, form, authorization, maxBytes, timeout);

    test('a GET asks for JSON, anew each time, and brings back no cookie', async () => {
      const before = fickle.count('/document');
      await send('/document');
      const answer = await send('/document');
      assert.equal(fickle.count('/document'), before + 2);
      assert.equal(answer.error, undefined);
      assert.equal(answer.status, 200);
      assert.equal(answer.content_type, 'application/json');
      assert.equal(answer.cache_control, 'max-age=60');
      const { method, headers } = fickle.last();
      assert.equal(method, 'GET');
      assert.equal(headers.accept, 'application/json');
      assert.equal(headers.cookie, undefined);
      assert.equal(headers.authorization, undefined);
    });

    test('a form goes out as a form, with its authorization', async () => {
      const form = 'grant_type=authorization_code&code=%C3%A9';
      const answer = await send('/document', { form, authorization: 'Basic YTpi' });
      assert.equal(answer.status, 200);
      const { method, headers, body } = fickle.last();
      assert.equal(method, 'POST');
      assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
      assert.equal(headers.authorization, 'Basic YTpi');
      assert.equal(body, form);
    });

    test('an error status is an answer, and so is one without a body', async () => {
      assert.equal((await send('/status/503')).status, 503);
      const { status, length } = await send('/status/204');
      assert.deepEqual([status, length], [204, 0]);
    });

    for (const status of [301, 302, 303, 307, 308]) {
      test(`a redirect with ${status} is not followed`, async () => {
        const before = fickle.count('/document');
        assert.equal((await send(`/redirect/${status}`)).error, 'provider_redirected');
        assert.equal(fickle.count('/document'), before);
      });
    }

    test('a body may be as long as the limit, and not a byte longer', async () => {
      assert.equal((await send('/bytes/1000', { maxBytes: 1000 })).length, 1000);
      const { error } = await send('/bytes/1001', { maxBytes: 1000 });
      assert.equal(error, 'provider_answer_too_large');
    });

    test('a body without end is given up at the limit', async () => {
      const { error } = await send('/endless', { maxBytes: 100_000 });
      assert.equal(error, 'provider_answer_too_large');
      await fickle.endlessCut();
    });

    test('the limit counts what a compressed body unpacks to', async () => {
      assert.equal((await send('/gzip/5000', { maxBytes: 5000 })).length, 5000);
      const { error } = await send('/gzip/1000000', { maxBytes: 5000 });
      assert.equal(error, 'provider_answer_too_large');
    });

    test('an answer that does not begin in time is given up', async () => {
      const { error } = await send('/silent', { timeout: 200 });
      assert.equal(error, 'provider_timed_out');
    });

    test('an answer that does not end in time is given up', async () => {
      const { error } = await send('/stalled', { timeout: 200 });
      assert.equal(error, 'provider_timed_out');
    });

    test('a broken connection is no answer', async () => {
      assert.equal((await send('/broken')).error, 'provider_unreachable');
      assert.equal((await send('/broken-off')).error, 'provider_unreachable');
    });

    test('the clock tells the time in seconds, and waits', async () => {
      const now = Date.now();
      const told = await runtime.call('now');
      assert.ok(Math.abs(told - now / 1000) < 5, `${told}`);
      await runtime.call('sleep', 30);
      assert.ok(Date.now() - now >= 25);
    });

    test('random bytes fill any length and never come twice', async () => {
      const first = await runtime.call('random', 70_000);
      const second = await runtime.call('random', 70_000);
      assert.equal(first.length, 70_000);
      assert.notDeepEqual([...first.slice(0, 32)], [...second.slice(0, 32)]);
      // The last part is filled too: 32 zeros in a row do not happen.
      assert.ok([...first.slice(-32)].some((byte) => byte !== 0));
    });

    for (const alg of ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA']) {
      test(`what the signer signs with ${alg}, jose verifies`, async () => {
        const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
        const jwk = { ...(await exportJWK(privateKey)), alg, use: 'sig', key_ops: ['sign'] };
        const input = `${encode(JSON.stringify({ alg }))}.${encode('{"sub":"client"}')}`;
        const [named, signature] = await runtime.call('sign', JSON.stringify(jwk), input);
        assert.equal(named, alg);
        const key = await importJWK(await exportJWK(publicKey), alg);
        await compactVerify(`${input}.${signature}`, key);
      });
    }
  });
}

test('workerd of a date before `fetch` knew `cache` sends all the same', async () => {
  const { call, close } = await RUNTIMES.workerd({ compatibilityDate: '2024-10-01' });
  try {
    const answer = await call('send', `${fickle.url}/document`, null, null, 1024, 5000);
    assert.equal(answer.status, 200);
  } finally {
    await close();
  }
});

test('workerd keeps what is written to the cache, apart by name and key, until it ends', async () => {
  const { call, close } = await RUNTIMES.workerd();
  try {
    assert.equal(await call('readCache', 'a', 'k'), undefined);
    await call('writeCache', 'a', 'k', [1, 2, 3], 60);
    assert.deepEqual(await call('readCache', 'a', 'k'), [1, 2, 3]);
    assert.equal(await call('readCache', 'a', 'K'), undefined);
    assert.equal(await call('readCache', 'b', 'k'), undefined);
    await call('writeCache', 'a', 'k', [4], 0);
    assert.equal(await call('readCache', 'a', 'k'), undefined);
  } finally {
    await close();
  }
});

test('what a cache keeps beyond its time is not read', async () => {
  const kept = new Map();
  const cache = {
    match: async (url) => kept.get(url)?.clone(),
    put: async (url, response) => void kept.set(url, response),
  };
  await withGlobal('caches', { open: async () => cache }, async () => {
    const harness = await freshHarness();
    await harness.writeCache('a', 'k', new Uint8Array([7]), 60);
    assert.deepEqual([...(await harness.readCache('a', 'k'))], [7]);
    await harness.writeCache('a', 'k', new Uint8Array([7]), 0);
    assert.equal(await harness.readCache('a', 'k'), undefined);
    assert.equal(kept.size, 1);
  });
});

test('a cache that fails is a miss', async () => {
  const refuse = async () => Promise.reject(new Error('full'));
  const refusing = async () => ({ match: refuse, put: refuse });
  for (const caches of [{ open: refuse }, { open: refusing }, {}]) {
    await withGlobal('caches', caches, async () => {
      const harness = await freshHarness();
      await harness.writeCache('a', 'k', new Uint8Array([7]), 60);
      assert.equal(await harness.readCache('a', 'k'), undefined);
    });
  }
});

test('without a cache, reading is a miss and writing is forgotten', async () => {
  await withGlobal('caches', undefined, async () => {
    const harness = await freshHarness();
    await harness.writeCache('a', 'k', new Uint8Array([7]), 60);
    assert.equal(await harness.readCache('a', 'k'), undefined);
  });
});

test('without SubtleCrypto the verifier is unavailable, except for HMAC, which needs none', async () => {
  const { keys, cases } = JSON.parse(
    await readFile(new URL('../vectors/signatures.json', import.meta.url)),
  );
  const harness = await withGlobal('crypto', {}, freshHarness);
  const verdict = ({ alg, key, signed, signature }) =>
    new harness.HostVerifier().verify(alg, JSON.stringify(keys[key]), signed, signature);
  await withGlobal('crypto', {}, async () => {
    for (const asked of cases.filter(({ verdict }) => verdict === 'valid')) {
      const expected = asked.alg.startsWith('HS') ? 'valid' : 'verifier_unavailable';
      assert.equal(await verdict(asked), expected, asked.name);
    }
  });
});

test('without `crypto` there are no random bytes', async () => {
  await withGlobal('crypto', undefined, async () => {
    const harness = await freshHarness();
    assert.equal(harness.random(16), undefined);
  });
});

/** A harness that has not looked at the global object yet. */
async function freshHarness() {
  const harness = await import(`${GLUE}?${(freshHarness.count = (freshHarness.count ?? 0) + 1)}`);
  const module = await readFile(new URL(GLUE.replace('.js', '_bg.wasm'), import.meta.url));
  harness.initSync({ module });
  return harness;
}

async function withGlobal(name, value, run) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true });
  try {
    return await run();
  } finally {
    if (own) Object.defineProperty(globalThis, name, own);
    else delete globalThis[name];
  }
}

function encode(text) {
  return Buffer.from(text).toString('base64url');
}
