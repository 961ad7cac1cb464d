//! Public cases of trouble with registries of several accounts: threads and pages of users of AWS, by the number that they have in the project's
//! list, with inputs of our own. Each has the decision that AWS would make, and a message that names the mistake: a finding of lint, the
//! explanation of a decision, or a refusal of a node.

mod decided;
mod linted;

use std::collections::BTreeSet;
use std::path::Path;

/// What is tested elsewhere, by the file and the name of the test.
const TESTED: &[(&str, &str, &str)] = &[
    // awslabs/amazon-ecr-credential-helper#259: the repository lets the account in, the role has no grants.
    ("1", "node/tests/it/cross_account.rs", "both_sides_must_agree"),
    // hashicorp/terraform-provider-aws#39064: the role does not exist; nor does, in 4b, its account.
    (
        "4",
        "node/tests/it/absent_accounts.rs",
        "a_policy_that_names_one_is_not_saved",
    ),
    (
        "4b",
        "node/tests/it/absent_accounts.rs",
        "a_policy_that_names_one_is_not_saved",
    ),
    // aws/aws-sdk-go#3921: the reason of a refusal.
    (
        "6",
        "policy/tests/it/saving.rs",
        "the_reason_of_lint_stands_behind_awss_text",
    ),
    // AWS's recipe for functions of other accounts.
    ("8", "policy/tests/it/recipes.rs", "a_function_of_another_account"),
    // Paths of an organization, and a whole organization.
    (
        "10",
        "node/tests/it/organizations/recipes.rs",
        "what_paths_do_not_grant",
    ),
    (
        "11",
        "node/tests/it/organizations/recipes.rs",
        "a_whole_organization_pulls",
    ),
    (
        "15",
        "node/tests/it/iam/rules.rs",
        "a_role_does_not_trust_every_token_of_github",
    ),
    (
        "16",
        "node/tests/it/cross_account.rs",
        "a_user_made_again_does_not_inherit",
    ),
    (
        "18",
        "node/tests/it/organizations/recipes.rs",
        "only_in_these_regions",
    ),
    (
        "19",
        "node/tests/it/organizations/control_policies.rs",
        "resource_control_policies_bind_every_caller",
    ),
    // nccgroup/PMapper#93: who can, with service control policies counted.
    ("22", "topology/tests/it/access.rs", "guardrails_are_named"),
    // concourse/registry-image-resource#253: one token for each registry that is asked for.
    (
        "24",
        "node/tests/it/ecr/authorization_token.rs",
        "its_form_suits_every_client",
    ),
    // aws/containers-roadmap#853: a push that may not push leaves no repository behind.
    (
        "26",
        "node/tests/it/ecr/creation_template.rs",
        "a_caller_that_may_not_push_leaves_nothing_behind",
    ),
    // goharbor/harbor#21828, aws/containers-roadmap#2460: actions on another account's registry.
    (
        "27",
        "node/tests/it/organizations/recipes.rs",
        "push_from_a_build_account",
    ),
    (
        "28",
        "node/tests/it/cross_account.rs",
        "a_registry_policy_decides_for_all_its_repositories",
    ),
];

/// What Wharf has not, and where that is said.
const ABSENT: &[(&str, &str)] = &[
    ("29", "PutReplicationConfiguration"),
    ("30", "CreatePullThroughCacheRule"),
    // Keys of AWS KMS stand for themselves: no grants are asked for.
    ("32", "CreateGrant"),
];

#[test]
fn each_case_is_somewhere() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    for (number, file, test) in TESTED {
        let text = std::fs::read_to_string(crates.join(file)).unwrap();
        assert!(text.contains(test), "{number}: {file} has no {test}");
        numbers.insert((*number).to_owned());
    }
    let operations = crates.join("../docs/reference/operations.md");
    let operations = std::fs::read_to_string(operations).unwrap();
    for (number, operation) in ABSENT {
        assert!(
            !operations.contains(&format!("\n| `{operation}`")),
            "{number}: {operation} is served now"
        );
        numbers.insert((*number).to_owned());
    }
    numbers.extend(linted::CASES.iter().map(|(number, ..)| (*number).to_owned()));
    numbers.extend(decided::cases().iter().map(|case| case.number.to_owned()));
    let all = (1..=36)
        .map(|number: u8| number.to_string())
        .chain(["4b".to_owned()]);
    assert_eq!(numbers, all.collect());
}
