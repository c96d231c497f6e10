// The options of `edgeward verify`, and the client that they make.
import type { Algorithm, ClientOptions, JwkSet, ProviderName } from '../../options.js';
import { Mistake, type Flag, type Invocation } from '../command.js';
import { fileText, secretFrom } from '../input.js';

export const OPTIONS: Readonly<Record<string, Flag>> = {
  authority: { value: 'URL', help: "the provider's address, needed" },
  audience: {
    value: 'AUDIENCE',
    several: true,
    help: 'what an access token must name in `aud`; several with commas: one of them',
  },
  issuer: { value: 'URL', help: 'the issuer identifier, if it is not the authority' },
  provider: {
    value: 'NAME',
    help: 'signward, keycloak, entra, auth0, okta, cognito, google or generic: where roles are',
  },
  'client-id': { value: 'ID', help: 'the client that the token was issued to' },
  algorithms: { value: 'NAMES', several: true, help: 'the algorithms that are allowed' },
  jwks: { value: 'FILE', help: 'a JWK Set: no keys are fetched' },
  'hmac-secret-env': {
    value: 'VARIABLE',
    help: 'the environment variable with the key of HS tokens',
  },
  'id-token': { help: 'it is an ID Token, and not an access token' },
  nonce: { value: 'NONCE', help: 'the nonce of the sign-in that the ID Token is from' },
  'skip-nonce': { help: 'the nonce is not known: accept any' },
  'clock-tolerance': {
    value: 'SECONDS',
    help: 'by how much clocks may differ, at most 300; 60 if left out',
  },
  'token-type': { value: 'TYPE', help: '`at+jwt`: an access token must say that it is one' },
  'danger-allow-http': { help: 'the provider may be http on the own machine' },
  'danger-symmetric-jwks': {
    help: "take HS keys from the provider's public key set, with which anybody can make tokens",
  },
};

/** The options of the client. */
export function clientOptions(invocation: Invocation): ClientOptions {
  const authority = invocation.text('authority');
  if (authority === undefined) throw invocation.misused('`--authority` is missing');
  const isIdToken = invocation.has('id-token');
  if (isIdToken && !invocation.has('client-id')) {
    const cure = 'write `--client-id ID`: the ID Token must be for that client';
    throw new Mistake('client_id_missing', 'an ID Token needs `--client-id`', cure);
  }
  for (const name of isIdToken ? ['audience', 'token-type'] : ['nonce', 'skip-nonce']) {
    if (!invocation.has(name)) continue;
    const reason = `\`--${name}\` means nothing for ${isIdToken ? 'an ID Token' : 'an access token'}`;
    const cure = isIdToken ? 'leave it out' : 'leave it out, or write `--id-token`';
    throw new Mistake('option_unused', reason, cure);
  }
  const variable = invocation.text('hmac-secret-env');
  return {
    authority,
    issuer: invocation.text('issuer'),
    clientId: invocation.text('client-id'),
    audience: invocation.list('audience'),
    provider: invocation.text('provider') as ProviderName | undefined,
    algorithms: invocation.list('algorithms') as Algorithm[] | undefined,
    jwks: keySet(invocation.text('jwks')),
    hmacSecret: variable === undefined ? undefined : secretFrom(variable),
    clockTolerance: seconds(invocation.text('clock-tolerance')),
    tokenType: invocation.text('token-type') as 'any' | undefined,
    dangerAllowHttp: invocation.has('danger-allow-http') || undefined,
    dangerSymmetricJwks: invocation.has('danger-symmetric-jwks') || undefined,
  };
}

/** A sentence of the library with its options called as they are here. */
export function inFlags(message: string): string {
  return message
    .replace(/`(danger[A-Za-z]+): true`/g, '`$1`')
    .replace(/`danger_symmetric_jwks`/g, '`dangerSymmetricJwks`')
    .replace(/`([a-z]+[A-Z][A-Za-z]*|authority|audience|issuer|provider|algorithms|jwks)`/g, flag);
}

function flag(shown: string, option: string): string {
  const name = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const known = name === 'hmac-secret' ? 'hmac-secret-env' : name;
  return Object.hasOwn(OPTIONS, known) ? `\`--${known}\`` : shown;
}

function keySet(path: string | undefined): JwkSet | undefined {
  if (path === undefined) return undefined;
  const text = fileText(path, 'the key set');
  const cure = 'name a file with `{"keys": […]}`';
  try {
    const value = JSON.parse(text);
    if (Array.isArray(value?.keys)) return value;
  } catch {
    // What the parser says repeats the text, which may hold a secret key.
    throw new Mistake('jwks_invalid', 'the file of `--jwks` is not JSON', cure);
  }
  throw new Mistake('jwks_invalid', 'the file of `--jwks` is no JWK Set', cure);
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const reason = '`--clock-tolerance` is no whole number';
  throw new Mistake('option_value', reason, 'write seconds, 0 to 300');
}
