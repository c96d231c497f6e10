// The demo as a person starts it: one command, one address, four accounts, Ctrl-C.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Agent } from '../support/agent.mjs';
import { ACCOUNTS } from '../support/provider.mjs';
import { freePort } from '../support/server.mjs';

const MAIN = fileURLToPath(new URL('../demo/main.mjs', import.meta.url));

let demo;
let port;
let address;
const lines = [];

before(async () => {
  port = await freePort();
  demo = spawn(process.execPath, [MAIN, '--port', String(port)], { stdio: ['ignore', 'pipe', 2] });
  for await (const line of createInterface(demo.stdout)) {
    lines.push(line);
    address ??= line.match(/Open\s+(http:\S+)/)?.[1];
    if (line.includes('Ctrl-C')) break;
  }
  assert.ok(address, lines.join('\n'));
  demo.stdout.resume();
});

// Not SIGKILL, which would leave the gate running.
after(async () => {
  if (demo.exitCode !== null) return;
  demo.kill('SIGTERM');
  await once(demo, 'exit');
});

test('it prints the addresses and the four accounts', () => {
  assert.equal(address, `http://localhost:${port}`);
  const app = `http://127.0.0.1:${port + 3}`;
  assert.ok(lines.some((line) => line.includes(app)));
  for (const { login } of ACCOUNTS) assert.ok(lines.some((line) => line.trim().startsWith(login)));
});

test('the guides are where it says', async () => {
  const [, guides] = lines.join('\n').match(/(http:\S+)\s+for the guides/);
  const page = await (await fetch(guides)).text();
  assert.match(page, /<h1 id="edgeward">/);
  const [, picture] = page.match(/<img src="([^"]+)"/);
  assert.equal((await fetch(new URL(picture, guides))).status, 200);
});

test('the four routes lead where the accounts may go', async () => {
  const expected = {
    admin: [200, 403],
    editor: [200, 403],
    billing: [200, 200],
    member: [403, 403],
  };
  for (const [login, [desk, ledger]] of Object.entries(expected)) {
    const agent = new Agent();
    assert.equal((await agent.navigate(`${address}/`)).status, 200);
    assert.equal((await agent.signIn(address, '/me', login)).status, 200);
    assert.equal((await agent.navigate(`${address}/editors-or-admins/desk`)).status, desk);
    assert.equal((await agent.navigate(`${address}/billing-admin-only/ledger`)).status, ledger);
    assert.equal((await agent.signOut(address)).url.origin, address);
  }
});

test('a second demo on the same port says so and ends', async () => {
  const second = spawn(process.execPath, [MAIN, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  second.stderr.on('data', (chunk) => (text += chunk));
  const [code] = await once(second, 'exit');
  assert.equal(code, 1);
  assert.match(text, new RegExp(`port ${port}, for the gate, is taken`));
});

test('Ctrl-C stops everything', async () => {
  demo.kill('SIGINT');
  const [code] = await once(demo, 'exit');
  assert.equal(code, 0);
  for (const at of [port, port + 1, port + 2, port + 3]) {
    await assert.rejects(fetch(`http://127.0.0.1:${at}/`));
  }
});
