//! Regions of pictures.

use std::collections::BTreeMap;

use super::picture;

/// The cells of a Region stand under each other in all boxes, and those without a registry say where there is none.
#[test]
fn regions_are_columns() {
    let text = "organization: bank\ntopology: per-unit\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: }\naccounts:\n  \
                eu-registry: { unit: eu, purpose: registry, regions: [eu-central-1] }\n  \
                us-registry: { unit: us, purpose: registry, regions: [us-east-1] }\n\
                repositories: [ledger, cards, loans]\n";
    let scene = picture(&crate::file::company(text)).scene();
    let mut columns: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for text in &scene.texts {
        if ["eu-central-1", "us-east-1"].contains(&text.text.as_str()) {
            columns.entry(&text.text).or_default().push(text.within.x);
        }
    }
    assert!(
        columns.len() == 2 && columns.values().all(|all| all.len() == 2 && all[0] == all[1]),
        "{columns:?}"
    );
}
