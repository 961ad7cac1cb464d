//! A node's life: first start, second start, second process.

mod ends;

use std::os::unix::fs::PermissionsExt;

use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit, setrlimit};
use serde_json::json;

use crate::aws::{ecr, variables};
use crate::lab::{Api, REGION, node_environment};
use crate::program::{Node, failure, sql, stdout};

#[test]
fn the_first_start_shows_credentials_that_work_and_later_ones_do_not() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let said = node.stdout();
    let word_after = |label: &str| {
        let rest = said.split(label).nth(1).unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    };
    let (id, secret) = (
        word_after("AWS_ACCESS_KEY_ID"),
        word_after("AWS_SECRET_ACCESS_KEY"),
    );
    assert!(
        said.contains("eval \"$(wharf env --account 111122223333 --data"),
        "{said}"
    );
    let variables = variables(&node, "111122223333");
    assert_eq!(variables["AWS_ACCESS_KEY_ID"], id);
    assert_eq!(variables["AWS_SECRET_ACCESS_KEY"], secret);
    let (status, body) = ecr(
        &node,
        &variables,
        "CreateRepository",
        r#"{"repositoryName":"hello"}"#,
    );
    assert_eq!(status, 200, "{body}");
    let log = node.stderr();
    assert!(log.contains("serving") && !log.contains(&secret), "{log}");
    for name in ["master.key", "wharf.lock", "identity.db"] {
        let mode = std::fs::metadata(data.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
    assert!(node.stop("TERM").success());

    let again = Node::start_at(&data, &[], &[]);
    let said = again.stdout();
    assert!(said.contains("listens on") && !said.contains(&secret), "{said}");
    let (status, body) = ecr(&again, &variables, "DescribeRepositories", "{}");
    assert!(status == 200 && body.contains("hello"), "{body}");
}

#[test]
fn the_credentials_may_come_from_the_environment() {
    let key = [
        ("WHARF_BOOTSTRAP_ACCOUNT_ID", "444455556666"),
        ("WHARF_BOOTSTRAP_ACCESS_KEY_ID", "AKIAFROMOUTSIDE00000"),
        ("WHARF_BOOTSTRAP_SECRET_ACCESS_KEY", "a-secret-from-outside"),
        (
            "WHARF_MASTER_KEY",
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        ),
    ];
    let node = Node::start(&[], &key);
    assert!(!node.stdout().contains("First start"), "{}", node.stdout());
    assert!(
        !node.data.join("master.key").exists(),
        "the key is kept elsewhere"
    );
    let mut env = node.wharf(&["env", "--account", "444455556666", "--format", "json"]);
    env.env(key[3].0, key[3].1);
    let variables = serde_json::from_str(&crate::program::stdout(&mut env)).unwrap();
    let (status, body) = ecr(&node, &variables, "DescribeRepositories", "{}");
    assert_eq!(status, 200, "{body}");
    assert!(!node.stderr().contains("a-secret-from-outside"));
    assert_eq!(node.json()["account"], "444455556666");
}

#[test]
fn a_second_process_is_refused_with_the_pid_of_the_first() {
    let node = Node::start(&[], &[]);
    let before = node.json();
    let said = failure(&mut node.wharf(&["serve", "--listen", "127.0.0.1:0"]));
    assert!(
        said.contains(node.data()) && said.contains(&format!("pid {}", node.pid())),
        "{said}"
    );
    assert_eq!(node.json(), before, "the first one's file is untouched");
}

#[test]
fn a_taken_port_is_explained_and_shows_no_credentials() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut serve = crate::program::wharf(&["serve", "--listen", &address, "--data"]);
    let output = serve.arg(&data).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("cannot listen on {address}")), "{said}");
    assert!(output.stdout.is_empty());
    // It has decided nothing: another master key may be the first one.
    let key = home.path().join("the.key");
    std::fs::write(&key, "ab".repeat(32)).unwrap();
    let node = Node::start_at(&data, &["--master-key-file", key.to_str().unwrap()], &[]);
    assert!(
        node.stdout().contains("First start"),
        "the account is made by the start that works"
    );
}

#[test]
fn another_master_key_is_refused_and_a_lost_one_is_not_replaced() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    drop(Node::start_at(&data, &[], &[]));
    let key = data.join("master.key");
    let right = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let serve = || {
        let mut serve = crate::program::wharf(&["serve", "--listen", "127.0.0.1:0", "--data"]);
        serve.arg(&data);
        serve
    };
    let said = failure(&mut serve());
    assert!(said.contains("master.key is missing") && !key.exists(), "{said}");
    std::fs::write(&key, "00".repeat(32)).unwrap();
    let said = failure(&mut serve());
    assert!(said.contains("is not the one in use here"), "{said}");
    std::fs::write(&key, "no key").unwrap();
    let said = failure(&mut serve());
    assert!(said.contains("64 hexadecimal digits"), "{said}");
    let elsewhere = home.path().join("elsewhere.key");
    std::fs::write(&elsewhere, right).unwrap();
    Node::start_at(&data, &["--master-key-file", elsewhere.to_str().unwrap()], &[]);
}

#[test]
fn no_command_seals_with_another_master_key() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    node.stop("TERM");
    let wrong = |words: &[&str]| {
        let mut command = crate::program::wharf(words);
        command
            .arg("--data")
            .arg(&data)
            .env("WHARF_MASTER_KEY", "ab".repeat(32));
        command
    };
    let commands: &[&[&str]] = &[
        &["access-key", "create", "--account", "111122223333"],
        &["account", "create", "--id", "222222222222"],
        &["key", "create", "--account", "111122223333"],
        &[
            "webhook",
            "create",
            "x",
            "--account",
            "111122223333",
            "--url",
            "https://receiver.example/",
        ],
        &["serve", "--listen", "127.0.0.1:0"],
    ];
    let all_are_refused = || {
        for words in commands {
            let said = failure(&mut wrong(words));
            assert!(
                said.contains("WHARF_MASTER_KEY is not the one in use here, and nothing was done"),
                "{said}"
            );
        }
    };
    all_are_refused();
    // As a database that was made before there was a check: with the keys of its own, and with as many that a command of that time
    // sealed with another master key.
    let identity = data.join("identity.db");
    sql(&identity, "DELETE FROM master_key");
    all_are_refused();
    sql(&identity, "CREATE TABLE kept AS SELECT * FROM access_keys");
    sql(&identity, "DELETE FROM access_keys");
    stdout(&mut wrong(commands[0]));
    sql(&identity, "INSERT INTO access_keys SELECT * FROM kept");
    sql(&identity, "DROP TABLE kept");
    all_are_refused();
    Node::start_at(&data, &[], &[]);
    all_are_refused();
}

/// A shell's limit is for programs of old: the node opens as many files as the machine permits.
#[test]
fn the_limit_of_open_files_is_raised() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let low = Rlimit {
        current: Some(256),
        maximum,
    };
    setrlimit(Resource::Nofile, low).unwrap();
    let node = Node::start(&[], &[]);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", node.pid())).unwrap();
    let files = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let files: Vec<&str> = files.unwrap().split_whitespace().collect();
    assert!(files[0] != "256" && files[0] == files[1], "{files:?}");
}

/// What needs one more file than the process may have is answered later, and not for a fault of the node.
#[test]
fn a_region_that_finds_no_more_files_is_asked_again() {
    let node = Node::start(&[], &node_environment());
    let api = Api::of_node(&node);
    let (mut connection, input) = (api.connection(), json!({"repositoryName": "app"}));
    let mut ask = |region: &str| {
        let answer = api.call_over(&mut connection, region, "CreateRepository", &input);
        answer.unwrap()
    };
    // The connection and the database of this Region are open from then on.
    ask(REGION).expect(200);
    let pid = Pid::from_raw(node.pid().try_into().unwrap());
    let none = Rlimit {
        current: Some(0),
        maximum: getrlimit(Resource::Nofile).maximum,
    };
    let before = prlimit(pid, Resource::Nofile, none).unwrap();
    let refused = ask("eu-west-1").expect(503);
    prlimit(pid, Resource::Nofile, before).unwrap();
    assert_eq!(refused.header("retry-after"), Some("5"));
    ask("eu-west-1").expect(200);
    let (_, metrics) = node.request("GET /metrics HTTP/1.1\r\nHost: localhost\r\n", "");
    let name = "wharf_refused_requests_total{bound=\"files\"} ";
    let counted = metrics.lines().find_map(|line| line.strip_prefix(name));
    assert!(counted.is_some_and(|count| count != "0"), "{metrics}");
}

#[test]
fn metrics_and_structured_logs() {
    let node = Node::start(
        &["--log-format", "json", "--log", "debug"],
        &[("WHARF_REGISTRY", "from wharf env")],
    );
    node.request("GET /v2/ HTTP/1.1\r\nHost: localhost\r\n", "");
    let (status, metrics) = node.request("GET /metrics HTTP/1.1\r\nHost: localhost\r\n", "");
    assert!(
        status == 200 && metrics.contains("wharf_http_requests_total{"),
        "{metrics}"
    );
    let log = node.stderr();
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert!(!log.contains("from wharf env"), "{log}");
}

#[cfg(not(feature = "fail-points"))]
#[test]
fn a_build_without_fail_points_refuses_to_arm_one() {
    let mut serve = crate::program::wharf(&["serve", "--data", "/nonexistent/wharf"]);
    let said = failure(serve.env("WHARF_FAIL_POINT", "blob.commit.after-fsync=abort"));
    assert!(said.contains("this build has no fail points"), "{said}");
}

#[cfg(feature = "fail-points")]
#[test]
fn a_fail_point_is_armed_from_the_environment() {
    let node = Node::start(&[], &[("WHARF_FAIL_POINT", "blob.commit.after-fsync=abort")]);
    assert!(
        node.stderr().contains("fail points are armed"),
        "{}",
        node.stderr()
    );
}

#[test]
fn a_refusal_makes_no_region() {
    let node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let of = |account: &str| {
        let mut variables = variables(&node, account);
        variables["AWS_REGION"] = "eu-west-1".into();
        variables
    };
    let (owner, other) = (of("111122223333"), of("222233334444"));
    let region = node.data.join("regions/eu-west-1");
    let asked = r#"{"registryId":"111122223333","repositoryNames":["app"]}"#;
    let refused = || {
        let (status, body) = ecr(&node, &other, "DescribeRepositories", asked);
        status == 400 && body.contains("AccessDenied")
    };
    assert!(refused() && !region.exists());
    // Once it is there, what stands in it decides.
    assert_eq!(
        ecr(&node, &owner, "CreateRepository", r#"{"repositoryName":"app"}"#).0,
        200
    );
    assert!(region.join("registry.db").exists() && refused());
    let policy =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:*"}}"#;
    let set = serde_json::json!({"repositoryName": "app", "policyText": policy}).to_string();
    assert_eq!(ecr(&node, &owner, "SetRepositoryPolicy", &set).0, 200);
    assert_eq!(ecr(&node, &other, "DescribeRepositories", asked).0, 200);
}

#[test]
fn a_folder_that_others_can_read_is_closed() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let node = Node::start_at(&data, &[], &[]);
    let mode = std::fs::metadata(&data).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o750, "the group may have been given it on purpose");
    assert!(node.stderr().contains("open to other users"), "{}", node.stderr());
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let home = tempfile::tempdir().unwrap();
    let on_a_full_disk = ["/bin/sh", "-c", "exec \"$0\" \"$@\" 2>/dev/full"];
    let node = Node::start_under(&on_a_full_disk, &home.path().join("data"), &[]);
    for _ in 0..3 {
        let (status, said) = node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "");
        assert_eq!((status, said.as_str()), (200, "ready\n"));
    }
}
