//! IP addresses as text (RFC 3986 §3.2.2, RFC 4291 §2.2, RFC 5952): what `core::net` reads and writes, in a
//! third of its code.

use alloc::string::String;
use core::ops::Range;

use crate::text::{cut, hex, pieces, push_decimal, whole};

/// The eight numbers of an IPv6 address.
pub(crate) type Groups = [u16; 8];

/// Four decimal numbers without leading zeros.
pub(super) fn v4(text: &str) -> Option<[u8; 4]> {
    let mut octets = [0; 4];
    let mut pieces = pieces(text, b'.');
    for octet in &mut octets {
        *octet = number(pieces.next()?)?;
    }
    pieces.next().is_none().then_some(octets)
}

fn number(digits: &str) -> Option<u8> {
    let is_plain = digits == "0" || !digits.starts_with("0");
    is_plain.then(|| whole(digits))??.try_into().ok()
}

/// Eight hexadecimal numbers, of which `::` stands for one or more zeros and an IPv4 address for the last
/// two.
pub(crate) fn v6(text: &str) -> Option<Groups> {
    let (mut groups, mut count, mut gap) = ([0; 8], 0, None);
    let mut rest = text;
    if let Some(behind) = text.strip_prefix("::") {
        (gap, rest) = (Some(0), behind);
    }
    while !rest.is_empty() {
        let (piece, behind) = cut(rest, b':').unwrap_or((rest, ""));
        let is_last = piece.len() == rest.len();
        let last = match v4(piece) {
            Some([a, b, c, d]) if is_last => {
                *groups.get_mut(count)? = u16::from_be_bytes([a, b]);
                count += 1;
                u16::from_be_bytes([c, d])
            }
            _ => group(piece)?,
        };
        *groups.get_mut(count)? = last;
        count += 1;
        rest = match behind.strip_prefix(":") {
            Some(behind) if gap.is_none() => {
                gap = Some(count);
                behind
            }
            // A colon needs a group behind it, and a gap no other one.
            _ if behind.is_empty() && !is_last => return None,
            _ => behind,
        };
    }
    let missing = 8 - count;
    // What is behind the gap goes to the end, and leaves zeros.
    for from in (gap.unwrap_or(count)..count).rev() {
        groups.swap(from, from + missing);
    }
    (gap.is_some() == (missing > 0)).then_some(groups)
}

fn group(digits: &str) -> Option<u16> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let mut group = 0;
    for digit in digits.bytes() {
        group = group << 4 | u16::from(hex::value(digit)?);
    }
    Some(group)
}

/// In brackets, in lower case, with `::` for the first of the longest runs of zeros.
pub(crate) fn push_bracketed(text: &mut String, groups: Groups) {
    text.push('[');
    if let [0, 0, 0, 0, 0, 0xffff, high, low] = groups {
        text.push_str("::ffff");
        let mut mark = ':';
        for octet in [high >> 8, high & 255, low >> 8, low & 255] {
            text.push(mark);
            push_decimal(text, octet.into());
            mark = '.';
        }
    } else {
        let gap = gap(&groups);
        let mut mark = "";
        for (at, group) in groups.iter().enumerate() {
            if gap.contains(&at) {
                mark = "::";
            } else {
                text.push_str(mark);
                push_hex(text, *group);
                mark = ":";
            }
        }
        if gap.end == groups.len() {
            text.push_str(mark);
        }
    }
    text.push(']');
}

/// The first of the longest runs of two or more zeros; empty where there is none.
fn gap(groups: &Groups) -> Range<usize> {
    let (mut gap, mut run) = (0..0, 0);
    for (at, group) in groups.iter().enumerate() {
        run = if *group == 0 { run + 1 } else { 0 };
        if run > gap.len().max(1) {
            gap = at + 1 - run..at + 1;
        }
    }
    gap
}

fn push_hex(text: &mut String, number: u16) {
    if number > 15 {
        push_hex(text, number >> 4);
    }
    text.push(hex::digit(number.into()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use core::net::{Ipv4Addr, Ipv6Addr};
    use proptest::prelude::*;

    fn bracketed(groups: Groups) -> String {
        let mut text = String::new();
        push_bracketed(&mut text, groups);
        text
    }

    fn compare(text: &str) -> Result<(), TestCaseError> {
        prop_assert_eq!(v4(text).map(Ipv4Addr::from), text.parse().ok(), "{}", text);
        let groups = v6(text);
        let address = groups.map(Ipv6Addr::from);
        prop_assert_eq!(address, text.parse().ok(), "{}", text);
        if let (Some(groups), Some(address)) = (groups, address) {
            prop_assert_eq!(bracketed(groups), format!("[{address}]"));
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 20_000, ..Default::default() })]

        #[test]
        fn pieces_of_addresses_are_read_and_written_as_the_standard_library_does(
            pieces in prop::collection::vec(prop::sample::select(&[
                "::", ":", "0:", "0:0:", "1:", "ffff:", "0db8:", "0", "1", "aBc", "00001", "1.2.3.4", "ffff:1.2.3.4",
                "255.", "256.", "0.", "00.", "01.", "+1.", "9", "g", "é", "%", " ",
            ][..]), 0..10),
        ) {
            compare(&String::from_iter(pieces))?;
        }

        #[test]
        fn addresses_are_written_and_read_back(segments in prop::array::uniform8(
            prop::sample::select(&[0, 0, 0, 1, 0xffff, 0x2001, 0xdb8, 0x30][..]),
        )) {
            let text = format!("{}", Ipv6Addr::from(segments));
            prop_assert_eq!(bracketed(segments), format!("[{text}]"));
            compare(&text)?;
            compare(&format!("{:?}", segments.map(|it| format!("{it:x}"))).replace(['[', ']', '"', ' '], "").replace(',', ":"))?;
        }

        #[test]
        fn arbitrary_octets_are_read_and_written_as_the_standard_library_does(octets in any::<u32>()) {
            let address = Ipv4Addr::from(octets);
            compare(&format!("{address}"))?;
            compare(&format!("::ffff:{address}"))?;
        }
    }
}
