// A provider whose every answer a test can falsify, for the faults that a certified one does not make.
// It asks nobody to sign in, and takes any code that it has given out once.
import { createHash, randomBytes } from 'node:crypto';

import { createPair, signToken } from '../vectors/attacks/sign.mjs';
import { deliver } from './faulty-provider/deliver.mjs';
import { escape } from './page.mjs';
import { listen, readBody } from './server.mjs';

const AUDIENCE = 'api';
const CLIENT_SECRET = 'a secret of the client that is long enough';
const SUBJECT = 'user-ada';

/**
 * What a test falsifies. Each function gets what the provider would say, and changes it in place.
 *
 * @typedef {object} Faults
 * @property {(metadata: object) => void} [metadata]
 * @property {(set: { keys: object[] }) => void} [keys]
 * @property {(response: Record<string, string>) => void} [response] The authorization response.
 * @property {(claims: object) => void} [idToken]
 * @property {(header: object) => void} [header] Of the ID Token.
 * @property {(token: string, provider: object) => string} [spoilIdToken] The finished token, into another one.
 * @property {(claims: object) => void} [accessToken]
 * @property {(body: object) => void} [tokens] The token response.
 * @property {(claims: object) => void} [userinfo]
 * @property {Record<string, import('./faulty-provider/deliver.mjs').Delivery>} [deliver] How the answer of
 *   an endpoint comes, by the endpoint's name.
 */

/** @param {{ metadata?: (metadata: object) => void }} [options] What it always says otherwise. */
export async function startFaultyProvider({ metadata: always = () => {} } = {}) {
  const codes = new Map();
  const counts = { metadata: 0, jwks: 0, authorize: 0, token: 0, userinfo: 0, logout: 0, other: 0 };
  /** @type {{ endpoint: string, method: string, url: string, headers: object, body: string,
   *   at: number }[]} */
  const requests = [];
  const listener = await listen((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  const issuer = `http://127.0.0.1:${listener.port}`;
  const provider = {
    issuer,
    audience: AUDIENCE,
    clientSecret: CLIENT_SECRET,
    counts,
    requests,
    /** @type {Faults} */
    faults: {},
    /** The keys that it signs with, the first that fits; and publishes. */
    keys: [createKey('rsa'), createKey('P-256')],
    alg: 'RS256',
    /** Seconds that its clock is ahead. */
    ahead: 0,
    rotate: () => provider.keys.unshift(createKey('rsa'), createKey('P-256')),
    mint: (changes = {}, header = {}) =>
      mint({ ...accessClaims(), ...changes }, { typ: 'at+jwt', ...header }),
    pause: listener.pause,
    resume: listener.resume,
    close: listener.close,
  };
  const now = () => Math.floor(Date.now() / 1000) + provider.ahead;
  const accessClaims = () => ({
    iss: issuer,
    aud: AUDIENCE,
    sub: SUBJECT,
    client_id: 'gate',
    iat: now(),
    exp: now() + 600,
  });
  const falsify = (name, value) => (provider.faults[name]?.(value), value);

  function mint(claims, header = {}) {
    const kind = provider.alg.startsWith('ES') ? 'P-256' : 'rsa';
    const key = provider.keys.find((one) => one.kind === kind);
    const full = { alg: provider.alg, kid: key.kid, ...header };
    return signToken(provider.alg, key.privateJwk, full, JSON.stringify(claims));
  }

  function idToken(accessToken, nonce) {
    const digest = createHash('sha256').update(accessToken).digest();
    const claims = {
      iss: issuer,
      aud: 'gate',
      sub: SUBJECT,
      iat: now(),
      exp: now() + 600,
      nonce,
      at_hash: digest.subarray(0, digest.length / 2).toString('base64url'),
    };
    const header = {};
    falsify('header', header);
    const token = mint(falsify('idToken', claims), header);
    return provider.faults.spoilIdToken?.(token, provider) ?? token;
  }

  const endpoints = {
    metadata: () => json(falsify('metadata', metadata(issuer, always))),
    jwks: () =>
      json(
        falsify('keys', {
          keys: provider.keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig' })),
        }),
      ),
    authorize(url) {
      const {
        redirect_uri: redirectUri,
        state,
        nonce,
        response_mode: mode,
      } = Object.fromEntries(url.searchParams);
      const code = randomBytes(16).toString('hex');
      codes.set(code, nonce);
      const response = falsify('response', { code, state, iss: issuer });
      return mode === 'form_post' ? form(redirectUri, response) : redirect(redirectUri, response);
    },
    token(_url, body) {
      const request = Object.fromEntries(new URLSearchParams(body));
      const isRefresh = request.grant_type === 'refresh_token';
      if (!isRefresh && !codes.has(request.code)) return json({ error: 'invalid_grant' }, 400);
      const nonce = isRefresh ? undefined : codes.get(request.code);
      codes.delete(request.code);
      const accessToken = mint(falsify('accessToken', accessClaims()), { typ: 'at+jwt' });
      return json(
        falsify('tokens', {
          access_token: accessToken,
          token_type: 'Bearer',
          expires_in: 600,
          refresh_token: randomBytes(16).toString('hex'),
          id_token: idToken(accessToken, nonce),
        }),
      );
    },
    userinfo: () =>
      json(falsify('userinfo', { sub: SUBJECT, name: 'Ada', email: 'ada@example.com' })),
    logout(url) {
      const { post_logout_redirect_uri: back, state } = Object.fromEntries(url.searchParams);
      return redirect(back, falsify('response', { state }));
    },
    other: () => ({ status: 404, headers: {}, body: '' }),
  };

  async function answer(request, response) {
    const url = new URL(request.url, issuer);
    const endpoint = PATHS[url.pathname] ?? 'other';
    counts[endpoint] += 1;
    const body = await readBody(request);
    const { method, headers } = request;
    requests.push({ endpoint, method, url: request.url, headers, body, at: Date.now() });
    return deliver(response, endpoints[endpoint](url, body), provider.faults.deliver?.[endpoint]);
  }
  return provider;
}

const PATHS = {
  '/.well-known/openid-configuration': 'metadata',
  '/jwks': 'jwks',
  '/authorize': 'authorize',
  '/token': 'token',
  '/userinfo': 'userinfo',
  '/logout': 'logout',
};

function metadata(issuer, change) {
  const document = {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/logout`,
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
  change(document);
  return document;
}

let made = 0;

/** A key with a `kid` of its own. */
export function createKey(kind) {
  made += 1;
  return { ...createPair(kind), kid: `key-${made}` };
}

const json = (value, status = 200) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

function redirect(to, fields) {
  const url = new URL(to);
  for (const [name, value] of present(fields)) url.searchParams.append(name, value);
  return { status: 302, headers: { location: url.href }, body: '' };
}

function form(to, fields) {
  const inputs = present(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}"/>`,
  );
  const body = `<form method="post" action="${escape(to)}">${inputs.join('')}</form>
<script>document.forms[0].submit()</script>`;
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
}

/** A value that is an array is said as often as it has elements. */
const present = (fields) =>
  Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined)
      .map((one) => [name, one]),
  );
