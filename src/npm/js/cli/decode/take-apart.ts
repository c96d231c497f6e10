// A token's segments: what is in them, and what is wrong with them and where. Nothing is verified.
import type { gate as load } from '../gate.js';

/** What is wrong with a token's syntax. */
export interface Fault {
  where: 'token' | 'header' | 'payload' | 'signature';
  /** Which character of the segment, counting from 1. */
  character?: number;
  /** Which byte of the JSON in the segment, counting from 0. */
  byte?: number;
  reason: string;
}

/** A token taken apart, as far as that goes. */
export interface Parts {
  header?: Members | undefined;
  claims?: Members | undefined;
  /** How many bytes the signature has; the signature itself stays out of sight. */
  signatureBytes?: number | undefined;
  faults: Fault[];
}

/** A JSON object. */
export type Members = Readonly<Record<string, unknown>>;

type Gate = ReturnType<typeof load>;

/** Takes a token apart. */
export function takeApart(token: string, gate: Gate): Parts {
  const segments = token.split('.');
  const faults: Fault[] = [];
  const count = segments.length;
  if (token === '') return { faults: [{ where: 'token', reason: 'it is empty' }] };
  if (count === 5) {
    faults.push({ where: 'token', reason: 'it has five segments: it is encrypted (JWE)' });
  } else if (count !== 3) {
    const has = count === 1 ? 'one segment' : `${count} segments`;
    const reason = `it has ${has}, and a signed token three: header, payload and signature`;
    faults.push({ where: 'token', reason });
  }
  const parts: Parts = { faults };
  const [header, payload, signature] = segments;
  // What is no token at all may be a secret: of one segment, nothing is shown.
  if (count < 2) return parts;
  parts.header = members('header', header!, gate, faults);
  if (count === 5) return parts;
  parts.claims = members('payload', payload!, gate, faults);
  if (signature !== undefined) {
    faults.push(...encodingFaults('signature', signature));
    parts.signatureBytes = Buffer.from(signature, 'base64url').length;
  }
  return parts;
}

function members(
  where: 'header' | 'payload',
  segment: string,
  gate: Gate,
  faults: Fault[],
): Members | undefined {
  if (segment === '') {
    faults.push({ where, reason: 'it is empty' });
    return undefined;
  }
  const encoding = encodingFaults(where, segment);
  faults.push(...encoding);
  // Decoded all the same, so that people see what they have.
  const bytes = Buffer.from(segment.replaceAll(/[^\w+/-]/g, ''), 'base64url');
  const { value, reason, at } = JSON.parse(gate.readJson(bytes)) as {
    value?: Members;
    reason?: string;
    at?: number;
  };
  if (reason !== undefined && encoding.length === 0) {
    const byte = at === undefined ? {} : { byte: at };
    faults.push({ where, ...byte, reason: `its JSON is refused: ${reason}` });
  }
  return value;
}

/** Against strict base64url (RFC 7515, section 2): the first thing that is wrong. */
function encodingFaults(where: Fault['where'], segment: string): Fault[] {
  const odd = /[^A-Za-z0-9_-]/u.exec(segment);
  if (odd !== null) {
    const reason = `${nameOf(odd[0])} does not belong into base64url`;
    return [{ where, character: odd.index + 1, reason }];
  }
  const over = segment.length % 4;
  if (over === 1) {
    const reason = 'it ends in the middle of a byte: something is cut off';
    return [{ where, character: segment.length, reason }];
  }
  const exact = Buffer.from(segment, 'base64url').toString('base64url');
  if (exact !== segment) {
    const reason = 'its last character has bits that belong to no byte';
    return [{ where, character: segment.length, reason }];
  }
  return [];
}

function nameOf(character: string): string {
  if (character === '=') return 'the padding `=`';
  if (/\s/u.test(character)) return 'white space';
  if (/[!-~]/.test(character)) return `\`${character}\``;
  return `the character U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
