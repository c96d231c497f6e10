// Everything that `edgeward` exports.
export type { Waiting } from './arguments.js';
export {
  Client,
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
} from './client.js';
export type { Code } from './codes.js';
export {
  CallbackError,
  ConfigError,
  DiscoveryError,
  EdgewardError,
  InvalidTokenError,
  TokenExchangeError,
  UserInfoError,
  type ConfigProblem,
} from './errors.js';
export type { Algorithm, ClientOptions, JwkSet, ProviderName } from './options.js';
export { User, type JsonValue, type RoleOptions, type UserFields } from './user.js';
export { verifyJws, type VerifiedJws, type VerifyJwsOptions } from './verify-jws.js';
