//! Ten documents of each kind of mistake that the public cases do not have: a rule is not for one spelling. A file of `tests/variants` has
//! the rule, the kind of document, a document with `@` for its gap, and what stands there.

use std::path::Path;

use serde::Deserialize;

use super::{mended_safely, rules};

#[derive(Deserialize)]
struct Kind {
    rule: String,
    kind: String,
    document: String,
    variants: Vec<String>,
}

#[test]
fn a_rule_finds_its_kind_however_it_is_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants");
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let Kind {
            rule,
            kind,
            document,
            variants,
        } = serde_json::from_str(&text).unwrap();
        assert!(variants.len() >= 10, "{kind} {rule}");
        for variant in variants {
            let text = document.replace('@', &variant);
            let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            assert!(is_json, "{text}");
            let found = rules(&kind, &text);
            if !found.contains(&rule.as_str()) {
                wrong.push(format!("{rule}: {found:?}: {text}"));
            }
            wrong.extend(mended_safely(&kind, &text).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
