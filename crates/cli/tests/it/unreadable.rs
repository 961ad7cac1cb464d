//! Sealed records that do not open: which commands say so, and what one does.

use std::process::Command;

use crate::aws::{ecr, variables};
use crate::program::{Node, sql, stdout};

const ACCOUNT: &str = "111122223333";

/// All that a command says that fails.
fn refusal(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success(), "{command:?}");
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).unwrap()
}

#[test]
fn an_access_key_that_does_not_open_is_named_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let before = variables(&node, ACCOUNT);
    let id = before["AWS_ACCESS_KEY_ID"].as_str().unwrap();
    let repository = r#"{"repositoryName": "app"}"#;
    assert_eq!(ecr(&node, &before, "CreateRepository", repository).0, 200);
    node.stop("TERM");
    sql(
        &data.join("identity.db"),
        "UPDATE access_keys SET sealed_secret = zeroblob(60)",
    );
    let node = Node::start_at(&data, &[], &[]);
    let removal = format!("wharf access-key delete --id {id}");
    let (status, body) = ecr(&node, &before, "DescribeRepositories", "{}");
    assert!(
        status == 400 && body.contains("UnrecognizedClientException"),
        "{body}"
    );
    let listed = stdout(&mut node.wharf(&["access-key", "list", "--account", ACCOUNT]));
    assert!(
        listed.contains("unreadable") && listed.contains(&removal),
        "{listed}"
    );
    for words in [&["env", "--account", ACCOUNT][..], &["doctor"]] {
        let said = refusal(&mut node.wharf(words));
        assert!(
            said.contains("does not open") || said.contains("do not open"),
            "{said}"
        );
        assert!(said.contains(&removal), "{said}");
    }
    let ready = || node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "").1;
    assert!(
        ready().contains("degraded: a sealed record does not open"),
        "{}",
        ready()
    );

    stdout(&mut node.wharf(&["access-key", "delete", "--id", id]));
    stdout(&mut node.wharf(&["access-key", "create", "--account", ACCOUNT]));
    let (status, body) = ecr(&node, &variables(&node, ACCOUNT), "DescribeRepositories", "{}");
    assert_eq!(status, 200, "{body}");
    assert!(!ready().contains("sealed record"), "{}", ready());
}
