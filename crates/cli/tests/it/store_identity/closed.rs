//! A Region that is not opened until an operator has seen to it: the others are served, and it says what is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use wharf_sql::testing::Cluster;

use super::another::{KEY, READY, try_push};
use super::{ask, create_repository, is_available, push, serve};
use crate::aws::{ecr, variables_of};
use crate::program::{Node, failure, stdout, wharf};

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

/// The disks of two Regions are not mounted: neither a command alone nor one that asks a server begins them anew unless it says so.
fn only_what_is_lost_is_begun_anew(home: &Path, environment: &[(&str, &str)]) {
    let data = home.join("data");
    let mut node = Node::start_at(&data, &[], environment);
    let here = variables_of(&node, environment);
    create_repository(&node, &here);
    // One has a layer, the other has none.
    let regions = ["eu-west-1", "eu-west-2"].map(|region| {
        let there = in_region(&here, region);
        create_repository(&node, &there);
        (
            region,
            there,
            data.join("regions").join(region),
            home.join(region),
        )
    });
    let layer = push(&node, &regions[0].1, b"layer");
    assert!(node.stop("TERM").success());
    for (_, _, folder, away) in &regions {
        fs::rename(folder, away).unwrap();
        fs::create_dir(folder).unwrap();
    }
    let adopt = |region: &str, more: &[&str]| {
        let mut adopt = wharf(&["adopt", "--region", region, "--data"]);
        adopt.arg(&data).args(more).envs(environment.iter().copied());
        adopt
    };
    let is_refused = || {
        for (region, _, folder, _) in &regions {
            let said = failure(&mut adopt(region, &[]));
            let lost = format!("wharf adopt --region {region} --without-bytes --data");
            for part in [
                "Nothing was adopted",
                "was made before",
                "Mount it",
                lost.as_str(),
            ] {
                assert!(said.contains(part), "{part} is not in {said}");
            }
            assert_eq!(files(folder), BTreeSet::new(), "nothing was made");
        }
    };
    is_refused();
    let node = Node::start_at(&data, &[], environment);
    is_refused();
    // One is mounted, the other is lost.
    let [(_, mounted, folder, away), (lost, begun, ..)] = &regions;
    fs::remove_dir(folder).unwrap();
    fs::rename(away, folder).unwrap();
    assert!(is_available(&node, mounted, &layer));
    stdout(&mut adopt(lost, &["--without-bytes"]));
    assert_eq!(status(&node, begun), 200);

    // It goes away below a server that has it open.
    let folder = data.join("regions").join(lost);
    fs::rename(&folder, home.join("later")).unwrap();
    fs::create_dir(&folder).unwrap();
    for more in [&[][..], &["--without-bytes"]] {
        let said = failure(&mut adopt(lost, more));
        assert!(
            said.contains("Mount it") && said.contains("stop the node"),
            "{said}"
        );
    }
    assert_eq!(files(&folder), BTreeSet::new(), "nothing was made");
}

#[test]
fn a_region_whose_disk_is_not_mounted_is_adopted_only_as_lost() {
    on_both_engines(only_what_is_lost_is_begun_anew);
}

/// It had noted the Region, and ended before there were bytes, or a row of them: nothing can be lost.
#[test]
fn a_first_opening_that_broke_off_is_taken_up_again() {
    let (cluster, home) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", KEY)];
    let data = home.path().join("data");
    let node = Node::start_at(&data, &[], &environment);
    let here = variables_of(&node, &environment);
    let there = in_region(&here, "eu-west-1");
    create_repository(&node, &here);
    assert!(data.join("made/us-east-1").exists());
    fs::write(data.join("made/eu-west-1"), b"").unwrap();
    create_repository(&node, &there);
    let layer = push(&node, &there, b"layer");
    assert!(is_available(&node, &there, &layer));
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
    let output = second.wharf(&["doctor"]).output().unwrap();
    let doctor = String::from_utf8(output.stdout).unwrap();
    assert!(
        doctor.contains("GET /readyz answers 503") && output.status.code() == Some(1),
        "{doctor}"
    );
    assert!(!second.data.join("regions/us-east-1").exists());
}

/// What a start says of a lost identity database leads back to a node that has the bytes.
#[test]
fn what_is_said_of_a_lost_identity_database_leads_on() {
    let home = tempfile::tempdir().unwrap();
    let (data, away) = (home.path().join("data"), home.path().join("away"));
    let mut node = Node::start_at(&data, &[], &[]);
    let account = variables_of(&node, &[]);
    create_repository(&node, &account);
    let layer = push(&node, &account, b"layer");
    assert!(node.stop("TERM").success());
    for file in ["identity.db", "identity.db-wal", "identity.db-shm"] {
        let _ = fs::remove_file(data.join(file));
    }
    let said = serve(&data, &[]);
    let folders = ["regions", "made"].map(|name| data.join(name));
    for folder in &folders {
        assert!(said.contains(&folder.display().to_string()), "{said}");
    }

    // Only one of them: nothing is begun anew, and what has no account says what to do.
    fs::create_dir(&away).unwrap();
    fs::rename(&folders[0], away.join("regions")).unwrap();
    serve(&data, &[]);
    let adopt = ["adopt", "--region", "us-east-1", "--without-bytes", "--data"];
    let said = failure(wharf(&adopt).arg(&data));
    assert!(
        said.contains("no account yet") && said.contains("`made`"),
        "{said}"
    );

    fs::rename(&folders[1], away.join("made")).unwrap();
    let mut node = Node::start_at(&data, &[], &[]);
    assert!(node.stop("TERM").success());
    for (folder, name) in folders.iter().zip(["regions", "made"]) {
        let _ = fs::remove_dir_all(folder);
        fs::rename(away.join(name), folder).unwrap();
    }
    stdout(wharf(&["adopt", "--region", "us-east-1", "--data"]).arg(&data));
    let node = Node::start_at(&data, &[], &[]);
    assert!(is_available(&node, &variables_of(&node, &[]), &layer));
}

/// All that is below a folder.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.insert(path.display().to_string());
    }
    found
}

fn it_is_an_empty_registry(home: &Path, environment: &[(&str, &str)]) {
    let data = home.join("data");
    let said = {
        let read_only = [environment, &[("WHARF_READ_ONLY", "true")]].concat();
        serve(&data, &read_only)
    };
    assert!(said.contains("a node that is read only makes none"), "{said}");
    assert!(!data.exists());
    let mut node = Node::start_at(&data, &[], environment);
    let here = variables_of(&node, environment);
    create_repository(&node, &here);
    assert!(node.stop("TERM").success());
    let there = || ["regions", "made"].map(|name| files(&data.join(name)));
    let without_logs = |[regions, made]: [BTreeSet<String>; 2]| {
        let is_log = |file: &String| file.ends_with("-wal") || file.ends_with("-shm");
        (
            regions
                .into_iter()
                .filter(|file| !is_log(file))
                .collect::<Vec<_>>(),
            made,
        )
    };
    let before = without_logs(there());
    let mut node = Node::start_at(&data, &["--read-only", "true"], environment);
    let elsewhere = in_region(&here, "ap-south-1");
    let found = ask(&node, &elsewhere, "DescribeRepositories", &json!({}));
    assert_eq!(found["repositories"], json!([]));
    let (missing, answer) = ecr(&node, &elsewhere, "ListImages", r#"{"repositoryName": "app"}"#);
    assert!(
        missing == 400 && answer.contains("RepositoryNotFoundException"),
        "{answer}"
    );
    let (refused, answer) = ecr(
        &node,
        &elsewhere,
        "CreateRepository",
        r#"{"repositoryName": "app"}"#,
    );
    assert_eq!(refused, 400, "{answer}");
    assert_eq!(
        ask(&node, &here, "DescribeRepositories", &json!({}))["repositories"][0]["repositoryName"],
        "app"
    );
    assert_eq!(without_logs(there()), before);
    let scratch = format!("wharf-{}-", node.pid());
    assert!(node.stop("TERM").success());
    assert_eq!(without_logs(there()), before);
    let left = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let left = left.filter(|entry| entry.file_name().to_string_lossy().starts_with(&scratch));
    assert_eq!(left.count(), 0, "what it needed is gone with it");
    // It is made when it may be.
    let node = Node::start_at(&data, &[], environment);
    create_repository(&node, &elsewhere);
    assert!(data.join("made/ap-south-1").exists());
}

#[test]
fn a_read_only_node_makes_no_region() {
    on_both_engines(it_is_an_empty_registry);
}
