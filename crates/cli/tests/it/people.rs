//! People without a root user: `wharf user`, and `wharf env` for users and roles.

use std::future::Future;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wharf_topology::live::{Client, Identity, Service};

use crate::aws::{ecr, variables};
use crate::program::{Node, failure, misuse, stdout, wharf};

const ACCOUNT: &str = "111122223333";

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(future)
}

/// Calls IAM as the root user of the first account.
pub(crate) fn iam(node: &Node, operation: &str, input: Value) -> Value {
    ask(node, Service::Iam, operation, input)
}

/// Calls a service as the root user of the first account.
pub(crate) fn ask(node: &Node, service: Service, operation: &str, input: Value) -> Value {
    let variables = variables(node, ACCOUNT);
    let variable = |name: &str| variables[name].as_str().unwrap().to_owned();
    let identity = Identity {
        access_key_id: variable("AWS_ACCESS_KEY_ID"),
        secret: wharf_aws::SecretKey::new(variable("AWS_SECRET_ACCESS_KEY")),
        session_token: None,
    };
    let now = || wharf_node::Clock::system().now().micros();
    let url = Some(variable("AWS_ENDPOINT_URL"));
    block_on(async {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = Client::new(http, url, "us-east-1", identity, now);
        client.call(service, operation, input).await.unwrap()
    })
}

/// A command of the owner of the data folder, with profiles in a home.
fn owner(node: &Node, home: &Path, words: &[&str]) -> Command {
    let mut command = node.wharf(words);
    command.env("HOME", home);
    command
}

/// A command of a person who has a home and no data folder.
fn person(home: &Path, words: &[&str]) -> Command {
    let mut command = wharf(words);
    command.env("HOME", home).current_dir(home);
    command
}

fn json_of(command: &mut Command) -> Value {
    serde_json::from_str(&stdout(command)).unwrap()
}

#[test]
fn a_user_from_its_making_to_its_end() {
    let node = Node::start(&[], &[]);
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let account = ["--account", ACCOUNT];
    let owned = |words: &[&str]| owner(&node, home, &[words, &account].concat());
    iam(&node, "CreateGroup", json!({"GroupName": "developers"}));

    // What does not come about leaves nothing, so the same command can be given again.
    let create = ["user", "create", "alice", "--save-profile", "alice", "--policy"];
    let with = |policy: &str| owned(&[&create[..], &[policy, "--group", "developers"]].concat());
    let said = failure(&mut with("arn:aws:iam::aws:policy/Nothing"));
    assert!(said.contains("the user alice was not made"), "{said}");
    assert!(!home.join(".aws").exists());
    let said = misuse(&mut with("red-only"));
    assert!(said.contains("did you mean read-only?"), "{said}");
    let said = stdout(&mut with("read-only"));
    assert!(said.contains("wharf env --user alice"), "{said}");
    let groups = iam(&node, "ListGroupsForUser", json!({"UserName": "alice"}));
    assert_eq!(groups["Groups"][0]["GroupName"], "developers");

    // From here on without the data folder.
    let env = ["env", "--user", "alice", "--format", "json"];
    let alice = json_of(&mut person(home, &env));
    assert_eq!(ecr(&node, &alice, "DescribeRepositories", "{}").0, 200);
    let (_, body) = ecr(&node, &alice, "CreateRepository", r#"{"repositoryName":"app"}"#);
    assert!(body.contains("user/alice is not authorized"), "{body}");

    let said = failure(&mut owned(&["user", "create", "alice"]));
    assert!(said.contains("exists already, and was left as it is"), "{said}");
    let said = failure(&mut owned(&["user", "create", "bob", "--save-profile", "alice"]));
    assert!(said.contains("the profile alice is there already"), "{said}");
    let made = json_of(&mut owned(&["user", "create", "bob", "--format", "json"]));
    assert_eq!(made["arn"], "arn:aws:iam::111122223333:user/bob");
    let listed = json_of(&mut owned(&["user", "list", "--format", "json"]));
    assert_eq!(
        (&listed[0]["name"], &listed[1]["name"]),
        (&json!("alice"), &json!("bob"))
    );

    stdout(&mut owned(&["user", "delete", "alice"]));
    assert_ne!(ecr(&node, &alice, "DescribeRepositories", "{}").0, 200);
    let said = failure(&mut owned(&["user", "delete", "alice"]));
    assert!(said.contains("there is no user alice"), "{said}");
}

#[test]
fn a_user_with_a_profile_takes_a_role_and_makes_users() {
    let node = Node::start(&[], &[]);
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let create = |name: &str, policy: &str| {
        let words = ["user", "create", name, "--save-profile", name, "--policy", policy];
        stdout(&mut owner(
            &node,
            home,
            &[&words[..], &["--account", ACCOUNT]].concat(),
        ))
    };
    create("admin", "administrator");
    create("alice", "read-only");
    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}});
    let role = json!({"RoleName": "pusher", "AssumeRolePolicyDocument": trust.to_string()});
    iam(&node, "CreateRole", role);
    let policy = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess";
    let attached = json!({"RoleName": "pusher", "PolicyArn": policy});
    iam(&node, "AttachRolePolicy", attached);

    let role = ["env", "--role", "pusher", "--format", "json", "--profile"];
    let taken = json_of(&mut person(home, &[&role[..], &["alice"]].concat()));
    let (status, body) = ecr(&node, &taken, "CreateRepository", r#"{"repositoryName":"app"}"#);
    assert_eq!(status, 200, "{body}");
    assert!(taken["AWS_CREDENTIAL_EXPIRATION"].is_string());

    // The key in the environment is the root user's; the profile that is named wins.
    let root = variables(&node, ACCOUNT);
    let with_root = |words: &[&str]| {
        let mut command = person(home, words);
        for (name, value) in root.as_object().unwrap() {
            command.env(name, value.as_str().unwrap());
        }
        command
    };
    let of_profile = ["env", "--profile", "alice", "--format", "json"];
    let alice = json_of(&mut with_root(&of_profile));
    assert_ne!(alice["AWS_ACCESS_KEY_ID"], root["AWS_ACCESS_KEY_ID"]);
    let said = failure(&mut with_root(&["env", "--role", "pusher"]));
    assert!(said.contains("is a root user, who cannot take roles"), "{said}");
    for (words, expected) in [
        (
            &["env", "--role", "none", "--profile", "alice"][..],
            "does not get arn:aws:iam::111122223333:role/none",
        ),
        (&["env", "--user", "alce"], "did you mean alice?"),
        (
            &["env", "--user", "admin", "--profile", "alice"],
            "and not of the user admin",
        ),
        (
            &["env", "--profile", "alice", "--account", "222233334444"],
            "and not of the account 222233334444",
        ),
        (
            &["user", "create", "carol", "--profile", "alice"],
            "is not authorized to perform: iam:CreateUser",
        ),
    ] {
        let said = failure(&mut person(home, words));
        assert!(said.contains(expected), "{said}");
    }
    stdout(&mut person(
        home,
        &["user", "create", "carol", "--profile", "admin"],
    ));
    let listed = stdout(&mut person(home, &["user", "list", "--profile", "admin"]));
    assert!(listed.contains("user/carol"), "{listed}");
}

#[test]
fn a_session_that_has_ended_is_told() {
    let home = tempfile::tempdir().unwrap();
    let aws = home.path().join(".aws");
    std::fs::create_dir(&aws).unwrap();
    let session = "[work]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\nwharf_expires = 2020-01-01T00:00:00Z\n";
    std::fs::write(aws.join("credentials"), session).unwrap();
    let said = failure(&mut person(home.path(), &["env", "--profile", "work"]));
    assert!(
        said.contains("`wharf login --profile work` begins another"),
        "{said}"
    );
}

/// A shell that `wharf env` made one of another node's.
#[test]
fn the_profile_that_is_named_knows_its_node() {
    let home = tempfile::tempdir().unwrap();
    let (first, second) = (Node::start(&[], &[]), Node::start(&[], &[]));
    let create = [
        "user",
        "create",
        "alice",
        "--save-profile",
        "alice",
        "--account",
        ACCOUNT,
    ];
    stdout(&mut owner(&second, home.path(), &create));
    let before = variables(&first, ACCOUNT);
    for who in ["--user", "--profile"] {
        let mut env = person(home.path(), &["env", who, "alice", "--format", "json"]);
        for (name, value) in before.as_object().unwrap() {
            env.env(name, value.as_str().unwrap());
        }
        let alice = json_of(&mut env);
        assert_eq!(alice["AWS_ENDPOINT_URL"], second.json()["endpoint"], "{who}");
    }
}
