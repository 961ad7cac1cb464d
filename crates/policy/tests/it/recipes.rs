//! Recipes for services, which call on behalf of a customer and say so in `aws:SourceArn` and `aws:SourceAccount`.

use serde_json::{Value, json};
use wharf_policy::case::Case;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:222222222222:function:resize";
const PROJECT: &str = "arn:aws:codebuild:us-east-1:222222222222:project/app";
const PULL: [&str; 2] = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

fn allowed(policy: &Value, service: &str, source: &str, account: &str) -> bool {
    let case = json!({
        "principal": {"arn": service, "type": "Service"},
        "action": "ecr:BatchGetImage",
        "resource": {"arn": "arn:aws:ecr:us-east-1:111111111111:repository/app", "accountId": "111111111111"},
        "context": {"aws:SourceArn": [source], "aws:SourceAccount": [account], "aws:PrincipalIsAWSService": ["true"]},
        "resourcePolicy": policy,
    });
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    format!("{:?}", answer.decision) == "Allowed"
}

fn policy(statements: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": statements})
}

#[test]
fn a_function_of_another_account() {
    let consumer = json!({"Sid": "Account", "Effect": "Allow", "Action": PULL,
        "Principal": {"AWS": "arn:aws:iam::222222222222:root"}});
    let lambda = json!({"Sid": "Lambda", "Effect": "Allow", "Action": PULL,
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Condition": {"StringLike": {"aws:sourceARN": "arn:aws:lambda:us-east-1:222222222222:function:*"}}});
    let both = policy(json!([consumer, lambda]));
    let (service, account) = ("lambda.amazonaws.com", "222222222222");
    assert!(allowed(&both, service, FUNCTION, account));
    assert!(!allowed(&both, "codebuild.amazonaws.com", FUNCTION, account));
    assert!(!allowed(&both, service, &FUNCTION.replace("222", "333"), account));
    assert!(!allowed(
        &both,
        service,
        &FUNCTION.replace("us-east-1", "eu-west-1"),
        account
    ));
    // The account's statement is not the service's.
    assert!(!allowed(&policy(json!([consumer])), service, FUNCTION, account));
}

#[test]
fn a_build_project() {
    let build = json!({"Effect": "Allow", "Action": PULL, "Principal": {"Service": "codebuild.amazonaws.com"},
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:codebuild:us-east-1:222222222222:project/*"},
            "StringEquals": {"aws:SourceAccount": "222222222222"}}});
    let build = policy(build);
    let service = "codebuild.amazonaws.com";
    assert!(allowed(&build, service, PROJECT, "222222222222"));
    // Another customer's project, by the same service: the confused deputy.
    assert!(!allowed(
        &build,
        service,
        &PROJECT.replace("222", "333"),
        "333333333333"
    ));
    assert!(!allowed(&build, service, PROJECT, "333333333333"));
}
