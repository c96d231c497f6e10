// The address that the provider sent a person back to.
import { argument, text, type Type } from './arguments.js';

/** The query of an address, or the posted form. */
export function queryOf(url: unknown): string {
  const from = argument('url', url, address);
  const query = /^[^?#]*\?([^#]*)/.exec(from)?.[1];
  // An address without a query has no response in it; a form has no scheme.
  return query ?? (/^[a-z][a-z0-9+.-]*:|^\//i.test(from) ? '' : from);
}

const address: Type<string> = {
  expected: 'a URL, URLSearchParams or a string',
  take: (value) =>
    text.take(
      value instanceof URLSearchParams
        ? `?${value.toString()}`
        : value instanceof URL
          ? value.href
          : value,
    ),
};
