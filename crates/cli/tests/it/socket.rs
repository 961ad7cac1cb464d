//! The operators' socket: who is let in through it, and what is said when it is not there.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::program::{Node, failure, stdout, wharf};

#[test]
fn a_node_that_was_killed_leaves_no_socket_in_the_way() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    node.stop("KILL");
    assert!(data.join("wharf.sock").exists());
    stdout(wharf(&["account", "list", "--data"]).arg(&data));
    let node = Node::start_at(&data, &[], &[]);
    stdout(&mut node.wharf(&["account", "list"]));
}

#[test]
fn another_user_of_the_machine_is_no_operator() {
    let home = tempfile::tempdir().unwrap();
    let node = Node::start_at(&home.path().join("data"), &[], &[]);
    let socket = node.data.join("wharf.sock");
    // As wide open as an operator could make it by mistake.
    let opened = Command::new("chmod")
        .args(["a+rwx"])
        .args([home.path(), &node.data, &socket])
        .status();
    assert!(opened.unwrap().success());
    let ask = |user: &[&str]| {
        let mut command = Command::new("setpriv");
        command
            .args(user)
            .arg("curl")
            .args(["--silent", "--max-time", "5", "--unix-socket"]);
        command
            .arg(&socket)
            .args(["--header", "x-amz-target: Wharf_20261129.ListAccounts"]);
        let output = command.args(["--data", "{}", "http://wharf/"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(ask(&["--reuid", "0"]).contains("111122223333"));
    assert_eq!(
        ask(&["--reuid", "65534", "--regid", "65534", "--clear-groups"]),
        ""
    );
}

#[test]
fn a_folder_whose_path_no_socket_can_have_is_reached_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("a".repeat(100)).join("data");
    std::fs::create_dir(data.parent().unwrap()).unwrap();
    let node = Node::start_at(&data, &[], &[]);
    let listed = stdout(&mut node.wharf(&["account", "list"]));
    assert!(listed.contains("111122223333"), "{listed}");
}

#[test]
fn the_owner_of_the_folder_is_let_in_where_root_runs_the_server() {
    const OTHER: &str = "65534";
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let status = Command::new(program).args(arguments).status();
        assert!(status.unwrap().success(), "{program} {arguments:?}");
    };
    run("chmod", &["a+rx", home.path().to_str().unwrap()]);
    run("chown", &[OTHER, data.to_str().unwrap()]);
    let mut node = Node::start_at(&data, &[], &[]);
    let ask = |user: &str| {
        let output = Command::new("setpriv")
            .args([
                "--reuid",
                user,
                "--regid",
                user,
                "--clear-groups",
                "curl",
                "--silent",
            ])
            .args(["--max-time", "5", "--unix-socket"])
            .arg(data.join("wharf.sock"))
            .args(["--header", "x-amz-target: Wharf_20261129.ListAccounts"])
            .args(["--data", "{}", "http://wharf/"])
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    for user in [OTHER, "0"] {
        assert!(ask(user).contains("111122223333"), "{user}");
    }
    assert_eq!(ask("65533"), "");
    node.stop("TERM");
    assert!(!data.join("wharf.sock").exists());
}

#[test]
fn a_server_without_its_socket_is_told_of_at_once() {
    let node = Node::start(&[], &[]);
    std::fs::remove_file(node.data.join("wharf.sock")).unwrap();
    let begun = Instant::now();
    let said = failure(&mut node.wharf(&["account", "list"]));
    assert!(
        said.contains("its socket is not in the folder any more"),
        "{said}"
    );
    assert!(begun.elapsed() < Duration::from_secs(4), "it waits for nothing");
}
