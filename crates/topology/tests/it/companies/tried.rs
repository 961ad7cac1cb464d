//! What a file would be with each topology is tried before one is the answer: AWS's limits, and what the file asserts.

use std::fmt::Write as _;

use wharf_topology::advise::{Candidate, Proposal, name, refuted};
use wharf_topology::limits::findings;

use super::*;

/// An agency: each client pulls its own images and the shared ones.
fn agency(clients: usize, more: &str) -> String {
    let mut text = format!("organization: agency\n{more}accounts:\n  registry:\n  build:\n");
    let all = 0..clients;
    for at in all.clone() {
        let _ = writeln!(text, "  client-{at:02}: {{ environment: production }}");
    }
    text.push_str("repositories:\n  - shared/base\n");
    for at in all.clone() {
        let _ = writeln!(text, "  - client-{at:02}/site");
    }
    text.push_str("builders:\n  ci: { trust: [build] }\nconsumers:\n");
    for at in all {
        let _ = writeln!(
            text,
            "  c{at:02}: {{ accounts: [client-{at:02}], pull: [\"client-{at:02}/*\", \"shared/*\"] }}"
        );
    }
    text
}

fn candidates(text: &str) -> Vec<Candidate> {
    let draft = draft(text);
    advise(
        &Facts::of_file(text, &draft, &Prices::default()),
        &Prices::default(),
    )
    .candidates
}

/// A registry whose policy AWS would refuse is not the answer, also where the file says another topology: it is told which limit it is
/// and what to write instead.
#[test]
fn what_aws_would_refuse_is_not_the_answer() {
    // What a template makes has no policy of its own, so the registry's cannot be split.
    let text = agency(60, "topology: per-account\ntemplates: { ROOT: {} }\n");
    let all = candidates(&text);
    let dedicated = all.iter().find(|one| one.layout == Topology::Dedicated).unwrap();
    let missed = dedicated
        .misses
        .first()
        .unwrap_or_else(|| panic!("{dedicated:?}"));
    assert!(
        missed.contains("characters, and AWS takes 10,240: write one pattern with a star"),
        "{missed}"
    );
    let best = &all[0];
    assert!(best.misses.is_empty(), "{best:?}");
    let company = Proposal::of(&draft(&text).company, best.layout).company;
    assert_eq!(findings(&company, &Ids::assumed(&company)), [], "{}", name(best));
    // Fewer fit, and what is too much with every topology speaks against none.
    assert_eq!(
        candidates(&agency(20, "templates: { ROOT: {} }\n"))[0].layout,
        Topology::Dedicated
    );
    let trusted: Vec<String> = (0..300).map(|at| format!("client-{at:02}")).collect();
    let text = agency(300, "").replace("trust: [build]", &format!("trust: [{}]", trusted.join(", ")));
    let text = text.split("consumers:").next().unwrap();
    assert_eq!(candidates(text)[0].layout, Topology::Dedicated);
}

/// An answer with which the file's assertions hold is better than one with more points.
#[test]
fn what_the_file_asserts_decides() {
    let mut text = "organization: many\nunits: { u0: , u1: , u2: }\naccounts:\n".to_owned();
    for unit in 0..3 {
        let _ = writeln!(
            text,
            "  u{unit}-dev: {{ unit: u{unit}, environment: development }}\n  u{unit}-prod: {{ unit: u{unit}, environment: production }}"
        );
    }
    text.push_str("teams:\n");
    for team in 0..30 {
        let _ = writeln!(
            text,
            "  t{team}: {{ unit: u{}, repositories: [\"t{team}/*\"], platform: true }}",
            team % 3
        );
    }
    text.push_str("repositories: [t0/a, t1/a, t2/a]\n");
    let free = candidates(&text);
    assert_eq!(free[0].layout, Topology::PerUnit, "{}", name(&free[0]));
    text.push_str("assertions:\n  - u0-ci may push t0/*\n  - nodes may pull *\nbuilders: { u0-ci: { trust: [u0-dev] } }\n");
    let bound = candidates(&text);
    let per_unit = bound.iter().find(|one| one.layout == Topology::PerUnit).unwrap();
    assert!(per_unit.misses.is_empty() && per_unit.score > bound[0].score);
    assert_eq!(per_unit.refuted, ["nodes may pull *"]);
    let (topology, _, company) = answered(&text);
    assert_ne!(topology, Topology::PerUnit);
    all_hold(&company);
}

/// The answer of a requirement, with which an assertion does not hold as it is: it is written so that it says the same of all images that
/// there are, and holds.
#[test]
fn assertions_are_written_as_they_hold() {
    let asserted = "requirements: { isolation: account }\nassertions:\n  - only ci may push * # theirs\n  \
                    - account client-01 may not pull client-00/* # apart\n  - outsiders may not pull *\n";
    let rewritten = |text: &str| {
        let draft = draft(text);
        let (topology, _, company) = answered(text);
        all_hold(&company);
        let edited = written(text, &draft, topology).unwrap();
        let refuted = refuted(&draft, &edited);
        assert!(refuted.lost.is_empty() && refuted.still.is_empty(), "{refuted:?}");
        (edited.text(), refuted.rewritten)
    };
    let (text, which) = rewritten(&(agency(4, "") + asserted));
    assert_eq!(which, ["account client-01 may not pull client-00/*"]);
    assert!(
        text.contains("  - account client-01 may not pull client-00/* in client-00 # apart\n"),
        "{text}"
    );
    // The nodes of each unit, where those of all were meant.
    let bank = "organization: northbank\ntopology: per-unit\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: }\naccounts:\n  \
                eu-registry: { unit: eu, purpose: registry, regions: [eu-central-1] }\n  \
                us-registry: { unit: us, purpose: registry, regions: [us-east-1] }\n  \
                eu-prod: { unit: eu, environment: production, regions: [eu-central-1] }\n  \
                us-prod: { unit: us, environment: production, regions: [us-east-1] }\nteams:\n  \
                euteam: { unit: eu, repositories: [\"eu/*\"] }\n  usteam: { unit: us, repositories: [\"us/*\"] }\n\
                repositories: [eu/ledger, us/ledger]\nrequirements: { residency: [eu-central-1, us-east-1], isolation: unit }\n\
                assertions: [nodes may pull *, account us-prod may not pull eu/*]\n";
    let (text, which) = rewritten(bank);
    assert_eq!(which, ["nodes may pull *"]);
    assert!(
        text.contains(
            "assertions: [eu-nodes may pull eu/*, us-nodes may pull us/*, account us-prod may not pull eu/*]"
        ),
        "{text}"
    );
    // What an answer breaks of images that there are stays to be seen.
    let text = format!(
        "{STARTUP}topology: split\nrequirements: {{ production_independent: true }}\nassertions:\n  - account dev may not pull web\n"
    );
    let draft = draft(&text);
    let refuted = refuted(&draft, &written(&text, &draft, Topology::Split).unwrap());
    assert_eq!(
        (refuted.lost.len(), refuted.rewritten.len()),
        (1, 0),
        "{refuted:?}"
    );
}
