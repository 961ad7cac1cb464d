//! Settings of a node that name nothing.

use crate::program::{Node, failure, misuse};

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
