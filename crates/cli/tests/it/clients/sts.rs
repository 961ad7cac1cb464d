//! The AWS CLI and STS: credentials for a while, and what they are good for.

use serde_json::Value;

use crate::lab::{ACCOUNT, Lab, OTHER, Run};

/// `aws` with the credentials in an answer of STS.
fn aws_with(lab: &Lab, answer: &Value, arguments: &[&str]) -> Run {
    let credential = |name: &str| answer["Credentials"][name].as_str().unwrap().to_owned();
    lab.aws(arguments)
        .env("AWS_ACCESS_KEY_ID", credential("AccessKeyId"))
        .env("AWS_SECRET_ACCESS_KEY", credential("SecretAccessKey"))
        .env("AWS_SESSION_TOKEN", credential("SessionToken"))
}

#[test]
fn a_session_of_ones_own() {
    let lab = Lab::new();
    lab.create_repository("app");
    let session = lab
        .aws(&["sts", "get-session-token", "--duration-seconds", "900"])
        .json();
    let who = aws_with(&lab, &session, &["sts", "get-caller-identity"]).json();
    assert_eq!(who["Arn"], format!("arn:aws:iam::{ACCOUNT}:root"));
    let repositories = aws_with(&lab, &session, &["ecr", "describe-repositories"]).json();
    assert_eq!(repositories["repositories"][0]["repositoryName"], "app");
    let password = aws_with(&lab, &session, &["ecr", "get-login-password"]).ok();
    assert!(password.trim().len() > 20);
    aws_with(&lab, &session, &["sts", "get-session-token"]).refused(&[
        "(AccessDenied)",
        "Cannot call GetSessionToken with session credentials",
    ]);
    let id = session["Credentials"]["AccessKeyId"].as_str().unwrap();
    let owner = aws_with(
        &lab,
        &session,
        &["sts", "get-access-key-info", "--access-key-id", id],
    );
    assert_eq!(owner.json()["Account"], ACCOUNT);
    // The token of another session.
    let other = lab.aws(&["sts", "get-session-token"]).json();
    let token = other["Credentials"]["SessionToken"].as_str().unwrap();
    aws_with(&lab, &session, &["sts", "get-caller-identity"])
        .env("AWS_SESSION_TOKEN", token)
        .refused(&["(InvalidClientTokenId)"]);
}

#[test]
fn roles_that_may_not_be_assumed() {
    let lab = Lab::new();
    let role = format!("arn:aws:iam::{ACCOUNT}:role/ci");
    let asked = ["--role-arn", &role, "--role-session-name", "run-1"];
    lab.aws(&[&["sts", "assume-role"], &asked[..]].concat())
        .refused(&["(AccessDenied)", "Roles may not be assumed by root accounts."]);
    // This call is not signed.
    let call = [
        &["sts", "assume-role-with-web-identity"],
        &asked[..],
        &["--web-identity-token", "not a token"],
    ]
    .concat();
    lab.aws(&call)
        .refused(&["(InvalidIdentityToken)", "is not a valid JWT"]);
    let federated = lab
        .aws(&["sts", "get-federation-token", "--name", "carol"])
        .json();
    let arn = format!("arn:aws:sts::{ACCOUNT}:federated-user/carol");
    assert_eq!(federated["FederatedUser"]["Arn"], arn);
    let who = aws_with(&lab, &federated, &["sts", "get-caller-identity"]).json();
    assert_eq!(who["Arn"], arn);
    aws_with(&lab, &federated, &["ecr", "describe-repositories"]).refused(&["(AccessDeniedException)", &arn]);
    aws_with(&lab, &federated, &[&["sts", "assume-role"], &asked[..]].concat())
        .refused(&["(AccessDenied)", "is not authorized to perform: sts:AssumeRole"]);
}

#[test]
fn a_refusal_tells_its_circumstances() {
    let lab = Lab::new().and_other();
    lab.create_repository("secret");
    let asked = [
        "ecr",
        "list-images",
        "--registry-id",
        ACCOUNT,
        "--repository-name",
        "secret",
        "--debug",
    ];
    let refused = lab.aws_of(OTHER, &asked).refused(&["(AccessDeniedException)"]);
    // The CLI shows headers among what it logs: 'x-wharf-authorization-message': '…'.
    let (_, rest) = refused
        .stderr
        .split_once("x-wharf-authorization-message': '")
        .expect("the header");
    let message = rest.split('\'').next().unwrap();
    let decode = [
        "sts",
        "decode-authorization-message",
        "--encoded-message",
        message,
    ];
    let decoded = lab.aws_of(OTHER, &decode).json();
    let decoded: Value = serde_json::from_str(decoded["DecodedMessage"].as_str().unwrap()).unwrap();
    assert_eq!(decoded["context"]["action"], "ecr:ListImages");
    assert_eq!(
        decoded["context"]["principal"]["arn"],
        format!("arn:aws:iam::{OTHER}:root")
    );
    lab.aws(&decode)
        .refused(&["(InvalidAuthorizationMessageException)"]);
}
