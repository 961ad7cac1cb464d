//! What files ask for.

use serde_json::{Value, json};
use wharf_policy::{PolicyKind, check, lint};
use wharf_topology::desired::{Desired, Ids, Kind};

use crate::file::{EXAMPLES, company};

/// Every policy is one that AWS saves, and small enough.
#[test]
fn policies_can_be_saved() {
    for (name, text) in EXAMPLES {
        let company = company(text);
        let desired = Desired::of(&company, &Ids::assumed(&company));
        let save = |policy: &Value, kind: PolicyKind, quota: usize| {
            let text = policy.to_string();
            if let Err(refusal) = check(&text, kind) {
                panic!("{name}: {refusal}: {:?}: {text}", refusal.diagnostics);
            }
            // What we write is what we advise.
            let found = lint(&text, kind);
            assert!(found.is_empty(), "{name}: {found:?}: {text}");
            assert!(text.len() <= quota, "{name}: {} bytes: {text}", text.len());
        };
        assert!(
            !desired.registries.is_empty() && !desired.roles.is_empty(),
            "{name}"
        );
        for role in &desired.roles {
            save(&role.trust, PolicyKind::Trust, 2_048);
            save(&role.policy, PolicyKind::Identity, 10_240);
        }
        for registry in &desired.registries {
            save(&registry.policy, PolicyKind::Registry, 10_240);
        }
        for policy in &desired.control_policies {
            let kind = match policy.kind {
                Kind::ServiceControl => PolicyKind::ServiceControl,
                Kind::ResourceControl => PolicyKind::ResourceControl,
            };
            save(&policy.content, kind, 5_120);
        }
    }
}

/// The guardrail excepts what AWS's published policy does, and nothing else: the default has two registries of AWS.
#[test]
fn approved_registries_of_others_are_pulled_from_and_nothing_else() {
    let base = "organization: a\naccounts: { registry: \"222222222222\", dev: }\nrepositories: [app]\n";
    let statements = |more: &str| {
        let company = company(&format!("{base}{more}"));
        let desired = Desired::of(&company, &Ids::assumed(&company));
        let mut policies = desired.control_policies.into_iter();
        let policy = policies
            .find(|policy| policy.name == "approved-registries")
            .unwrap();
        let statements = policy.content["Statement"].as_array().unwrap().clone();
        let of = |one: &Value| {
            (
                one["Action"].clone(),
                one["Condition"]["StringNotEquals"]["aws:ResourceAccount"].clone(),
            )
        };
        statements.iter().map(of).collect::<Vec<_>>()
    };
    let excepted = json!(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]);
    let rest = json!(["ecr:BatchCheckLayerAvailability", "ecr:ListImageReferrers"]);
    for (more, accounts) in [
        ("", json!(["222222222222", "602401143452", "840364872350"])),
        (
            "approved: [763104351884]\n",
            json!(["222222222222", "763104351884"]),
        ),
    ] {
        let expected = [
            (excepted.clone(), accounts),
            (rest.clone(), json!(["222222222222"])),
        ];
        assert_eq!(statements(more), expected, "{more}");
    }
    assert_eq!(statements("approved: []\n").len(), 1);
}

/// Accounts may work in Regions of their own: the guardrail does not deny what the file asks for there.
#[test]
fn the_regions_of_accounts_are_regions_of_the_file() {
    let company = company(
        "organization: a\naccounts: { registry: { regions: [eu-west-1] }, dev: }\nrepositories: [app]\nguardrails: [regions]\n",
    );
    let desired = Desired::of(&company, &Ids::assumed(&company));
    let condition = &desired.control_policies[0].content["Statement"][0]["Condition"];
    let expected = json!({"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}});
    assert_eq!(*condition, expected);
}
