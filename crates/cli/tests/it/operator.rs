//! One front door: what an operator does goes through the node, is decided and recorded, whether the node runs or not.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use wharf_node::iam;
use wharf_sql::{Database, SqliteOptions, Statement, Transaction, params};

use crate::aws::{ecr, variables};
use crate::program::{Node, failure, stdout, wharf};

/// The records of changes in a folder, once there are so many: a record comes to its file a moment after the answer.
fn changes(data: &Path, count: usize) -> Vec<Value> {
    let begun = Instant::now();
    loop {
        let mut audit = wharf(&["audit", "--format", "json", "--last", "0", "--data"]);
        let said = stdout(audit.arg(data));
        let all = said
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let found: Vec<Value> = all.filter(|record| record["readOnly"] == false).collect();
        if found.len() >= count || begun.elapsed() > Duration::from_secs(5) {
            assert_eq!(found.len(), count, "{said}");
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

const WEBHOOK: [&str; 5] = [
    "webhook",
    "create",
    "deploy",
    "--url",
    "https://receiver.example.com/",
];

#[test]
fn who_made_a_root_key_or_sent_events_away_is_recorded() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let account = ["--account", "111122223333"];
    let made = stdout(&mut node.wharf(&[&["access-key", "create"][..], &account].concat()));
    let secret = stdout(&mut node.wharf(&[&WEBHOOK[..], &account].concat()));
    let records = changes(&data, 2);
    let shown = |record: &Value| {
        let text = |pointer: &str| record.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        (
            text("/eventName"),
            text("/userIdentity/arn"),
            text("/userIdentity/osUser/name"),
        )
    };
    let root = "arn:aws:iam::111122223333:root".to_owned();
    let by_root = |name: &str| (name.to_owned(), root.clone(), "root".to_owned());
    assert_eq!(shown(&records[0]), by_root("CreateRootAccessKey"));
    assert_eq!(shown(&records[1]), by_root("CreateWebhook"));
    assert_eq!(records[1]["requestParameters"]["name"], "deploy");
    let line = stdout(wharf(&["audit", "--event", "CreateWebhook", "--data"]).arg(&data));
    assert!(line.contains("by root of this machine"), "{line}");

    // Without a node the command is one for the moment, and its records are in the same files.
    node.stop("TERM");
    assert!(!data.join("wharf.sock").exists(), "the socket goes with its node");
    stdout(wharf(&["account", "create", "--id", "222233334444", "--data"]).arg(&data));
    let taken = failure(wharf(&["account", "create", "--id", "222233334444", "--data"]).arg(&data));
    assert!(taken.contains("exists already"), "{taken}");
    let records = changes(&data, 4);
    assert_eq!(shown(&records[2]), by_root("CreateAccount"));
    assert_eq!(records[3]["errorCode"], "AccountAlreadyExistsException");
    let files = std::fs::read_dir(data.join("audit")).unwrap();
    for file in files {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for said in [&made, &secret] {
            let words = said.split_whitespace();
            let secrets = words.filter(|word| word.starts_with("whsec_") || word.len() == 40);
            assert_eq!(secrets.filter(|secret| text.contains(*secret)).count(), 0);
        }
    }
}

#[test]
fn who_disabled_an_encryption_key_is_recorded() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let account = ["--account", "111122223333"];
    stdout(&mut node.wharf(&[&["key", "create", "--alias", "images"][..], &account].concat()));
    let disable = [&["key", "disable", "alias/images"][..], &account].concat();
    let said = stdout(&mut node.wharf(&disable));
    assert!(said.contains("Disabled"), "{said}");
    node.stop("TERM");
    let enable = [&["key", "enable", "alias/images"][..], &account, &["--data"]].concat();
    stdout(wharf(&enable).arg(&data));
    let records = changes(&data, 4);
    let names: Vec<&str> = records
        .iter()
        .map(|record| record["eventName"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["CreateKey", "CreateAlias", "DisableKey", "EnableKey"]);
    for record in &records {
        assert_eq!(record["eventSource"], "kms.amazonaws.com");
        assert_eq!(record["userIdentity"]["osUser"]["uid"], 0);
    }
}

#[test]
fn regions_that_the_node_does_not_serve_are_left_out() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let node = Node::start_at(&data, &["--regions", "us-east-1"], &[]);
    for region in ["us-east-1", "eu-west-1"] {
        std::fs::create_dir_all(data.join("regions").join(region)).unwrap();
    }
    for command in [
        &["jobs", "list"][..],
        &["collect", "--dry-run"],
        &["usage"],
        &["events"],
    ] {
        let output = node.wharf(command).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{command:?}: {said}");
        assert!(
            said.contains("`wharf serve --regions` does not name them: eu-west-1"),
            "{said}"
        );
    }
    // Where it did not look it says nothing.
    let digest = format!("sha256:{}", "0".repeat(64));
    let said = failure(&mut node.wharf(&["why", &digest]));
    assert!(said.contains("eu-west-1 had to be left out"), "{said}");
}

#[test]
fn without_a_server_the_regions_are_those_that_it_served() {
    const OWN: &str = "eu-lab-9";
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &["--region", OWN, "--regions", OWN], &[]);
    stdout(&mut node.wharf(&[&WEBHOOK[..], &["--account", "111122223333"]].concat()));
    node.stop("TERM");
    for command in [&["jobs", "list"][..], &["collect"], &["usage"], &["events"]] {
        let output = node.wharf(command).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.is_empty(), "{command:?}: {said}");
    }
    let listed = stdout(&mut node.wharf(&["webhook", "list", "--account", "111122223333"]));
    assert!(
        listed.contains("deploy"),
        "its own Region is that of the server: {listed}"
    );
    // What is configured comes first.
    let mut usage = node.wharf(&["usage"]);
    let output = usage.env("WHARF_REGIONS", "us-east-1").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("does not name them: {OWN}")), "{said}");
}

#[test]
fn a_folder_that_cannot_be_locked_is_no_server_that_does_not_answer() {
    let home = tempfile::tempdir().unwrap();
    let mut list = wharf(&["account", "list", "--data"]);
    list.arg(home.path().join("missing"));
    let said = failure(list.env("WHARF_DATABASE", "postgres://127.0.0.1:1/none"));
    assert!(said.contains("wharf.lock cannot be opened"), "{said}");
    assert!(!said.contains("does not answer"), "{said}");
}

#[test]
fn what_could_not_be_printed_is_a_failure() {
    let node = Node::start(&[], &[]);
    let mut create = node.wharf(&["account", "create", "--id", "222233334444"]);
    create.stdout(std::fs::File::create("/dev/full").unwrap());
    let output = create.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("the output cannot be written"), "{said}");
}

#[test]
fn a_folder_that_was_never_served_has_no_audit() {
    let home = tempfile::tempdir().unwrap();
    let said = failure(wharf(&["audit", "--data"]).arg(home.path().join("mistyped")));
    assert!(said.contains("there is no registry in"), "{said}");
}

#[test]
fn an_identity_plane_that_does_not_answer_is_no_missing_account() {
    static RENAME: Statement = Statement::global("test.rename", "ALTER TABLE accounts RENAME TO elsewhere");
    let mut node = Node::start(&[], &[]);
    node.stop("TERM");
    let path = node.data.join("identity.db");
    let rename = async {
        let database = Database::sqlite(&path, iam::MIGRATIONS, &SqliteOptions::default())?;
        let rename =
            |transaction: &mut Transaction<'_>| transaction.execute_global(&RENAME, params![]).map(drop);
        database.transaction("test.rename", rename).await?;
        database.close().await;
        Ok::<_, wharf_sql::Error>(())
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(rename).unwrap();
    let said = failure(&mut node.wharf(&["key", "list", "--account", "111122223333"]));
    assert!(said.contains("the account cannot be looked up"), "{said}");
    assert!(!said.contains("there is no account"), "{said}");
}

#[test]
fn a_command_whose_records_cannot_be_kept_does_nothing_and_says_so() {
    let mut node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "list"]));
    node.stop("TERM");
    let audit = node.data.join("audit");
    let make = ["account", "create", "--id", "222233334444"];
    // In the place of the file of today there is a folder.
    let file = std::fs::read_dir(&audit).unwrap().next().unwrap().unwrap().path();
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    let said = failure(&mut node.wharf(&make));
    assert!(
        said.contains("audit records cannot be written") && said.contains("Is a directory"),
        "{said}"
    );
    // In the place of the folder there is a file.
    std::fs::remove_dir_all(&audit).unwrap();
    std::fs::write(&audit, "").unwrap();
    let said = failure(&mut node.wharf(&make));
    assert!(said.contains("audit cannot be made"), "{said}");
    std::fs::remove_file(&audit).unwrap();
    let all = stdout(&mut node.wharf(&["account", "list"]));
    assert!(!all.contains("222233334444"), "{all}");
}

#[test]
fn a_region_that_does_not_open_does_not_hide_the_others() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    assert!(Node::start_at(&data, &[], &[]).stop("TERM").success());
    let broken = data.join("regions/us-west-2");
    std::fs::create_dir_all(&broken).unwrap();
    std::fs::write(broken.join("registry.db"), "x".repeat(8192)).unwrap();
    let mut node = Node::start_at(&data, &[], &[]);
    let here = variables(&node, "111122223333");
    ecr(&node, &here, "CreateRepository", r#"{"repositoryName":"app"}"#);
    let digest = format!("sha256:{}", "0".repeat(64));
    for is_served in [true, false] {
        for (command, shown) in [
            (&["jobs", "list"][..], "us-east-1/collection"),
            (&["events"], ""),
            (&["usage"], "us-east-1  111122223333"),
            (&["collect", "--dry-run"], "nothing was done"),
            (&["why", &digest], ""),
        ] {
            let output = node.wharf(command).output().unwrap();
            let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
            assert_eq!(output.status.code(), Some(1), "{command:?}: {out}{err}");
            assert!(err.contains("us-west-2 is left out"), "{command:?}: {err}");
            assert!(out.contains(shown), "{command:?}: {out}");
        }
        if is_served {
            let output = node.wharf(&["doctor"]).output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            let (_, of_jobs) = said
                .split_once("those of us-west-2 cannot be asked about")
                .unwrap();
            assert!(of_jobs.lines().nth(1).unwrap().contains("read the log"), "{said}");
            node.stop("TERM");
        }
    }
}

#[test]
fn an_account_whose_keys_are_inactive_is_told_how_to_activate_one() {
    let node = Node::start(&[], &[]);
    let account = ["--account", "111122223333"];
    stdout(&mut node.wharf(&[&["access-key", "create"][..], &account].concat()));
    let list = [&["access-key", "list", "--format", "json"][..], &account].concat();
    let keys = || {
        let listed: Value = serde_json::from_str(&stdout(&mut node.wharf(&list))).unwrap();
        let keys = listed.as_array().unwrap().iter();
        let keys: Vec<String> = keys.map(|key| key["id"].as_str().unwrap().to_owned()).collect();
        keys
    };
    let both = keys();
    for key in &both {
        stdout(&mut node.wharf(&["access-key", "deactivate", "--id", key]));
    }
    let env = [&["env"][..], &account].concat();
    let said = failure(&mut node.wharf(&env));
    let (_, advice) = said.split_once("`wharf ").unwrap();
    let (advice, _) = advice.split_once('`').unwrap();
    let words: Vec<&str> = advice.split(' ').collect();
    // As it is pasted.
    stdout(&mut wharf(&words));
    stdout(&mut node.wharf(&env));
    stdout(&mut node.wharf(&["access-key", "delete", "--id", &both[1]]));
    assert_eq!(keys(), both[..1]);
    stdout(&mut node.wharf(&["access-key", "delete", "--id", &both[0]]));
    let said = failure(&mut node.wharf(&env));
    let advice = format!(
        "`wharf access-key create --account 111122223333 --data {}`",
        node.data()
    );
    assert!(said.contains(&advice), "{said}");
}

#[test]
fn a_name_that_others_chose_stays_on_its_line() {
    let node = Node::start(&[], &[]);
    let create = ["account", "create", "--id", "222233334444", "--name"];
    stdout(&mut node.wharf(&[&create[..], &["a\n999999999999  root\u{202e}"]].concat()));
    let listed = stdout(&mut node.wharf(&["account", "list"]));
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("a\\n999999999999  root\\u202e"), "{listed}");
}
