// Middleware for Hono.
//
// `c.get('user')` is typed by the middleware itself, and not for every context there is: a handler
// that nothing guards has no user, and its types say so.
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { argument, flag, take, type Type } from './arguments.js';
import type { Client } from './client.js';
import { ConfigError, EdgewardError } from './errors.js';
import { aClient, Guard } from './guard.js';
import { forRoles, forScopes, type Requirement, type RoleRequirement } from './requirement.js';
import type { User } from './user.js';

export type { RoleRequirement } from './requirement.js';

/** What `authenticate` sets: for `new Hono<{ Variables: AuthVariables }>()`. */
export interface AuthVariables {
  /** Who is asking. */
  user: User;
}

/** What `authenticate` sets where it lets requests without a credential pass. */
export interface OptionalAuthVariables {
  /** Who is asking, or nobody. */
  user: User | undefined;
}

/** How requests without a credential are met. */
export interface AuthenticateOptions {
  /** They pass, and `c.get('user')` is `undefined`. A bad credential is refused all the same. */
  optional?: boolean | undefined;
}

type Authenticated = MiddlewareHandler<{ Variables: AuthVariables }>;

/** Who `authenticate` found, by context: nothing else can say so, whatever it sets as `user`. */
const found = new WeakMap<Context, { guard: Guard; user: User | undefined }>();

/**
 * Finds out by the bearer token who is asking, and sets `c.get('user')`.
 *
 * ```ts
 * const app = new Hono().use(authenticate(client));
 * app.get('/me', (c) => c.json(c.get('user')));
 * app.get('/admin', requireRole('admin'), (c) => c.text('Hello'));
 * ```
 *
 * Whoever may not pass is thrown as an `HTTPException`, whose `getResponse()` is the answer and whose
 * `cause` is the `EdgewardError`: `app.onError` sees it. What is wrong with the configuration is
 * thrown as it is, so that it is seen.
 *
 * @param source The client whose tokens are good; a guard, to name a realm.
 * @throws {TypeError} `source` is neither, or an option is none.
 */
export function authenticate(
  source: Client | Guard,
  options?: { optional?: false | undefined },
): Authenticated;
export function authenticate(
  source: Client | Guard,
  options: AuthenticateOptions,
): MiddlewareHandler<{ Variables: OptionalAuthVariables }>;
export function authenticate(
  source: Client | Guard,
  options?: AuthenticateOptions,
): MiddlewareHandler {
  const guard = argument('source', source, aGuard);
  const { optional = false } = take(options, { optional: flag });
  return async function authenticate(c, next) {
    const request = c.req.raw;
    const user = await answering(() =>
      optional ? guard.optionalUser(request) : guard.currentUser(request),
    );
    found.set(c, { guard, user });
    c.set('user', user);
    await next();
  };
}

/**
 * Lets those pass who have one of the roles: `requireRole('admin', 'editor')`; or each of them:
 * `requireRole(['admin', 'billing'], { requireAll: true })`. `authenticate` must come before it: it
 * has no client of its own, so that there is one place that says whose tokens are good.
 *
 * @throws {TypeError} There is no role to ask for, or an option is none.
 */
export function requireRole(role: string, ...roles: string[]): Authenticated;
export function requireRole(
  roles: string | readonly string[],
  options?: RoleRequirement,
): Authenticated;
export function requireRole(first: unknown, ...rest: unknown[]): Authenticated {
  const areRoles = rest.length > 0 && rest.every((one) => typeof one === 'string');
  if (!areRoles && rest.length > 1)
    throw new TypeError('`options` must be the last argument, after one array of roles');
  const roles = areRoles ? [first, ...rest] : first;
  const types = { requireAll: flag, includeCustom: flag };
  const options = take(areRoles ? undefined : rest[0], types);
  return requiring('requireRole', forRoles(roles, options));
}

/**
 * Lets those pass whose token has every one of the scopes. `authenticate` must come before it.
 *
 * @throws {TypeError} There is no scope to ask for.
 */
export function requireScope(
  ...scopes: [string, ...string[]] | [readonly string[]]
): Authenticated {
  const [first, ...rest] = scopes;
  return requiring('requireScope', forScopes(rest.length > 0 ? scopes : first));
}

function requiring(name: string, requirement: Requirement): Authenticated {
  return async function requiring(c, next) {
    const known = found.get(c);
    if (known === undefined) {
      throw new ConfigError(
        'client_not_configured',
        `\`${name}\` does not know who is asking: put \`app.use(authenticate(client))\` before it`,
      );
    }
    await answering(async () => known.guard.admit(known.user, requirement));
    await next();
  };
}

/** What is thrown becomes what Hono answers with. */
async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof EdgewardError) || cause instanceof ConfigError) throw cause;
    const res = cause.toResponse();
    throw new HTTPException(res.status as 401, { res, message: cause.message, cause });
  }
}

const aGuard: Type<Guard> = {
  expected: 'a Client or a Guard',
  take: (value) => {
    if (value instanceof Guard) return value;
    const client = aClient.take(value);
    return client && new Guard(client);
  },
};
