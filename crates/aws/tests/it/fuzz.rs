//! The fuzz body on its seeds, on valid requests, and on what becomes of both when bytes are changed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wharf_aws::testing::fuzz_json11;

use crate::model::{api, operations, valid};

fn seeds() -> Vec<Vec<u8>> {
    let api = api();
    let mut seeds: Vec<Vec<u8>> = operations(&api)
        .map(|(_, input)| valid(&api, input).to_string().into_bytes())
        .collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/json11");
    for entry in std::fs::read_dir(folder).unwrap() {
        seeds.push(std::fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(seeds.len() > operations(&api).count(), "no seeds");
    seeds
}

#[test]
fn seeds_hold() {
    seeds().iter().for_each(|seed| fuzz_json11(seed));
}

proptest! {
    #[test]
    fn changed_seeds_hold(
        seed in select(seeds()),
        changes in vec((any::<Index>(), select(&b"{}[],:\"\\0-e.ntf \xff\x00a"[..])), 0..4),
        cut in any::<Option<Index>>(),
    ) {
        let mut body = seed;
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len()));
        }
        fuzz_json11(&body);
    }

    #[test]
    fn any_bytes_hold(body in vec(any::<u8>(), 0..64)) {
        fuzz_json11(&body);
    }
}
