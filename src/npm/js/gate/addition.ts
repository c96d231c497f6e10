// What the gate adds to the origin's answer.
import { own } from '../arguments.js';
import type { Forward } from './action.js';

/** The core, as far as it is asked here. */
interface Core {
  answerFields(
    isPrivate: boolean,
    setsCookies: boolean,
    vary: string,
    cacheControl: string | undefined,
    originVary: string | undefined,
  ): string;
}

/** Whether the answer does not stay as it is. */
export function changes({ private: isPrivate, cookies, vary }: Forward): boolean {
  return isPrivate || cookies.length > 0 || vary !== '';
}

/** Makes the header fields of the origin's answer those that the client gets. */
export function add(headers: Headers, forward: Forward, core: Core): void {
  if (!changes(forward)) return;
  const { cookies } = forward;
  const allowOrigin = own(forward, 'allowOrigin');
  for (const [name, value] of fieldsFor(headers, forward, core)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  if (allowOrigin !== undefined) {
    headers.set('access-control-allow-origin', allowOrigin);
    headers.set('access-control-allow-credentials', 'true');
  }
}

type Field = [name: string, value: string | null];

/** What the core said: it says the same of the same, and origins say little that is new. */
const known = new Map<string, Field[]>();

/** Most answers that are kept. */
const MOST = 256;

/** What caches are told, as the core says. */
function fieldsFor(headers: Headers, { private: isPrivate, cookies, vary }: Forward, core: Core) {
  const said = [headers.get('cache-control'), headers.get('vary')] as const;
  // No field's value holds a line feed (RFC 9110, section 5.5).
  const [control, varies] = said.map((it) => (it === null ? '' : `:${it}`));
  const question = `${isPrivate}\n${cookies.length > 0}\n${vary}\n${control}\n${varies}`;
  let fields = known.get(question);
  if (fields === undefined) {
    const [cacheControl, originVary] = said.map((it) => it ?? undefined);
    fields = Object.entries(
      JSON.parse(core.answerFields(isPrivate, cookies.length > 0, vary, cacheControl, originVary)),
    ) as Field[];
    if (known.size >= MOST) known.clear();
    known.set(question, fields);
  }
  return fields;
}
