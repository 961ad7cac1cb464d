//! Who can do what under the examples, and what is said about assertions that are not true.

use serde_json::json;
use wharf_topology::access::{AccessModel, Proof, Survey, Verdict, check, matrix, summary};
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
            "role OrganizationAccountAccessRole in registry",
            None,
        ),
        (
            "account registry may not administer *",
            "role OrganizationAccountAccessRole in registry",
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
    assert_eq!(can("anybody else in prod", "payments/api"), "pull");
    assert_eq!(can("the root user of registry", "prod/api"), "pull");
    assert_eq!(
        can("role OrganizationAccountAccessRole in registry", "prod/api"),
        "pull delete administer"
    );
    assert_eq!(can("an outsider", "payments/api"), "");
    assert_eq!(can("anybody in the management account", "payments/api"), "");
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
