//! A Region that is not opened until an operator has seen to it: the others are served, and it says what is wrong.

use std::fs;
use std::path::Path;

use serde_json::Value;
use wharf_sql::testing::Cluster;

use super::another::{KEY, READY, try_push};
use super::{create_repository, is_available, push};
use crate::aws::{ecr, variables_of};
use crate::program::{Node, stdout};

/// What a test does in a folder, with an environment that says which database there is.
type Tried = fn(&Path, &[(&str, &str)]);

fn on_both_engines(tried: Tried) {
    let home = tempfile::tempdir().unwrap();
    tried(home.path(), &[]);
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", KEY)];
    tried(home.path(), &environment);
}

fn in_region(account: &Value, region: &str) -> Value {
    let mut account = account.clone();
    account["AWS_REGION"] = region.into();
    account
}

fn status(node: &Node, account: &Value) -> u16 {
    ecr(node, account, "DescribeRepositories", "{}").0
}

/// The folder of one of two Regions is gone.
fn nothing_is_made_in_its_place(home: &Path, environment: &[(&str, &str)]) {
    let (data, away) = (home.join("data"), home.join("disk"));
    let folder = data.join("regions/eu-west-1");
    let mut node = Node::start_at(&data, &[], environment);
    let here = variables_of(&node, environment);
    let there = in_region(&here, "eu-west-1");
    create_repository(&node, &here);
    create_repository(&node, &there);
    let layer = push(&node, &there, b"layer");
    assert!(node.stop("TERM").success());
    fs::rename(&folder, &away).unwrap();
    for _ in 0..2 {
        let mut node = Node::start_at(&data, &[], environment);
        let ready = || node.request(READY, "");
        let is_told =
            |(status, said): (u16, String)| status == 503 && said.contains("eu-west-1 was made before");
        assert!(is_told(ready()), "from the first moment: {:?}", ready());
        assert_eq!(status(&node, &here), 200);
        let (refused, answer) = ecr(&node, &there, "DescribeRepositories", "{}");
        assert_eq!(refused, 503, "{answer}");
        assert!(is_told(ready()) && !folder.exists(), "nothing was made");
        assert!(node.stop("TERM").success());
    }
    let node = Node::start_at(&data, &[], environment);
    fs::rename(&away, &folder).unwrap();
    assert!(is_available(&node, &there, &layer));
    assert_eq!(node.request(READY, "").0, 200);
}

#[test]
fn a_folder_that_is_gone_is_not_made_again() {
    on_both_engines(nothing_is_made_in_its_place);
}

/// The file that says which store it is is damaged, before the start and below a node that runs.
fn it_says_which_file(home: &Path, environment: &[(&str, &str)]) {
    let data = home.join("data");
    let file = data.join("regions/us-east-1/store.json");
    let mut node = Node::start_at(&data, &[], environment);
    let account = variables_of(&node, environment);
    create_repository(&node, &account);
    let layer = push(&node, &account, b"layer");
    assert!(node.stop("TERM").success());
    fs::write(&file, "").unwrap();
    let node = Node::start_at(&data, &[], environment);
    let is_told = || {
        let (status, said) = node.request(READY, "");
        let is_said = said.contains(&file.display().to_string()) && said.contains("wharf adopt");
        assert!(status == 503 && is_said, "{status} {said}");
    };
    let adopt = || {
        let mut adopt = node.wharf(&["adopt", "--region", "us-east-1"]);
        stdout(adopt.envs(environment.iter().copied()));
    };
    is_told();
    assert_eq!(status(&node, &account), 503);
    adopt();
    assert!(is_available(&node, &account, &layer));
    assert_eq!(node.request(READY, "").0, 200);

    fs::write(&file, "{{").unwrap();
    assert_eq!(try_push(&node, &account, b"another"), 503);
    is_told();
    assert!(is_available(&node, &account, &layer), "what is there is served");
    adopt();
    assert_eq!(node.request(READY, "").0, 200);
    push(&node, &account, b"another");
}

#[test]
fn a_damaged_identity_is_named_and_mended() {
    on_both_engines(it_says_which_file);
}

/// Both started before the Region was first used, each with a folder of its own.
#[test]
fn of_two_nodes_with_folders_of_their_own_one_says_why_it_serves_nothing() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", KEY)];
    let [first, second] = ["first", "second"].map(|name| {
        let data = home.path().join(name).join("data");
        fs::create_dir_all(&data).unwrap();
        Node::start_at(&data, &[], &environment)
    });
    let account = variables_of(&first, &environment);
    create_repository(&first, &account);
    assert_eq!(status(&second, &account), 503);
    let (ready, said) = second.request(READY, "");
    assert!(
        ready == 503 && said.contains("whose bytes are not here"),
        "{said}"
    );
    assert!(!second.data.join("regions/us-east-1").exists());
}
