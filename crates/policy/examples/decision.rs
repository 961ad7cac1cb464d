//! The time of one decision, in nanoseconds: a pull across accounts with 5 identity statements, 3 repository statements
//! and service control policies on 3 levels, compiled. `cargo xtask bench` prints it beside its bar.

#![allow(clippy::print_stdout, reason = "its output is a figure for the bench")]

use std::hint::black_box;
use std::time::Instant;

use wharf_aws::AccountId;
use wharf_policy::{Action, Context, Decision, Keys, Policies, Principal, Request, Source, evaluate};

const DECISIONS: u32 = 2_000_000;

fn source(statements: &str) -> Source {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Source::compile("policy", &text)
}

fn main() {
    let (own, other): (AccountId, AccountId) = match ("111111111111".parse(), "222222222222".parse()) {
        (Ok(own), Ok(other)) => (own, other),
        _ => return,
    };
    let identity = [source(
        r#"{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"},
           {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/deploy-*"},
           {"Effect":"Allow","Action":["ecr:GetAuthorizationToken"],"Resource":"*"},
           {"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchCheckLayerAvailability"],
            "Resource":"arn:aws:ecr:*:222222222222:repository/team-${aws:PrincipalTag/team}/*"},
           {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8"]}}}"#,
    )];
    let resource = [source(
        r#"{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],
            "Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":["o-example1234/r-ab12/*"]}}},
           {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/ci"},"Action":"ecr:PutImage"},
           {"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
    )];
    let full = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    let deny = r#"{"Effect":"Deny","Action":"ecr:Delete*","Resource":"*"}"#;
    let levels = [
        vec![source(full)],
        vec![source(full), source(deny)],
        vec![source(full)],
    ];
    let mut keys = Keys::default();
    for (key, value) in [
        ("aws:PrincipalArn", "arn:aws:iam::111111111111:role/node"),
        ("aws:PrincipalOrgID", "o-example1234"),
        ("aws:PrincipalOrgPaths", "o-example1234/r-ab12/ou-ab12-11111111/"),
        ("aws:PrincipalTag/team", "a"),
        ("aws:SourceIp", "10.1.2.3"),
        ("aws:SecureTransport", "true"),
    ] {
        keys.insert(key, [value.to_owned()]);
    }
    let principal = Principal::user(&own, "arn:aws:iam::111111111111:user/node", "AIDAEXAMPLE");
    let layers = [&keys];
    let context = Context::new(&layers);
    let action = Action::new("ecr", "BatchGetImage");
    let request = Request {
        principal: &principal,
        action: &action,
        resource: "arn:aws:ecr:us-east-1:222222222222:repository/team-a/app",
        account_life: None,
        resource_account: Some(other),
        context: &context,
    };
    let policies = Policies {
        identity: &identity,
        resource: &resource,
        service_control: Some(&levels),
        ..Policies::default()
    };
    assert_eq!(
        evaluate(&request, &policies),
        Decision::Allowed,
        "the pull is allowed"
    );
    let begun = Instant::now();
    for _ in 0..DECISIONS {
        black_box(evaluate(black_box(&request), black_box(&policies)));
    }
    println!(
        "{:.1}",
        begun.elapsed().as_secs_f64() * 1e9 / f64::from(DECISIONS)
    );
}
