// `edgeward verify`: whether a token is good, by the provider's keys.
import { Client, skipNonce } from '../doors/node.js';
import { ConfigError, DiscoveryError, EdgewardError, InvalidTokenError } from '../errors.js';
import { explanationOf } from '../problem.js';
import type { User } from '../user.js';
import { Mistake, type Command, type Finding, type Invocation } from './command.js';
import { now } from './dates.js';
import { tokenFrom } from './input.js';
import type { Page } from './page.js';
import { whileWaiting } from './terminal.js';
import { clientOptions, inFlags, OPTIONS } from './verify/options.js';
import { refusal } from './verify/refusal.js';
import { showUser } from './verify/user.js';

export const verify: Command = {
  name: 'verify',
  summary: "whether a token is good: signature by the provider's keys, and claims",
  usage: [
    'verify TOKEN --authority URL --audience AUDIENCE',
    'verify TOKEN --authority URL --client-id ID --id-token --nonce NONCE',
    'verify - …          (the token comes on standard input)',
  ],
  about: [
    "Fetches the provider's metadata and keys, verifies the signature and validates the claims, as a gate or a `Client` with these options would. Roles are shown, and open nothing here.",
    'An argument is seen by everybody on the machine, and stays in the history of the shell: for a token that still works, use `-`. Secrets are taken from the environment only.',
  ],
  options: OPTIONS,
  exits: {
    0: 'the token is good',
    1: 'the token is refused',
    2: 'wrong use, or wrong options',
    3: 'the provider could not be asked, or its answer cannot be used',
  },
  json: {
    command: 'verify',
    valid: 'true, false, or null where it could not be found out',
    kind: '`access_token` or `id_token`',
    user: 'who it is, as `User.toJSON()` of the library; only where valid',
    error: '`code`, `reason`, `cure`, and perhaps `claim`, `exp`, `nbf`, `iat`, `now`',
  },
  run,
};

async function run(invocation: Invocation, page: Page): Promise<Finding> {
  const [argument, ...more] = invocation.positionals;
  if (argument === undefined || more.length > 0)
    throw invocation.misused(
      `one token is expected, and there are ${invocation.positionals.length}`,
    );
  const options = clientOptions(invocation);
  const isIdToken = invocation.has('id-token');
  const kind = isIdToken ? 'id_token' : 'access_token';
  const token = await tokenFrom(argument);
  if (token === '') throw invocation.misused('the token is empty');
  let user: User;
  try {
    const client = new Client(options);
    const work = isIdToken
      ? client.validateIdToken(token, { nonce: nonce(invocation) })
      : client.validateToken(token);
    user = await whileWaiting('asking the provider', work);
  } catch (error) {
    return failed(error, kind, token, invocation, page);
  }
  showUser(user, kind, now(), page);
  return { exit: 0, json: { valid: true, kind, user } };
}

/** What the ID Token's `nonce` must be, or that nobody knows; one of both must be said. */
function nonce(invocation: Invocation): string | typeof skipNonce {
  const nonce = invocation.text('nonce');
  if (invocation.has('skip-nonce') !== (nonce !== undefined)) return nonce ?? skipNonce;
  const reason = 'an ID Token belongs to a sign-in, which is known by its nonce';
  const cure = 'write `--nonce NONCE` of that sign-in, or `--skip-nonce` where nobody knows it';
  throw new Mistake('nonce_missing', reason, cure);
}

function failed(
  error: unknown,
  kind: string,
  token: string,
  invocation: Invocation,
  page: Page,
): Finding {
  if (error instanceof ConfigError || error instanceof TypeError) throw asMistake(error);
  if (!(error instanceof EdgewardError)) throw error;
  if (error instanceof InvalidTokenError) {
    const refused = refusal(error, token, invocation);
    page.verdict('bad', `Refused: ${refused.reason}`);
    page.gap();
    page.fields([
      ['code', error.code],
      ...(error.claim === undefined ? [] : [['claim', error.claim] as const]),
      ...refused.evidence,
      ['more', explanationOf(error.code)],
      ['cure', refused.cure],
    ]);
    const { code, claim, exp, nbf, iat, now } = error;
    const { reason, cure } = refused;
    return {
      exit: 1,
      json: { valid: false, kind, error: { code, reason, cure, claim, exp, nbf, iat, now } },
    };
  }
  const reason = inFlags(error.message);
  const cure = error instanceof DiscoveryError ? (UNASKED[error.code] ?? ASK_LATER) : ASK_LATER;
  page.verdict('bad', `Not found out: ${reason}`);
  page.gap();
  page.fields([
    ['code', error.code],
    ['more', explanationOf(error.code)],
    ['cure', cure],
  ]);
  return { exit: 3, json: { valid: null, kind, error: { code: error.code, reason, cure } } };
}

const ASK_LATER = 'see whether the provider is up, and try again';

/** What helps where the provider's documents cannot be had or used. */
const UNASKED: Readonly<Record<string, string>> = {
  provider_unreachable: 'see whether `--authority` is right, and reached from this machine',
  provider_status_unexpected:
    'see whether `--authority` is right: below it is `/.well-known/openid-configuration`',
  provider_media_type_unexpected:
    'see whether `--authority` is right: below it is `/.well-known/openid-configuration`',
  provider_redirected: 'write the address after the redirect as `--authority`',
  provider_issuer_mismatch:
    "write the metadata's `issuer` as `--issuer`, if that is the one that you trust",
  provider_only_symmetric_keys:
    'write `--danger-symmetric-jwks` if you accept that, or name the key with `--hmac-secret-env`',
  provider_no_usable_key: 'ask whoever runs the provider for keys of RSA, EC or Ed25519',
};

/** What is wrong with the options, in the words of the command line. */
function asMistake(error: ConfigError | TypeError): Mistake {
  const code = error instanceof ConfigError ? error.code : 'argument_invalid';
  if (code === 'client_not_configured') {
    const cure =
      'write `--audience AUDIENCE` for an access token, `--client-id ID` for an ID Token';
    return new Mistake(code, inFlags(error.message), cure);
  }
  return new Mistake(code, inFlags(error.message), 'see `edgeward verify --help`');
}
