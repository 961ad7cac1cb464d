//! The AWS CLI and IAM: a role in one account pulls from another's repository, with skopeo, when both sides say so.

use serde_json::{Value, json};

use super::skopeo;
use crate::lab::{ACCOUNT, Image, Lab, OTHER, Run};

/// `aws` with credentials of its own.
fn aws_with(lab: &Lab, credentials: &Value, arguments: &[&str]) -> Run {
    let text = |name: &str| credentials[name].as_str().unwrap_or_default().to_owned();
    let run = lab
        .aws_of(OTHER, arguments)
        .env("AWS_ACCESS_KEY_ID", text("AccessKeyId"))
        .env("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey"));
    match credentials["SessionToken"].as_str() {
        Some(token) => run.env("AWS_SESSION_TOKEN", token),
        None => run,
    }
}

fn allow(action: &Value, resource: &str) -> String {
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": resource}})
        .to_string()
}

#[test]
fn a_role_of_another_account_pulls() {
    let lab = Lab::new().and_other();
    lab.create_repository("app");
    let image = Image::new(&[("bin/app", b"program")]);
    lab.registry("app").push(&image, "v1");

    // In the workload's account: a user who may assume a role that may pull.
    let iam = |arguments: &[&str]| lab.aws_of(OTHER, &[&["iam"], arguments].concat());
    iam(&["create-user", "--user-name", "deployer"]).ok();
    let key = iam(&["create-access-key", "--user-name", "deployer"]).json();
    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": format!("arn:aws:iam::{OTHER}:user/deployer")}}});
    let made = iam(&[
        "create-role",
        "--role-name",
        "node",
        "--assume-role-policy-document",
        &trust.to_string(),
    ]);
    let role = made.json()["Role"]["Arn"].as_str().unwrap().to_owned();
    let assume = [
        "sts",
        "assume-role",
        "--role-arn",
        &role,
        "--role-session-name",
        "n1",
    ];
    let session = aws_with(&lab, &key["AccessKey"], &assume).json();
    let session = &session["Credentials"];
    let who = aws_with(&lab, session, &["sts", "get-caller-identity"]).json();
    assert_eq!(who["Arn"], format!("arn:aws:sts::{OTHER}:assumed-role/node/n1"));

    // Without a policy it gets no token.
    let token = ["ecr", "get-login-password"];
    aws_with(&lab, session, &token).refused(&[
        "(AccessDeniedException)",
        "because no identity-based policy allows the ecr:GetAuthorizationToken action",
    ]);
    let pull = allow(
        &json!([
            "ecr:GetAuthorizationToken",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer"
        ]),
        "*",
    );
    let policy = [
        "put-role-policy",
        "--role-name",
        "node",
        "--policy-name",
        "pull",
        "--policy-document",
    ];
    iam(&[&policy[..], &[&pull]].concat()).ok();
    let password = aws_with(&lab, session, &token).ok();
    let host = lab.registry_host(ACCOUNT);
    let login = lab.client("skopeo").args([
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ]);
    assert!(login.stdin(password.trim()).ok().contains("Login Succeeded!"));
    let remote = format!("{}:v1", lab.repository("app"));
    skopeo::pull(&lab, &remote, &lab.at("denied"), &[]).refused(&["denied"]);

    // The owner's side.
    let grant = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"AWS": role}, "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}});
    let grant = grant.to_string();
    let set = [
        "ecr",
        "set-repository-policy",
        "--repository-name",
        "app",
        "--policy-text",
        &grant,
    ];
    lab.aws(&set).ok();
    skopeo::pull(&lab, &remote, &lab.at("pulled"), &[]).ok();
    let shown = lab
        .aws(&["ecr", "get-repository-policy", "--repository-name", "app"])
        .json();
    assert!(shown["policyText"].as_str().unwrap().contains(&role));
    let put = ["put-image", "--repository-name", "app", "--image-manifest", "{}"];
    let foreign = [&["ecr"], &put[..], &["--registry-id", ACCOUNT]].concat();
    aws_with(&lab, session, &foreign).refused(&["(AccessDeniedException)", "ecr:PutImage"]);

    // A role that is deleted takes its sessions and their tokens along.
    iam(&[
        "delete-role-policy",
        "--role-name",
        "node",
        "--policy-name",
        "pull",
    ])
    .ok();
    skopeo::pull(&lab, &remote, &lab.at("late"), &[]).refused(&["denied"]);
    iam(&["delete-role", "--role-name", "node"]).ok();
    aws_with(&lab, session, &["sts", "get-caller-identity"]).refused(&["(InvalidClientTokenId)"]);
    let shown = lab
        .aws(&["ecr", "get-repository-policy", "--repository-name", "app"])
        .json();
    assert!(shown["policyText"].as_str().unwrap().contains("AROA"), "{shown}");
    lab.aws(&["ecr", "delete-repository-policy", "--repository-name", "app"])
        .ok();
    lab.aws(&["ecr", "get-repository-policy", "--repository-name", "app"])
        .refused(&["(RepositoryPolicyNotFoundException)"]);
}

#[test]
fn a_registry_policy_and_its_scope() {
    let lab = Lab::new();
    lab.aws(&["ecr", "get-registry-policy"])
        .refused(&["(RegistryPolicyNotFoundException)"]);
    let deny = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
        "Action": "ecr:DeleteRepository", "Resource": "*"}});
    lab.create_repository("app");
    let deny = deny.to_string();
    lab.aws(&["ecr", "put-registry-policy", "--policy-text", &deny])
        .ok();
    let delete = ["ecr", "delete-repository", "--repository-name", "app"];
    lab.aws(&delete)
        .refused(&["with an explicit deny in a resource-based policy"]);
    let scope = ["--name", "REGISTRY_POLICY_SCOPE"];
    let put = [&["ecr", "put-account-setting"], &scope[..], &["--value", "V1"]].concat();
    lab.aws(&put).ok();
    let got = lab
        .aws(&[&["ecr", "get-account-setting"], &scope[..]].concat())
        .json();
    assert_eq!(got["value"], "V1");
    lab.aws(&delete).ok();
    lab.aws(&["ecr", "delete-registry-policy"]).ok();
}

/// Makes, shows, changes and unmakes one of everything.
#[test]
fn one_of_everything() {
    let lab = Lab::new();
    let iam = |arguments: &[&str]| lab.aws(&[&["iam"], arguments].concat()).ok();
    let document = allow(&json!("ecr:*"), "*");
    let policy = format!("arn:aws:iam::{ACCOUNT}:policy/ecr");
    iam(&[
        "create-policy",
        "--policy-name",
        "ecr",
        "--policy-document",
        &document,
    ]);
    let version = [
        "create-policy-version",
        "--policy-arn",
        &policy,
        "--policy-document",
        &document,
    ];
    iam(&[&version[..], &["--set-as-default"]].concat());
    iam(&[
        "delete-policy-version",
        "--policy-arn",
        &policy,
        "--version-id",
        "v1",
    ]);
    assert!(iam(&["get-policy", "--policy-arn", &policy]).contains("\"v2\""));
    assert!(iam(&["list-policies", "--scope", "AWS"]).contains("AmazonEC2ContainerRegistryPullOnly"));

    iam(&[
        "create-user",
        "--user-name",
        "Ann",
        "--path",
        "/staff/",
        "--tags",
        "Key=team,Value=web",
    ]);
    assert!(iam(&["get-user", "--user-name", "ann"]).contains("user/staff/Ann"));
    iam(&["create-group", "--group-name", "devs"]);
    iam(&["add-user-to-group", "--group-name", "devs", "--user-name", "Ann"]);
    iam(&[
        "attach-group-policy",
        "--group-name",
        "devs",
        "--policy-arn",
        &policy,
    ]);
    let key = lab
        .aws(&["iam", "create-access-key", "--user-name", "Ann"])
        .json();
    let ann = |arguments: &[&str]| {
        let text = |name: &str| key["AccessKey"][name].as_str().unwrap().to_owned();
        lab.aws(arguments)
            .env("AWS_ACCESS_KEY_ID", text("AccessKeyId"))
            .env("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey"))
    };
    let create = ["ecr", "create-repository", "--repository-name", "anns"];
    ann(&create).ok();
    iam(&[
        "remove-user-from-group",
        "--group-name",
        "devs",
        "--user-name",
        "Ann",
    ]);
    let delete = ["ecr", "delete-repository", "--repository-name", "anns"];
    ann(&delete).refused(&["because no identity-based policy allows the ecr:DeleteRepository action"]);
    iam(&[
        "put-user-policy",
        "--user-name",
        "Ann",
        "--policy-name",
        "p",
        "--policy-document",
        &document,
    ]);
    let pull_only = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    iam(&[
        "put-user-permissions-boundary",
        "--user-name",
        "Ann",
        "--permissions-boundary",
        pull_only,
    ]);
    ann(&delete).refused(&["because no permissions boundary allows the ecr:DeleteRepository action"]);
    iam(&["delete-user-permissions-boundary", "--user-name", "Ann"]);
    ann(&delete).ok();
    let id = key["AccessKey"]["AccessKeyId"].as_str().unwrap();
    let status = [
        "update-access-key",
        "--user-name",
        "Ann",
        "--access-key-id",
        id,
        "--status",
        "Inactive",
    ];
    iam(&status);
    ann(&create).refused(&["(UnrecognizedClientException)"]);

    let provider = [
        "create-open-id-connect-provider",
        "--url",
        "https://token.example.com",
    ];
    iam(&[&provider[..], &["--client-id-list", "sts.amazonaws.com"]].concat());
    assert!(iam(&["list-open-id-connect-providers"]).contains("oidc-provider/token.example.com"));
    iam(&["create-account-alias", "--account-alias", "our-team"]);
    assert!(iam(&["list-account-aliases"]).contains("our-team"));
    lab.aws(&[
        "iam",
        "create-role",
        "--role-name",
        "x",
        "--assume-role-policy-document",
        "{}",
    ])
    .refused(&["(MalformedPolicyDocument)"]);
    lab.aws(&["iam", "get-role", "--role-name", "x"])
        .refused(&["(NoSuchEntity)", "The role with name x cannot be found."]);
}
