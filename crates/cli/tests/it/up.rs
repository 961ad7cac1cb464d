//! `wharf up` in a data folder where a person changed profiles.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::program::{Node, dump, eventually, stdout, wharf};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dev-account.yaml");

/// The ids of all access keys of a stopped node.
fn keys(data: &Path) -> BTreeSet<String> {
    let rows = dump(&data.join("identity.db"));
    let rows = rows
        .lines()
        .filter(|row| row.starts_with("INSERT INTO \"access_keys\""));
    let words = rows.flat_map(|row| row.split('\''));
    words
        .filter(|word| word.starts_with("AKIA"))
        .map(str::to_owned)
        .collect()
}

/// Starts a node that applies the file, and stops it once it printed something and deleted a key.
fn up_until(data: &Path, sign: &str) -> String {
    let mut node = Node::start_by(&["up", FILE], data, &[], &[("WHARF_LOG", "warn")]);
    eventually("the file is applied", || node.stdout().contains(sign));
    eventually("a key is deleted", || {
        let deleted = stdout(&mut node.wharf(&["audit", "--event", "DeleteAccessKey"]));
        deleted.contains("DeleteAccessKey")
    });
    let said = node.stdout();
    assert!(node.stop("TERM").success());
    said
}

#[test]
fn the_key_of_a_profile_that_is_a_persons_stays() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::up(FILE, &data, &[], &[("WHARF_LOG", "warn")]);
    assert!(node.stop("TERM").success());
    let (config, credentials) = (data.join("aws/config"), data.join("aws/credentials"));
    let text = fs::read_to_string(&credentials).unwrap();
    let (_, key) = text.split_once("aws_access_key_id = ").unwrap();
    let key = key.lines().next().unwrap().to_owned();
    let before = keys(&data);
    assert!(before.contains(&key), "{key} {before:?}");

    // Without the mark it is a person's.
    let marked = fs::read_to_string(&config).unwrap();
    let unmarked = marked.replace("wharf_up = operator\n", "");
    assert_ne!(unmarked, marked);
    fs::write(&config, &unmarked).unwrap();
    let said = up_until(&data, "Left as they are");
    assert!(!said.contains("was deleted"), "{said}");
    assert_eq!(keys(&data), before, "the one that was made for the start is gone");
    assert_eq!(fs::read_to_string(&credentials).unwrap(), text);

    // One that no profile names goes, and so does the one for a start that fails, as here where the file asks for too much.
    fs::write(&credentials, "").unwrap();
    let more = home.path().join("more.yaml");
    let asked = fs::read_to_string(FILE).unwrap();
    fs::write(&more, asked.replace("[app]", "[app, another]")).unwrap();
    let mut up = wharf(&["up", "--repositories", "1", "--listen", "127.0.0.1:0", "--data"]);
    let output = up.arg(&data).arg(&more).output().unwrap();
    let [said, failed] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(
        failed.contains("the organization file was not applied"),
        "{failed}"
    );
    let deleted = format!("The access key {key} of `operator` was deleted: ");
    assert!(said.contains(&deleted), "{said}");
    let left: BTreeSet<String> = before.into_iter().filter(|other| *other != key).collect();
    assert_eq!(keys(&data), left);
}
