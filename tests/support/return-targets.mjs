// Return targets that lead to another site in some browser or some server: raw, encoded, and put together.
const EVIL = 'evil.example';

/** @returns {Iterable<string>} */
export function* returnTargets() {
  const slashes = [
    '/',
    '\\',
    '%2f',
    '%5c',
    '%252f',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u2215',
    '\uff0f',
    '.',
    '..',
    ';',
    '@',
  ];
  for (const first of slashes) {
    for (const second of slashes) {
      yield `/${first}${second}${EVIL}`;
      yield `${first}${second}${EVIL}`;
    }
  }
  for (const scheme of [
    'http',
    'https',
    'HTTPS',
    'ftp',
    'javascript',
    'data',
    'vbscript',
    'blob',
    'file',
    'ws',
    'x',
  ]) {
    for (const joint of [':', ':/', '://', ':///', ':\\\\', '\t:', ':\t//', '%3a//'])
      yield `${scheme}${joint}${EVIL}`;
  }
  yield* [
    '',
    ' ',
    '#',
    '?',
    '/?',
    '/#',
    '?next=//evil.example',
    '//',
    '///',
    '////',
    '/\\/',
    '/./',
    '/../',
    '//localhost@evil.example',
    `//${EVIL}/..`,
    `//${EVIL}%2f..`,
    `/auth/login?return_to=//${EVIL}`,
    '/auth/logout',
    '/auth/callback',
    '/auth/../auth/logout',
    ` //${EVIL}`,
    `\u00a0//${EVIL}`,
    `\ufeff//${EVIL}`,
    `\u2028//${EVIL}`,
    '/%09/evil.example',
    '/%0d%0aLocation:%20//evil.example',
    '/%0d%0aSet-Cookie:%20x=1',
    '/a\r\nSet-Cookie: x=1',
    `/x/..//${EVIL}`,
    `/x/%2e%2e//${EVIL}`,
    `/.//${EVIL}`,
    `/..//${EVIL}`,
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    `http:${EVIL}`,
    `https:${EVIL}`,
    `http:/${EVIL}`,
    `//${EVIL}:80`,
    `//[::1]`,
    '//0x7f.1',
    '//2130706433',
    `/;@${EVIL}`,
    'localhost.evil.example',
    '.evil.example',
    '@evil.example',
    ':@evil.example',
    '/:@evil.example',
    'https://localhost:1@evil.example',
    `/${'a'.repeat(2000)}`,
    '/%ff',
    '/%C0%AF/evil.example',
    '/<script>',
    '/"onload="x',
    "/'",
    '/`',
    '/{}',
    '/|',
    '/^',
  ];
}
