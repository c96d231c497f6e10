// A client's options and calls.
import {
  Client,
  skipNonce,
  verifyJws,
  type ClientOptions,
  type SignedIn,
  type User,
} from 'edgeward';
import { Client as InlineClient } from 'edgeward/inline';

const authority = 'https://op.example';

const client = new Client({
  authority,
  clientId: 'app',
  clientSecret: undefined,
  clientAuth: 'client_secret_basic',
  scopes: ['openid', 'profile'],
  audience: 'api',
  algorithms: ['RS256', 'ES256'],
  timeout: 3000,
  provider: 'keycloak',
  rolesFrom: 'realm_access.roles',
  hmacSecret: new Uint8Array(32),
  clock: () => 0,
  tokenType: 'at+jwt',
});
const same: InlineClient = client;

// Options can be put together from what may be missing.
declare const environment: { audience?: string };
const options: ClientOptions = { authority, audience: environment.audience };
new Client(options);

// A key set can be of anybody's types.
interface ForeignKey {
  kty?: string;
  kid?: string;
}
declare const foreign: { keys: ForeignKey[] };
new Client({ authority, jwks: foreign });
void verifyJws('a.b.c', { jwks: foreign });
void client.verifyJws('a.b.c', { jwks: foreign, algorithms: ['EdDSA'] });
void client.jwks().then(({ keys }) => verifyJws('a.b.c', { jwks: { keys } }));

// @ts-expect-error An authority is needed.
new Client({ audience: 'api' });
// @ts-expect-error There is no such option.
new Client({ authority, audiences: 'api' });
// @ts-expect-error There is no such algorithm.
new Client({ authority, algorithms: ['none'] });
// @ts-expect-error There is no such provider.
new Client({ authority, provider: 'keycloack' });
// @ts-expect-error Milliseconds are a number.
new Client({ authority, timeout: '3s' });
// @ts-expect-error A client's values do not change.
client.authority = 'https://other.example';
// @ts-expect-error A client is made by `new`.
Client({ authority });

const policy = { audience: ['api'], clockTolerance: 10 };
const user: Promise<User> = client.validateToken('a.b.c', policy);
const now: User = client.validateTokenSync('a.b.c');
const signal = AbortSignal.timeout(1000);
void client.validateToken('a.b.c', { ...policy, signal });
// @ts-expect-error What does not wait cannot be aborted.
client.validateTokenSync('a.b.c', { signal });
// @ts-expect-error A token is text.
void client.validateToken(undefined);
void client.validateIdToken('a.b.c', { nonce: skipNonce });
// @ts-expect-error That there is no nonce must be said.
void client.validateIdToken('a.b.c', {});
// @ts-expect-error That there is no nonce must be said by name.
void client.validateIdToken('a.b.c', { nonce: undefined });

const flow = { state: 's', nonce: 'n', codeVerifier: 'v', redirectUri: 'https://app.example/cb' };
const signedIn: Promise<SignedIn> = client.handleCallback(new URL('https://app.example/cb'), flow);
// @ts-expect-error Without the state it is anybody's sign-in.
void client.handleCallback('?code=c', { ...flow, state: undefined });
void client.authorizeUrlWithPkce({ redirectUri: flow.redirectUri });
// @ts-expect-error S256 is the only method.
void client.authorizeUrl({ ...flow, codeChallenge: 'c', codeChallengeMethod: 'plain' });

async function tokens(): Promise<string> {
  const { accessToken, refreshToken, expiresIn } = await client.refreshToken('r');
  const kept: string = refreshToken ?? 'r';
  const until: number = Date.now() + 1000 * (expiresIn ?? 60);
  // @ts-expect-error There may be no other refresh token.
  const renewed: string = refreshToken;
  const response = await client.exchangeCode('c', flow);
  // @ts-expect-error Tokens do not change.
  response.accessToken = 'x';
  return accessToken + kept + String(until) + renewed;
}

export { now, same, signedIn, tokens, user };
