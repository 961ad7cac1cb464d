//! Each hand-written matcher against the `regex` crate, on texts near and far.

use proptest::prelude::*;
use regex::Regex;
use wharf_aws::pattern::{ACCOUNT_ID, DIGEST, Pattern, REPOSITORY_NAME, TAG_FILTER, UUID};
use wharf_oci::name::RepositoryName;

/// A matcher, and the model's text for it.
const PATTERNS: &[(&Pattern, &str)] = &[
    (&ACCOUNT_ID, "[0-9]{12}"),
    (
        &REPOSITORY_NAME,
        r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*",
    ),
    (&DIGEST, "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"),
    (
        &UUID,
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
    ),
    (&TAG_FILTER, "^[0-9a-zA-Z._*-]{1,128}$"),
];

/// AWS matches the whole text. `regex` wants the hyphen inside a class escaped.
fn regex(text: &str) -> Regex {
    let text = text.replace("0-9-_", r"0-9\-_");
    Regex::new(&format!(r"\A(?:{text})\z")).unwrap()
}

fn near() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{11,13}",
        "[a-z0-9._/-]{0,12}",
        "[a-z]{1,3}([._-]{1,3}[a-z]{1,3}){0,3}(/[a-z]{1,3}([._-]{1,2}[a-z]{0,3}){0,2}){0,2}",
        "[a-z0-9+._-]{0,8}:{0,2}[a-fA-F0-9g]{0,8}",
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-Fg]{11,12}",
        "[0-9a-zA-Z._*-]{1,130}",
        "[0-9a-zA-Z._*-]{1,10}[ \n/é]",
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(4096)))]

    #[test]
    fn matchers_agree_with_regular_expressions(text in near()) {
        for (pattern, model) in PATTERNS {
            prop_assert_eq!((pattern.matches)(&text), regex_of(model).is_match(&text), "{} on {:?}", model, text);
        }
    }

    #[test]
    fn a_name_that_the_constraints_let_through_is_a_name(text in near()) {
        let through = (2..=256).contains(&text.chars().count()) && (REPOSITORY_NAME.matches)(&text);
        prop_assert_eq!(text.parse::<RepositoryName>().is_ok(), through, "{:?}", text);
    }
}

/// Compiled once.
fn regex_of(model: &str) -> &'static Regex {
    static COMPILED: std::sync::LazyLock<Vec<(&str, Regex)>> =
        std::sync::LazyLock::new(|| PATTERNS.iter().map(|(_, model)| (*model, regex(model))).collect());
    COMPILED
        .iter()
        .find(|(text, _)| *text == model)
        .map(|(_, regex)| regex)
        .unwrap()
}

#[test]
fn by_hand() {
    for (pattern, good, bad) in [
        (
            &REPOSITORY_NAME,
            &["a", "0", "a/b", "a.b", "a_b", "a__b", "a---b", "a-b/c.d"][..],
            &[
                "", "A", "a/", "/a", "a//b", "a..b", "a___b", "a.-b", "a-", ".a", "a\n",
            ][..],
        ),
        (
            &DIGEST,
            &["sha256:0f", "a+b.c_d-e:A"],
            &["sha256:", ":0f", "sha256:xy", "a:b:0", "a b:0"],
        ),
        (
            &UUID,
            &["00000000-0000-4000-8000-00000000000F"],
            &[
                "00000000-0000-4000-8000-00000000000",
                "00000000x0000-4000-8000-00000000000F",
                "0000000--0000-4000-8000-00000000000F",
            ],
        ),
        (
            &ACCOUNT_ID,
            &["000000000000"],
            &["00000000000", "0000000000000", "00000000000a"],
        ),
        (&TAG_FILTER, &["*", "v1.*_-"], &["", "a b", "é"]),
    ] {
        for text in good {
            assert!((pattern.matches)(text), "{text:?}");
        }
        for text in bad {
            assert!(!(pattern.matches)(text), "{text:?}");
        }
    }
}
