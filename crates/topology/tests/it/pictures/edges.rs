//! Edges of pictures.

use wharf_topology::draw::Kind;

use super::{faults, picture};

/// One builder that pushes the same to several registries has one line that parts, not one for each.
#[test]
fn edges_of_one_kind_that_begin_together_go_together() {
    let registries: String = (0..5)
        .map(|at| format!("  reg{at}: {{ unit: u{at}, purpose: registry }}\n  app{at}: {{ unit: u{at} }}\n"))
        .collect();
    let units: String = (0..5).map(|at| format!("  u{at}:\n")).collect();
    let text = format!(
        "organization: fan\ntopology: per-unit\nunits:\n{units}accounts:\n{registries}  build: {{ purpose: build }}\n\
         repositories: [a/x, b/y]\nbuilders:\n  ci: {{ trust: [build], push: [\"*\"] }}\n"
    );
    let each = picture(&crate::file::company(&text));
    let pushes = each.flows.iter().filter(|flow| flow.kind == Kind::Push);
    assert_eq!(pushes.count(), 5);
    let scene = each.scene();
    let written = scene.texts.iter().filter(|text| text.text == "push *");
    assert_eq!(written.count(), 1);
    assert_eq!(faults(&scene), Vec::<String>::new());
}
