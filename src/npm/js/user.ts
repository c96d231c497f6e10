// Who is asking.
import { argument, flag, own, take, text, texts } from './arguments.js';
import { textOf } from './glue.js';

/** A JSON value. An integer that a JavaScript number would round is the text of its digits. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** The values of a user, as `toJSON` gives them. What the token does not say is left out. */
export interface UserFields {
  /** `sub`: unique and never reassigned within the issuer. */
  readonly userId: string;
  /** The e-mail address. */
  readonly email?: string;
  /** Whether the provider has seen that the address is the person's. */
  readonly emailVerified: boolean;
  /** The full name. */
  readonly name?: string;
  /** The given name. */
  readonly givenName?: string;
  /** The family name. */
  readonly familyName?: string;
  /** The tenant. */
  readonly tenantId?: string;
  /** The roles. */
  readonly roles: readonly string[];
  /** The roles that the tenant or the application made up itself. */
  readonly customRoles: readonly string[];
  /** The names in the token's `scope`. */
  readonly scopes: readonly string[];
  /** All claims, in the provider's own spelling. */
  readonly claims: { readonly [name: string]: JsonValue };
}

/** Which roles count. */
export interface RoleOptions {
  /** Whether custom roles count too; `true` if left out. */
  includeCustom?: boolean | undefined;
}

/**
 * The person or program behind a valid token. It is frozen, and its values can be cloned, stored and
 * sent: `structuredClone(user.toJSON())`.
 */
export class User implements UserFields {
  /** `sub`: unique and never reassigned within the issuer. */
  declare readonly userId: string;
  /** The e-mail address; whether it is the person's own, `emailVerified` says. */
  declare readonly email?: string;
  /** Whether the provider has seen that the address is the person's. */
  declare readonly emailVerified: boolean;
  /** The full name; given and family name where the provider sends no `name`. */
  declare readonly name?: string;
  /** The given name. */
  declare readonly givenName?: string;
  /** The family name. */
  declare readonly familyName?: string;
  /** The tenant, in the claim that the provider's preset names. */
  declare readonly tenantId?: string;
  /** The roles. */
  declare readonly roles: readonly string[];
  /** The roles that the tenant or the application made up itself. */
  declare readonly customRoles: readonly string[];
  /** The names in the token's `scope`. */
  declare readonly scopes: readonly string[];
  /** All claims, in the provider's own spelling. */
  declare readonly claims: { readonly [name: string]: JsonValue };

  #claims: UserFields['claims'] | undefined;
  /** A verified one. Where the core has left out claims, because they are in it as they are, they are
   * read when somebody asks for them. */
  #token: string | undefined;

  /**
   * @param fields As `toJSON` gave them, and trusted like a password: nothing is validated here. The
   *   lists and the claims in it are frozen with the user.
   */
  constructor(fields: UserFields);
  /** @internal `token` is what the fields are from, but for claims that are to be read from it. */
  constructor(fields: Omit<UserFields, 'claims'> & Partial<UserFields>, token: string);
  constructor(fields: Omit<UserFields, 'claims'> & Partial<UserFields>, token?: string) {
    this.userId = fields.userId;
    this.emailVerified = fields.emailVerified;
    // Nobody but the core has had a hand in the lists of a token: another user may have them too.
    const last = token === undefined ? undefined : LAST;
    this.roles = list(fields.roles, last?.roles);
    this.customRoles = list(fields.customRoles, last?.customRoles);
    this.scopes = list(fields.scopes, last?.scopes);
    this.#claims = freeze(own(fields, 'claims'));
    this.#token = token;
    Object.defineProperty(this, 'claims', User.#CLAIMS);
    // By name, each on its own: by names from a list it takes longer.
    const email = own(fields, 'email');
    const name = own(fields, 'name');
    const givenName = own(fields, 'givenName');
    const familyName = own(fields, 'familyName');
    const tenantId = own(fields, 'tenantId');
    if (email !== undefined) this.email = email;
    if (name !== undefined) this.name = name;
    if (givenName !== undefined) this.givenName = givenName;
    if (familyName !== undefined) this.familyName = familyName;
    if (tenantId !== undefined) this.tenantId = tenantId;
    Object.freeze(this);
  }

  /**
   * Whether `role` is one of the roles. Here as below, the letter case of ASCII does not count.
   *
   * @throws {TypeError} `role` is no string.
   */
  hasRole(role: string): boolean {
    return holds(this.roles, role);
  }

  /**
   * Whether `role` is one of the custom roles.
   *
   * @throws {TypeError} `role` is no string.
   */
  hasCustomRole(role: string): boolean {
    return holds(this.customRoles, role);
  }

  /**
   * Whether the user has one of `roles`; nobody has one of none.
   *
   * @throws {TypeError} `roles` is neither a string nor an array of them, or an option is none.
   */
  hasAnyRole(roles: string | readonly string[], options?: RoleOptions): boolean {
    const asked = argument('roles', roles, texts);
    const includeCustom = customCount(options);
    return asked.some((role) => this.#has(role, includeCustom));
  }

  /**
   * Whether the user has each of `roles`; everybody has each of none, so ask for at least one.
   *
   * @throws {TypeError} `roles` is neither a string nor an array of them, or an option is none.
   */
  hasAllRoles(roles: string | readonly string[], options?: RoleOptions): boolean {
    const asked = argument('roles', roles, texts);
    const includeCustom = customCount(options);
    return asked.every((role) => this.#has(role, includeCustom));
  }

  /** The values without the methods: for JSON, for a clone, for storage. */
  toJSON(): UserFields {
    return { ...this };
  }

  #has(role: string, includeCustom: boolean): boolean {
    return this.hasRole(role) || (includeCustom && this.hasCustomRole(role));
  }

  /** A property of each user's own, like the others: a copy by `{ ...user }` has it too. */
  static readonly #CLAIMS = {
    // Or a `value` that some code put into `Object.prototype` would be the property's.
    __proto__: null,
    enumerable: true,
    get() {
      if (this.#token !== undefined) this.#claims ??= freeze(claimsOf(this.#token));
      this.#token = undefined;
      return this.#claims;
    },
  } as PropertyDescriptor & ThisType<User>;
}

/** The claims of a token that the core has verified. */
function claimsOf(token: string): UserFields['claims'] {
  return JSON.parse(textOf(token.slice(token.indexOf('.') + 1, token.lastIndexOf('.'))));
}

/** The list, frozen; the last one of its kind again where it has the same names. */
function list(names: readonly string[], last?: { names: readonly string[] }): readonly string[] {
  if (names?.length === 0) return NONE;
  if (last === undefined) return freeze(names);
  return isSame(names, last.names) ? last.names : (last.names = freeze(names));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}

/** One for all, since most users have some empty list. */
const NONE: readonly string[] = Object.freeze([]);

/** The last list of each kind: Bun takes longer to freeze one than to compare it. */
const LAST = { roles: { names: NONE }, customRoles: { names: NONE }, scopes: { names: NONE } };

/** Freezes a JSON value with everything in it. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  // `Object.values` would make one more list of each.
  if (Array.isArray(value)) for (const element of value) freeze(element);
  else for (const name in value) freeze(value[name]);
  return value;
}

/** Whether custom roles count too. An option that is misspelt must not let them. */
function customCount(options: RoleOptions | undefined): boolean {
  return take(options, { includeCustom: flag }).includeCustom ?? true;
}

function holds(roles: readonly string[], role: string): boolean {
  const wanted = lowerCase(argument('role', role, text));
  return roles.some((held) => lowerCase(held) === wanted);
}

/** ASCII alone: the Kelvin sign is no `k`. */
function lowerCase(role: string): string {
  return role.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
