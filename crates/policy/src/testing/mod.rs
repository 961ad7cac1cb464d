//! Random cases, and the properties that the fuzz targets `policy`, `policy_case` and `wildcard` hold. Behind the feature `testing`.

mod cases;
mod wildcards;

use wharf_aws::AccountId;

pub use cases::{ambiguous_case, case};
pub use wildcards::fuzz_wildcard;

use crate::case::Case;
use crate::{
    Action, Context, Decision, Keys, Policies, PolicyDocument, PolicyKind, Principal, Request, Severity,
    Source, check, evaluate, lint,
};

const KINDS: [PolicyKind; 9] = [
    PolicyKind::Identity,
    PolicyKind::Boundary,
    PolicyKind::Session,
    PolicyKind::Trust,
    PolicyKind::Repository,
    PolicyKind::Registry,
    PolicyKind::ServiceControl,
    PolicyKind::ResourceControl,
    PolicyKind::Organization,
];
const FULL: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

fn source(text: &str) -> Source {
    Source::compile("policy", text)
}

/// What identity policies alone decide of a pull in the caller's account.
fn decide(identity: &[Source]) -> Decision {
    let account: AccountId = "111111111111".parse().expect("INVARIANT: twelve digits");
    let arn = "arn:aws:iam::111111111111:user/dev";
    let mut keys = Keys::default();
    keys.insert("aws:PrincipalArn", [arn.to_owned()]);
    keys.insert("aws:TagKeys", ["a".to_owned(), "b".to_owned()]);
    let policies = Policies {
        identity,
        ..Policies::default()
    };
    evaluate(
        &Request {
            principal: &Principal::user(&account, arn, "AIDAEXAMPLE"),
            action: &Action::new("ecr", "BatchGetImage"),
            resource: "arn:aws:ecr:us-east-1:111111111111:repository/app",
            account_life: None,
            resource_account: Some(account),
            context: &Context::new(&[&keys]),
        },
        &policies,
    )
}

/// Reads a text as a policy of every kind. Findings lie inside the text, what may be saved has no error, a text that
/// cannot be read denies even where another allows, and an allow comes only from a text that can be read.
pub fn fuzz_policy(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    for kind in KINDS {
        let found = lint(text, kind);
        for finding in &found {
            assert!(finding.span.start <= finding.span.end, "{kind:?}: {finding:?}");
            assert!(finding.span.end <= text.len().max(1), "{kind:?}: {finding:?}");
        }
        let errors = found.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(check(text, kind).is_ok(), !errors, "{kind:?}");
    }
    let policy = source(text);
    let can_be_read = serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_object());
    let beside_everything = decide(&[source(FULL), policy.clone()]);
    let alone = decide(&[policy]);
    if !can_be_read {
        assert_ne!(
            beside_everything,
            Decision::Allowed,
            "not read, but nothing is denied"
        );
    }
    if alone == Decision::Allowed {
        assert!(can_be_read, "not read, but granted");
        assert_eq!(beside_everything, Decision::Allowed);
    }
    if PolicyDocument::parse(text).is_ok() {
        assert!(can_be_read, "our parser reads what is no JSON");
    }
}

/// Reads a line as a case. The answer and the explanation decide alike.
pub fn fuzz_policy_case(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(case) = Case::parse(text) else { return };
    match (case.answer(), case.explain()) {
        (Ok(answer), Ok(explanation)) => assert_eq!(answer.decision, explanation.decision),
        (Err(answer), Err(explanation)) => assert_eq!(answer.to_string(), explanation.to_string()),
        (answer, explanation) => panic!("{answer:?} and {explanation:?}"),
    }
}
