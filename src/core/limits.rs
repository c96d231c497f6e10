//! How much of anything edgeward is willing to read.
//!
//! The figures bound the work that a stranger can cause. Each is far above what honest providers
//! send and far below what would hurt an isolate of 128 MB.

/// Longest compact serialization, in bytes. A session with many groups stays under 8 KiB; Cloudflare
/// refuses a request whose headers exceed 128 KB in all.
pub const TOKEN: usize = 16 * 1024;

/// Longest encoded JOSE header, in bytes. Refuses `x5c` chains, which edgeward never reads.
pub const JOSE_HEADER: usize = 2 * 1024;

/// Longest signature, in bytes: RSA with 8192 bits, the largest key that is accepted.
pub const SIGNATURE: usize = 1024;

/// Deepest nesting of arrays and objects in a JSON text.
pub const JSON_DEPTH: usize = 16;

/// Most members of one JSON object, and most elements of one JSON array.
pub const JSON_MEMBERS: usize = 256;

/// Longest `kid`, in bytes.
pub const KID: usize = 256;

/// Most keys of one JWK Set.
pub const KEYS: usize = 64;

/// Longest metadata document, in bytes.
pub const METADATA: usize = 64 * 1024;

/// Longest JWK Set document, in bytes.
pub const JWK_SET: usize = 128 * 1024;

/// Longest answer of the token or the userinfo endpoint, in bytes.
pub const TOKEN_RESPONSE: usize = 128 * 1024;

/// Most values of an `aud` claim.
pub const AUDIENCES: usize = 32;

/// Largest clock tolerance, in seconds.
pub const CLOCK_TOLERANCE: u64 = 300;

/// Longest path of a request, in bytes. Cloudflare passes URLs of up to 16 KB, most origins 8 KiB.
pub const PATH: usize = 8 * 1024;

/// Longest URL in configuration or metadata, in bytes.
pub const URL: usize = 2048;

/// Longest query or form body of a callback, in bytes. A code of a provider that packs a session
/// into it stays under 8 KiB.
pub const FORM: usize = 64 * 1024;

/// Most fields of a query or form body.
pub const FORM_FIELDS: usize = 64;

/// Longest authorization code, in bytes.
pub const CODE: usize = 8 * 1024;
