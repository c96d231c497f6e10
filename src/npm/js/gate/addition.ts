// What the gate adds to the origin's answer.
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
  const { private: isPrivate, cookies, vary, allowOrigin } = forward;
  const said = (name: string) => headers.get(name) ?? undefined;
  const fields: Record<string, string | null> = JSON.parse(
    core.answerFields(isPrivate, cookies.length > 0, vary, said('cache-control'), said('vary')),
  );
  for (const name in fields) {
    const value = fields[name]!;
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  if (allowOrigin !== undefined) {
    headers.set('access-control-allow-origin', allowOrigin);
    headers.set('access-control-allow-credentials', 'true');
  }
}
