//! What an operator does with a data folder: accounts, access keys, keys, configuration, the node itself.

use super::Recording;
use crate::lab::node_environment;
use crate::program::{Node, wharf};

pub(super) const NAME: &str = "operator";

const ACCOUNT: &str = "111122223333";

#[test]
fn commands_about_a_data_folder() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &node_environment());
    let mut recording = Recording::new(NAME);
    recording.place(&data, "DATA");
    recording.place(home.path(), "HOME");

    recording.comment("beside a running node");
    for words in [
        &["account", "list"][..],
        &[
            "account",
            "create",
            "--id",
            "222233334444",
            "--name",
            "production",
            "--email",
            "ops@example.com",
        ],
        &["account", "create", "--id", "333344445555", "--format", "json"],
        &["account", "create", "--id", "222233334444"],
        &["account", "create", "--id", "12"],
        &[
            "account",
            "create",
            "--id",
            "444455556666",
            "--email",
            "ops@example.com",
        ],
        &["account", "list"],
        &["account", "list", "--format", "json"],
        &["access-key", "create", "--account", ACCOUNT],
        &[
            "access-key",
            "create",
            "--account",
            "222233334444",
            "--format",
            "json",
        ],
        &["access-key", "create", "--account", "999999999999"],
        &["access-key", "list", "--account", "333344445555"],
        &["access-key", "list", "--account", ACCOUNT, "--format", "json"],
        &["access-key", "list", "--account", "999999999999"],
        &["access-key", "deactivate", "--id", "AKIAWHARFTESTS000001"],
        &[
            "access-key",
            "deactivate",
            "--id",
            "AKIAWHARFTESTS000001",
            "--format",
            "json",
        ],
        &["access-key", "deactivate", "--id", "AKIANOBODY0000000000"],
        &["access-key", "activate", "--id", "AKIAWHARFTESTS000001"],
        &[
            "access-key",
            "activate",
            "--id",
            "AKIAWHARFTESTS000001",
            "--format",
            "json",
        ],
        &["access-key", "activate", "--id", "AKIANOBODY0000000000"],
        &["access-key", "activate", "--id", "key"],
        &["access-key", "delete", "--id", "AKIANOBODY0000000000"],
        &["key", "list", "--account", ACCOUNT],
        &[
            "key",
            "create",
            "--account",
            ACCOUNT,
            "--alias",
            "images",
            "--description",
            "what is sealed",
        ],
        &["key", "create", "--account", ACCOUNT, "--alias", "images"],
        &[
            "key",
            "create",
            "--account",
            ACCOUNT,
            "--region",
            "eu-west-1",
            "--format",
            "json",
        ],
        &["key", "create", "--account", "999999999999"],
        &["key", "list", "--account", ACCOUNT],
        &["key", "list", "--account", ACCOUNT, "--format", "json"],
        &["key", "list", "--account", "999999999999"],
        &["key", "rotate", "alias/images", "--account", ACCOUNT],
        &[
            "key",
            "rotate",
            "alias/images",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["key", "rotate", "alias/none", "--account", ACCOUNT],
        &["key", "disable", "alias/images", "--account", ACCOUNT],
        &[
            "key",
            "disable",
            "alias/images",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["key", "disable", "alias/none", "--account", ACCOUNT],
        &["key", "enable", "alias/images", "--account", ACCOUNT],
        &[
            "key",
            "enable",
            "alias/images",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["key", "enable", "alias/none", "--account", ACCOUNT],
        &["env", "--account", "222233334444"],
        &[
            "env",
            "--account",
            ACCOUNT,
            "--region",
            "eu-west-1",
            "--format",
            "json",
        ],
        &["env", "--account", ACCOUNT, "--format", "powershell"],
        &["env", "--account", "999999999999"],
        &["config", "show", "--zone", "registry.example.com"],
        &["config", "show", "--format", "json"],
        &["config", "show", "--format", "toml"],
        &["config", "show", "--config", "/nowhere/wharf.toml"],
        &["serve", "--tls", "none"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        recording.call(&mut node.wharf(words));
    }
    let create = [
        "access-key",
        "create",
        "--account",
        "333344445555",
        "--format",
        "json",
    ];
    for format in ["text", "json"] {
        let made = recording.call(&mut node.wharf(&create));
        let made: serde_json::Value = serde_json::from_str(&made).unwrap();
        let id = made["access_key_id"].as_str().unwrap();
        recording.call(&mut node.wharf(&["access-key", "delete", "--id", id, "--format", format]));
    }
    recording.comment("a node that is told to stop");
    let welcome = node.stdout();
    let code = node.stop("TERM").code();
    let words = ["serve", "--listen", "127.0.0.1:0"].map(str::to_owned);
    recording.write(&words, &welcome, "", &code.unwrap().to_string());

    recording.comment("a folder that is not served, and none");
    recording.call(&mut node.wharf(&["account", "list"]));
    recording.call(&mut node.wharf(&["env", "--account", ACCOUNT]));
    let none = home.path().join("none");
    recording.place(&none, "NONE");
    for words in [
        &["account", "list"][..],
        &["access-key", "list", "--account", ACCOUNT],
        &["key", "list", "--account", ACCOUNT],
        &["env", "--account", ACCOUNT],
    ] {
        recording.call(wharf(words).arg("--data").arg(&none));
    }
    assert!(!none.exists());

    recording.comment("what is no command line");
    for words in [
        &[][..],
        &["--version"],
        &["serv"],
        &["account"],
        &["account", "list", "--format", "yaml"],
    ] {
        recording.call(&mut wharf(words));
    }
    recording.check();
}

/// The first start, without any setting: the key is printed once.
#[test]
fn the_first_start() {
    let mut node = Node::start(&[], &[]);
    let mut recording = Recording::new("first-start");
    recording.place(&node.data.clone(), "DATA");
    let words = ["serve", "--listen", "127.0.0.1:0"].map(str::to_owned);
    let welcome = node.stdout();
    let code = node.stop("TERM").code();
    recording.write(&words, &welcome, "", &code.unwrap().to_string());
    recording.check();
}
