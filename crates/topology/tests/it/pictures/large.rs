//! Pictures of companies that are large: equal units are one lane, and what is still too much is drawn in few boxes.

use std::fmt::Write as _;

use wharf_topology::draw::{Kind, Picture, Scene};

use super::{faults, picture};

/// A company of so many units, each with a registry, a development and a production account, and what `more` adds to a unit.
fn saas(units: usize, more: impl Fn(usize) -> String) -> String {
    let mut text = "organization: saas\ntopology: per-unit\nunits:\n".to_owned();
    let mut of_each = |head: &str, line: &dyn Fn(usize) -> String| {
        text.push_str(head);
        (0..units).for_each(|unit| text.push_str(&line(unit)));
    };
    of_each("", &|unit| format!("  dom{unit}:\n"));
    of_each("accounts:\n", &|unit| {
        format!(
            "  dom{unit}-registry: {{ unit: dom{unit}, purpose: registry }}\n  \
             dom{unit}-dev: {{ unit: dom{unit}, environment: development }}\n  \
             dom{unit}-prod: {{ unit: dom{unit}, environment: production }}\n{}",
            more(unit)
        )
    });
    of_each("teams:\n", &|unit| {
        format!("  team{unit}: {{ unit: dom{unit}, repositories: [\"team{unit}/*\"] }}\n")
    });
    of_each("repositories:\n", &|unit| {
        (0..=unit % 4).fold(String::new(), |mut all, at| {
            let _ = writeln!(all, "  - team{unit}/svc-{}", at + unit % 2);
            all
        })
    });
    of_each("builders:\n", &|unit| {
        format!("  ci{unit}: {{ trust: [dom{unit}-dev], push: [\"team{unit}/*\"] }}\n")
    });
    of_each("consumers:\n", &|unit| {
        format!("  nodes{unit}: {{ units: [dom{unit}], pull: [\"team{unit}/*\"] }}\n")
    });
    text
}

/// Whether a picture fits on a slide, so that its texts can still be read.
fn is_readable(scene: &Scene) -> bool {
    scene.width <= 2_200 && scene.height <= 1_300
}

fn drawn(text: &str) -> (Picture, Picture) {
    let each = picture(&crate::file::company(text));
    let grouped = each.grouped();
    let scene = grouped.scene();
    assert_eq!(faults(&scene), Vec::<String>::new());
    assert!(is_readable(&scene), "{} by {}", scene.width, scene.height);
    (each, grouped)
}

#[test]
fn equal_units_are_one_lane() {
    // Of one repository each, so that they differ in nothing but names.
    let text = saas(7, |_| String::new());
    let (first, rest) = text.split_once("repositories:\n").unwrap();
    let (_, rest) = rest.split_once("builders:\n").unwrap();
    let repositories: String = (0..7).map(|unit| format!("  - team{unit}/svc\n")).collect();
    let text = format!("{first}repositories:\n{repositories}builders:\n{rest}");
    let (each, grouped) = drawn(&text);
    assert_eq!((each.nodes.len(), grouped.nodes.len()), (21, 3));
    let lanes: Vec<&[String]> = grouped.lanes.iter().map(|lane| &lane.alike[..]).collect();
    assert_eq!(lanes[0], ["dom0", "dom1", "dom2", "dom3", "dom4", "dom5", "dom6"]);
    assert!(grouped.nodes.iter().all(|node| node.members.len() == 7));
    let told: Vec<(Kind, &str)> = grouped
        .flows
        .iter()
        .map(|flow| (flow.kind, flow.what.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Push, "team0/*"),
            (Kind::Pull, "team0/*"),
            (Kind::Pull, "team0/*")
        ],
        "the first unit is the example"
    );
    assert!(grouped.mermaid().contains("7 units like dom0"));
    let page = each.html(wharf_topology::draw::Theme::Auto);
    assert!(page.contains("7 UNITS LIKE") && page.contains("id=\"company-each\""));
}

#[test]
fn a_company_of_many_boxes_is_drawn_in_few() {
    let more = |unit: usize| {
        let environments = ["development", "test", "production"];
        (0..9).fold(String::new(), |mut all, at| {
            let environment = environments[(unit + at * at) % 3];
            let _ = writeln!(
                all,
                "  dom{unit}-{at}: {{ unit: dom{unit}, environment: {environment} }}"
            );
            all
        })
    };
    let (each, grouped) = drawn(&saas(10, more));
    assert_eq!(each.nodes.len(), 120);
    assert!(grouped.nodes.len() <= 24, "{}", grouped.nodes.len());
    let accounts: usize = grouped.nodes.iter().map(|node| node.members.len().max(1)).sum();
    assert_eq!(accounts, 120, "every account is in one box");
    for most in [8, 12] {
        let few = each.few(most);
        assert!(few.nodes.len() <= most, "{} of {most}", few.nodes.len());
        assert_eq!(faults(&few.scene()), Vec::<String>::new());
    }
}

#[test]
fn what_equal_units_pull_from_elsewhere_is_each_their_own() {
    let lines = |line: &dyn Fn(usize) -> String| (0..4).map(line).collect::<String>();
    let text = format!(
        "organization: hub\ntopology: dedicated\nunits:\n{}accounts:\n  registry:\n{}repositories:\n{}consumers:\n{}",
        lines(&|at| format!("  u{at}:\n")),
        lines(&|at| format!("  app{at}: {{ unit: u{at} }}\n")),
        lines(&|at| format!("  - team{at}/svc\n")),
        lines(&|at| format!("  nodes{at}: {{ units: [u{at}], pull: [\"team{at}/*\"] }}\n")),
    );
    let (_, grouped) = drawn(&text);
    let told: Vec<&str> = grouped.flows.iter().map(|flow| flow.what.as_str()).collect();
    assert_eq!(
        (grouped.nodes.len(), &told[..]),
        (2, &["each its own: team0/*"][..])
    );
}
