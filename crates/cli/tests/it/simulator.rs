//! Random cases, decided by us and by a simulator that others wrote: `@cloud-copilot/iam-simulate`. `cargo xtask test
//! install` brings it; it is no part of the product. Where the two differ on purpose, docs/reference/policies.md says so.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};
use wharf_policy::case::Case;
use wharf_policy::testing::case;

use crate::lab::seed;

const CASES: usize = 20_000;

/// What the other simulator has no notion of is told to it in its words.
fn in_their_words(case: &Value) -> Value {
    let mut case = case.clone();
    match case["principal"]["type"].as_str().unwrap() {
        // That a root user may do everything in its account.
        "Root" => {
            let all = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
            case["identityPolicies"].as_array_mut().unwrap().push(all);
        }
        // That nothing on a service's own side decides.
        "Service" => {
            for side in [
                "identityPolicies",
                "sessionPolicies",
                "permissionBoundaries",
                "scps",
            ] {
                case[side] = json!([]);
            }
        }
        // That a federated user's session may do what its own policies allow, which is nothing where it has none.
        "FederatedUser" if case["sessionPolicies"] == json!([]) => {
            let none = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "none:None", "Resource": "*"}});
            case["sessionPolicies"] = json!([none]);
        }
        _ => {}
    }
    case
}

fn theirs(cases: &[Value]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("clients/iam-simulate");
    assert!(
        folder.is_dir(),
        "run `cargo xtask test install` first: no {}",
        folder.display()
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/simulator/simulate.cjs");
    let mut node = Command::new("node")
        .arg(script)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node, which `cargo xtask test install` brings");
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\n", in_their_words(case)))
        .collect();
    let mut input = node.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn ours(case: &Value) -> String {
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    format!("{:?}", answer.decision)
}

fn statements(case: &Value) -> Vec<&Value> {
    let sides = [
        "identityPolicies",
        "resourcePolicy",
        "permissionBoundaries",
        "sessionPolicies",
        "scps",
        "rcps",
    ];
    let mut found = Vec::new();
    let mut rest: Vec<&Value> = sides.iter().map(|side| &case[side]).collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(values) => rest.extend(values),
            Value::Object(policy) => match &policy["Statement"] {
                Value::Array(several) => found.extend(several),
                one => found.push(one),
            },
            _ => {}
        }
    }
    found
}

/// Whether the request has no value for a key.
fn lacks(case: &Value, key: &str) -> bool {
    let keys = case["context"].as_object().unwrap();
    let found = keys.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    found.is_none_or(|(_, values)| values.as_array().is_some_and(Vec::is_empty))
}

/// The difference on purpose that a case is about.
fn deviation(case: &Value) -> Option<&'static str> {
    let statements = statements(case);
    let asks_any_if_exists = |statement: &&Value| {
        let blocks = statement["Condition"].as_object().into_iter().flatten();
        let wanted =
            blocks.filter(|(name, _)| name.starts_with("ForAnyValue:") && name.ends_with("IfExists"));
        wanted
            .flat_map(|(_, keys)| keys.as_object().unwrap().keys())
            .any(|key| lacks(case, key))
    };
    let excludes_nothing = |statement: &&Value| {
        statement["NotResource"]
            .to_string()
            .contains("${aws:PrincipalTag/team}")
            && lacks(case, "aws:PrincipalTag/team")
    };
    let (kind, granted) = (
        case["principal"]["type"].as_str()?,
        case["resourcePolicy"].to_string(),
    );
    let names_caller = granted.contains("\"*\"") || granted.contains(case["principal"]["arn"].as_str()?);
    let is_user_named = || granted.contains(case["principal"]["userArn"].as_str().unwrap_or("none"));
    if statements.iter().any(asks_any_if_exists) {
        Some("ForAnyValue:…IfExists of a key without values")
    } else if statements.iter().any(excludes_nothing) {
        Some("NotResource with a variable without value")
    } else if case["action"] == "sts:AssumeRole" && case["resourcePolicy"].is_null() {
        Some("a role without a trust policy")
    } else if kind == "FederatedUser" && is_user_named() {
        Some("a federated user's user is named")
    } else if (kind == "FederatedUser" || !case["sessionPolicies"].as_array()?.is_empty()) && names_caller {
        Some("the resource's policy names the session itself")
    } else {
        None
    }
}

#[test]
fn an_independent_simulator_agrees() {
    let mut runner = TestRunner::new(Config {
        rng_seed: RngSeed::Fixed(seed()),
        ..Config::default()
    });
    let cases: Vec<Value> = (0..CASES)
        .map(|_| case().new_tree(&mut runner).unwrap().current())
        .collect();
    let decided = theirs(&cases);
    assert_eq!(decided.len(), CASES);
    let mut deviations: BTreeMap<&str, usize> = BTreeMap::new();
    let mut allowed = 0;
    for (case, theirs) in cases.iter().zip(&decided) {
        let ours = ours(case);
        allowed += usize::from(ours == "Allowed");
        if ours != *theirs {
            let name = deviation(case);
            let name = name.unwrap_or_else(|| panic!("we say {ours}, they say {theirs}: {case}"));
            *deviations.entry(name).or_default() += 1;
        }
    }
    println!("soak: {CASES} cases, decided by both simulators");
    println!("{allowed} allowed; on purpose different: {deviations:?}");
    assert!(allowed > CASES / 20, "only {allowed} cases are allowed");
    // Every one of the list is there to be seen, and all of them together are few.
    assert_eq!(deviations.len(), 5, "{deviations:?}");
    assert!(deviations.values().sum::<usize>() < CASES / 50, "{deviations:?}");
    let page = include_str!("../../../../docs/reference/policies.md");
    for name in deviations.keys() {
        assert!(
            page.contains(&format!("| {name} |")),
            "docs/reference/policies.md does not tell: {name}"
        );
    }
}
