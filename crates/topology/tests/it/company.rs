//! Small companies of every shape, at random.

use proptest::prelude::*;

/// Names and patterns that overlap in many ways.
const NAMES: [&str; 6] = ["a/x", "a/y", "b/z/x", "c/x", "a-x", "base"];
const PATTERNS: [&str; 9] = ["*", "a/*", "b/*", "*/x", "a/x", "b/z/*", "c/x", "a*", "base"];
const TOPOLOGIES: [&str; 5] = ["dedicated", "shared", "per-account", "per-unit", "split"];

/// A consumer: its accounts, its units, its patterns, whether it is a service.
type Consumer = (Vec<usize>, Vec<usize>, Vec<usize>, bool);
/// A builder: the account of its role, the patterns that it pushes and pulls.
type Builder = (Option<usize>, Vec<usize>, Vec<usize>);

fn some(of: usize, most: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0..of, 0..=most).prop_map(|chosen| chosen.into_iter().collect())
}

/// The text of an organization file.
pub(crate) fn files() -> impl Strategy<Value = String> {
    let consumer = (
        some(4, 3),
        some(3, 2),
        some(PATTERNS.len(), 3),
        prop::bool::weighted(0.1),
    );
    let builder = (
        prop::option::of(0..4_usize),
        some(PATTERNS.len(), 3),
        some(PATTERNS.len(), 2),
    );
    (
        0..TOPOLOGIES.len(),
        prop::collection::vec(prop::option::of(0..3_usize), 4),
        some(NAMES.len(), NAMES.len()),
        prop::collection::vec(consumer, 0..6),
        prop::collection::vec(builder, 0..4),
        prop::option::weighted(0.3, 0..3_usize),
    )
        .prop_map(|(topology, places, names, consumers, builders, template)| {
            text(topology, &places, &names, (&consumers, &builders), template)
        })
}

fn text(
    topology: usize,
    places: &[Option<usize>],
    names: &[usize],
    (consumers, builders): (&[Consumer], &[Builder]),
    template: Option<usize>,
) -> String {
    let mut text = format!(
        "organization: random\ntopology: {}\nunits: {{ u0: , u1: u0, u2: }}\naccounts:\n",
        TOPOLOGIES[topology]
    );
    for (at, place) in places.iter().enumerate() {
        let environment = ["development", "test", "production"][at % 3];
        let unit = place.map_or(String::new(), |unit| format!(", unit: u{unit}"));
        text.push_str(&format!("  a{at}: {{ environment: {environment}{unit} }}\n"));
    }
    text.push_str("  r0: { purpose: registry, unit: u0, environment: test }\n");
    text.push_str("  r1: { purpose: registry, unit: u2, environment: production }\n");
    text.push_str(
        "teams:\n  t0: { unit: u0, repositories: [\"a/*\"] }\n  t1: { unit: u2, repositories: [\"c/*\"] }\n",
    );
    let list = |known: &[&str], chosen: &[usize]| {
        let chosen: Vec<String> = chosen.iter().map(|at| format!("{:?}", known[*at])).collect();
        chosen.join(", ")
    };
    text.push_str(&format!("repositories: [{}]\n", list(&NAMES, names)));
    if let Some(template) = template {
        text.push_str(&format!("templates: {{ {}: }}\n", ["a", "b", "ROOT"][template]));
    }
    text.push_str("builders:\n");
    for (at, (account, push, pull)) in builders.iter().enumerate() {
        let account = account.map_or(String::new(), |account| format!(", account: a{account}"));
        text.push_str(&format!(
            "  ci{at}: {{ trust: [a0]{account}, push: [{}], pull: [{}] }}\n",
            list(&PATTERNS, if push.is_empty() { &[0] } else { push }),
            list(&PATTERNS, pull)
        ));
    }
    text.push_str("consumers:\n");
    for (at, (accounts, units, pull, is_service)) in consumers.iter().enumerate() {
        let named = |letter: &str, chosen: &[usize]| {
            let chosen: Vec<String> = chosen.iter().map(|at| format!("{letter}{at}")).collect();
            chosen.join(", ")
        };
        let accounts = match accounts.is_empty() && units.is_empty() {
            true => "a1".to_owned(),
            false => named("a", accounts),
        };
        let service = if *is_service {
            ", service: lambda.amazonaws.com"
        } else {
            ""
        };
        text.push_str(&format!(
            "  c{at}: {{ accounts: [{accounts}], units: [{}], pull: [{}]{service} }}\n",
            named("u", units),
            list(&PATTERNS, if pull.is_empty() { &[1] } else { pull })
        ));
    }
    text
}
