// The calls of the core's relying party, by its numbers (`calls.rs`): a name would have to cross, and be
// compared with all of them.
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
