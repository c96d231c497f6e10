// From tokens to what a session knows of them.
import * as calls from '../calls.js';
import { InvalidTokenError, TokenExchangeError } from '../errors.js';
import type { TokenResponse } from '../messages.js';
import type { RelyingParty } from '../relying-party.js';
import type { User } from '../user.js';
import type { SessionRecord } from './record.js';

/** The longest that a token is renewed before it expires, in seconds. */
const EARLIEST = 60;

/** When the access token expires and when it should be renewed: as the response says, else with the ID
 * Token. */
export function timesOf(
  { expiresIn }: TokenResponse,
  idTokenExpiry: number,
  now: number,
): Pick<SessionRecord, 'expiresAt' | 'renewAt'> {
  const expiresAt = expiresIn === undefined ? idTokenExpiry : now + expiresIn;
  const early = Math.min(Math.floor(Math.max(expiresAt - now, 0) / 5), EARLIEST);
  return { expiresAt, renewAt: expiresAt - early };
}

/** When an ID Token expires, in whole seconds. */
export function expiryOf({ claims }: User): number {
  return Math.floor(Number(claims['exp']));
}

/** The claims of the person. Providers may keep the ID Token short and answer at the userinfo endpoint
 * instead (OIDC Core, section 5.4); without that answer there is no name here, and no more. */
export async function profileOf(
  party: RelyingParty,
  { claims, name, email, userId }: User,
  { accessToken }: TokenResponse,
): Promise<Record<string, unknown>> {
  if (name !== undefined || email !== undefined) return claims;
  try {
    return { ...(await party.userinfo(accessToken, userId)).claims, ...claims };
  } catch {
    return claims;
  }
}

/**
 * The roles of the access token: none where it is not a JWT for an audience that the options name.
 *
 * Throws where it could not be looked at, or is about somebody else.
 */
export async function rolesOf(
  party: RelyingParty,
  { hasAudience }: { hasAudience: boolean },
  { accessToken }: TokenResponse,
  sub: string,
): Promise<Pick<SessionRecord, 'roles' | 'customRoles'>> {
  const none = { roles: [], customRoles: [] };
  if (!hasAudience) return none;
  try {
    const { roles, customRoles } = await party.user(calls.ACCESS_TOKEN, accessToken, { sub });
    return { roles, customRoles };
  } catch (error) {
    const isToken = error instanceof InvalidTokenError;
    if (isToken && error.code !== 'token_subject_mismatch') return none;
    throw error;
  }
}

/** Whether a renewal that failed ends the session: the provider does not renew it, or what it sent is
 * refused. A key that is not known may be so new that it could not be fetched yet. */
export function isFinal(error: unknown): boolean {
  if (error instanceof TokenExchangeError) return error.error === 'invalid_grant';
  return error instanceof InvalidTokenError && error.code !== 'token_key_unknown';
}
