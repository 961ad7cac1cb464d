//! Accounts and keys, made and changed beside a running node.

use serde_json::Value;

use crate::aws::{ecr, variables};
use crate::program::{Node, failure, stdout, wharf};

fn json(node: &Node, arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(node.wharf(arguments).args(["--format", "json"]))).unwrap()
}

#[test]
fn an_account_from_its_making_to_its_rotation() {
    let node = Node::start(&[], &[]);
    let said = stdout(&mut node.wharf(&["account", "create", "--id", "222233334444", "--name", "prod"]));
    assert!(said.contains("wharf env --account 222233334444"), "{said}");
    let said = failure(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    assert!(said.contains("exists already"), "{said}");
    let accounts = json(&node, &["account", "list"]);
    assert_eq!(accounts[0]["id"], "111122223333");
    assert_eq!(accounts[1]["name"], "prod");

    let old = variables(&node, "222233334444");
    let made = json(&node, &["access-key", "create", "--account", "222233334444"]);
    let new = variables(&node, "222233334444");
    assert_eq!(
        new["AWS_ACCESS_KEY_ID"], made["access_key_id"],
        "the newest is taken"
    );
    let status = |variables: &Value| ecr(&node, variables, "DescribeRepositories", "{}").0;
    assert_eq!((status(&old), status(&new)), (200, 200), "both may be used");

    let old_id = old["AWS_ACCESS_KEY_ID"].as_str().unwrap();
    stdout(&mut node.wharf(&["access-key", "deactivate", "--id", old_id]));
    // The command asked the node to do it, and a node knows at once what it did itself.
    assert_eq!((status(&old), status(&new)), (400, 200), "refused at once");
    let keys = json(&node, &["access-key", "list", "--account", "222233334444"]);
    let keys = keys.as_array().unwrap();
    let inactive = keys.iter().find(|key| key["status"] == "inactive").unwrap();
    assert_eq!((keys.len(), inactive["id"].as_str()), (2, Some(old_id)));
    stdout(&mut node.wharf(&["access-key", "activate", "--id", old_id]));
    assert_eq!(status(&old), 200, "it works again at once");
}

/// Also where it is the default one: it was given, so it is looked for in what is shown.
#[test]
fn the_next_command_names_a_folder_that_was_given() {
    let home = tempfile::tempdir().unwrap();
    let _node = Node::start_at(&home.path().join("wharf-data"), &[], &[]);
    let said = |id: &str, flags: &[&str]| {
        let mut create = wharf(&["account", "create", "--id", id]);
        stdout(create.args(flags).current_dir(home.path()))
    };
    let given = said("222233334444", &["--data", "./wharf-data"]);
    let next = "wharf env --account 222233334444 --data ./wharf-data)";
    assert!(given.contains(next), "{given}");
    let own = said("333344445555", &[]);
    assert!(own.contains("wharf env --account 333344445555)"), "{own}");
}

#[test]
fn lists_never_show_secrets() {
    let node = Node::start(&[], &[]);
    let secret = variables(&node, "111122223333")["AWS_SECRET_ACCESS_KEY"].clone();
    for format in ["text", "json"] {
        let mut list = node.wharf(&[
            "access-key",
            "list",
            "--account",
            "111122223333",
            "--format",
            format,
        ]);
        let said = stdout(&mut list);
        assert!(
            said.contains("AKIA") && !said.contains(secret.as_str().unwrap()),
            "{said}"
        );
    }
}

#[test]
fn what_is_not_there() {
    let node = Node::start(&[], &[]);
    let unknown: [(&[&str], &str); 3] = [
        (
            &["access-key", "create", "--account", "999999999999"],
            "wharf account create --id 999999999999",
        ),
        (
            &["access-key", "list", "--account", "999999999999"],
            "there is no account",
        ),
        (
            &["access-key", "activate", "--id", "AKIANOBODY0000000000"],
            "there is no access key",
        ),
    ];
    for (arguments, expected) in unknown {
        let said = failure(&mut node.wharf(arguments));
        assert!(said.contains(expected), "{said}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let data = nowhere.path().join("no");
    let mut create = crate::program::wharf(&["account", "create", "--id", "222233334444", "--data"]);
    let said = failure(create.arg(&data));
    assert!(
        said.contains("there is no registry in") && !data.exists(),
        "{said}"
    );
}

/// A key is made, seals a repository, and shuts it, while the node runs.
#[test]
fn a_key_from_its_making_to_its_disabling() {
    let node = Node::start(&[], &[]);
    let ring = |arguments: &[&str]| -> Value {
        let account = ["--account", "111122223333"];
        json(&node, &[&["key"], arguments, account.as_slice()].concat())
    };
    let made = ring(&["create", "--alias", "images", "--description", "payments"]);
    let arn = made[0]["arn"].as_str().unwrap();
    let variables = variables(&node, "111122223333");
    let create = |name: &str| {
        let body = format!(
            r#"{{"repositoryName":"{name}","encryptionConfiguration":{{"encryptionType":"KMS","kmsKey":"alias/images"}}}}"#
        );
        ecr(&node, &variables, "CreateRepository", &body)
    };
    let (status, body) = create("app");
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(arn), "{body}");
    assert_eq!(ring(&["rotate", "alias/images"])[0]["version"], 2);
    assert_eq!(ring(&["disable", arn])[0]["state"], "Disabled");
    let start = ecr(
        &node,
        &variables,
        "InitiateLayerUpload",
        r#"{"repositoryName":"app"}"#,
    );
    assert_eq!(start.0, 400);
    assert!(start.1.contains("DisabledException"), "{}", start.1);
    assert!(create("other").1.contains("KmsException"));
    ring(&["enable", arn]);
    assert_eq!(create("other").0, 200);
    let listed = ring(&["list"]);
    assert_eq!(listed[0]["aliases"][0], "alias/images");
    let said = failure(&mut node.wharf(&["key", "disable", "alias/none", "--account", "111122223333"]));
    assert!(
        said.contains("is not a key of this account in this Region"),
        "{said}"
    );
}
