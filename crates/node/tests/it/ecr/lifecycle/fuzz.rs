//! The fuzz body on its seeds, and on what becomes of them when bytes are changed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wharf_node::ecr::lifecycle::testing::fuzz_lifecycle;
use wharf_node::ecr::lifecycle_policy::LifecyclePolicy;

fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/lifecycle");
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn seeds_hold() {
    let seeds = seeds();
    assert!(seeds.len() >= 3);
    for seed in &seeds {
        let text = std::str::from_utf8(seed).unwrap();
        LifecyclePolicy::parse(text).unwrap_or_else(|reason| panic!("{text}: {reason}"));
        fuzz_lifecycle(seed);
    }
}

proptest! {
    #[test]
    fn changed_policies_hold(
        mut text in select(seeds()),
        changes in vec((any::<Index>(), select(&b"{}[],:\"\\0-9e.ntf *\xff\x00a"[..])), 0..4),
        cut in any::<Option<Index>>(),
    ) {
        for (at, byte) in changes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        if let Some(cut) = cut {
            text.truncate(cut.index(text.len()));
        }
        fuzz_lifecycle(&text);
    }
}
