// The provider's pages: made for a person, a keyboard, a screen reader and a scripted client alike.
import { readBody } from '../server.mjs';
import { escape, page } from '../page.mjs';
import { ACCOUNTS, accountByLogin } from './accounts.mjs';

/**
 * The sign-in page, and what happens when an account is chosen on it.
 *
 * @param {import('oidc-provider').Provider} provider
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function signIn(provider, request, response) {
  let details;
  try {
    details = await provider.interactionDetails(request, response);
  } catch (error) {
    if (error.name !== 'SessionNotFound') throw error;
    const text = 'This sign-in is over, or not of this browser. Start again where you came from.';
    return send(
      response,
      400,
      page('Nothing to sign in to', message('Nothing to sign in to', text)),
    );
  }
  if (details.prompt.name === 'consent') {
    return provider.interactionFinished(request, response, { consent: {} });
  }
  if (request.method !== 'POST') return send(response, 200, signInPage(request.url));
  const login = new URLSearchParams(await readBody(request)).get('account');
  const result =
    login === 'cancel'
      ? { error: 'access_denied', error_description: 'the person did not sign in' }
      : { login: { accountId: accountByLogin(login).sub } };
  return provider.interactionFinished(request, response, result);
}

export function renderSignOut(ctx, form) {
  ctx.body = page(
    'Sign out',
    `<h1>Sign out?</h1>
<p>You are signed in at the demo's identity provider.</p>
${form}
<button class="main" type="submit" form="op.logoutForm" value="yes" name="logout">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>`,
  );
}

export function renderSignedOut(ctx) {
  ctx.body = page('Signed out', message('Signed out', 'You can close this page.'));
}

export function renderError(ctx, out) {
  ctx.type = 'html';
  const rows = Object.entries(out).map(
    ([key, value]) => `<tr><th scope="row">${escape(key)}</th><td>${escape(value)}</td></tr>`,
  );
  ctx.body = page(
    'The provider refused',
    `<h1>The provider refused</h1>
<table>${rows.join('')}</table>`,
  );
}

function signInPage(action) {
  const buttons = ACCOUNTS.map(
    (account) => `<button name="account" value="${account.login}">
<strong>${account.login}</strong><small>${escape(account.about)}</small></button>`,
  );
  return page(
    'Sign in',
    `<h1>Sign in</h1>
<p>Choose who you are. There is no password: this provider is for demos and tests.</p>
<form method="post" action="${escape(action)}">
${buttons.join('\n')}
<button name="account" value="cancel">Cancel</button>
</form>`,
  );
}

function message(title, text) {
  return `<h1>${escape(title)}</h1><p>${escape(text)}</p>`;
}

function send(response, status, body) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(body);
}
