//! What a disk does to the files of SQLite is told, with what it may have lost.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::lab::{Api, node_environment};
use crate::program::{Node, failure, stdout, wharf};

fn change(file: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).unwrap();
    change(&mut bytes);
    fs::write(file, bytes).unwrap();
}

/// What no digest, index or other row repeats has nothing to be compared with, as ADR 22 says.
#[test]
fn a_flipped_byte_of_a_value_that_nothing_repeats_is_not_found() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &node_environment());
    let api = Api::of_node(&node);
    api.create_repository("app");
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "unmistakable", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
    ]});
    let set = json!({"repositoryName": "app", "policyText": policy.to_string()});
    api.call("SetRepositoryPolicy", &set).expect(200);
    assert!(node.stop("TERM").success());
    let mut found = 0;
    change(&data.join("regions/us-east-1/registry.db"), |bytes| {
        for at in 0..bytes.len() - 12 {
            if bytes[at..].starts_with(b"unmistakable") {
                (bytes[at], found) = (b't', found + 1);
            }
        }
    });
    assert!(found > 0);
    let place = ["verify", "--data", data.to_str().unwrap()];
    assert!(wharf(&place).output().unwrap().status.success());
}

/// What a command prints, however it ends.
fn printed(node: &Node, words: &[&str]) -> (String, Option<i32>) {
    let output = node.wharf(words).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn a_damaged_log_and_a_cut_file_are_told() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let region = data.join("regions/us-east-1");
    let mut node = Node::start_at(&data, &[], &node_environment());
    Api::of_node(&node).create_repository("before");
    assert!(node.stop("TERM").success());
    let mut node = Node::start_at(&data, &[], &node_environment());
    for number in 0..5 {
        Api::of_node(&node).create_repository(&format!("after-{number}"));
    }
    assert!(printed(&node, &["verify"]).1 == Some(0), "nothing is damaged yet");
    node.stop("KILL");

    // A flipped byte in the first frame of the log: SQLite drops all of it.
    change(&region.join("registry.db-wal"), |bytes| bytes[32 + 24 + 100] ^= 1);
    let mut node = Node::start_at(&data, &[], &node_environment());
    assert!(
        node.stderr().contains("the database's log is damaged"),
        "{}",
        node.stderr()
    );
    Api::of_node(&node).create_repository("again");
    let (said, code) = printed(&node, &["verify"]);
    assert!(
        said.contains("its write-ahead log was damaged") && code == Some(1),
        "{code:?}: {said}"
    );
    let (said, _) = printed(&node, &["doctor"]);
    assert!(
        said.contains("registry.db-wal.damaged-") && said.contains("start the server again"),
        "{said}"
    );
    assert!(node.stop("TERM").success());

    // The copy is what tells of it.
    for entry in fs::read_dir(&region).unwrap() {
        let path = entry.unwrap().path();
        if path.to_str().unwrap().contains(".damaged-") {
            fs::remove_file(path).unwrap();
        }
    }
    let place = ["--data", data.to_str().unwrap()];
    let verify = || wharf(&[&["verify"][..], &place].concat());
    assert!(verify().output().unwrap().status.success());

    // A flipped byte of one page, and a file that was cut.
    let database = region.join("registry.db");
    let whole = fs::read(&database).unwrap();
    change(&database, |bytes| {
        // The kind of the last leaf of a table.
        let page = bytes.chunks_mut(4096).skip(1).rfind(|page| page[0] == 0x0d);
        page.unwrap()[0] ^= 1;
    });
    let output = verify().output().unwrap();
    // A finding; or the Region does not open, where the page is one that an opening reads.
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(
        said.contains("database") && output.status.code() == Some(1),
        "{said}"
    );
    fs::write(&database, &whole).unwrap();
    change(&database, |bytes| bytes.truncate(whole.len() - 3 * 4096));
    let output = verify().output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("pages are missing") && output.status.code() == Some(1),
        "{said}"
    );

    let said = failure(wharf(&["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data));
    assert!(
        said.contains("registry.db cannot be used") && said.contains("pages are missing"),
        "{said}"
    );

    // Accounts and keys: nothing starts without them.
    fs::write(&database, &whole).unwrap();
    change(&data.join("identity.db"), |bytes| {
        bytes.truncate(bytes.len() - 3 * 4096);
    });
    let said = failure(wharf(&["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data));
    assert!(
        said.contains("identity.db") && said.contains("pages are missing"),
        "{said}"
    );
}

#[test]
fn damage_that_a_statement_meets_is_told() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &node_environment());
    Api::of_node(&node).create_repository("app");
    assert!(node.stop("TERM").success());
    let database = data.join("regions/us-east-1/registry.db");
    let script = "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\n\
        print(c.execute(\"SELECT rootpage FROM sqlite_schema WHERE name = 'repositories'\").fetchone()[0])";
    let page = stdout(Command::new("python3").args(["-c", script]).arg(&database));
    let page: usize = page.trim().parse().unwrap();
    change(&database, |bytes| {
        bytes[(page - 1) * 4096..][..64].fill(0xff);
    });
    let node = Node::start_at(&data, &[], &node_environment());
    let ready = || node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "").1;
    assert!(!ready().contains("damaged"), "nothing has read it");
    Api::of_node(&node)
        .call("DescribeRepositories", &json!({}))
        .expect(500);
    let said = ready();
    assert!(
        said.contains("degraded: a database is damaged, or lost changes, in us-east-1"),
        "{said}"
    );
    let (said, code) = printed(&node, &["doctor"]);
    assert!(
        said.contains("its file is damaged") && code == Some(1),
        "{code:?}: {said}"
    );
    // The rows that follow need that table: what was found before is told all the same.
    let (said, code) = printed(&node, &["verify"]);
    assert!(
        said.contains("its file is damaged") && said.contains("what follows could not be read"),
        "{said}"
    );
    assert!(said.contains("damaged: ") && code == Some(1), "{code:?}: {said}");
}
