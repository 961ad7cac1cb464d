//! Random companies of a fresh seed, of every topology, in one Region and in several.

use std::collections::BTreeMap;

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
fn fresh_random_companies_are_drawn_without_faults() {
    let seed = crate::random::seed();
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
        measure(&format!("fresh-{topology}-{regions}"), &company);
        assert_eq!(services::faults(&company), Vec::<String>::new());
    }
}
