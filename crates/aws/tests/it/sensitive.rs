//! What the interface facts say of secrets and of reading, and what follows: nothing that looks like a secret was left unmarked, and no
//! operation that changes something is called one that only reads.

use serde_json::Value;
use wharf_aws::query::{Form, FromForm as _};
use wharf_aws::testing::sample::{SERVICES, facts};
use wharf_aws::{ecr, iam, kms, organizations, sts, wharf};

use crate::model::shape_name;

/// Words in a member's name that make it look like a secret.
const WORDS: &[&str] = &[
    "secret",
    "token",
    "password",
    "credential",
    "private",
    "plaintext",
    "assertion",
    "encoded",
];

/// Members that only look like secrets, by their names in lower case.
const NO_SECRETS: &[(&str, &str)] = &[
    ("nexttoken", "a place in a list; it opens nothing"),
    (
        "credentialarn",
        "names a secret of Secrets Manager, which has its own permission",
    ),
    (
        "granttoken",
        "names a grant; AWS KMS Developer Guide, *Grant tokens*: not secret",
    ),
    ("granttokens", "as a grant token"),
    ("credentials", "a structure: its members are marked"),
    ("passwordresetrequired", "a flag"),
    ("passwordlastused", "a time"),
    ("passwordpolicy", "rules for passwords"),
    ("minimumpasswordlength", "a rule"),
    ("allowuserstochangepassword", "a rule"),
    ("expirepasswords", "a rule"),
    ("maxpasswordage", "a rule"),
    ("passwordreuseprevention", "a rule"),
    ("servicespecificcredentials", "a list: it has no passwords"),
    ("servicespecificcredentialid", "names a credential"),
    ("servicecredentialalias", "names a credential"),
    ("subjectfromwebidentitytoken", "whom the token named"),
];

fn members(api: &Value) -> impl Iterator<Item = (String, &Value)> {
    let shapes = api["shapes"].as_object().unwrap().iter();
    shapes
        .filter_map(|(name, shape)| Some((name, shape["members"].as_object()?)))
        .flat_map(|(name, members)| {
            members
                .iter()
                .map(move |(member, place)| (format!("{name}.{member}"), place))
        })
}

#[test]
fn what_looks_like_a_secret_is_sensitive_or_reasoned_about() {
    let mut reasoned: Vec<&str> = Vec::new();
    for service in SERVICES {
        let api = facts(service);
        for (place, member) in members(&api) {
            let name = place.rsplit_once('.').unwrap().1.to_lowercase();
            if !WORDS.iter().any(|word| name.contains(word)) {
                continue;
            }
            let sensitive = !api["shapes"][shape_name(member)]["sensitive"].is_null();
            match NO_SECRETS.iter().find(|(known, _)| *known == name) {
                None => assert!(
                    sensitive,
                    "{service}: is {place} a secret? Mark its shape, or give the reason here"
                ),
                Some((known, _)) => {
                    assert!(!sensitive, "{service}: {place} is marked and excused");
                    reasoned.push(known);
                }
            }
        }
    }
    for (name, _) in NO_SECRETS {
        assert!(reasoned.contains(name), "{name} is excused for nothing");
    }
}

#[test]
fn operations_that_only_read_are_those_of_the_facts() {
    for (service, operations) in [
        ("ecr", ecr::OPERATIONS),
        ("iam", iam::OPERATIONS),
        ("kms", kms::OPERATIONS),
        ("organizations", organizations::OPERATIONS),
        ("sts", sts::OPERATIONS),
        ("wharf", wharf::OPERATIONS),
    ] {
        let api = facts(service);
        for operation in operations {
            let reads = !api["operations"][operation.name]["readOnly"].is_null();
            assert_eq!(operation.read_only, reads, "{}", operation.name);
            // Names say the same, but for one: this "Get" makes credentials.
            let verbs = [
                "BatchCheck",
                "BatchGet",
                "Describe",
                "Get",
                "List",
                "Simulate",
                "Validate",
            ];
            let told = verbs.iter().any(|verb| operation.name.starts_with(verb));
            assert_eq!(
                told && operation.name != "GetFederationToken",
                reads,
                "{}",
                operation.name
            );
        }
    }
}

#[test]
fn messages_about_broken_constraints_leave_sensitive_values_out() {
    let form = "RoleArn=arn&RoleSessionName=s&WebIdentityToken=eyJ";
    let form = Form::parse(form.as_bytes()).unwrap();
    let fault = sts::AssumeRoleWithWebIdentityRequest::from_form(&form).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "3 validation errors detected: \
         Value 'arn' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; \
         Value 's' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2; \
         Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4"
    );
    assert!(!format!("{fault:?}").contains("eyJ"), "{fault:?}");
}
