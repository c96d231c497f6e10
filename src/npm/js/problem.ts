// Problem documents (RFC 9457), as the gate answers with them too.

/** Where each code is explained. */
const TYPE_BASE = 'https://edgeward.dev/errors/';

/** The reason phrases (RFC 9110, section 15). */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** The page that explains a code. */
export const explanationOf = (code: string): string => TYPE_BASE + code;

/** The statuses that edgeward answers with. */
export type Status = keyof typeof TITLES;

/** One problem: a stable code and constant words, never a value of a request. No cache keeps it. */
export function problem(
  status: Status,
  code: string,
  detail: string,
  headers?: Record<string, string>,
): Response {
  const document = { type: explanationOf(code), title: TITLES[status], status, code, detail };
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}
