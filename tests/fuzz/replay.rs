//! Every seed, and small changes of it, through its target: the same ones in each run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test relies on may fail the test"
)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use edgeward_fuzz::{TARGETS, Target};

/// How many changed copies of each seed are tried.
const CHANGES: u64 = 100;

#[test]
fn every_seed_holds_with_and_without_small_changes() {
    let findings: Vec<_> = TARGETS.iter().flat_map(replay).collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// What a target says about its seeds.
fn replay((name, target): &(&str, Target)) -> Vec<String> {
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "`seeds/{name}` is empty");
    let mut findings = Vec::new();
    for (file, seed) in &seeds {
        let mut random = Random(file.len() as u64);
        let changed = (0..CHANGES).map(|_| changed(seed, &mut random));
        for bytes in std::iter::once(seed.clone()).chain(changed) {
            if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
                findings.push(format!("{name}: {:?}", String::from_utf8_lossy(&bytes)));
                break;
            }
        }
    }
    findings
}

fn seeds(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("seeds")
        .join(name);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect();
    seeds.sort_unstable();
    seeds
}

/// The seed with one to three bytes taken out, put in, flipped, or repeated.
fn changed(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 if at < bytes.len() => drop(bytes.remove(at)),
            1 => bytes.insert(at, random.byte()),
            2 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {
                let end = (at + random.below(40)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// A linear congruential generator: what it gives is the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit.max(1)
    }

    /// Mostly what means something in a token, a URL, a header or JSON.
    fn byte(&mut self) -> u8 {
        const TELLING: &[u8] = b"./\\%25;:,=&?#\"'{}[]()<>+-_~ \t\r\n\0\x7f\xff\xc3\xa90aAZ";
        match self.below(4) {
            0 => self.next() as u8,
            _ => TELLING[self.below(TELLING.len())],
        }
    }
}
