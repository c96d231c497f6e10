// An HTTP client as a test needs it: a cookie jar, redirects on demand, exact headers, streams.
import { request as httpRequest } from 'node:http';

import { Jar } from './cookies.mjs';

/** What a browser says when a person goes to a page. */
export const NAVIGATION = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
};

const MAX_REDIRECTS = 20;

/** Whatever has not ended by then hangs. */
export const REQUEST_MILLISECONDS = 60_000;

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {string[]} setCookies
 * @property {URL} url Where it came from in the end.
 * @property {string} text The whole body, empty when `stream` was asked for.
 * @property {import('node:http').IncomingMessage} message The raw answer.
 * @property {URL[]} trail Every address that was asked, the last one included.
 */

/**
 * @typedef {object} RequestOptions
 * @property {string} [method]
 * @property {Record<string, string>} [headers]
 * @property {string | Buffer | import('node:stream').Readable} [body]
 * @property {boolean} [follow] Go where redirects lead; not by default.
 * @property {boolean} [stream] Leave the body to be read from `message`.
 * @property {boolean} [navigation] Send what a browser sends for a person's navigation.
 */

/** One browser profile: its cookies are its own. */
export class Agent {
  jar = new Jar();

  /**
   * @param {string | URL} address
   * @param {RequestOptions} [options]
   * @returns {Promise<Answer>}
   */
  async request(address, options = {}) {
    const trail = [];
    let url = new URL(address);
    let { method = 'GET', body } = options;
    for (let turn = 0; turn <= MAX_REDIRECTS; turn += 1) {
      trail.push(url);
      const message = await this.#send(url, { ...options, method, body });
      this.jar.store(url, message.headers['set-cookie'] ?? []);
      const { location } = message.headers;
      const moved = message.statusCode >= 300 && message.statusCode < 400 && location !== undefined;
      if (!options.follow || !moved) return answer(message, url, trail, options.stream);
      message.resume();
      if (message.statusCode < 307) [method, body] = ['GET', undefined];
      url = new URL(location, url);
    }
    throw new Error(
      `more than ${MAX_REDIRECTS} redirects, the last to ${url.origin}${url.pathname}`,
    );
  }

  /** As a person's browser goes to a page, with redirects and pages that send their own form. */
  async navigate(address, options = {}) {
    const page = await this.request(address, { navigation: true, follow: true, ...options });
    return this.#submitByScript(page);
  }

  /**
   * Goes to a page that takes a sign-in and signs in as the account.
   *
   * @param {string} gateUrl
   * @param {string} path
   * @param {string} account
   * @returns {Promise<Answer>} The page, as the gate gives it after the sign-in.
   */
  async signIn(gateUrl, path, account) {
    return this.chooseAccount(await this.navigate(new URL(path, gateUrl)), account);
  }

  /**
   * Chooses an account on the provider's sign-in page. With the provider's own session still
   * there, there is nothing to choose, and the page comes back as it is.
   *
   * @param {Answer} signInPage
   * @param {string} account
   * @returns {Promise<Answer>}
   */
  async chooseAccount(signInPage, account) {
    const action = signInPage.text.match(/<form method="post" action="([^"]*sign-in[^"]*)"/)?.[1];
    if (!action) return signInPage;
    return this.#submit(new URL(action, signInPage.url), { account });
  }

  /**
   * Signs out at the gate and confirms it at the provider.
   *
   * @param {string} gateUrl
   * @returns {Promise<Answer>}
   */
  async signOut(gateUrl) {
    const url = new URL('/auth/logout', gateUrl);
    return this.confirmSignOut(
      await this.navigate(url, {
        method: 'POST',
        headers: { origin: url.origin, 'sec-fetch-site': 'same-origin', 'content-length': '0' },
      }),
    );
  }

  /**
   * Confirms the sign-out on the provider's page, if that is where it led.
   *
   * @param {Answer} page
   * @returns {Promise<Answer>}
   */
  async confirmSignOut(page) {
    const action = page.text.match(/<form id="op.logoutForm" method="post" action="([^"]+)"/)?.[1];
    const xsrf = page.text.match(/name="xsrf" value="([^"]+)"/)?.[1];
    if (!action) return page;
    return this.#submit(new URL(action, page.url), { xsrf, logout: 'yes' });
  }

  async #submit(url, fields) {
    return this.navigate(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin },
      body: new URLSearchParams(fields).toString(),
    });
  }

  // `form_post` is a form that a script sends when the page has loaded.
  async #submitByScript(page) {
    const action = page.text.match(/<form method="post" action="([^"]+)"/)?.[1];
    const inputs = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    if (!action || inputs.length === 0 || !/\.submit\(\)/.test(page.text)) return page;
    const fields = inputs.map(([, name, value]) => [name, value.replaceAll('&amp;', '&')]);
    return this.#submit(new URL(action, page.url), fields);
  }

  #send(url, { method, headers = {}, body, navigation }) {
    const cookie = this.jar.header(url);
    return new Promise((resolve, reject) => {
      const request = httpRequest(url, {
        method,
        agent: false,
        signal: AbortSignal.timeout(REQUEST_MILLISECONDS),
        headers: { ...(navigation && NAVIGATION), ...(cookie && { cookie }), ...headers },
      });
      request.on('response', resolve);
      request.on('error', reject);
      if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body))
        request.end(body);
      else body.on('error', reject).pipe(request);
    });
  }
}

async function answer(message, url, trail, stream) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headersDistinct)) {
    for (const one of value) headers.append(name, one);
  }
  const chunks = [];
  if (!stream) for await (const chunk of message) chunks.push(chunk);
  return {
    status: message.statusCode,
    headers,
    setCookies: message.headers['set-cookie'] ?? [],
    url,
    trail,
    text: Buffer.concat(chunks).toString('utf8'),
    message,
  };
}
