// The command line as a whole: help, mistakes, colours.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { CLI, edgeward, edgewardInTerminal, edgewardJson } from '../support/cli.mjs';
import { ROOT } from '../support/root.mjs';

const COMMANDS = ['init', 'decode', 'verify', 'check', 'explain'];

test('the package names the program, and it says its version', async () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'target/npm/edgeward/package.json'), 'utf8'));
  assert.equal(join(ROOT, 'target/npm/edgeward', manifest.bin.edgeward), CLI);
  assert.match(readFileSync(CLI, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  const { code, out, err } = await edgeward(['--version']);
  assert.deepEqual({ code, out, err }, { code: 0, out: `${manifest.version}\n`, err: '' });
});

test('the package brings the parser of TOML with its licence, and needs no other package', () => {
  const packed = (file) => readFileSync(join(ROOT, 'target/npm/edgeward', file), 'utf8');
  assert.doesNotMatch(packed('js/cli/configuration/toml.js'), /from\s*['"]/);
  assert.match(packed('THIRD-PARTY-LICENSES'), /smol-toml.+Squirrel Chat.+Redistribution/s);
  assert.equal(JSON.parse(packed('package.json')).dependencies, undefined);
});

test('help names every command, and each command its options, exit codes and JSON', async () => {
  const { code, out } = await edgeward(['--help']);
  assert.equal(code, 0);
  for (const command of COMMANDS) {
    assert.match(out, new RegExp(`^  ${command} `, 'm'));
    const help = await edgeward([command, '--help']);
    assert.equal(help.code, 0);
    for (const part of ['Usage', 'Options', 'Exit codes', 'JSON', '--json'])
      assert.ok(help.out.includes(part), `${command}: ${part}`);
    assert.equal(help.err, '');
    assert.ok(
      help.out.split('\n').every((line) => line.length <= 100),
      command,
    );
  }
});

test('`help` is a command too', async () => {
  assert.deepEqual(await edgeward(['help']), await edgeward(['--help']));
  assert.deepEqual(await edgeward(['help', 'check']), await edgeward(['check', '--help']));
});

test('without a command the help is an error', async () => {
  const { code, out, err } = await edgeward([]);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /Commands/);
});

const MISTAKES = [
  [['decod'], 'command_unknown', 'did you mean `edgeward decode`?'],
  [['__proto__'], 'command_unknown', 'see `edgeward --help`'],
  [['decode'], 'usage', 'write `edgeward decode TOKEN`'],
  [['decode', 'a', 'b'], 'usage', 'write `edgeward decode TOKEN`'],
  [['verify', 'x', '--audiance', 'a'], 'option_unknown', 'did you mean `--audience`?'],
  [['verify', 'x', '--hmac-secret', 'a'], 'option_unknown', 'did you mean `--hmac-secret-env`?'],
  [['verify', 'x', '-a'], 'option_unknown', 'see `edgeward verify --help`'],
  [['check', '--ofline'], 'option_unknown', 'did you mean `--offline`?'],
  [['check', '--offline=yes'], 'option_value', 'write `--offline` alone'],
  [['check', '--env'], 'option_value', 'write `--env NAME`'],
  [['check', '--env', '--offline'], 'option_value', 'write `--env NAME`'],
  [['check', '--env', 'a', '--env', 'b'], 'option_repeated', 'leave one of them out'],
  [['check', 'a', 'b'], 'usage', /^write `edgeward check/],
  [['init', 'a', 'b'], 'usage', 'write `edgeward init [FOLDER]`'],
  [['explain', 'GET'], 'usage', /^write `edgeward explain/],
  [['explain', 'wrangler.toml', 'GET'], 'usage', /^write `edgeward explain/],
  [['--verbose'], 'command_missing', 'see `edgeward --help`'],
];

for (const [args, code, cure] of MISTAKES) {
  test(`\`edgeward ${args.join(' ')}\` says what to write`, async () => {
    const people = await edgeward(args);
    assert.deepEqual([people.code, people.out], [2, '']);
    const { json, code: exit } = await edgewardJson(args);
    assert.equal(exit, 2);
    assert.equal(json.error.code, code);
    if (cure instanceof RegExp) assert.match(json.error.cure, cure);
    else assert.equal(json.error.cure, cure);
    assert.ok(people.err.includes(json.error.reason) && people.err.includes(json.error.cure));
  });
}

test('arguments that may be secret are not repeated', async () => {
  for (const args of [
    ['verify', 'x', '--client-secret', 'hunter2'],
    ['verify', 'x', '--client-secret=hunter2'],
    ['decode', 'hunter2', 'hunter2'],
    ['decode', 'hunter2'],
    ['verify', 'hunter2', 'hunter2', '--authority', 'https://a.example'],
  ]) {
    for (const more of [[], ['--json']]) {
      const { all } = await edgeward([...args, ...more]);
      assert.ok(!all.includes('hunter2'), `${args}: ${all}`);
    }
  }
});

test('colours are for terminals, and for whoever asks', async (t) => {
  const args = ['decode', 'x'];
  const colour = /\x1b\[/;
  assert.doesNotMatch((await edgeward(args)).all, colour);
  assert.doesNotMatch((await edgeward(args, { env: { FORCE_COLOR: '0' } })).all, colour);
  assert.match((await edgeward(args, { env: { FORCE_COLOR: '1' } })).out, colour);
  const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
  assert.doesNotMatch((await edgeward(args, { env: both })).all, colour);
  if (platform() !== 'linux') return t.skip('`script` of util-linux makes the terminal');
  const shown = await edgewardInTerminal(args);
  assert.match(shown.out, colour);
  assert.equal(shown.code, 1);
  assert.doesNotMatch((await edgewardInTerminal(args, { NO_COLOR: '1' })).out, colour);
  assert.doesNotMatch((await edgewardInTerminal(args, { TERM: 'dumb' })).out, colour);
});

test('what was written is shown without what a terminal would obey', async () => {
  for (const command of ['decode', 'init', 'verify', 'explain', 'check']) {
    const { code, all } = await edgeward([command, '--\u001b[31m\u0007\u202e']);
    assert.equal(code, 2, command);
    assert.match(all, /there is no option/);
    assert.doesNotMatch(all, /[\x1b\x07\u202e]/, command);
  }
});

test('whoever closes the pipe early makes no noise', async () => {
  const child = spawn(process.execPath, [CLI, 'verify', '--help']);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (err += chunk));
  child.stdout.destroy();
  await once(child, 'close');
  assert.equal(err, '');
});
