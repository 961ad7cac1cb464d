//! What `cargo xtask soak` tells a test: the seed of its round, and for how long to go on.

use proptest::test_runner::{Config, RngSeed};

/// The seed of the round; 0 in the ordinary tests. proptest reads the same variable, `PROPTEST_RNG_SEED`.
pub(crate) fn seed() -> u64 {
    match Config::default().rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => 0,
    }
}

/// For how many seconds a test that may go on does so; 0 in the ordinary tests, which do each thing once.
pub(crate) fn seconds() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
    let asked = std::env::var("WHARF_SOAK_SECONDS");
    asked.map_or(0, |text| text.parse().expect("WHARF_SOAK_SECONDS is a number"))
}

/// Numbers below `limit` of a round of a soak; the usual ones in the ordinary tests.
pub(crate) fn drawn(usual: &[u64], limit: u64) -> Vec<u64> {
    if seed() == 0 {
        return usual.to_vec();
    }
    let bytes = super::incompressible(seed(), usual.len() * 8);
    let words = bytes
        .chunks_exact(8)
        .map(|word| u64::from_le_bytes(word.try_into().unwrap()));
    words.map(|word| word % limit).collect()
}

/// How many times a test does what it does: as a soak asks by this variable, or as usual.
pub(crate) fn count(variable: &str, usual: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
    let asked = std::env::var(variable);
    asked.map_or(usual, |text| text.parse().expect("a number of times"))
}
