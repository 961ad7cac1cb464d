//! The commands that read an organization file and no endpoint: what they print, and how they end.

mod advice;

use std::process::Command;

use serde_json::Value;

use crate::lab::brought;
use crate::program::{typed, wharf};

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"))
}

/// How it ended, what it printed, what it complained of.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = wharf(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {out}{err}");
    out
}

/// A tool of the linters' environment.
fn linter(name: &str) -> Command {
    Command::new(brought(&format!("lint/bin/{name}")))
}

#[test]
fn a_first_file_is_written_once() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("organization.yaml");
    let file = file.to_str().unwrap();
    let flags = [
        "--organization",
        "acme",
        "--accounts",
        "registry=222222222222,dev,prod",
        "--repositories",
        "app,web",
    ];
    let said = ok(&[&["init", file], &flags[..]].concat());
    assert!(said.contains("wharf advise"), "{said}");
    let (code, _, err) = run(&["init", file, "--yes"]);
    assert!(code == Some(1) && err.contains("is there already"), "{err}");
    let proved = ok(&["check", file]);
    assert_eq!(proved.matches("proved").count(), 4, "{proved}");
    let printed = ok(&["init", "-", "--yes", "--topology", "shared"]);
    assert!(
        printed.contains("topology: shared") && printed.contains("trust: [dev]"),
        "{printed}"
    );
    let (code, _, err) = run(&["init", "-", "--yes", "--topology", "split"]);
    assert!(code == Some(64) && err.contains("needs two accounts"), "{err}");
}

/// A person who mistypes one answer keeps the others.
#[test]
fn an_answer_that_no_file_can_have_is_asked_for_again() {
    let home = tempfile::tempdir().unwrap();
    let mut init = wharf(&["init", "mine.yaml"]);
    init.current_dir(home.path());
    let answers = "dedicatd\nshared\nAcme Inc: x\nacme\nmain=12\nmain=333333333333\nApp\nweb\nus-eest-1\n\n";
    let (code, shown) = typed(&init, answers);
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(shown.matches("Topology (").count(), 2, "{shown}");
    assert_eq!(shown.matches("Name of the organization").count(), 2, "{shown}");
    for again in ["Accounts, name", "Repositories", "Regions"] {
        assert_eq!(shown.matches(again).count(), 2, "{again}: {shown}");
    }
    let text = std::fs::read_to_string(home.path().join("mine.yaml")).unwrap();
    for said in [
        "organization: acme\n",
        "topology: shared\n",
        "main: \"333333333333\"",
        "[web]",
        "[us-east-1]",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // What cannot be asked for again ends it before the first question.
    for flags in [
        &["init", "mine.yaml"][..],
        &["init", "new.yaml", "--topology", "dedicatd"],
    ] {
        let mut init = wharf(flags);
        init.current_dir(home.path());
        let (code, shown) = typed(&init, "shared\n");
        assert!(code != Some(0) && !shown.contains("Name of the"), "{shown}");
    }
}

#[test]
fn assertions_in_three_forms() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("false.yaml");
    let text = std::fs::read_to_string(example("dedicated")).unwrap();
    std::fs::write(&file, text + "  - account dev may not pull payments/*\n").unwrap();
    let file = file.to_str().unwrap();
    let (code, text, _) = run(&["check", file]);
    assert_eq!(code, Some(2), "{text}");
    assert!(
        text.contains("REFUTED    account dev may not pull payments/*"),
        "{text}"
    );
    assert!(text.contains("the root user of dev can pull payments/"), "{text}");
    assert!(
        text.contains("allowed by nodesUnitsPull of registry policy of registry"),
        "{text}"
    );
    let (_, lines, _) = run(&["check", file, "--format", "json"]);
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(
        (last["verdict"].as_str(), last["line"].as_u64()),
        (Some("refuted"), Some(54)),
        "{last}"
    );
    let (code, junit, _) = run(&["check", file, "--format", "junit"]);
    assert_eq!(code, Some(2));
    let read = "import sys, xml.etree.ElementTree as tree; suite = tree.fromstring(sys.argv[1]); \
                print(suite.get('tests'), suite.get('failures'), len(suite.findall('testcase/failure')))";
    let read = Command::new("python3")
        .args(["-c", read, &junit])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), "9 1 1");
}

#[test]
fn a_change_of_access_is_reviewed() {
    let home = tempfile::tempdir().unwrap();
    let changed = home.path().join("change.yaml");
    let text = std::fs::read_to_string(example("dedicated")).unwrap();
    std::fs::write(
        &changed,
        text.replace("units: [workloads]", "units: [production]"),
    )
    .unwrap();
    let (code, said, _) = run(&[
        "access",
        &example("dedicated"),
        "--diff",
        changed.to_str().unwrap(),
    ]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("- any other principal of dev can pull payments/api in registry, us-east-1"),
        "{said}"
    );
    assert!(!said.contains("+ ") && !said.contains("prod can pull"), "{said}");
    ok(&["access", &example("dedicated"), "--diff", &example("dedicated")]);
}

#[test]
fn pictures_show_who_pushes_and_pulls() {
    let mermaid = ok(&["draw", &example("dev-account"), "--format", "mermaid"]);
    assert!(
        mermaid.contains("a0 ==>|\"push *, by ci\"| a0") && mermaid.contains("a0 -->|\"pull *\"| a1"),
        "{mermaid}"
    );
    for name in [
        "dedicated",
        "dev-account",
        "per-account",
        "per-ou",
        "multi-region",
    ] {
        let svg = ok(&["draw", &example(name)]);
        let read = "import sys, xml.etree.ElementTree as tree; print(len(list(tree.fromstring(sys.argv[1]).iter())))";
        let read = Command::new("python3").args(["-c", read, &svg]).output().unwrap();
        assert!(
            read.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&read.stderr)
        );
    }
}

/// Pages need no other file, and say the candidates beside each other.
#[test]
fn pages_stand_for_themselves() {
    let file = example("dedicated");
    for command in ["draw", "advise"] {
        let page = ok(&[command, &file, "--format", "html"]);
        assert!(
            page.starts_with("<!doctype html>") && page.ends_with("</html>\n"),
            "{page}"
        );
        assert!(
            page.contains("<svg") && !page.contains(" src=") && !page.contains("<link"),
            "{page}"
        );
    }
}

#[test]
fn services_are_answered_for_a_target() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("services.yaml");
    let text = "organization: svc\naccounts: { registry: \"222222222222\", prod: \"555555555555\" }\nrepositories: [app/fn]\n\
                consumers: { fn: { service: lambda.amazonaws.com, accounts: [prod] } }\nassertions: [fn may pull *]\n";
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let (code, out, err) = run(&["check", file]);
    assert!(code == Some(0) && out.starts_with("proved"), "{out}{err}");
    assert!(
        err.contains(
            "fn: Lambda (lambda.amazonaws.com) cannot be pointed at Wharf: it needs a copy in Amazon ECR"
        ) && err.contains("of app/fn in registry, us-east-1"),
        "{err}"
    );
    let (code, out, err) = run(&["check", file, "--target", "aws"]);
    assert!(
        code == Some(0) && out.starts_with("proved") && err.is_empty(),
        "{out}{err}"
    );
    let lines = ok(&["check", file, "--format", "json"]);
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(
        (
            last["reach"].as_str(),
            last["copies_in_ecr"][0]["account"].as_str()
        ),
        (Some("ECR only"), Some("registry"))
    );
}

/// Editors are told what we read: the examples fit the schema, and what we refuse does not.
#[test]
fn the_schema_is_of_what_is_read() {
    let read = "import json, sys, yaml\n\
         from jsonschema import Draft202012Validator\n\
         schema = json.loads(sys.argv[1])\n\
         Draft202012Validator.check_schema(schema)\n\
         validator = Draft202012Validator(schema)\n\
         for text in sys.argv[2:]:\n\
         \x20 print(int(validator.is_valid(yaml.safe_load(text))))\n";
    let schema = ok(&["init", "--schema"]);
    let base = "organization: acme\naccounts: {registry: , dev: 333333333333}\n";
    let mut texts: Vec<String> = [
        "dedicated",
        "dev-account",
        "per-account",
        "per-ou",
        "multi-region",
    ]
    .iter()
    .map(|name| std::fs::read_to_string(example(name)).unwrap())
    .collect();
    texts.push(base.to_owned());
    for more in [
        "retention: {'*': {images: 5}, 'prod/*': {unused_days: 30, archived_days: 90}}",
        "templates: {team: , ROOT: {immutable: true}}",
    ] {
        texts.push(format!("{base}{more}\n"));
    }
    let good = texts.len();
    for more in [
        "topolgy: shared",
        "topology: none",
        "builders: {ci: {}}",
        "builders: {ci: {trust: [dev], pussh: [app]}}",
        "consumers: {nodes: {}}",
        "repositories: [App]",
        "retention: {'*': {}}",
        "retention: {'*': {images: 0}}",
        "retention: {'*': {images: 5, unused_days: 9}}",
        "retention: {'*': {archived_days: 30}}",
        "retention: {A: {images: 5}}",
        "templates: {Team: }",
        "templates: {team: {mutable: true}}",
        "guardrails: [walls]",
        "requirements: {isolation: total}",
        "requirements: {residency: eu-west-1}",
        "assertions: [nodes pull app]",
    ] {
        texts.push(format!("{base}{more}\n"));
    }
    let ours: Vec<String> = texts
        .iter()
        .map(|text| {
            let home = tempfile::tempdir().unwrap();
            let file = home.path().join("file.yaml");
            std::fs::write(&file, text).unwrap();
            let (code, ..) = run(&["draw", file.to_str().unwrap()]);
            u8::from(code == Some(0)).to_string()
        })
        .collect();
    let output = linter("python")
        .args(["-c", read, &schema])
        .args(&texts)
        .output()
        .unwrap();
    let theirs = String::from_utf8_lossy(&output.stdout).into_owned();
    let theirs: Vec<&str> = theirs.lines().collect();
    assert_eq!(theirs, ours, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(theirs.iter().filter(|verdict| **verdict == "1").count(), good);
}

/// A session policy takes from roles what they had; a file that is none is refused.
#[test]
fn sessions_with_a_policy() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("session.json");
    let file = &example("dedicated");
    let check = ["check", file, "--session-policy", policy.to_str().unwrap()];
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}]}"#;
    std::fs::write(&policy, text).unwrap();
    let (code, refuted, _) = run(&check);
    assert_eq!(code, Some(2), "{refuted}");
    assert!(refuted.contains("role ci in registry cannot push"), "{refuted}");
    std::fs::write(&policy, "{").unwrap();
    let (code, _, said) = run(&check);
    assert_eq!(code, Some(1));
    assert!(said.contains("is no session policy"), "{said}");
}
