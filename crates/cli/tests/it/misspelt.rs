//! Settings of a node that name nothing.

use crate::program::{Node, failure, misuse};
use crate::surface::leaves;

#[test]
fn a_misspelt_variable_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let mut serve = crate::program::wharf(&["serve", "--data"]);
    let said = misuse(
        serve
            .arg(home.path().join("data"))
            .env("WHARF_LISTN", "127.0.0.1:0"),
    );
    assert!(
        said.contains("WHARF_LISTN") && said.contains("`WHARF_LISTEN`"),
        "{said}"
    );
}

#[test]
fn a_default_account_that_is_not_there_is_refused_with_the_nearest() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let refused = |account: &str| {
        let mut serve = crate::program::wharf(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--default-account",
            account,
            "--data",
        ]);
        failure(serve.arg(&data))
    };
    let near = "there is no account 111122223334; did you mean 111122223333?";
    let said = refused("111122223334");
    assert!(said.contains(near), "before the first start: {said}");
    drop(Node::start_at(&data, &["--default-account", "111122223333"], &[]));
    assert!(refused("111122223334").contains(near));
    assert!(refused("987698769876").contains("`wharf account list` shows all"));
}

/// By each command that takes one; `up` and `config show` have the settings of `serve`.
#[test]
fn a_misspelt_region_is_refused_with_the_nearest() {
    let home = tempfile::tempdir().unwrap();
    let mut flags = 0;
    for (words, command) in leaves() {
        if ["up", "config show"].contains(&words.join(" ").as_str()) {
            continue;
        }
        for argument in command.get_arguments() {
            let Some(flag) = argument.get_long().filter(|flag| flag.starts_with("region")) else {
                continue;
            };
            let mut wrong = crate::program::wharf(&[]);
            wrong
                .args(&words)
                .args([format!("--{flag}").as_str(), "us-eest-1"])
                .current_dir(home.path());
            let said = misuse(&mut wrong);
            assert!(
                said.contains("did you mean `us-east-1`?"),
                "{words:?} --{flag}: {said}"
            );
            flags += 1;
        }
    }
    assert!(flags > 10, "{flags}");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("wharf.toml");
    let said = |text: &str, variables: &[(&str, &str)]| {
        std::fs::write(&file, text).unwrap();
        let mut serve = crate::program::wharf(&["serve", "--config", file.to_str().unwrap()]);
        let output = serve.envs(variables.iter().copied()).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    // Written by an editor of Windows.
    let keys = said(
        "\u{feff}listn = \"127.0.0.1:0\"\r\ndrain = \"soon\"\r\nzone = \"a\"\r\n",
        &[],
    );
    let values = said(
        "zone = \"a b\"\ndownloads = \"no\"\nlisten = \"here\"\n",
        &[("WHARF_TLS", "on")],
    );
    let variables = said("", &[("WHARF_LISTN", "x"), ("WHARF_DRAINN", "x")]);
    for (part, all) in [
        (
            "line 1: there is no setting `listn`; did you mean `listen`?\n  listn = \"127.0.0.1:0\"\n  ^",
            &keys,
        ),
        (
            "line 2: `drain` must be a whole number, not string\n  drain = \"soon\"\n  ^",
            &keys,
        ),
        ("line 1: zone: 'a b'", &values),
        ("line 2: downloads: 'no'", &values),
        ("line 3: listen: 'here'", &values),
        ("WHARF_TLS: 'on'", &values),
        ("did you mean `WHARF_LISTEN`?", &variables),
        ("did you mean `WHARF_DRAIN`?", &variables),
    ] {
        assert!(all.contains(part), "{part} is not in {all}");
    }
}
