//! Cases whose mistake is found in the document: a file of `tests/mistakes`, beside which the finding stands, and what it has to say.

use crate::lint::documents;

pub(super) const CASES: &[(&str, &str, &str)] = &[
    // awsdocs/amazon-ecr-user-guide#19: the token on the ARN of a repository.
    ("2", "identity/token-on-arn", "its resource is \"*\""),
    // cloudposse/terraform-aws-ecr#67: the token in the policy of a repository.
    (
        "3",
        "repository/token-in-repository-policy",
        "a registry gives its tokens to the caller's account",
    ),
    // aws/aws-cdk#24314: Resource in the policy of a repository, its own and another's.
    ("5", "repository/resource-star", "Resource adds nothing"),
    ("5", "repository/resource-of-a-bucket", "this is none"),
    (
        "6",
        "repository/role-pattern-as-principal",
        "a principal has no wildcards",
    ),
    ("6", "repository/group-as-principal", "a group is no principal"),
    (
        "6",
        "repository/unit-as-principal",
        "a part of an organization is no principal",
    ),
    // terraform-aws-modules/terraform-aws-ecr#34: the role of a function in aws:SourceArn.
    (
        "7",
        "repository/source-arn-of-a-role",
        "never the role that it has",
    ),
    // aws/containers-roadmap#1972: a service in an organization.
    (
        "9",
        "repository/service-in-an-organization",
        "a service is in no account and no organization",
    ),
    // AWS's page on sharing with an organization: the forms of a path.
    ("10", "repository/path-without-slash", "a path ends with a slash"),
    (
        "10",
        "repository/path-of-a-unit-alone",
        "a path begins with the organization's id",
    ),
    ("10", "repository/path-equals-a-star", "the key is a list"),
    ("10", "repository/path-without-root", "a path has the root"),
    ("10", "repository/path-of-an-arn", "a path is no ARN"),
    // aws-actions/configure-aws-credentials#318 and #1137.
    ("12", "trust/github-all-values", "without a condition on sub"),
    (
        "12",
        "trust/for-all-values-of-one",
        "true when the request has no such key",
    ),
    (
        "13",
        "identity/wildcard-ignoring-case",
        "this operator has no wildcards",
    ),
    // AWS's page on shared providers.
    (
        "15",
        "trust/github-without-condition",
        "any workflow takes the role",
    ),
    ("15", "trust/github-aud-alone", "any workflow takes the role"),
    ("15", "trust/github-sub-star", "any workflow takes the role"),
    (
        "15",
        "trust/github-any-repository",
        "the owner's name is not there in full",
    ),
    // The unique id that is left of a role.
    (
        "16",
        "repository/unique-id-of-a-role",
        "made again by the same name is not meant",
    ),
    // IAM User Guide, NotPrincipal: each part of the chain left out.
    (
        "17",
        "repository/not-principal-role-alone",
        "these are denied too",
    ),
    (
        "17",
        "repository/not-principal-role-and-root",
        "these are denied too",
    ),
    (
        "17",
        "repository/not-principal-session-and-root",
        "this one is denied too",
    ),
    // keel-hq/keel#441: half of a pull.
    ("25", "identity/pull-without-layers", "the layers cannot be read"),
    ("25", "repository/pull-by-a-pattern", "the layers cannot be read"),
    (
        "31",
        "repository/endpoint-denies-everybody",
        "it has no VPC endpoints",
    ),
    ("33", "boundary/without-token", "no client can sign in"),
    ("33", "session/without-token", "no client can sign in"),
    ("33", "boundary/token-denied", "no client can sign in"),
    ("34", "identity/variable-without-version", "${…} is plain text"),
    (
        "35",
        "identity/if-exists-of-any",
        "true when the request has no such key",
    ),
];

#[test]
fn the_message_names_the_mistake() {
    let documents = documents("mistakes");
    for (number, name, words) in CASES {
        let document = documents.iter().find(|document| document.name() == *name);
        let found = document.unwrap_or_else(|| panic!("{number}: no {name}")).found();
        let says = found.iter().any(|finding| finding.message.contains(words));
        assert!(says, "{number}, {name}: {found:?}");
        assert!(
            found.iter().all(|finding| finding.help.is_some()),
            "{number}, {name}"
        );
    }
}
