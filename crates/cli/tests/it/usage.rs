//! What accounts use, as the operator sees it beside a running node and after it.

use serde_json::Value;

use crate::aws::{ecr, variables};
use crate::program::{Node, failure, stdout, wharf};

#[test]
fn usage_is_shown_in_three_forms_and_survives_the_node() {
    let mut node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let owner = variables(&node, "111122223333");
    let other = variables(&node, "222233334444");
    ecr(&node, &owner, "CreateRepository", r#"{"repositoryName":"app"}"#);
    let foreign = r#"{"repositoryName":"app","registryId":"111122223333"}"#;
    for _ in 0..3 {
        assert_eq!(ecr(&node, &other, "ListImages", foreign).0, 400);
    }
    let text = stdout(&mut node.wharf(&["usage"]));
    assert!(text.starts_with("DAY"), "{text}");
    // What the node counted is written when it stops.
    node.stop("TERM");
    let usage = |more: &[&str]| stdout(node.wharf(&["usage"]).args(more));
    let json: Value = serde_json::from_str(&usage(&["--format", "json"])).unwrap();
    assert_eq!(json["storage"][0]["repositories"], 1);
    assert_eq!(json["storage"][0]["owner"], "111122223333");
    let rows = json["traffic"].as_array().unwrap();
    let of = |account: &str| rows.iter().find(|row| row["account"] == account).unwrap();
    assert_eq!(of("111122223333")["requests"], 1);
    assert_eq!(
        (&of("222233334444")["requests"], &of("222233334444")["owner"]),
        (&3.into(), &"111122223333".into())
    );
    let csv = usage(&["--format", "csv", "--account", "222233334444"]);
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[1].contains(",111122223333,222233334444,3,0,,,,"), "{csv}");
    assert_eq!(
        usage(&["--format", "csv", "--to", "2020-01-01", "--from", "2020-01-01"])
            .lines()
            .count(),
        1
    );
    let said = failure(&mut node.wharf(&["usage", "--account", "999999999999"]));
    assert!(said.contains("there is no account 999999999999"), "{said}");
    assert_eq!(
        usage(&["--to", "2020-01-01", "--from", "2020-01-01"]),
        "no usage from 2020-01-01 to 2020-01-01\n"
    );
    let wrong = node.wharf(&["usage", "--from", "yesterday"]).output().unwrap();
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(said.contains("a day is written 2026-11-27"), "{said}");
}

#[test]
fn a_node_whose_command_fails_writes_down_what_it_counted() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    // The registry takes one repository, so that a late step of `wharf up` fails.
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dev-account.yaml");
    let file = home.path().join("company.yaml");
    let text = std::fs::read_to_string(example).unwrap();
    std::fs::write(&file, text.replace("[app]", "[app, another]")).unwrap();
    let mut up = wharf(&["up", "--repositories", "1", "--listen", "127.0.0.1:0", "--data"]);
    let said = failure(up.arg(&data).arg(&file));
    assert!(said.contains("the organization file was not applied"), "{said}");
    let usage = stdout(wharf(&["usage", "--format", "json", "--data"]).arg(&data));
    let usage: Value = serde_json::from_str(&usage).unwrap();
    let of_dev = |row: &&Value| row["owner"] == "333333333333";
    assert!(
        usage["traffic"].as_array().unwrap().iter().find(of_dev).is_some(),
        "{usage}"
    );
}
