// The origin's pages: the four routes of the demo, and who the gate says is asking.
import { escape, page } from '../page.mjs';

const PREFIX = 'x-edgeward-';

const PAGES = [
  {
    path: '/',
    title: 'Welcome',
    text: 'Everybody sees this page, signed in or not, and the gate does not tell it who you are.',
  },
  { path: '/me', title: 'Your page', text: 'Everybody who is signed in sees this page.' },
  {
    path: '/editors-or-admins/desk',
    title: 'The editors’ desk',
    text: 'This page takes the role editor or the role admin.',
  },
  {
    path: '/billing-admin-only/ledger',
    title: 'The ledger',
    text: 'This page takes the role admin and the custom role billing, both.',
  },
];

/**
 * Answers as a page, or as JSON to a client that asks for it.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {URL} url
 */
export function answerPage(request, response, url) {
  const identity = identityOf(request.headers);
  if (request.method === 'OPTIONS') {
    return response.writeHead(204, { allow: 'GET, HEAD, OPTIONS, POST' }).end();
  }
  const wantsJson = (request.headers.accept ?? '').includes('application/json');
  const body = wantsJson
    ? JSON.stringify({ path: url.pathname, identity })
    : render(find(url.pathname), url.pathname, identity);
  response.writeHead(200, {
    'content-type': wantsJson ? 'application/json' : 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  });
  return response.end(request.method === 'HEAD' ? undefined : body);
}

function identityOf(headers) {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name, String(value)]),
  );
}

function find(path) {
  const section = (one) => one.path.split('/')[1];
  return (
    PAGES.find((one) => one.path === path) ??
    PAGES.find((one) => section(one) !== '' && section(one) === path.split('/')[1]) ?? {
      title: 'A page of the application',
      text: 'No route names it, so it takes a sign-in.',
    }
  );
}

function render({ title, text }, path, identity) {
  const signedIn = `${PREFIX}user` in identity;
  const door = signedIn
    ? '<form method="post" action="/auth/logout"><button class="link">Sign out</button></form>'
    : '<a href="/auth/login?return_to=/me">Sign in</a>';
  const links = PAGES.map((one) => {
    const current = one.path === path ? ' aria-current="page"' : '';
    return `<a href="${one.path}"${current}>${escape(one.title)}</a>`;
  });
  return page(
    title,
    `<h1>${escape(title)}</h1>
<p>${escape(text)}</p>
${signedIn ? table(identity) : ''}
<nav aria-label="Pages">${links.join('\n')}\n${door}</nav>`,
  );
}

function table(identity) {
  const rows = Object.entries(identity).map(
    ([name, value]) => `<tr>
<th scope="row"><code>${escape(name)}</code></th><td>${escape(readable(value))}</td></tr>`,
  );
  return `<p>This is what the gate told the application about you:</p>
<table>${rows.join('\n')}</table>`;
}

function readable(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
