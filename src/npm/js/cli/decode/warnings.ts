// What is odd about a token that can be read.
import { duration, howFar } from '../dates.js';
import type { Members, Parts } from './take-apart.js';

/** Something that deserves a look. */
export interface Warning {
  /** A stable identifier, in `snake_case`. */
  code: string;
  message: string;
}

/** Longer than access tokens should live, in seconds. */
const LONG = 86_400;

/** The algorithms that edgeward verifies with a public key. */
const ASYMMETRIC = /^(?:[RP]S(?:256|384|512)|ES(?:256|384|512)|EdDSA|Ed25519)$/;

/** What is odd about a token, as far as it can be read. */
export function warningsAbout(
  { header, claims, signatureBytes }: Omit<Parts, 'faults'>,
  now: number,
): Warning[] {
  const found = [
    ...(header ? aboutHeader(header) : []),
    ...(claims ? aboutClaims(claims, now) : []),
  ];
  if (signatureBytes === 0)
    found.push({ code: 'signature_missing', message: 'it has no signature: edgeward refuses it' });
  return found;
}

function aboutHeader(header: Members): Warning[] {
  const found: Warning[] = [];
  const add = (code: string, message: string) => void found.push({ code, message });
  const { alg } = header;
  if (typeof alg !== 'string') add('alg_missing', 'the header names no `alg`: edgeward refuses it');
  else if (alg.toLowerCase() === 'none')
    add('alg_none', '`alg` is none: it has no signature, and anybody can have written it');
  else if (/^HS(?:256|384|512)$/.test(alg))
    add('alg_symmetric', 'whoever can verify it can make such tokens: edgeward needs `hmacSecret`');
  else if (!ASYMMETRIC.test(alg))
    add('alg_unsupported', '`alg` is none that edgeward verifies: it refuses the token');
  for (const name of ['crit', 'b64', 'zip', 'enc']) {
    if (Object.hasOwn(header, name))
      add('header_forbidden', `\`${name}\` changes how the token is read: edgeward refuses it`);
  }
  const own = ['jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256'].filter((it) =>
    Object.hasOwn(header, it),
  );
  if (own.length > 0) {
    const names = own.map((name) => `\`${name}\``).join(', ');
    add('key_in_header', `edgeward ignores ${names}: no key ever comes from a token`);
  }
  if (!Object.hasOwn(header, 'kid'))
    add('kid_missing', 'no `kid`: it is verified only while a single key of the issuer fits');
  return found;
}

function aboutClaims(claims: Members, now: number): Warning[] {
  const found: Warning[] = [];
  const add = (code: string, message: string) => void found.push({ code, message });
  for (const name of ['iss', 'aud', 'sub']) {
    if (!Object.hasOwn(claims, name))
      add('claim_missing', `no \`${name}\`: edgeward refuses an access token without it`);
  }
  const date = (name: string): number | undefined => {
    const value = claims[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value > 0) return value;
    add('date_invalid', `\`${name}\` is no date: it must be a number of seconds since 1970`);
    return undefined;
  };
  const [exp, nbf, iat] = [date('exp'), date('nbf'), date('iat')];
  if (!Object.hasOwn(claims, 'exp'))
    add('exp_missing', 'no `exp`: it would never end, so edgeward refuses it');
  if (exp !== undefined && exp <= now) add('expired', `it expired ${howFar(exp - now)}`);
  if (nbf !== undefined && nbf > now) add('not_yet_valid', `it is valid only ${howFar(nbf - now)}`);
  if (iat !== undefined && iat > now)
    add(
      'issued_in_the_future',
      `it says that it is issued ${howFar(iat - now)}: some clock is wrong`,
    );
  const life = exp === undefined ? 0 : exp - (iat ?? now);
  if (life > LONG)
    add('long_life', `it lives ${duration(life)}: whoever steals it has it for as long`);
  return found;
}
