// What is asked of a user beyond being one: roles, or scopes.
import { argument, texts, type Type } from './arguments.js';
import type { User } from './user.js';

/** Which of the roles are needed, and which roles count. */
export interface RoleRequirement {
  /** Every one of the roles is needed; left out: one of them. */
  requireAll?: boolean | undefined;
  /** Whether custom roles count too; `true` if left out. */
  includeCustom?: boolean | undefined;
}

/** Nothing where the user passes, else the scopes that are missing, which may be none. */
export type Requirement = (user: User) => string | undefined;

/**
 * Asks for one of the roles, or for each.
 *
 * @throws {TypeError} There is no role to ask for: nobody could tell whether that lets in nobody or
 *   everybody.
 */
export function forRoles(
  roles: unknown,
  { requireAll = false, includeCustom = true }: RoleRequirement,
): Requirement {
  const needed = argument('roles', roles, someRoles);
  const options = { includeCustom };
  return (user) => {
    const passes = requireAll
      ? user.hasAllRoles(needed, options)
      : user.hasAnyRole(needed, options);
    return passes ? undefined : '';
  };
}

/**
 * Asks for every one of the scopes.
 *
 * @throws {TypeError} There is no scope to ask for, or it is none.
 */
export function forScopes(scopes: unknown): Requirement {
  const needed = argument('scopes', scopes, someScopes);
  return (user) => {
    const missing = needed.filter((scope) => !user.scopes.includes(scope));
    return missing.length > 0 ? missing.join(' ') : undefined;
  };
}

const someRoles = some(
  'a role, or an array of at least one: no empty text, no white space around it',
  (role) => role !== '' && role.trim() === role,
);

const someScopes = some('a scope (RFC 6749, section 3.3), or an array of at least one', (scope) =>
  /^[!#-[\]-~]+$/.test(scope),
);

function some(expected: string, isGood: (name: string) => boolean): Type<readonly string[]> {
  return {
    expected,
    take(value) {
      const names = texts.take(value);
      return names && names.length > 0 && names.every(isGood) ? names : undefined;
    },
  };
}
