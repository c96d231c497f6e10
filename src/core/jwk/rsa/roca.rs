//! CVE-2017-15361, "ROCA": moduli of one family of chips, whose primes have so little freedom that
//! they can be factored.
//!
//! Such a prime is k·M + (65537^a mod M), where M is the product of the smallest primes. The modulus
//! is then a power of 65537 modulo each of them, which an honest one is by chance about once in 2^27.

/// The odd primes that divide M for every length of key.
const PRIMES: [u8; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Whether the modulus `n`, big-endian, has the pattern.
pub(super) fn has_fingerprint(n: &[u8]) -> bool {
    PRIMES.iter().all(|&prime| {
        let prime = u32::from(prime);
        let residue = n
            .iter()
            .fold(0, |value, &octet| (value << 8 | u32::from(octet)) % prime);
        is_power_of_65537(residue, prime)
    })
}

fn is_power_of_65537(residue: u32, prime: u32) -> bool {
    let mut power = 1;
    for _ in 0..prime {
        if power == residue {
            return true;
        }
        power = power * 65537 % prime;
    }
    false
}
