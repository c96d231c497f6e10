// The compact serialization, in spellings that are none, and tokens whose signature is not theirs.
import { ALGS, encode, signature, signSegments, signToken } from './sign.mjs';

const HEADER = (alg) => encode(JSON.stringify({ alg }));
const PAYLOAD = encode('{"sub":"ada"}');

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs One key for each algorithm.
 * @returns {Iterable<import('../attacks.mjs').Attack>}
 */
export function* compact(pairs) {
  for (const alg of ALGS) {
    const { privateJwk, publicJwk } = pairs[alg];
    const jwks = { keys: [publicJwk] };
    const token = signToken(alg, privateJwk);
    yield { name: `${alg}: valid`, jwks, token, valid: true };
    for (const [what, bad] of broken(token)) {
      yield { name: `${alg}: ${what}`, jwks, token: bad, valid: false };
    }
    for (const [what, header, payload] of misspelled(alg)) {
      const signed = signSegments(alg, privateJwk, header, payload);
      yield { name: `${alg}: ${what}, signed as it stands`, jwks, token: signed, valid: false };
    }
    for (const [what, bytes] of wrongSignatures(alg, privateJwk)) {
      const signed = `${HEADER(alg)}.${PAYLOAD}.${encode(bytes)}`;
      yield { name: `${alg}: ${what}`, jwks, token: signed, valid: false };
    }
  }
}

function* broken(token) {
  const [header, payload, signed] = token.split('.');
  const flipped = (text) => (text[0] === 'A' ? 'B' : 'A') + text.slice(1);
  yield ['a changed signature', `${header}.${payload}.${flipped(signed)}`];
  yield ['no signature', `${header}.${payload}.`];
  yield ['no signature and no dot', `${header}.${payload}`];
  yield ['a changed payload', `${header}.${encode('{"sub":"bob"}')}.${signed}`];
  yield ['no payload', `${header}..${signed}`];
  yield ['no payload and no dot', `${header}.${signed}`];
  yield ['no header', `.${payload}.${signed}`];
  yield ['no header and no dot', `${payload}.${signed}`];
  yield ['a payload alone', `.${payload}.`];
  yield ['one segment', payload];
  yield ['nothing', ''];
  yield ['dots alone', '..'];
  yield ['a dot after it', `${token}.`];
  yield ['a dot before it', `.${token}`];
  yield ['a fourth segment', `${token}.${payload}`];
  yield ['five segments', `${token}.${payload}.${payload}`];
  yield ['a signature twice', `${token}.${signed}`];
  yield ['white space before it', ` ${token}`];
  yield ['white space after it', `${token} `];
  yield ['a line feed after it', `${token}\n`];
  yield ['a scheme before it', `Bearer ${token}`];
  yield ['quotes around it', `"${token}"`];
  yield ['a NUL after it', `${token}\0`];
  yield [
    'the JSON serialization',
    JSON.stringify({ protected: header, payload, signature: signed }),
  ];
  const signatures = [{ protected: header, signature: signed }];
  yield ['the general JSON serialization', JSON.stringify({ payload, signatures })];
  yield ['padding after the signature', `${token}=`];
  yield ['white space in the signature', `${header}.${payload}.    ${signed}`];
  yield ['a foreign character in the signature', `${header}.${payload}.?${signed.slice(1)}`];
  yield ['a foreign character more in the signature', `${token}?`];
  yield ['the alphabet of plain base64', `${header}.${payload}.+/${signed.slice(2)}`];
  yield ['the signature percent-encoded', `${header}.${payload}.%41${signed.slice(1)}`];
  if (signed.length % 4 !== 0) yield ['unused bits that are set', unusedBits(token)];
}

// Lenient decoders drop these bits, so each signature had several spellings.
function unusedBits(token) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1)) + 1];
}

// The signature is right: only the spelling of what it signs is none.
function* misspelled(alg) {
  const header = HEADER(alg);
  yield ['white space after the header', `${header}    `, PAYLOAD];
  yield ['foreign characters after the header', `${header}####`, PAYLOAD];
  yield ['padding after the header', `${header}==`, PAYLOAD];
  yield ['a foreign character in the header', `${header.slice(0, 5)}?${header.slice(5)}`, PAYLOAD];
  yield ['white space before the payload', header, `    ${PAYLOAD}`];
  yield ['foreign characters before the payload', header, `####${PAYLOAD}`];
  yield [
    'a foreign character in the payload',
    header,
    `${PAYLOAD.slice(0, 5)}?${PAYLOAD.slice(5)}`,
  ];
  yield ['padding after the payload', header, `${encode('a')}==`];
  yield ['half a padding after the payload', header, `${encode('ab')}=`];
  yield ['unused bits in the payload', header, 'AB'];
  yield ['a single character as payload', header, 'A'];
  yield ['plain base64 in the payload', header, '+/+/'];
  yield ['a line break in the payload', header, `${PAYLOAD}\n`];
}

function* wrongSignatures(alg, privateJwk) {
  const right = signature(alg, privateJwk, `${HEADER(alg)}.${PAYLOAD}`);
  yield ['only zeros', Buffer.alloc(right.length)];
  yield ['only ones', Buffer.alloc(right.length, 0xff)];
  yield ['one byte too few', right.subarray(1)];
  yield ['one byte too many', Buffer.concat([right, Buffer.alloc(1)])];
  yield ['a zero before it', Buffer.concat([Buffer.alloc(1), right])];
  yield ['half of it', right.subarray(0, right.length / 2)];
  yield ['it twice', Buffer.concat([right, right])];
  yield ['one byte', Buffer.alloc(1)];
  yield ['more than any signature', Buffer.alloc(1025, 1)];
  const payloadAlone = signature(alg, privateJwk, PAYLOAD);
  yield ['a signature of the payload alone', payloadAlone];
}
