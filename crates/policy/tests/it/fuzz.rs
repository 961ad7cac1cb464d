//! The fuzz bodies on their seeds, and on what becomes of them when bytes are changed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wharf_policy::testing::{fuzz_policy, fuzz_policy_case, fuzz_wildcard};

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/../../fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    let seeds: Vec<Vec<u8>> = files
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(!seeds.is_empty(), "no seeds");
    seeds
}

#[test]
fn seeds_hold() {
    seeds("policy").iter().for_each(|seed| fuzz_policy(seed));
    seeds("policy_case")
        .iter()
        .for_each(|seed| fuzz_policy_case(seed));
    seeds("wildcard").iter().for_each(|seed| fuzz_wildcard(seed));
}

fn changed(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let byte = select(&b"{}[],:\"\\0-e.ntf $*?\xff\x00a"[..]);
    let changes = vec((any::<Index>(), byte), 0..4);
    (select(seeds(target)), changes, any::<Option<Index>>()).prop_map(|(mut text, changes, cut)| {
        for (at, byte) in changes {
            let at = at.index(text.len());
            text[at] = byte;
        }
        if let Some(cut) = cut {
            text.truncate(cut.index(text.len()));
        }
        text
    })
}

/// A pattern, and behind a line break a text that it matches or almost does: long runs of few letters, with gaps or without.
fn wildcards() -> impl Strategy<Value = String> {
    let run = prop_oneof![
        "[ab]{0,4}",
        "[ab]{15,20}",
        "[abé?]{0,4}",
        "[aA?é]{15,70}",
        "(ab){8,40}",
        "a{60,70}"
    ];
    let filled = (
        vec(run, 1..5),
        vec("[abAé]{0,3}|(ab){8,40}|a{60,70}", 0..4),
        "[abAé?]",
        "b?",
    );
    filled.prop_map(|(runs, parts, gap, end)| {
        let pattern = runs.join("*");
        let text = pattern.replace('?', &gap).replace('*', &parts.concat());
        format!("{pattern}\n{text}{end}")
    })
}

proptest! {
    #[test]
    fn wildcards_agree_with_a_literal_matcher(data in wildcards()) {
        fuzz_wildcard(data.as_bytes());
    }

    #[test]
    fn changed_policies_hold(text in changed("policy")) {
        fuzz_policy(&text);
    }

    #[test]
    fn changed_cases_hold(text in changed("policy_case")) {
        fuzz_policy_case(&text);
    }
}
