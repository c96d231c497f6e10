// Whether the provider of a configuration can be asked, and whether what it answers fits.
import { Client } from '../../doors/node.js';
import { ConfigError, EdgewardError } from '../../errors.js';
import type { ProviderName } from '../../options.js';
import type { Table } from '../configuration.js';
import { whileWaiting } from '../terminal.js';
import { aboutKeys, needsKeys, type Key } from './keys.js';
import { aboutMetadata } from './metadata.js';
import { Recorder } from './recorder.js';

/** What the provider answered. */
export interface Answer {
  address: string;
  /** Whether it could be asked. */
  asked: boolean;
  problems: Remark[];
  notes: Remark[];
  /** What is as it should be. */
  metadata: string[];
  keys: Key[];
}

/** Something about the provider that is not as it should be. */
export interface Remark {
  code: string;
  reason: string;
  cure?: string;
}

/** Milliseconds for one exchange: more than a gate waits, because nobody waits behind this. */
const TIMEOUT = 10_000;

/** Asks the provider; `undefined` where the configuration does not say rightly whom. */
export async function askProvider(vars: Table): Promise<Answer | undefined> {
  const recorder = new Recorder();
  let client: Client;
  try {
    client = new Client({
      authority: vars['AUTHORITY'] as string,
      issuer: vars['ISSUER'] as string | undefined,
      provider: vars['PROVIDER'] as ProviderName | undefined,
      dangerAllowHttp: isOn(vars['DANGER_ALLOW_HTTP']),
      dangerSymmetricJwks: isOn(vars['DANGER_SYMMETRIC_JWKS']),
      timeout: TIMEOUT,
      fetch: recorder.fetch,
    });
  } catch (error) {
    // What is wrong was said of the keys themselves.
    if (error instanceof ConfigError || error instanceof TypeError) return undefined;
    throw error;
  }
  const address = client.authority;
  const answer: Answer = {
    address,
    asked: true,
    problems: [],
    notes: [],
    metadata: [],
    keys: [],
  };
  const work = ask(client, vars, recorder, answer);
  await whileWaiting(`asking ${address}`, work);
  return answer;
}

async function ask(client: Client, vars: Table, recorder: Recorder, answer: Answer): Promise<void> {
  try {
    const metadata = await client.discovery();
    aboutMetadata(metadata, vars, answer);
    if (!needsKeys(vars)) return;
    await client.jwks();
    const document = await recorder.body(metadata.jwks_uri);
    aboutKeys(document, vars, answer);
  } catch (error) {
    if (!(error instanceof EdgewardError)) throw error;
    await failed(error, vars, recorder, answer);
  }
}

async function failed(
  { code, message }: EdgewardError,
  vars: Table,
  recorder: Recorder,
  answer: Answer,
): Promise<void> {
  answer.asked = !UNASKED.includes(code);
  const cure = CURES[code];
  const remark: Remark = { code, reason: message, ...(cure !== undefined && { cure }) };
  if (code === 'provider_issuer_mismatch') {
    const issuer = await recorder.issuer();
    if (issuer !== undefined) {
      remark.reason = `the metadata's \`issuer\` is ${issuer}, and not ${JSON.stringify(
        vars['ISSUER'] ?? vars['AUTHORITY'],
      )}`;
      remark.cure = `write \`ISSUER = ${issuer}\`, if that is the issuer that you trust`;
    }
  }
  answer.problems.push(remark);
}

/** `true`, as text too: `.dev.vars` knows nothing else. */
export function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** What says nothing about the provider's documents. */
const UNASKED = [
  'provider_unreachable',
  'provider_timed_out',
  'provider_status_unexpected',
  'provider_redirected',
  'provider_unavailable',
];

const WELL_KNOWN =
  'see whether `AUTHORITY` is right: below it is `/.well-known/openid-configuration`';

const CURES: Readonly<Record<string, string>> = {
  provider_unreachable: 'see whether `AUTHORITY` is right, and reached from this machine',
  provider_timed_out: 'see whether the provider is up, and try again',
  provider_status_unexpected: WELL_KNOWN,
  provider_redirected: 'write the address after the redirect as `AUTHORITY`',
  provider_media_type_unexpected: WELL_KNOWN,
  provider_json_invalid: WELL_KNOWN,
  provider_pkce_unsupported: 'let the provider allow PKCE with S256: people cannot sign in without',
  provider_no_usable_key: 'let the provider publish a key of RSA, EC or Ed25519',
  provider_only_symmetric_keys:
    'set `DANGER_SYMMETRIC_JWKS = true` if you accept that, or the secret `HMAC_SECRET`',
  provider_key_set_invalid: 'let whoever runs the provider mend its key set',
};
