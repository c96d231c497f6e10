//! A document in the store.

use crate::freshness::MAX_FRESH;

/// How a document lies in the store: two decimal numbers and a line feed before the body.
pub(super) fn pack(fetched_at: u64, fresh_for: u64, body: &[u8]) -> Vec<u8> {
    let mut packed = format!("{fetched_at} {fresh_for}\n").into_bytes();
    packed.extend_from_slice(body);
    packed
}

/// When it was fetched, for how many seconds it is fresh, and the body. Others can write to the store:
/// nothing is fresh for longer than what the network brings could be.
pub(super) fn unpack(packed: &[u8]) -> Option<(u64, u64, &[u8])> {
    let end = packed.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = packed.split_at_checked(end)?;
    let (fetched_at, fresh_for) = core::str::from_utf8(head).ok()?.split_once(' ')?;
    Some((
        fetched_at.parse().ok()?,
        fresh_for.parse::<u64>().ok()?.min(MAX_FRESH),
        body.get(1..)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_document_comes_back_as_it_went_and_a_broken_one_is_a_miss() {
        let packed = pack(1000, 600, b"{\"keys\":[]}\n");
        assert_eq!(unpack(&packed), Some((1000, 600, &b"{\"keys\":[]}\n"[..])));
        assert_eq!(unpack(b"1 999999999\n{}"), Some((1, MAX_FRESH, &b"{}"[..])));
        for broken in [&b""[..], b"1000 600", b"x y\n{}", b"1000\n{}", b"-1 5\n{}"] {
            assert_eq!(unpack(broken), None);
        }
    }
}
