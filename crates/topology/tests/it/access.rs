//! Who can do what under the examples, and what is said about assertions that are not true.

use serde_json::json;
use wharf_topology::access::{AccessModel, Proof, Snapshot, Survey, Verdict, check, matrix, summary};
use wharf_topology::desired::Ids;
use wharf_topology::{Action, file};

use crate::file::{EXAMPLES, company};

#[test]
fn the_assertions_of_every_example_are_proved() {
    for (name, text) in EXAMPLES {
        let company = company(text);
        let model = AccessModel::of(&company, &Ids::assumed(&company));
        for assertion in &company.assertions {
            let verdict = check(&company, &model, assertion);
            assert!(
                matches!(verdict, Verdict::Proved { .. }),
                "{name}: {}: {verdict:?}",
                assertion.text
            );
        }
    }
}

/// What is false is refuted, with a counterexample.
#[test]
fn what_is_not_true_has_a_counterexample() {
    let base = include_str!("../../../../examples/dedicated.yaml");
    let base = base.split("assertions:").next().unwrap();
    for (assertion, who, repository) in [
        ("ci may push *", "role ci in registry", None),
        ("nodes may push payments/*", "role nodes in dev", None),
        (
            "account dev may not pull payments/*",
            "the root user of dev",
            None,
        ),
        ("only nodes may pull *", "role ci in registry", Some("payments/")),
        (
            "account registry may not delete *",
            "the root user of registry",
            None,
        ),
        (
            "account registry may not administer *",
            "the root user of registry",
            None,
        ),
        ("outsiders may pull *", "an outsider", None),
    ] {
        let company = company(&format!("{base}assertions:\n  - {assertion}\n"));
        let model = AccessModel::of(&company, &Ids::assumed(&company));
        match check(&company, &model, &company.assertions[0]) {
            Verdict::Refuted(found) => {
                assert_eq!(found.who, who, "{assertion}: {found:?}");
                let begins = repository.is_none_or(|begin| found.repository.starts_with(begin));
                assert!(begins, "{assertion}: {found:?}");
            }
            other => panic!("{assertion}: {other:?}"),
        }
    }
    let empty = "organization: a\ntopology: per-account\naccounts: {dev: }\nbuilders: {ci: {trust: [dev], environments: [production]}}\nassertions: [ci may push *]\n";
    let company = file::read(empty).unwrap();
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    assert!(matches!(
        check(&company, &model, &company.assertions[0]),
        Verdict::Empty
    ));
}

/// What is said of assertions about a company, in a word each.
fn words(text: &str, assertions: &[&str]) -> Vec<&'static str> {
    let company = company(&format!(
        "{text}\nassertions: [\"{}\"]\n",
        assertions.join("\", \"")
    ));
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let verdicts = company.assertions.iter();
    let words = verdicts.map(|assertion| match check(&company, &model, assertion) {
        Verdict::Proved { .. } => "proved",
        Verdict::Refuted(_) => "refuted",
        Verdict::Impossible(_) => "impossible",
        Verdict::Empty => "empty",
        Verdict::Undecided(_) => "undecided",
    });
    words.collect()
}

/// Two units, each with a registry and a team.
const UNITS: &str = "organization: mm\ntopology: per-unit\nunits: { red: , blue: , empty: }\n\
    accounts: { red-registry: { unit: red, purpose: registry }, red-prod: { unit: red }, blue-registry: { unit: blue, purpose: registry } }\n\
    teams: { r: { unit: red, repositories: [\"red/*\"] }, b: { unit: blue, repositories: [\"blue/*\"] } }\n\
    repositories: [red/api, blue/api, base]\n\
    builders: { ci: { trust: [red-prod], push: [\"red/*\"] } }";

#[test]
fn a_name_is_asked_about_where_it_can_be() {
    for (assertion, word) in [
        ("account red-prod may pull blue/api", "refuted"),
        ("account red-prod may pull blue/*", "refuted"),
        ("account red-prod may not pull blue/*", "proved"),
        ("account red-prod may pull red/*", "proved"),
        // It has no team, so it is in both, and pulled from the unit's own.
        ("account red-prod may pull base", "proved"),
        ("account red-prod may not pull base", "refuted"),
        ("account red-prod may pull *", "refuted"),
        ("unit empty may pull *", "empty"),
    ] {
        assert_eq!(words(UNITS, &[assertion]), [word], "{assertion}");
    }
    let residency = "organization: northbank\ntopology: per-unit\nunits: { eu: , us: }\n\
        accounts: { eu-registry: { unit: eu, purpose: registry }, us-registry: { unit: us, purpose: registry }, us-prod: { unit: us } }\n\
        teams: { e: { unit: eu, repositories: [\"eu/*\"] } }\nrepositories: [eu/ledger]";
    assert_eq!(
        words(residency, &["account us-prod may not pull eu/*"]),
        ["proved"]
    );
}

#[test]
fn in_an_account_is_its_registries_alone() {
    for (assertion, word) in [
        ("account red-prod may pull * in red-registry", "proved"),
        ("account red-prod may pull blue/api in red-registry", "impossible"),
        ("account red-prod may not pull blue/api in red-registry", "proved"),
        // It pulls from its unit's, but that is not what is asked.
        ("account red-prod may pull * in blue-registry", "refuted"),
        ("unit red may not pull * in blue-registry", "proved"),
        ("ci may push red/* in red-registry", "proved"),
        ("ci may push * in blue-registry", "refuted"),
        ("nodes may pull * in red-prod", "impossible"),
        ("nodes may not pull * in red-prod", "proved"),
        ("unit empty may pull * in red-registry", "impossible"),
        ("unit empty may not pull * in red-registry", "proved"),
    ] {
        assert_eq!(words(UNITS, &[assertion]), [word], "{assertion}");
    }
}

/// A push makes blue's names in red's registry, where red pulls.
#[test]
fn a_name_can_be_where_a_push_makes_it() {
    let push = "[\"red/*\", \"blue/new-*\"] } }";
    let templates = UNITS.replace("[\"red/*\"] } }", push) + "\ntemplates: { blue: }";
    let said = words(
        &templates,
        &[
            "account red-prod may not pull blue/*",
            "account red-prod may not pull blue/api",
            "account red-prod may pull blue/new-x",
            "ci may push blue/new-*",
            "ci may push blue/api",
        ],
    );
    assert_eq!(said, ["refuted", "proved", "refuted", "proved", "refuted"]);
}

/// Where a repository is by its `accounts`, and where it is nowhere.
#[test]
fn a_repository_is_in_the_accounts_that_it_names() {
    let text = "organization: a\ntopology: per-account\naccounts: { dev: , prod: }\n\
        repositories: [{ name: tools, accounts: [dev] }, app]\nbuilders: { ci: { trust: [dev] } }";
    let said = words(
        text,
        &[
            "ci may push *",
            "account prod may pull tools",
            "account prod may not pull tools",
            "account prod may pull app",
            "account prod may pull tools in prod",
        ],
    );
    assert_eq!(said, ["proved", "refuted", "proved", "proved", "impossible"]);
    let nowhere =
        "organization: a\naccounts: { registry: , dev: }\nrepositories: [{ name: app, accounts: [dev] }]";
    let said = words(
        nowhere,
        &["account dev may pull app", "account dev may not pull app"],
    );
    assert_eq!(said, ["impossible", "proved"]);
}

/// A live registry has what was made by hand.
#[test]
fn what_is_found_in_a_registry_can_be_there() {
    let company = company(&format!(
        "{UNITS}\nassertions: [account red-prod may not pull blue/*]\n"
    ));
    let mut snapshot = Snapshot::of(&company, &Ids::assumed(&company));
    snapshot.registries[0].names = ["blue/copy".to_owned(), "red/api".to_owned()].into();
    let model = AccessModel::from_snapshot(&company, &snapshot);
    match check(&company, &model, &company.assertions[0]) {
        Verdict::Refuted(found) => assert_eq!(found.repository, "blue/copy"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_matrix_of_the_preferred_answer() {
    let company = company(include_str!("../../../../examples/dedicated.yaml"));
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let cells = matrix(&company, &model);
    let can = |who: &str, repository: &str| {
        let cell = cells
            .iter()
            .find(|cell| cell.who == who && cell.repository == repository);
        cell.unwrap_or_else(|| panic!("{who} {repository}")).can.join(" ")
    };
    assert_eq!(can("role ci in registry", "payments/api"), "pull push");
    assert_eq!(can("role ci in registry", "prod/api"), "");
    assert_eq!(can("role promoter in registry", "prod/api"), "pull push");
    assert_eq!(can("role nodes in prod", "payments/api"), "pull");
    assert_eq!(can("any other principal of prod", "payments/api"), "pull");
    assert_eq!(can("the root user of registry", "prod/api"), "pull");
    assert_eq!(
        can("role OrganizationAccountAccessRole in registry", "prod/api"),
        "pull delete administer"
    );
    assert_eq!(can("an outsider", "payments/api"), "");
    assert_eq!(can("any principal of the management account", "payments/api"), "");
}

/// A session policy takes away from roles' sessions, and gives nothing.
#[test]
fn sessions_with_a_policy_of_their_own() {
    let company = company(include_str!("../../../../examples/dedicated.yaml"));
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": ["ecr:Batch*", "ecr:GetDownloadUrlForLayer"], "Resource": "arn:aws:ecr:*:*:repository/payments/*"},
    ]});
    let model = AccessModel::of(&company, &Ids::assumed(&company)).in_sessions_of(&policy);
    let cells = matrix(&company, &model);
    let can = |who: &str, repository: &str| {
        let cell = cells
            .iter()
            .find(|cell| cell.who == who && cell.repository == repository);
        cell.unwrap_or_else(|| panic!("{who} {repository}")).can.join(" ")
    };
    assert_eq!(can("role ci in registry", "payments/api"), "pull");
    assert_eq!(can("role nodes in prod", "payments/api"), "pull");
    assert_eq!(can("role nodes in prod", "prod/api"), "");
    assert_eq!(
        can("role OrganizationAccountAccessRole in registry", "prod/api"),
        ""
    );
    // A root user has no such session.
    assert_eq!(can("the root user of registry", "prod/api"), "pull");
}

/// An answer says which statement decided.
#[test]
fn answers_have_reasons() {
    let company = company(include_str!("../../../../examples/dedicated.yaml"));
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let root = model
        .principals()
        .iter()
        .find(|who| who.label == "the root user of registry")
        .unwrap();
    let place = model.registries().next().unwrap();
    let answer = model.can(root, Action::Push, place, "prod/api");
    assert!(!answer.can);
    let sids: Vec<&str> = answer
        .explanation
        .statements
        .iter()
        .filter(|statement| statement.applies && statement.effect == "Deny")
        .filter_map(|statement| statement.sid.as_deref())
        .collect();
    assert_eq!(sids, ["OnlyBuildersPush"]);
}

/// What a guardrail denies is said to be denied by it.
#[test]
fn guardrails_are_named() {
    for (assertion, guardrail) in [
        ("outsiders may pull *", "guardrail perimeter"),
        ("account registry may administer *", "guardrail policy-edits"),
    ] {
        let text = format!(
            "organization: a\naccounts: {{registry: , dev: }}\nrepositories: [app]\nassertions: [{assertion}]\n"
        );
        let company = company(&text);
        let model = AccessModel::of(&company, &Ids::assumed(&company));
        let Verdict::Refuted(found) = check(&company, &model, &company.assertions[0]) else {
            panic!("{assertion} is not refuted");
        };
        let statements = &found.answer.explanation.statements;
        let mut denials = statements
            .iter()
            .filter(|statement| statement.applies && statement.effect == "Deny");
        assert!(
            denials.any(|statement| &*statement.policy == guardrail),
            "{assertion}: {statements:?}"
        );
    }
}

/// A thousand accounts and five thousand repositories.
#[test]
fn a_large_company_is_summarised_in_seconds() {
    let mut text = String::from("organization: large\nunits: {workloads: }\naccounts:\n  registry:\n");
    for account in 0..1_000 {
        text.push_str(&format!("  a{account}: {{ unit: workloads }}\n"));
    }
    text.push_str("repositories:\n");
    for repository in 0..5_000 {
        text.push_str(&format!("  - team{}/app{repository}\n", repository % 100));
    }
    text.push_str("builders:\n  ci: { trust: [a0] }\nconsumers:\n  nodes: { units: [workloads] }\n");
    let company = company(&text);
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let groups = summary(&company, &model);
    let pulls = groups.iter().find(|group| group.can == ["pull"]).unwrap();
    assert!(
        pulls.who.len() > 3_000 && pulls.repositories == 5_000,
        "{} {}",
        pulls.who.len(),
        pulls.repositories
    );
}

/// What takes long in a large company is asked in steps that can be counted, and may be stopped in between.
#[test]
fn what_takes_long_is_asked_in_steps() {
    let company = company(include_str!("../../../../examples/per-account.yaml"));
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let principals = model.principals().len();
    let mut proof = Proof::new(&company, &model, &company.assertions[0]);
    for asked in 1..=principals {
        assert!(proof.step().is_none());
        assert_eq!(proof.asked(), asked);
    }
    assert!(matches!(proof.step(), Some(Verdict::Proved { .. })));

    let mut survey = Survey::new(&company, &model);
    let pairs = survey.pairs();
    assert_eq!(pairs % principals, 0);
    for asked in 1..=pairs {
        assert!(survey.step());
        assert_eq!(survey.asked(), asked);
    }
    assert!(!survey.step());
    // What was not asked yet is asked in the end.
    let begun = Survey::new(&company, &model);
    assert_eq!(survey.matrix(), begun.matrix());
}
