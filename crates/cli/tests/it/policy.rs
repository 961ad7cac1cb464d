//! `wharf policy`: lint, evaluate, explain.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{failure, stdout, wharf};

/// The answer of a filter to a text, and its exit code.
fn filter(arguments: &[&str], input: &str) -> (String, Option<i32>) {
    let mut command = wharf(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn case(id: u32, action: &str) -> String {
    let allow = json!({"Version": "2012-10-17", "Statement":
        {"Sid": "Pull", "Effect": "Allow", "Action": "ecr:BatchGetImage", "Resource": "*"}});
    let arn = "arn:aws:iam::111122223333:user/dev";
    json!({
        "id": id, "principal": {"arn": arn, "accountId": "111122223333", "type": "User"}, "action": action,
        "resource": {"arn": "arn:aws:ecr:us-east-1:111122223333:repository/app", "accountId": "111122223333"},
        "context": {}, "identityPolicies": [allow], "resourcePolicy": null, "permissionBoundaries": [],
        "sessionPolicies": [], "scps": [], "rcps": [],
    })
    .to_string()
}

#[test]
fn lint_says_the_place_the_reason_and_the_fix() {
    let text = "{\"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\",\n  \
                \"Action\": \"ecr:BatchGetImage\"}]}";
    let (said, code) = filter(&["policy", "lint", "-"], text);
    assert_eq!(code, Some(0), "a warning alone");
    assert!(said.starts_with("-:2:"), "{said}");
    assert!(
        said.contains("warning: every account is let in") && said.contains("fix: "),
        "{said}"
    );
    // Written by an editor of Windows.
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(filter(&["policy", "lint", "-"], &windows), (said, code));
    let (said, code) = filter(
        &["policy", "lint", "--kind", "scp", "--format", "json", "-"],
        text,
    );
    assert_eq!(code, Some(1));
    let findings: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(findings[0]["severity"], "error");
    assert_eq!(findings[0]["line"], 2);
    // On one line, what is around the place; and for programs what mends it.
    let actions = vec!["s3:GetObject"; 60];
    let long = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"},
        {"Effect": "Allow", "Action": "ecr:DescribeImage", "Resource": "*"}]})
    .to_string();
    let (said, _) = filter(&["policy", "lint", "-"], &long);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("no action of ecr is called so"), "{said}");
    let caret = lines[2].find('^').unwrap();
    assert!(
        lines[1].starts_with("  …") && lines[1].chars().count() < 130,
        "{said}"
    );
    let behind: String = lines[1].chars().skip(caret).collect();
    assert!(behind.starts_with("\"ecr:DescribeImage\""), "{said}");
    let (said, _) = filter(&["policy", "lint", "--format", "json", "-"], &long);
    let findings: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&findings[0]["rule"], &findings[0]["edits"][0]["text"]),
        (&json!("action"), &json!("\"ecr:DescribeImages\""))
    );
    assert_eq!(findings[0]["edits"][0]["column"], findings[0]["column"]);
    // A lifecycle policy is known by its rules.
    let rules = json!({"rules": [{"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPrefixList": ["dev-*"],
        "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}]});
    let (said, code) = filter(&["policy", "lint", "-"], &rules.to_string());
    assert!(
        said.contains("a prefix has no wildcards") && code == Some(0),
        "{said}"
    );
    let (_, code) = filter(&["policy", "lint", "--kind", "lifecycle", "-"], "{}");
    assert_eq!(code, Some(1));
    let (_, code) = filter(&["policy", "lint", "-"], "no JSON");
    assert_eq!(code, Some(1));
    let said = failure(&mut wharf(&["policy", "lint", "/nowhere/policy.json"]));
    assert!(said.contains("/nowhere/policy.json cannot be read"), "{said}");
}

#[test]
fn evaluate_answers_line_by_line() {
    let input = [
        case(1, "ecr:BatchGetImage"),
        String::new(),
        case(2, "ecr:PutImage"),
        "{}".to_owned(),
    ]
    .join("\n");
    let (said, code) = filter(&["policy", "evaluate", "-"], &input);
    let lines: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(code, Some(1), "the last line is no case");
    assert_eq!(lines[0], json!({"id": 1, "decision": "Allowed", "because": []}));
    assert_eq!(lines[1]["decision"], "ImplicitlyDenied");
    assert_eq!(lines[1]["id"], 2);
    assert_eq!(lines[2]["line"], 4);
    let (_, code) = filter(&["policy", "evaluate", "-"], &case(1, "ecr:PutImage"));
    assert_eq!(code, Some(0), "a denial is an answer");
}

#[test]
fn explain_names_the_statement() {
    let (said, code) = filter(
        &["policy", "explain", "--format", "json", "-"],
        &case(7, "ecr:PutImage"),
    );
    let answer: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &answer["id"]), (Some(0), &json!(7)));
    assert_eq!(answer["statements"][0]["sid"], "Pull");
    assert_eq!(answer["statements"][0]["mismatch"], "Action");
    let (said, _) = filter(&["policy", "explain", "-"], &case(7, "ecr:BatchGetImage"));
    assert!(said.contains("case 7") && said.contains("Pull"), "{said}");
    assert!(stdout(&mut wharf(&["policy", "evaluate", "--help"])).contains("A case is one request"));
}
