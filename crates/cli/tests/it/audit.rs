//! The audit's files, and `wharf audit`.

use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::aws::{ecr, variables};
use crate::program::{Node, status_after_a_line, stdout};

/// What is found: a record comes to its file a moment after the answer.
fn records(node: &Node, more: &[&str], count: usize) -> Vec<Value> {
    let begun = Instant::now();
    loop {
        let said = stdout(&mut node.wharf(&[&["audit", "--format", "json"], more].concat()));
        let found: Vec<Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        if found.len() == count || begun.elapsed() > Duration::from_secs(5) {
            assert_eq!(found.len(), count, "{more:?}: {said}");
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn who_asked_for_what_is_found_again() {
    let home = tempfile::tempdir().unwrap();
    let mut node = Node::start_at(&home.path().join("data"), &[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let (own, other) = (variables(&node, "111122223333"), variables(&node, "222233334444"));
    let app = r#"{"repositoryName": "app", "registryId": "111122223333"}"#;
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#).0,
        200
    );
    assert_eq!(ecr(&node, &other, "DescribeImages", app).0, 400);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "none"}"#).0,
        400
    );

    let all = records(&node, &[], 6);
    let names: Vec<&str> = all
        .iter()
        .map(|record| record["eventName"].as_str().unwrap())
        .collect();
    assert_eq!(
        names[..3],
        ["CreateAccount", "RevealRootAccessKey", "RevealRootAccessKey"]
    );
    assert_eq!(
        names[3..],
        ["CreateRepository", "DescribeImages", "DescribeImages"]
    );
    assert_eq!(all[3]["sourceIPAddress"], "127.0.0.1");
    let denied = records(&node, &["--denied"], 1);
    assert_eq!(denied[0]["userIdentity"]["accountId"], "222233334444");
    records(&node, &["--failed"], 2);
    // What was refused to the other account is among what the owner sees.
    records(&node, &["--account", "111122223333"], 6);
    // What the operator did to it is about it too: it was made, and its key was read.
    records(&node, &["--account", "222233334444"], 3);
    records(&node, &["--event", "CreateRepository", "--repository", "app"], 1);
    records(&node, &["--principal", "222233334444:root", "--since", "1h"], 1);
    records(&node, &["--until", "1h"], 0);
    records(&node, &["--last", "1"], 1);
    let text = stdout(&mut node.wharf(&["audit", "--denied"]));
    assert!(
        text.contains("DescribeImages") && text.contains(" app in 111122223333/us-east-1 from 127.0.0.1"),
        "{text}"
    );
    assert!(
        text.contains("AccessDenied: User: arn:aws:iam::222233334444:root"),
        "{text}"
    );

    // Killed in the middle of a line: the next start ends it, and everything else is found.
    let data = node.data.clone();
    node.stop("KILL");
    let mut files = std::fs::read_dir(data.join("audit")).unwrap();
    let day = files.next().unwrap().unwrap().path();
    let mut file = std::fs::OpenOptions::new().append(true).open(&day).unwrap();
    file.write_all(b"{\"eventVersion\": ").unwrap();
    let node = Node::start_at(&data, &[], &[]);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "app"}"#).0,
        200
    );
    records(&node, &[], 7);
    // Secrets are in none of it.
    let secret = own["AWS_SECRET_ACCESS_KEY"].as_str().unwrap();
    assert!(!std::fs::read_to_string(&day).unwrap().contains(secret));
}

#[test]
fn what_operators_did_to_an_account_is_found() {
    let node = Node::start(&[], &[]);
    let account = ["--account", "222233334444"];
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let url = ["--url", "https://receiver.example.com/"];
    stdout(&mut node.wharf(&[&["webhook", "create", "deploy"][..], &url, &account].concat()));
    stdout(&mut node.wharf(&[&["webhook", "delete", "deploy"][..], &account].concat()));
    let key = variables(&node, "222233334444")["AWS_ACCESS_KEY_ID"].clone();
    stdout(&mut node.wharf(&["access-key", "deactivate", "--id", key.as_str().unwrap()]));
    let found = records(&node, &account, 5);
    let names: Vec<&str> = found
        .iter()
        .map(|record| record["eventName"].as_str().unwrap())
        .collect();
    let done = [
        "CreateAccount",
        "CreateWebhook",
        "DeleteWebhook",
        "RevealRootAccessKey",
        "UpdateRootAccessKey",
    ];
    assert_eq!(names, done);
}

#[test]
fn programs_see_all_records_and_people_are_told_of_more() {
    let node = Node::start(&[], &[]);
    let own = variables(&node, "111122223333");
    for _ in 0..101 {
        assert_eq!(ecr(&node, &own, "DescribeRepositories", "{}").0, 200);
    }
    records(&node, &["--event", "DescribeRepositories"], 101);
    let shown = |more: &[&str]| {
        let output = node.wharf(&[&["audit"][..], more].concat()).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (
            out.lines().count(),
            err.contains("there are more: --last 0 shows all"),
        )
    };
    assert_eq!(shown(&[]), (100, true));
    assert_eq!(shown(&["--last", "5"]), (5, false));
    assert_eq!(shown(&["--last", "0"]), (102, false));
}

#[test]
fn a_follower_ends_when_its_output_goes_nowhere() {
    let node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    records(&node, &[], 1);
    // Nothing more is printed after the line that is read.
    assert!(status_after_a_line(&mut node.wharf(&["audit", "--follow"])).success());
    let mut full = node.wharf(&["audit", "--follow"]);
    full.stdout(std::fs::File::create("/dev/full").unwrap());
    assert_eq!(full.status().unwrap().code(), Some(1));
}

#[test]
fn what_changes_nothing_need_not_be_kept() {
    let node = Node::start(&["--audit", "changes"], &[]);
    let own = variables(&node, "111122223333");
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#).0,
        200
    );
    assert_eq!(ecr(&node, &own, "DescribeRepositories", "{}").0, 200);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "none"}"#).0,
        400
    );
    records(&node, &[], 3);
}
