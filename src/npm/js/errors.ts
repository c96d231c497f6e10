// The errors that edgeward throws, how they come out of the core, and what a server answers with.
import {
  challengeHeader,
  INVALID_TOKEN,
  type BearerError,
  type ChallengeParameters,
} from './challenge.js';
import type {
  CallbackCode,
  ChallengeCode,
  Code,
  ConfigCode,
  DiscoveryCode,
  GateConfigCode,
  OptionCode,
  TokenCode,
  TokenExchangeCode,
  UserInfoCode,
} from './codes.js';
import { problem } from './problem.js';

/** What an error says beside its message. Numbers and names only: no text of a token. */
export interface ErrorDetails {
  /** The claim that is at fault. */
  claim?: string;
  /** When the token expired, in seconds since 1970. */
  exp?: number;
  /** When the token becomes valid, in seconds since 1970. */
  nbf?: number;
  /** When the token says that it was issued, in seconds since 1970. */
  iat?: number;
  /** The time of validation, in seconds since 1970. */
  now?: number;
  /** The provider's error code (RFC 6749, section 5.2). */
  error?: string;
  /** What the provider adds for people. */
  description?: string;
  /** The HTTP status of the provider's answer. */
  statusCode?: number;
  /** Everything that is wrong with a configuration. */
  problems?: readonly ConfigProblem[];
}

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** The option that it is about. */
  option: string;
  /** A stable identifier, in `snake_case`. */
  code: OptionCode | GateConfigCode;
  /** What is wrong with it, and how to mend it; the option's name is not said again. */
  message: string;
}

/** Everything that edgeward throws, apart from `TypeError` for arguments that are none. */
export class EdgewardError extends Error {
  /** The name of the class. */
  override readonly name: string = 'EdgewardError';

  /** A stable identifier of what happened, in `snake_case`. */
  declare readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /**
   * What a server answers with: a problem document (RFC 9457) of constant words. The credential's
   * fault is a 400, 401 or 403 with its challenge, the provider's a 503, the configuration's a 500
   * that says no more than that.
   */
  toResponse(): Response {
    return answerTo(this);
  }
}

/** The options of a client, or the configuration of a gate, are wrong. */
export class ConfigError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'ConfigError';
  declare readonly code: ConfigCode;

  /** Everything that is wrong; empty where the message says it all. */
  declare readonly problems: readonly ConfigProblem[];

  constructor(code: ConfigCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.problems = Object.freeze(details.problems ?? []);
  }
}

/** The provider's metadata or keys cannot be had, or are refused. */
export class DiscoveryError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'DiscoveryError';
  declare readonly code: DiscoveryCode;

  /** The HTTP status of the provider's answer, where that is what is wrong. */
  declare readonly statusCode: number | undefined;

  constructor(code: DiscoveryCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.statusCode = details.statusCode;
  }
}

/** The token is refused. */
export class InvalidTokenError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'InvalidTokenError';
  declare readonly code: TokenCode;

  /** The claim that is at fault, if one is. */
  declare readonly claim: string | undefined;
  /** When the token expired, in seconds since 1970, if it did. */
  declare readonly exp: number | undefined;
  /** When the token becomes valid, in seconds since 1970, if it is too early for it. */
  declare readonly nbf: number | undefined;
  /** The time of issue, in seconds since 1970, if it is in the future. */
  declare readonly iat: number | undefined;
  /** The time of validation, in seconds since 1970, where a date is at fault. */
  declare readonly now: number | undefined;

  constructor(code: TokenCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.claim = details.claim;
    this.exp = details.exp;
    this.nbf = details.nbf;
    this.iat = details.iat;
    this.now = details.now;
  }
}

/** The answer to a sign-in is refused: it is forged, another sign-in's, or the provider's refusal. */
export class CallbackError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'CallbackError';
  declare readonly code: CallbackCode;

  /** The provider's error code (RFC 6749, section 4.1.2.1), if it refused. */
  declare readonly error: string | undefined;
  /** What the provider adds for people. */
  declare readonly description: string | undefined;

  constructor(code: CallbackCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.error = details.error;
    this.description = details.description;
  }
}

/** The token endpoint, or the revocation endpoint, refused or failed. */
export class TokenExchangeError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'TokenExchangeError';
  declare readonly code: TokenExchangeCode;

  /** The provider's error code (RFC 6749, section 5.2), if it said one. */
  declare readonly error: string | undefined;
  /** What the provider adds for people. */
  declare readonly description: string | undefined;
  /** The HTTP status of the provider's answer, if there was one. */
  declare readonly statusCode: number | undefined;

  constructor(code: TokenExchangeCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.error = details.error;
    this.description = details.description;
    this.statusCode = details.statusCode;
  }
}

/** The userinfo endpoint failed, or its answer is about somebody else. */
export class UserInfoError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'UserInfoError';
  declare readonly code: UserInfoCode;

  /** The HTTP status of the provider's answer, where that is what is wrong. */
  declare readonly statusCode: number | undefined;

  constructor(code: UserInfoCode, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.statusCode = details.statusCode;
  }
}

/** The request may not pass: it has no credential, a bad one, or one that is not enough. */
export class ChallengeError extends EdgewardError {
  /** The name of the class. */
  override readonly name = 'ChallengeError';
  declare readonly code: ChallengeCode;
  /** Why the token is refused, if it is. */
  declare readonly cause?: InvalidTokenError;

  /** 401 without a good credential, 400 for a malformed one, 403 where a good one is not enough. */
  declare readonly status: 400 | 401 | 403;
  /** The value of `WWW-Authenticate` (RFC 6750, section 3). */
  declare readonly wwwAuthenticate: string;

  constructor(
    code: ChallengeCode,
    message: string,
    { cause, ...parameters }: ChallengeParameters & { cause?: InvalidTokenError } = {},
  ) {
    super(code, message, cause && { cause });
    const [status, error] = challengeOf(code);
    this.status = status;
    this.wwwAuthenticate = challengeHeader(error, parameters);
  }

  /** @internal Its own, so that whoever throws none of these does not load their words. */
  override toResponse(): Response {
    const headers = { 'www-authenticate': this.wwwAuthenticate };
    return problem(this.status, this.code, challengeOf(this.code)[2], headers);
  }
}

const BAD_CREDENTIAL =
  'the credential of this request was refused: send a new access token, or none';

type Challenge = readonly [400 | 401 | 403, BearerError | undefined, string];

/** Status, error and words of a challenge; a code that is not here is a token's. */
const CHALLENGES: Record<Exclude<ChallengeCode, TokenCode>, Challenge> = {
  credentials_missing: [401, undefined, 'this needs an access token in `Authorization: Bearer`'],
  authorization_malformed: [400, 'invalid_request', BAD_CREDENTIAL],
  role_or_scope_missing: [
    403,
    'insufficient_scope',
    'the account is known, but its roles or scopes do not open this route',
  ],
};

function challengeOf(code: ChallengeCode): Challenge {
  return CHALLENGES[code as keyof typeof CHALLENGES] ?? [401, 'invalid_token', BAD_CREDENTIAL];
}

/** The answer to an error: its code and constant words, nothing of its message. */
function answerTo(error: EdgewardError): Response {
  const { code } = error;
  if (error instanceof InvalidTokenError)
    return problem(401, code, BAD_CREDENTIAL, { 'www-authenticate': INVALID_TOKEN });
  if (error instanceof CallbackError)
    return problem(400, code, 'the response to the sign-in was refused: sign in again');
  if (error instanceof ConfigError || code === 'not_ready')
    return problem(500, 'configuration_invalid', 'this service is not set up as it must be');
  if (code === 'token_endpoint_refused')
    return problem(502, code, 'the identity provider refused what it was asked for');
  return problem(
    503,
    code,
    'the identity provider cannot be asked at the moment: try again in some seconds',
    // In seconds.
    { 'retry-after': '15' },
  );
}

type Thrown = ErrorDetails & { class: string; code: never; message: string };

const CLASSES = {
  CallbackError,
  ConfigError,
  DiscoveryError,
  InvalidTokenError,
  TokenExchangeError,
  UserInfoError,
};

/** The error object of what the core says, or of what the gate's module threw. */
export function errorFrom(thrown: unknown): unknown {
  // Both say it as text; anything else is somebody else's.
  if (typeof thrown !== 'string') return thrown;
  // What else is in it are the details: to take them apart would make one more object of each refusal.
  const details: Thrown = JSON.parse(thrown);
  const { class: name, code, message } = details;
  if (name === 'TypeError') return new TypeError(message);
  const kind = CLASSES[name as keyof typeof CLASSES];
  return kind ? new kind(code, message, details) : new EdgewardError(code, message);
}
