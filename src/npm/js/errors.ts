// The errors that edgeward throws, and how they come out of the core.
import type { Code } from './codes.js';

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
  code: string;
  /** What is wrong, and how to mend it. */
  message: string;
}

/** Everything that edgeward throws, apart from `TypeError` for arguments that are none. */
export class EdgewardError extends Error {
  override readonly name: string = 'EdgewardError';

  /** A stable identifier of what happened, in `snake_case`. */
  readonly code: Code;

  /** @internal */
  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The options of a client, or the configuration of a gate, are wrong. */
export class ConfigError extends EdgewardError {
  override readonly name = 'ConfigError';

  /** Everything that is wrong; empty where the message says it all. */
  readonly problems: readonly ConfigProblem[];

  /** @internal */
  constructor(code: Code, message: string, { problems = [] }: ErrorDetails = {}) {
    super(code, message);
    this.problems = Object.freeze(problems);
  }
}

/** The provider's metadata or keys cannot be had, or are refused. */
export class DiscoveryError extends EdgewardError {
  override readonly name = 'DiscoveryError';

  /** The HTTP status of the provider's answer, where that is what is wrong. */
  readonly statusCode: number | undefined;

  /** @internal */
  constructor(code: Code, message: string, { statusCode }: ErrorDetails = {}) {
    super(code, message);
    this.statusCode = statusCode;
  }
}

/** The token is refused. */
export class InvalidTokenError extends EdgewardError {
  override readonly name = 'InvalidTokenError';

  /** The claim that is at fault, if one is. */
  readonly claim: string | undefined;
  /** When the token expired, in seconds since 1970, if it did. */
  readonly exp: number | undefined;
  /** When the token becomes valid, in seconds since 1970, if it is too early for it. */
  readonly nbf: number | undefined;
  /** The time of issue, in seconds since 1970, if it is in the future. */
  readonly iat: number | undefined;
  /** The time of validation, in seconds since 1970, where a date is at fault. */
  readonly now: number | undefined;

  /** @internal */
  constructor(code: Code, message: string, details: ErrorDetails = {}) {
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
  override readonly name = 'CallbackError';

  /** The provider's error code (RFC 6749, section 4.1.2.1), if it refused. */
  readonly error: string | undefined;
  /** What the provider adds for people. */
  readonly description: string | undefined;

  /** @internal */
  constructor(code: Code, message: string, { error, description }: ErrorDetails = {}) {
    super(code, message);
    this.error = error;
    this.description = description;
  }
}

/** The token endpoint, or the revocation endpoint, refused or failed. */
export class TokenExchangeError extends EdgewardError {
  override readonly name = 'TokenExchangeError';

  /** The provider's error code (RFC 6749, section 5.2), if it said one. */
  readonly error: string | undefined;
  /** What the provider adds for people. */
  readonly description: string | undefined;
  /** The HTTP status of the provider's answer, if there was one. */
  readonly statusCode: number | undefined;

  /** @internal */
  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(code, message);
    this.error = details.error;
    this.description = details.description;
    this.statusCode = details.statusCode;
  }
}

/** The userinfo endpoint failed, or its answer is about somebody else. */
export class UserInfoError extends EdgewardError {
  override readonly name = 'UserInfoError';

  /** The HTTP status of the provider's answer, where that is what is wrong. */
  readonly statusCode: number | undefined;

  /** @internal */
  constructor(code: Code, message: string, { statusCode }: ErrorDetails = {}) {
    super(code, message);
    this.statusCode = statusCode;
  }
}

type Thrown = ErrorDetails & { class: string; code: Code; message: string };

const CLASSES = {
  CallbackError,
  ConfigError,
  DiscoveryError,
  InvalidTokenError,
  TokenExchangeError,
  UserInfoError,
};

/** The error object of what the core threw. */
export function errorFrom(thrown: unknown): unknown {
  // The core throws text; anything else is somebody else's.
  if (typeof thrown !== 'string') return thrown;
  const { class: name, code, message, ...details }: Thrown = JSON.parse(thrown);
  if (name === 'TypeError') return new TypeError(message);
  const kind = CLASSES[name as keyof typeof CLASSES];
  return kind ? new kind(code, message, details) : new EdgewardError(code, message);
}
