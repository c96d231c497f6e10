// A cookie jar with the rules that a gate can get wrong: prefixes, Secure, Path, expiry, size.
// Browsers trust loopback, so Secure cookies work there without TLS, as they do here.

/**
 * @typedef {object} Cookie
 * @property {string} name
 * @property {string} value
 * @property {string} host Exactly this host, unless `domain` is set.
 * @property {string} path
 * @property {boolean} secure
 * @property {boolean} httpOnly
 * @property {string | undefined} sameSite
 * @property {number} expires Milliseconds since 1970.
 */

/** What browsers surely keep of one cookie, its attributes counted (RFC 6265bis, section 5.6). */
const MAX_BYTES = 4096;

export class Jar {
  /** @type {Map<string, Cookie>} */
  #cookies = new Map();

  /**
   * @param {URL} url Where the answer came from.
   * @param {string[]} lines Its Set-Cookie header lines.
   */
  store(url, lines) {
    for (const line of lines) {
      const cookie = parse(url, line);
      const key = `${cookie.host} ${cookie.path} ${cookie.name}`;
      if (cookie.expires <= Date.now()) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }

  /**
   * @param {URL} url
   * @returns {string | undefined} The Cookie header.
   */
  header(url) {
    const pairs = this.list(url).map(({ name, value }) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  /**
   * @param {URL} url
   * @returns {Cookie[]} What goes to this address.
   */
  list(url) {
    return [...this.#cookies.values()].filter(
      (cookie) =>
        cookie.expires > Date.now() &&
        cookie.host === url.hostname &&
        covers(cookie.path, url.pathname),
    );
  }

  /** @returns {Cookie[]} */
  all() {
    return [...this.#cookies.values()];
  }

  /** Forgets the cookies of this name, as their expiry would. */
  forget(name) {
    for (const [key, cookie] of this.#cookies) if (cookie.name === name) this.#cookies.delete(key);
  }
}

function parse(url, line) {
  if (line.length > MAX_BYTES) throw new Error(`a cookie of ${line.length} bytes: ${label(line)}`);
  const [pair, ...rest] = line.split(';').map((part) => part.trim());
  const split = pair.indexOf('=');
  const attributes = new Map(
    rest.map((part) => {
      const [name, ...value] = part.split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  const cookie = {
    name: pair.slice(0, split),
    value: pair.slice(split + 1),
    host: url.hostname,
    path: attributes.get('path') || '/',
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    sameSite: attributes.get('samesite'),
    expires: expiry(attributes),
  };
  refuse(cookie, attributes, line);
  return cookie;
}

// A browser drops such a cookie silently; a test wants to know.
function refuse({ name, path, secure }, attributes, line) {
  const host = name.startsWith('__Host-') && (!secure || path !== '/' || attributes.has('domain'));
  const prefixed = name.startsWith('__Secure-') && !secure;
  if (host || prefixed) throw new Error(`its prefix forbids the cookie ${label(line)}`);
}

function expiry(attributes) {
  if (attributes.has('max-age')) return Date.now() + Number(attributes.get('max-age')) * 1000;
  if (attributes.has('expires')) return Date.parse(attributes.get('expires'));
  return Infinity;
}

function covers(prefix, path) {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function label(line) {
  return `\`${line.split('=')[0]}\``;
}
