// Everything that `edgeward` exports.
export type { Waiting } from './arguments.js';
export { Client } from './client.js';
export type {
  CallbackCode,
  ChallengeCode,
  Code,
  ConfigCode,
  DiscoveryCode,
  DocumentCode,
  EndpointCode,
  GateCode,
  GateConfigCode,
  HostCode,
  KeySetCode,
  OptionCode,
  TokenCode,
  TokenExchangeCode,
  UserInfoCode,
} from './codes.js';
export {
  CallbackError,
  ChallengeError,
  ConfigError,
  DiscoveryError,
  EdgewardError,
  InvalidTokenError,
  TokenExchangeError,
  UserInfoError,
  type ConfigProblem,
} from './errors.js';
export { Guard, type GuardedRequest, type GuardOptions } from './guard.js';
export {
  skipNonce,
  type AuthorizeOptions,
  type BoundAuthorizeOptions,
  type CallbackOptions,
  type EndSessionOptions,
  type IdTokenPolicy,
  type Metadata,
  type SignedIn,
  type SignInRequest,
  type TokenPolicy,
  type TokenResponse,
} from './messages.js';
export type { Algorithm, ClientOptions, JwkSet, JwkSetLike, ProviderName } from './options.js';
export type { RoleRequirement } from './requirement.js';
export { User, type JsonValue, type RoleOptions, type UserFields } from './user.js';
export { verifyJws, type VerifiedJws, type VerifyJwsOptions } from './verify-jws.js';
