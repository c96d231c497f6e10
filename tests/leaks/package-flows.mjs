// The npm package in Node: everything that it throws, and everything that can be printed of it.
import { inspect } from 'node:util';

/**
 * @param {typeof import('edgeward')} edgeward
 * @param {Awaited<ReturnType<import('../support/provider.mjs').startProvider>>} provider
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Promise<{ what: string, text: string }[]>}
 */
export async function printEverything(edgeward, provider, secrets) {
  const printed = [];
  const print = (what, value) => printed.push({ what, text: everyForm(value) });
  const { Client } = edgeward;
  const redirectUri = 'http://127.0.0.1/auth/callback';
  const options = {
    authority: provider.issuer,
    clientId: 'gate',
    clientSecret: provider.clientSecret,
    audience: provider.audience,
    dangerAllowHttp: true,
  };
  const client = new Client(options);
  print('the client', client);

  const code = marked(secrets, 'code');
  const codeVerifier = marked(secrets, 'verifier');
  const refreshToken = marked(secrets, 'refresh token');
  const good = await provider.mint('member', {});
  const expired = await provider.mint('member', { ttl: -120 });
  const foreign = await provider.mint('member', { claims: { aud: 'another-audience' } });
  const spoiled = `${good.slice(0, -4)}AAAA`;
  for (const token of [good, expired, foreign, spoiled]) secrets.add('access token', token);
  const hmacSecret = marked(secrets, 'HMAC secret').slice(0, 20);
  secrets.add('HMAC secret', hmacSecret);

  const failing = {
    'exchangeCode, no such code': () => client.exchangeCode(code, { redirectUri, codeVerifier }),
    'exchangeCode, echo': () => {
      provider.failNext('token', { status: 500, body: `${code} ${provider.clientSecret}` });
      return client.exchangeCode(code, { redirectUri, codeVerifier });
    },
    'exchangeCode, cut': () => {
      provider.failNext('token', { how: 'cut' });
      return client.exchangeCode(code, { redirectUri, codeVerifier });
    },
    'exchangeCode, wrong arguments': () =>
      client.exchangeCode(code, { redirectUri: 7, codeVerifier }),
    refreshToken: () => client.refreshToken(refreshToken),
    'userinfo, spoiled': () => client.userinfo(spoiled),
    'userinfo, cut': () => {
      provider.failNext('userinfo', { how: 'cut' });
      return client.userinfo(good);
    },
    'validateToken, expired': () => client.validateToken(expired),
    'validateToken, foreign': () => client.validateToken(foreign),
    'validateToken, spoiled': () => client.validateToken(spoiled),
    'validateToken, no text': () => client.validateToken({ token: good }),
    'validateIdToken, access token': () => client.validateIdToken(good, { nonce: code }),
    'validateTokenSync, spoiled': async () => client.validateTokenSync(spoiled),
    'a secret that is too short': async () => new Client({ ...options, hmacSecret }),
    'an option of the wrong type': async () =>
      new Client({ ...options, clientSecret: { secret: provider.clientSecret } }),
    'an unknown option': async () =>
      new Client({ ...options, [provider.clientSecret.slice(0, 3)]: 1 }),
    'a secret in the wrong place': async () =>
      new Client({ ...options, clientSecret: [provider.clientSecret] }),
  };
  for (const [what, fail] of Object.entries(failing)) {
    const error = await rejection(fail);
    if (!error) throw new Error(`${what}: nothing was thrown`);
    print(what, error);
  }
  print('the client afterwards', client);
  print('a user', await client.validateToken(good));
  return printed;
}

async function rejection(fail) {
  try {
    await fail();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** As a log, a debugger or an error service would write it down, causes and all. */
function everyForm(value) {
  const forms = [inspect(value, { depth: 8, showHidden: true, getters: true }), String(value)];
  for (let one = value; one instanceof Error; one = one.cause) {
    forms.push(one.message, one.stack, JSON.stringify(one), JSON.stringify({ ...one }));
  }
  forms.push(JSON.stringify(value) ?? '');
  return forms.join('\n');
}

function marked(secrets, kind) {
  const value = `marked-${kind.replaceAll(' ', '-')}-0123456789-abcdefghijklmnopqrstuvwxyz`;
  secrets.add(kind, value);
  return value;
}
