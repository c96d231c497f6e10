// A session as it is: who, since when, and the tokens. As a text it goes to the other tabs, and into the
// tab's own storage where that was asked for.
import {
  areTexts,
  fits,
  isObject,
  isText,
  isWhole,
  orNone,
  write,
  type Shape,
} from './kept-text.js';

/** What the text is called among those that tabs send each other. */
export const SESSION = 'session';

/** A session. */
export interface SessionRecord {
  /** The issuer and the client. */
  owner: string;
  /** Tells it from other sessions, of the same person too. */
  id: string;
  /** How often it was renewed. */
  sequence: number;
  /** When the person signed in, in milliseconds: of two sessions the later one counts. */
  signedInAt: number;
  /** The claims of the ID Token, and those of the userinfo endpoint where it has no name. */
  claims: Record<string, unknown>;
  /** The roles that the access token names beyond them. */
  roles: readonly string[];
  customRoles: readonly string[];
  accessToken: string;
  refreshToken?: string | undefined;
  idToken: string;
  /** When the access token expires, in seconds. */
  expiresAt: number;
  /** When it should be renewed, in seconds. */
  renewAt: number;
}

const SHAPE: Shape<SessionRecord> = {
  owner: isText,
  id: isText,
  sequence: isWhole,
  signedInAt: isWhole,
  claims: isObject,
  roles: areTexts,
  customRoles: areTexts,
  accessToken: isText,
  refreshToken: orNone(isText),
  idToken: isText,
  expiresAt: isWhole,
  renewAt: isWhole,
};

/** The session as a text. */
export function textOf(record: SessionRecord): string {
  return write(SESSION, record);
}

/** The session that the members of such a text are, unless it is another one's or broken. */
export function recordOf(
  members: Record<string, unknown>,
  owner: string,
): SessionRecord | undefined {
  const isOwn = members['owner'] === owner && fits(members, SHAPE);
  return isOwn ? (members as unknown as SessionRecord) : undefined;
}

/** The next state of the session, so far with another refresh token and nothing else. */
export function nextOf(record: SessionRecord, refreshToken: string): SessionRecord {
  return { ...record, sequence: record.sequence + 1, refreshToken };
}

/** Whether it takes the place of `other`: a newer state of the same session, or a later session. */
export function replaces(record: SessionRecord, other: SessionRecord): boolean {
  if (record.id === other.id) return record.sequence > other.sequence;
  if (record.signedInAt !== other.signedInAt) return record.signedInAt > other.signedInAt;
  return record.id > other.id;
}

/** What other tabs know this state of the session by. */
export function stampOf({ id, sequence }: SessionRecord): string {
  return `${id}.${sequence}`;
}
