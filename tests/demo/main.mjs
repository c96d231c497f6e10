// The demo: a provider, an application, the gate between them and a single-page app, on this machine
// alone.
import { parseArgs } from 'node:util';

import { ACCOUNTS, startProvider } from '../support/provider.mjs';
import { startOrigin } from '../support/origin.mjs';
import { ROOT } from '../support/root.mjs';
import { startApp } from './app.mjs';
import { createSecrets, writeConfig } from './config.mjs';
import { claimPorts } from './ports.mjs';
import { startWranglerDev } from './wrangler-dev.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });

/** What runs, the last started first. */
const running = [];
let stopping;

const stop = (code) => {
  stopping ??= (async () => {
    for (const part of running) await part.close();
    process.exit(code);
  })();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

try {
  await start(Number(values.port));
} catch (error) {
  if (!stopping) console.error(`\nthe demo does not start: ${error.message}`);
  stop(1);
}

async function start(port) {
  const ports = await claimPorts(port);
  const secrets = createSecrets();
  const gateUrl = `http://localhost:${ports.gate}`;
  // The provider's host: only a page of the same site is told by a hidden frame who is signed in.
  const appUrl = `http://127.0.0.1:${ports.app}`;

  console.log('the demo starts: provider …');
  const provider = await startProvider({
    port: ports.provider,
    clientSecret: secrets.CLIENT_SECRET,
    redirectUris: [`${gateUrl}/auth/callback`, `${appUrl}/`, `${appUrl}/silent.html`],
    postLogoutRedirectUris: [`${gateUrl}/auth/signed-out`, `${appUrl}/`],
  });
  running.unshift(provider);

  console.log('the demo starts: application …');
  const origin = await startOrigin({ port: ports.origin });
  running.unshift(origin);

  console.log('the demo starts: single-page app …');
  running.unshift(
    await startApp({
      port: ports.app,
      issuer: provider.issuer,
      clientId: 'gate-public',
      gate: gateUrl,
    }),
  );

  console.log('the demo starts: gate, by `wrangler dev` …');
  const addresses = { gateUrl, appUrl, issuer: provider.issuer, origin: origin.url };
  const wrangler = await startWranglerDev({
    port: ports.gate,
    paths: writeConfig(ROOT, { ...addresses, secrets }),
    onStart: (part) => running.unshift(part),
    onExit: () => stop(1),
  });
  await wrangler.answers(`${gateUrl}/`);
  console.log(welcome(gateUrl, appUrl, provider.issuer, origin.url));
  wrangler.showLog();
}

function welcome(gateUrl, appUrl, issuer, origin) {
  const accounts = ACCOUNTS.map(({ login, about }) => `    ${login.padEnd(9)}${about}`);
  return `
  Open  ${gateUrl}  for the pages behind the gate,
        ${appUrl}  for a single-page app that calls them,
        ${appUrl}/guides/index.html  for the guides.

  Choose one of these accounts when you sign in; there are no passwords:
${accounts.join('\n')}

  The provider is ${issuer}, the application behind the gate ${origin}.
  Ctrl-C stops all of it. The gate's log:
`;
}
