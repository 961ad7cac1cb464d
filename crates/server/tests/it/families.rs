//! What code counts is in the table of families, and nothing else is.

use std::collections::BTreeMap;
use std::path::Path;

use regex::Regex;
use wharf_server::{FAMILIES, Kind};
use wharf_testkit::files_below;

/// The families that the code of all crates counts, by name, with the macro that does.
fn counted() -> BTreeMap<String, String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let table = crates.join("server/src/metrics/mod.rs");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(crates).unwrap() {
        found.extend(files_below(&entry.unwrap().path().join("src"), "rs"));
    }
    let calls = Regex::new(r#"metrics::(counter|gauge|histogram)!\(\s*("(?<name>[^"]*)")?"#).unwrap();
    let mut counted = BTreeMap::new();
    for path in found.iter().filter(|path| **path != table) {
        let text = std::fs::read_to_string(path).unwrap();
        for call in calls.captures_iter(&text) {
            let path = path.display();
            let name = call.name("name");
            let name = name.unwrap_or_else(|| panic!("{path}: a family has no name in its place"));
            let by = counted.insert(name.as_str().to_owned(), call[1].to_owned());
            assert!(
                by.is_none_or(|by| by == call[1]),
                "{path}: {} in two ways",
                name.as_str()
            );
        }
    }
    counted
}

#[test]
fn the_table_has_what_is_counted() {
    let mut counted = counted();
    for family in FAMILIES {
        let by = counted.remove(family.name);
        let by = by.unwrap_or_else(|| panic!("nothing counts {}", family.name));
        let expected = match family.kind {
            Kind::Counter => "counter",
            Kind::CounterOfFractions | Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        assert_eq!(by, expected, "{}", family.name);
        let is_total = family.name.ends_with("_total");
        assert_eq!(is_total, family.kind.as_str() == "counter", "{}", family.name);
        assert!(family.help.ends_with('.'), "{}: {}", family.name, family.help);
        let is_of_accounts = family
            .labels
            .iter()
            .any(|label| ["owner", "account"].contains(label));
        assert_eq!(is_of_accounts, family.of_accounts, "{}", family.name);
    }
    let others: Vec<&String> = counted.keys().collect();
    assert!(others.is_empty(), "not in the table of families: {others:?}");
}
