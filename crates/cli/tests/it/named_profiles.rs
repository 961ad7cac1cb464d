//! A profile that is named beside a key in the environment: the profile says who works, wherever its credentials come from.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::aws::variables;
use crate::login::Company;
use crate::people::iam;
use crate::program::{Node, failure, stdout, wharf};

const ACCOUNT: &str = "111122223333";

/// A role that alice may take.
fn make_role(company: &Company) {
    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}});
    let role = json!({"RoleName": "pusher", "AssumeRolePolicyDocument": trust.to_string()});
    iam(&company.node, "CreateRole", role);
}

/// What a program that gives credentials prints.
fn printed(of: &Value) -> String {
    let printed = json!({
        "Version": 1,
        "AccessKeyId": of["AWS_ACCESS_KEY_ID"],
        "SecretAccessKey": of["AWS_SECRET_ACCESS_KEY"],
    });
    printed.to_string()
}

/// A command in a shell that `wharf env --account` made the root user's.
fn beside_a_key(company: &Company, root: &Value, words: &[&str]) -> Command {
    let mut command = company.person(words);
    for (name, value) in root.as_object().unwrap() {
        command.env(name, value.as_str().unwrap());
    }
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

fn write(path: &Path, text: &str) -> String {
    std::fs::write(path, text).unwrap();
    path.display().to_string()
}

#[test]
fn the_profile_that_is_named_says_who_works() {
    let company = Company::start();
    let home = company.home.path();
    let create = [
        "user",
        "create",
        "alice",
        "--save-profile",
        "alice",
        "--account",
        ACCOUNT,
    ];
    stdout(company.node.wharf(&create).env("HOME", home));
    make_role(&company);
    let root = variables(&company.node, ACCOUNT);
    let of_alice = ["env", "--user", "alice", "--format", "json"];
    let alice = stdout(&mut beside_a_key(&company, &root, &of_alice));
    let alice: Value = serde_json::from_str(&alice).unwrap();
    let key = write(&home.join("key.json"), &printed(&alice));
    let token = write(&home.join("token"), &company.issuer.token());
    let profiles = format!(
        "\n[profile taken]\nrole_arn = arn:aws:iam::{ACCOUNT}:role/pusher\nsource_profile = alice\n\
         role_session_name = of-taken\n\
         [profile printed]\ncredential_process = /bin/cat {key}\n\
         [profile federated]\nrole_arn = arn:aws:iam::{ACCOUNT}:role/developer\nweb_identity_token_file = {token}\n\
         role_session_name = of-federated\n\
         [profile bare]\nregion = us-east-1\n"
    );
    let config = home.join(".aws/config");
    let before = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, before + &profiles).unwrap();

    for (profile, who) in [
        ("taken", "assumed-role/pusher/of-taken"),
        ("printed", "user/alice"),
        ("federated", "assumed-role/developer/of-federated"),
    ] {
        // The root user could.
        let words = ["user", "create", "mallory", "--profile", profile];
        let said = failure(&mut beside_a_key(&company, &root, &words));
        let refused = format!("{who} is not authorized to perform: iam:CreateUser");
        assert!(said.contains(&refused), "{profile}: {said}");
        let words = ["env", "--profile", profile, "--format", "json"];
        let given: Value = serde_json::from_str(&stdout(&mut beside_a_key(&company, &root, &words))).unwrap();
        assert_ne!(given["AWS_ACCESS_KEY_ID"], root["AWS_ACCESS_KEY_ID"], "{profile}");
    }
    // What gives nothing, or cannot be had, is not made up for by the key of the environment.
    std::fs::write(home.join("token"), "no token").unwrap();
    for profile in ["bare", "federated"] {
        for words in [
            &["user", "create", "mallory", "--profile", profile][..],
            &["env", "--profile", profile],
        ] {
            let said = failure(&mut beside_a_key(&company, &root, words));
            let expected = format!("the profile {profile} gives no credentials");
            assert!(said.contains(&expected), "{said}");
        }
    }
    let users = stdout(&mut company.node.wharf(&["user", "list", "--account", ACCOUNT]));
    assert!(!users.contains("mallory"), "{users}");
}

/// The profiles of `wharf up` name the authority of the node, which the machine does not trust.
#[test]
fn a_role_is_taken_over_tls() {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let _node = Node::up(FILE, &data, &["--tls", "development"], &[("WHARF_LOG", "warn")]);
    let command = |words: &[&str]| {
        let mut command = wharf(&[words, &["--profile", "ci"]].concat());
        command
            .env("AWS_CONFIG_FILE", data.join("aws/config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", data.join("aws/credentials"))
            .env("AWS_EC2_METADATA_DISABLED", "true");
        command
    };
    let given: Value = serde_json::from_str(&stdout(&mut command(&["env", "--format", "json"]))).unwrap();
    assert!(given["AWS_SESSION_TOKEN"].is_string(), "{given}");

    // A file that is no authority's is told.
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let broken = write(&home.path().join("broken.pem"), broken);
    let said = failure(command(&["user", "list"]).env("AWS_CA_BUNDLE", broken));
    assert!(!said.contains("panicked"), "{said}");
}
