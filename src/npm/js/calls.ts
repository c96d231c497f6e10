// The numbers that cross between the core and its TypeScript. In a file without imports, a bundler writes
// them where they are used.

// The calls of the core's relying party (`calls.rs`): a name would have to cross, and be compared with all
// of them.
export const AUTHORIZE_URL = 0;
export const AUTHORIZE_URL_WITH_PKCE = 1;
export const CODE = 2;
export const DISCOVERY = 3;
export const END_SESSION_URL = 4;
export const EXCHANGE_CODE = 5;
export const FAILED = 6;
export const JWKS = 7;
export const NEEDS = 8;
export const NEXT = 9;
export const PAGE = 10;
export const PERSON = 11;
export const REFRESH_TOKEN = 12;
export const REQUEST = 13;
export const RETURN_TARGET = 14;
export const REVOKE_TOKEN = 15;
export const REVOKED = 16;
export const TAKE = 17;
export const TOKENS = 18;
export const USER = 19;
export const USERINFO = 20;

// What the call `NEXT` answers; everything else is to fetch.
export const USE = 0;
export const WAIT = 2;

// What a token is looked at for.
export const ACCESS_TOKEN = 0;
export const ID_TOKEN = 1;
export const JWS = 2;

// What the core needs next to verify a token; the last one is a number with that of the keys that are too
// old.
export const VERIFIED = 0;
export const ASK = 1;
export const NEWER_KEYS = 3;

// The verdicts on a signature.
export const WRONG = 0;
export const RIGHT = 1;
export const NOBODY_KNOWS = 2;
export const KEY_REFUSED = 3;
