//! Random companies of a seed, of every topology, in one Region and in several.

use std::collections::BTreeMap;

use proptest::test_runner::{Config, RngSeed};
use wharf_topology::file;
use wharf_topology::testing::{Draw, organization_file};

use super::{measure, services};

const TOPOLOGIES: [&str; 6] = [
    "dedicated",
    "shared",
    "split",
    "replicated",
    "per-unit",
    "per-account",
];

#[test]
fn companies_of_every_topology_are_drawn_without_faults() {
    // Of a fresh seed two labels overlapped once. Others are asked for by the variable that proptest reads.
    let seed = match Config::default().rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => 1,
    };
    println!("the seed is {seed}");
    let mut draw = Draw::new(seed);
    let mut texts: BTreeMap<(&str, bool), String> = BTreeMap::new();
    while texts.len() < 2 * TOPOLOGIES.len() {
        let text = organization_file(draw.number());
        let topology = TOPOLOGIES
            .into_iter()
            .find(|topology| text.contains(&format!("topology: {topology}\n")));
        texts
            .entry((topology.unwrap(), text.contains("\nregions: [")))
            .or_insert(text);
    }
    for ((topology, is_spread), text) in &texts {
        println!("{text}");
        let company = file::read(text).unwrap();
        let regions = if *is_spread { "several" } else { "one" };
        measure(&format!("drawn-{topology}-{regions}"), &company);
        assert_eq!(services::faults(&company), Vec::<String>::new());
    }
}
