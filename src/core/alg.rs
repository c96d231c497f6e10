//! Signature algorithms by their registered names (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864).
