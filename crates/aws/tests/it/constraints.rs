//! Every constraint of the model, on every member of every input, nested ones included: a request that breaks
//! just this one is refused with just this sentence. Walks `api/ecr.json`, so that no constraint is forgotten.

use serde_json::{Value, json};
use wharf_aws::ecr::Fault;
use wharf_aws::json11::DecodeFault;
use wharf_aws::testing::reencode_json11;

use crate::model::{api, operations, shape_name, valid};

/// Constraints that are checked when the operation runs: the generator's exceptions, which say why.
const UNCHECKED: &[(&str, &str)] = &[
    ("ImageIdentifier", "imageTag"),
    ("PutLifecyclePolicyRequest", "lifecyclePolicyText"),
    ("StartLifecyclePolicyPreviewRequest", "lifecyclePolicyText"),
];

/// A change to a valid request, and the constraint's sentence; none when the change makes a value of the wrong kind.
struct Case {
    /// JSON pointer of the changed place.
    at: String,
    /// What is put there; `None` removes it.
    value: Option<Value>,
    /// The place as the message shows it, and the reason.
    expected: Option<(String, String)>,
}

#[test]
fn each_constraint_is_checked_and_worded() {
    let api = api();
    let mut count = 0;
    for (operation, input) in operations(&api) {
        let request = valid(&api, input);
        send(operation, &request).unwrap_or_else(|fault| panic!("{operation} refuses {request}: {fault}"));
        let mut cases = Vec::new();
        structure(&api, input, "", "", &mut cases);
        for case in &cases {
            let changed = case.apply(&request);
            let found =
                send(operation, &changed).expect_err(&format!("{operation} accepts a bad {}", case.at));
            match (&case.expected, found) {
                (Some((path, reason)), DecodeFault::Constraint(violations)) => {
                    let expected =
                        format!("Invalid parameter at '{path}' failed to satisfy constraint: '{reason}'");
                    let fault = Fault::from_violations(&violations);
                    assert_eq!(
                        (fault.code(), fault.message()),
                        ("InvalidParameterException", expected.as_str())
                    );
                }
                (None, DecodeFault::Serialization(text)) => {
                    assert!(
                        text.contains("can not be converted to a"),
                        "{operation} {}: {text}",
                        case.at
                    );
                }
                (_, fault) => panic!("{operation} {}: {fault}", case.at),
            }
        }
        count += cases.len();
    }
    assert!(count > 300, "only {count} cases: the walk has lost its way");
}

#[test]
fn optional_members_may_be_absent_or_null() {
    let api = api();
    for (operation, input) in operations(&api) {
        let shape = &api["shapes"][input];
        let required: Vec<&str> = shape["required"]
            .as_array()
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        for member in shape["members"]
            .as_object()
            .unwrap()
            .keys()
            .filter(|name| !required.contains(&name.as_str()))
        {
            for value in [None, Some(Value::Null)] {
                let case = Case {
                    at: format!("/{member}"),
                    value,
                    expected: None,
                };
                let request = case.apply(&valid(&api, input));
                let again =
                    send(operation, &request).unwrap_or_else(|fault| panic!("{operation} {member}: {fault}"));
                let again: Value = serde_json::from_slice(&again).unwrap();
                assert_eq!(again.get(member), None);
            }
        }
    }
}

#[test]
fn an_input_is_written_as_it_was_read() {
    let api = api();
    for (operation, input) in operations(&api) {
        let mut request = valid(&api, input);
        let again: Value = serde_json::from_slice(&send(operation, &request).unwrap()).unwrap();
        assert_eq!(again, request, "{operation}");
        request["somethingElse"] = json!({"unknown": [1, 2]});
        assert!(
            send(operation, &request).is_ok(),
            "{operation} minds an unknown member"
        );
    }
}

fn send(operation: &str, request: &Value) -> Result<Vec<u8>, DecodeFault> {
    reencode_json11("ecr", operation, request.to_string().as_bytes()).unwrap()
}

impl Case {
    fn apply(&self, request: &Value) -> Value {
        let mut changed = request.clone();
        let (outer, last) = self.at.rsplit_once('/').unwrap();
        let place = changed.pointer_mut(outer).unwrap();
        match (&self.value, place) {
            (Some(value), Value::Array(items)) => items[last.parse::<usize>().unwrap()] = value.clone(),
            (Some(value), place) => place[last] = value.clone(),
            (None, place) => drop(place.as_object_mut().unwrap().remove(last)),
        }
        changed
    }
}

/// The cases of a structure's members. `at` is the structure's pointer, `path` what messages call it.
fn structure(api: &Value, name: &str, at: &str, path: &str, cases: &mut Vec<Case>) {
    let shape = &api["shapes"][name];
    for (member, place) in shape["members"].as_object().unwrap() {
        let at = format!("{at}/{member}");
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{}{}", member[..1].to_lowercase(), &member[1..]);
        if shape["required"]
            .as_array()
            .is_some_and(|names| names.contains(&json!(member)))
        {
            for value in [None, Some(Value::Null)] {
                let expected = Some((path.clone(), "Member must not be null".to_owned()));
                cases.push(Case {
                    at: at.clone(),
                    value,
                    expected,
                });
            }
        }
        if UNCHECKED.contains(&(name, member)) {
            cases.push(Case {
                at,
                value: Some(json!(1)),
                expected: None,
            });
        } else {
            value(api, shape_name(place), &at, &path, cases);
        }
    }
}

/// The cases of one value.
fn value(api: &Value, name: &str, at: &str, path: &str, cases: &mut Vec<Case>) {
    let shape = &api["shapes"][name];
    let mut case = |value: Value, reason: Option<String>| {
        let expected = reason.map(|reason| (path.to_owned(), reason));
        cases.push(Case {
            at: at.to_owned(),
            value: Some(value),
            expected,
        });
    };
    let (min, max) = (shape["min"].as_i64(), shape["max"].as_i64());
    let least = min.filter(|min| *min > 0);
    match shape["type"].as_str().unwrap() {
        "structure" => {
            case(json!([]), None);
            structure(api, name, at, path, cases);
        }
        "list" => {
            case(json!({}), None);
            let item = valid(api, shape_name(&shape["member"]));
            let of = |length: i64| Value::Array(vec![item.clone(); length as usize]);
            if let Some(min) = least {
                case(
                    of(min - 1),
                    Some(format!("Member must have length greater than or equal to {min}")),
                );
            }
            if let Some(max) = max {
                case(
                    of(max + 1),
                    Some(format!("Member must have length less than or equal to {max}")),
                );
            }
            value(
                api,
                shape_name(&shape["member"]),
                &format!("{at}/0"),
                &format!("{path}.1.member"),
                cases,
            );
        }
        "string" => {
            case(json!(17), None);
            let ok = valid(api, name)
                .as_str()
                .unwrap()
                .chars()
                .next()
                .unwrap()
                .to_string();
            if let Some(min) = least {
                let short = ok.repeat(min as usize - 1);
                case(
                    json!(short),
                    Some(format!("must have length greater than or equal to {min}")),
                );
            }
            if let Some(max) = max {
                let long = ok.repeat(max as usize + 1);
                case(
                    json!(long),
                    Some(format!("must have length less than or equal to {max}")),
                );
            }
            if let Some(pattern) = shape["pattern"].as_str() {
                let seen = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";
                let pattern = if name == "RepositoryName" { seen } else { pattern };
                let bad = "%".repeat(least.unwrap_or(0).max(2) as usize);
                case(
                    json!(bad),
                    Some(format!("must satisfy regular expression '{pattern}'")),
                );
            }
            if let Some(names) = shape["enum"].as_array() {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                let reason = format!("Member must satisfy enum value set: [{}]", names.join(", "));
                let (small, large) = (names[0].to_lowercase(), names[0].to_uppercase());
                let other = if names[0] == small { large } else { small };
                case(json!(other), Some(reason));
            }
        }
        "integer" | "long" => {
            for wrong in [json!("1"), json!(1.5), json!(1e300), json!([1]), json!(true)] {
                case(wrong, None);
            }
            if let Some(min) = min {
                case(
                    json!(min - 1),
                    Some(format!("Member must have value greater than or equal to {min}")),
                );
            }
            if let Some(max) = max {
                case(
                    json!(max + 1),
                    Some(format!("Member must have value less than or equal to {max}")),
                );
            }
        }
        "boolean" => {
            case(json!("true"), None);
            case(json!(1), None);
        }
        "blob" => {
            case(json!("not base64"), None);
            case(json!([1, 2]), None);
            let max = max.unwrap() as usize;
            let long = "A".repeat((max + 1).div_ceil(3) * 4);
            case(
                json!(long),
                Some(format!("Member must have length less than or equal to {max}")),
            );
        }
        other => panic!("{name}: teach the walk a {other}"),
    }
}
