//! What is more than AWS takes, and what of a policy stands where.

use std::fmt::Write as _;

use serde_json::{Value, json};
use wharf_topology::access::{AccessModel, Verdict, check};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::limits::{findings, templates};
use wharf_topology::quota::{LIMITS, REGISTRY_POLICY};

use crate::file::{EXAMPLES, company};

/// An agency: each client pulls its own images and the shared ones.
fn agency(clients: usize) -> String {
    let mut text = String::from(
        "organization: agency\nunits: { clients: , studio: }\naccounts:\n  registry: { unit: studio }\n  build: { unit: studio }\n",
    );
    let all = 0..clients;
    for at in all.clone() {
        let _ = writeln!(
            text,
            "  client-{at:03}: {{ unit: clients, environment: production }}"
        );
    }
    text.push_str("repositories:\n  - shared/base\n");
    all.clone()
        .for_each(|at| text.push_str(&format!("  - client-{at:03}/site\n")));
    text.push_str("builders:\n  ci: { trust: [build] }\nconsumers:\n");
    for at in all {
        let _ = writeln!(
            text,
            "  c{at:03}: {{ accounts: [client-{at:03}], pull: [\"client-{at:03}/*\", \"shared/*\"] }}"
        );
    }
    text + "assertions:\n  - only ci may push *\n  - c000 may pull client-000/*\n  - c000 may not pull client-001/*\n  - outsiders may not pull *\n"
}

/// 29 of them were too many, because each said again what all share.
#[test]
fn what_all_share_is_said_once() {
    let company = company(&agency(29));
    let desired = Desired::of(&company, &Ids::assumed(&company));
    let policy = &desired.registries[0].policy;
    assert!(desired.registries[0].elsewhere.is_none());
    assert!(
        policy.to_string().len() < 9_500,
        "{} characters",
        policy.to_string().len()
    );
    let statements = policy["Statement"].as_array().unwrap();
    let shared = statements
        .iter()
        .filter(|one| one["Resource"].to_string().contains("/shared/*"));
    let shared: Vec<&Value> = shared.collect();
    assert_eq!(shared.len(), 1, "{policy:#}");
    assert_eq!(shared[0]["Principal"]["AWS"].as_array().unwrap().len(), 29);
    assert_eq!(shared[0]["Sid"], "c000And28MoreAccountsPull");
}

/// Many more are more than one document holds: what is of one client stands on its repository.
#[test]
fn what_one_document_does_not_hold_is_split() {
    let company = company(&agency(50));
    let ids = Ids::assumed(&company);
    assert!(findings(&company, &ids).is_empty());
    let desired = Desired::of(&company, &ids);
    let registry = &desired.registries[0];
    assert!(registry.policy.to_string().len() <= REGISTRY_POLICY.max);
    assert_eq!(registry.policy["Id"], "wharf-parts");
    let with_own = registry.repositories.iter().filter(|one| one.policy.is_some());
    assert!(with_own.count() > 5);
    let base = &registry.repositories[0];
    assert_eq!(
        (base.name.as_str(), &base.policy),
        ("shared/base", &None),
        "what is shared stays"
    );
    let model = AccessModel::of(&company, &ids);
    for assertion in &company.assertions {
        let verdict = check(&company, &model, assertion);
        assert!(
            matches!(verdict, Verdict::Proved { .. }),
            "{}: {verdict:?}",
            assertion.text
        );
    }
    // On an endpoint that hears only policies of repositories, each has all that is about it.
    let whole = registry.policy_of("client-049/site").to_string();
    assert!(
        whole.contains("OnlyBuildersPush") && whole.contains("c049AccountsPull"),
        "{whole}"
    );
}

/// What a unit is let in for is not said again of its accounts; a unit never takes the place of accounts.
#[test]
fn accounts_are_left_out_where_their_unit_is_let_in() {
    let text = "organization: a\nunits: { u: }\naccounts: { registry: , x: { unit: u }, y: { unit: u }, z: }\nrepositories: [app]\n\
        consumers:\n  all: { units: [u], pull: [\"*\"] }\n  some: { accounts: [x, z], pull: [\"app*\", app] }\n";
    let principals = |text: &str| {
        let company = company(text);
        let ids = Ids::assumed(&company);
        let policy = Desired::of(&company, &ids).registries.remove(0).policy;
        let statements = policy["Statement"].as_array().unwrap().clone();
        let allows = statements.into_iter().filter(|one| one["Effect"] == "Allow");
        let of = |one: Value| format!("{} {}", one["Principal"], one["Resource"]);
        (allows.map(of).collect::<Vec<_>>(), ids)
    };
    let (allows, ids) = principals(text);
    assert_eq!(allows.len(), 2, "{allows:?}");
    assert_eq!(
        allows[0],
        format!(
            "{{\"AWS\":\"{}\"}} \"arn:aws:ecr:us-east-1:{}:repository/app*\"",
            ids.accounts[3], ids.accounts[0]
        )
    );
    let (allows, _) = principals(&text.replace("units: [u], pull", "accounts: [x, y], pull"));
    assert!(
        allows.iter().all(|one| !one.contains("\"*\" ")),
        "a new account of the unit would get in: {allows:?}"
    );
}

/// Each is told at the line that asks for the most, with what to write instead.
#[test]
fn what_is_too_much_is_told_at_its_line() {
    let many = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<Vec<_>>().join(", ");
    let accounts = format!(
        "accounts: {{ registry: , {} }}\n",
        many(700, &|at| format!("w{at}: "))
    );
    let crowd = format!(
        "organization: crowd\n{accounts}repositories: [app]\nbuilders:\n  ci: {{ trust: [w0] }}\nconsumers:\n  few: {{ accounts: [w1] }}\n  nodes: {{ accounts: [{}] }}\n",
        many(690, &|at| format!("w{at}"))
    );
    let trusting = |count: usize| {
        crowd
            .replace(
                "trust: [w0]",
                &format!("trust: [{}]", many(count, &|at| format!("w{at}"))),
            )
            .replace(&many(690, &|at| format!("w{at}")), "w2")
    };
    let patterned = format!(
        "organization: p\naccounts: {{ registry: , w: }}\nrepositories: [app]\nbuilders:\n  ci: {{ trust: [w] }}\nconsumers:\n  nodes: {{ accounts: [w], pull: [{}] }}\n",
        many(200, &|at| format!("\"team-{at}/*\""))
    );
    let registries = format!(
        "organization: r\ntopology: per-account\naccounts: {{ {} }}\nrepositories: [app]\nguardrails: [approved-registries]\n",
        many(330, &|at| format!("w{at}: "))
    );
    type Row = (&'static str, String, (u64, u64), &'static str, &'static str, bool);
    let rows: [Row; 5] = [
        (
            "accounts",
            crowd.clone(),
            (8, 3),
            "the policy of the registry of registry in us-east-1 has 11,",
            "say `units:` in place of `accounts:`",
            true,
        ),
        (
            "trust",
            trusting(150),
            (5, 3),
            "who may take the role ci in registry has 2,",
            "`trust` fewer accounts",
            false,
        ),
        (
            "more trust",
            trusting(300),
            (5, 3),
            "and AWS takes 2,048, up to 4,096 where it raised the quota",
            "`trust` fewer accounts",
            true,
        ),
        (
            "patterns",
            patterned,
            (7, 3),
            "what the role nodes in w may do has 1",
            "write one pattern with a star",
            true,
        ),
        (
            "registries",
            registries,
            (5, 14),
            "the guardrail approved-registries has 1",
            "it names every account with a registry",
            true,
        ),
    ];
    for (name, text, place, message, remedy, stops) in rows {
        let company = company(&text);
        let found = findings(&company, &Ids::assumed(&company));
        let finding = found.iter().find(|one| one.message.contains(message));
        let finding = finding.unwrap_or_else(|| panic!("{name}: {found:?}"));
        assert_eq!((finding.line, finding.column), place, "{name}: {finding:?}");
        assert!(finding.remedy.starts_with(remedy), "{name}: {finding:?}");
        assert_eq!(finding.stops, stops, "{name}: {finding:?}");
    }
    for (name, text) in EXAMPLES {
        let company = company(text);
        assert_eq!(findings(&company, &Ids::assumed(&company)), [], "{name}");
    }
}

/// The reference page has the limits that are checked.
#[test]
fn the_limits_are_documented() {
    let page = include_str!("../../../../docs/reference/policies.md");
    let grouped = |number: usize| {
        let digits = number.to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups: Vec<&str> = groups.map(|group| std::str::from_utf8(group).unwrap()).collect();
        groups.join(",")
    };
    for limit in LIMITS {
        let number = grouped(limit.max);
        let row = format!("| {} | {number} {}", limit.of, limit.unit);
        assert!(page.contains(&row), "no row {row:?}");
    }
}

/// A template with more than CloudFormation takes is told by its name, before a file is written.
#[test]
fn templates_are_measured() {
    let template = |resources: usize, parameters: usize| {
        let many = |count: usize| -> serde_json::Map<String, Value> {
            (0..count).map(|at| (format!("A{at}"), json!({}))).collect()
        };
        let text = json!({"Resources": many(resources), "Parameters": many(parameters)}).to_string();
        ("registry.us-east-1.json".to_owned(), text)
    };
    assert_eq!(templates(&[template(500, 200)]), [""; 0]);
    let told = templates(&[
        ("README.md".to_owned(), "x".repeat(2_000_000)),
        template(601, 201),
    ]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("registry.us-east-1.json has 601 resources, and AWS takes 500: "),
        "{told:?}"
    );
    let long = (
        "a.json".to_owned(),
        json!({"Description": "x".repeat(1_000_001)}).to_string(),
    );
    assert!(templates(&[long])[0].contains("bytes, and AWS takes 1,000,000"));
}
