// The main ways through the gate, and the ways in which they fail.
import { Agent } from '../support/agent.mjs';
import { call } from '../support/stack.mjs';

/** An answer of the provider that says again what it was asked, as debug pages do. */
const ECHO = { status: 500, headers: { 'content-type': 'text/html' } };

/**
 * Goes all the ways, and keeps every answer of the gate.
 *
 * @param {Awaited<ReturnType<import('../support/stack.mjs').startStack>>} stack
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Promise<import('../support/agent.mjs').Answer[]>}
 */
export async function goEverywhere(stack, secrets) {
  const answers = [];
  const keep = (answer) => (answers.push(answer), answer);
  const request = async (agent, path, options) =>
    keep(await agent.request(new URL(path, stack.url), options));

  for (const account of ['member', 'billing']) {
    const agent = new Agent();
    const callback = await signIn(agent, account);
    await request(agent, '/me');
    await request(agent, '/editors-or-admins/desk', { navigation: true });
    await request(agent, '/auth/me');
    await request(agent, callback.pathname + callback.search, { navigation: true });
    await request(new Agent(), callback.pathname + callback.search, { navigation: true });
    await request(agent, '/me', { headers: { cookie: `${agent.jar.header(callback)}x` } });
    await request(agent, '/auth/logout', {
      method: 'POST',
      headers: { origin: stack.url, 'sec-fetch-site': 'same-origin', 'content-length': '0' },
    });
  }
  await failToSignIn();
  await failToRefresh();
  await bearers();
  return answers;

  /** Keeps the state, and the sealed cookies; says where the provider led back to. */
  async function signIn(agent, account) {
    const start = await request(agent, '/auth/login', { navigation: true });
    const authorize = new URL(start.headers.get('location'));
    for (const name of ['state', 'nonce']) secrets.add(name, authorize.searchParams.get(name));
    const page = await agent.navigate(authorize);
    const done = await agent.chooseAccount(page, account);
    const callback = done.trail.find(({ pathname }) => pathname === '/auth/callback');
    secrets.add('code', callback.searchParams.get('code'));
    keep(done);
    for (const { value } of agent.jar.list(new URL(stack.url))) {
      if (value.length > 40) secrets.add('sealed cookie', value);
    }
    return callback;
  }

  async function failToSignIn() {
    const { provider } = stack;
    const body = `<pre>client_secret=${provider.clientSecret}</pre>`;
    for (const failure of [
      { ...ECHO, body },
      { status: 400, body: JSON.stringify({ error: provider.clientSecret }) },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"access_token":7}' },
      { how: 'cut' },
    ]) {
      provider.failNext('token', failure);
      await signIn(new Agent(), 'member');
    }
    const agent = new Agent();
    await request(agent, '/auth/callback?error=access_denied&state=unknown', { navigation: true });
    await request(agent, '/auth/callback', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'code=1&code=2&state=3',
    });
  }

  /** Every session here is refreshed by its first request; this one is answered with the secret. */
  async function failToRefresh() {
    const agent = new Agent();
    await signIn(agent, 'editor');
    const { provider } = stack;
    provider.failNext('token', { ...ECHO, body: provider.clientSecret });
    const before = provider.counts.token;
    await request(agent, '/me');
    if (provider.counts.token !== before + 1) throw new Error('nothing was refreshed');
  }

  async function bearers() {
    const { provider, url } = stack;
    for (const options of [
      {},
      { ttl: -120 },
      { claims: { aud: 'another-audience' } },
      { claims: { iss: 'https://evil.example' } },
      { claims: { exp: 'soon' } },
      { header: { kid: 'nobody-knows-it' } },
      { header: { typ: 'logout+jwt' } },
    ]) {
      const token = await provider.mint('member', options);
      secrets.add('access token', token);
      const spoiled = `${token.slice(0, -4)}AAAA`;
      secrets.add('access token', spoiled);
      for (const sent of [token, spoiled]) {
        keep(await call(`${url}/me`, sent));
        keep(await call(`${url}/editors-or-admins/desk`, sent, { navigation: true }));
      }
      keep(await call(url, undefined, { headers: { authorization: `Basic ${token}` } }));
    }
  }
}
