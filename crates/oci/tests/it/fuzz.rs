//! The fuzz bodies on seeds, and on what becomes of the seeds when bytes are lost, changed or doubled.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use wharf_oci::testing::{
    digest, fuzz_accept, fuzz_manifest, fuzz_name, fuzz_range, manifest_bytes, repository_name, tag,
};

#[derive(Clone, Debug)]
enum Mutation {
    Truncate(Index),
    Remove(Index, Index),
    Replace(Index, u8),
    Insert(Index, u8),
    Repeat(Index, Index),
}

/// Bytes that mean something to one of the parsers are tried more often than others.
fn mutation() -> impl Strategy<Value = Mutation> {
    let byte = || {
        prop_oneof![
            prop::sample::select(&b"{}[]\",:\\-0123456789enulA/.;=* "[..]),
            any::<u8>()
        ]
    };
    prop_oneof![
        any::<Index>().prop_map(Mutation::Truncate),
        any::<(Index, Index)>().prop_map(|(from, to)| Mutation::Remove(from, to)),
        (any::<Index>(), byte()).prop_map(|(at, byte)| Mutation::Replace(at, byte)),
        (any::<Index>(), byte()).prop_map(|(at, byte)| Mutation::Insert(at, byte)),
        any::<(Index, Index)>().prop_map(|(from, to)| Mutation::Repeat(from, to)),
    ]
}

fn mutate(mut bytes: Vec<u8>, mutations: Vec<Mutation>) -> Vec<u8> {
    for mutation in mutations {
        let place = |index: Index| index.index(bytes.len() + 1);
        let span = |a: Index, b: Index| {
            let (a, b) = (place(a), place(b));
            a.min(b)..a.max(b)
        };
        match mutation {
            Mutation::Truncate(at) => bytes.truncate(place(at)),
            Mutation::Remove(from, to) => drop(bytes.drain(span(from, to))),
            Mutation::Insert(at, byte) => bytes.insert(place(at), byte),
            Mutation::Repeat(from, to) => bytes.extend_from_within(span(from, to)),
            Mutation::Replace(at, byte) => {
                let at = place(at);
                if let Some(found) = bytes.get_mut(at) {
                    *found = byte;
                }
            }
        }
    }
    bytes
}

fn mutated(seeds: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    (seeds, vec(mutation(), 0..4)).prop_map(|(bytes, mutations)| mutate(bytes, mutations))
}

fn names() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        repository_name().prop_map(|name| name.to_string().into_bytes()),
        tag().prop_map(|tag| tag.to_string().into_bytes()),
        digest().prop_map(|digest| digest.to_string().into_bytes()),
    ]
}

fn ranges() -> impl Strategy<Value = Vec<u8>> {
    let header = r"(bytes[= ])?[0-9]{0,3}-[0-9]{0,21}(/([0-9]{1,4}|\*))?(, ?[0-9]-)?";
    let length = prop_oneof![0..1000_u64, any::<u64>()];
    (length, header).prop_map(|(length, header)| [&length.to_le_bytes(), header.as_bytes()].concat())
}

fn accepts() -> impl Strategy<Value = Vec<u8>> {
    let range = r#"(\*/\*|application/\*|application/vnd\.oci\.image\.(manifest|index)\.v1\+json|x)( ?; ?q=[01](\.[0-9]{0,4})?)?"#;
    vec(range, 0..4).prop_map(|ranges| ranges.join(", ").into_bytes())
}

/// Calls a target with every file of its folder.
fn with_seeds(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/seeds")
        .join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        run(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "no seeds for {target}");
}

#[test]
fn seeds() {
    with_seeds("name", fuzz_name);
    with_seeds("manifest", fuzz_manifest);
    with_seeds("range", fuzz_range);
    with_seeds("accept", fuzz_accept);
    for seed in [
        &b""[..],
        b"\xff",
        b"a",
        b"sha256:",
        b"{}",
        b"null",
        b"\"",
        b"bytes=0-",
    ] {
        for run in [fuzz_name, fuzz_manifest, fuzz_range, fuzz_accept] {
            run(seed);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(512)))]

    #[test]
    fn name(data in mutated(names())) {
        fuzz_name(&data);
    }

    #[test]
    fn manifest(data in mutated(manifest_bytes())) {
        fuzz_manifest(&data);
    }

    #[test]
    fn range(data in mutated(ranges())) {
        fuzz_range(&data);
    }

    #[test]
    fn accept(data in mutated(accepts())) {
        fuzz_accept(&data);
    }
}
