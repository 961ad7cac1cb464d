//! The same documents written otherwise: what is found does not depend on it.

use serde_json::{Map, Value, json};

use super::{documents, found, mended, rules};

/// A way to write a document otherwise; `None` where it would be the same, or would be another document.
type Spelling = (&'static str, fn(&str, &Value) -> Option<Value>);

const SPELLINGS: &[Spelling] = &[
    ("strings for lists of one", |_, document| {
        Some(each(document, &unlisted))
    }),
    ("lists for strings", |_, document| Some(each(document, &listed))),
    ("one statement in a list", |kind, document| {
        let statement = document
            .get("Statement")
            .filter(|one| one.is_object() && kind != "lifecycle")?;
        let mut document = document.clone();
        document["Statement"] = json!([statement]);
        Some(document)
    }),
    ("one statement without a list", |kind, document| {
        let list = document
            .get("Statement")
            .filter(|_| kind != "lifecycle")?
            .as_array()?;
        let [one] = list.as_slice() else { return None };
        let mut document = document.clone();
        document["Statement"] = one.clone();
        Some(document)
    }),
    ("another statement before", |kind, document| {
        beside(kind, document, true)
    }),
    ("another statement behind", |kind, document| {
        beside(kind, document, false)
    }),
    ("keys in small letters", |_, document| {
        Some(keys(document, &|key| key.to_lowercase()))
    }),
    ("keys in capitals", |_, document| {
        Some(keys(document, &|key| match key.split_once('/') {
            Some((stem, tag)) => format!("{}/{tag}", stem.to_uppercase()),
            None => key.to_uppercase(),
        }))
    }),
    ("operators in small letters", |_, document| {
        Some(operators(document))
    }),
    ("another account", |_, document| {
        let text = document.to_string();
        let text = text
            .replace("111122223333", "999988887777")
            .replace("222222222222", "444455556666");
        serde_json::from_str(&text).ok()
    }),
    ("another Region and organization", |_, document| {
        let text = document.to_string();
        let text = text
            .replace("us-east-1", "eu-central-2")
            .replace("o-example1234", "o-abcdefghij");
        let text = text.replace("r-ab12", "r-zz99").replace("ou-ab12-", "ou-zz99-a");
        serde_json::from_str(&text).ok()
    }),
    ("other names", |_, document| {
        let text = document.to_string();
        let text = text
            .replace("repository/app", "repository/team/web.2")
            .replace("role/ci", "role/build");
        serde_json::from_str(&text).ok()
    }),
    ("actions in other letters", |kind, document| {
        // A wrong name is near to the right one in any case; a rule for names that do not exist spells them.
        let rules = rules(kind, &document.to_string());
        (!rules.contains(&"action")).then(|| actions(document))
    }),
    ("sids", |kind, document| {
        let mut document = document.clone();
        let list = document
            .get_mut("Statement")
            .filter(|_| kind != "lifecycle")?
            .as_array_mut()?;
        for (at, statement) in list.iter_mut().enumerate() {
            statement["Sid"] = json!(format!("Statement{at}"));
        }
        Some(document)
    }),
];

/// Every value of a statement's elements and conditions through a function.
fn each(document: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    statements(document, &|statement| {
        for (name, value) in statement {
            match name.as_str() {
                "Action" | "NotAction" | "Resource" | "NotResource" => *value = change(value),
                "Principal" | "NotPrincipal" => {
                    value
                        .as_object_mut()
                        .into_iter()
                        .flatten()
                        .for_each(|(_, value)| *value = change(value));
                }
                "Condition" => {
                    let operators = value.as_object_mut().into_iter().flatten();
                    for (_, keys) in operators {
                        keys.as_object_mut()
                            .into_iter()
                            .flatten()
                            .for_each(|(_, value)| *value = change(value));
                    }
                }
                _ => {}
            }
        }
    })
}

fn statements(document: &Value, change: &dyn Fn(&mut Map<String, Value>)) -> Value {
    let mut document = document.clone();
    match document.get_mut("Statement") {
        Some(Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        Some(Value::Object(one)) => change(one),
        _ => {}
    }
    document
}

fn listed(value: &Value) -> Value {
    if value.is_array() {
        value.clone()
    } else {
        json!([value])
    }
}

fn unlisted(value: &Value) -> Value {
    match value.as_array().map(Vec::as_slice) {
        Some([one]) => one.clone(),
        _ => value.clone(),
    }
}

/// A denial that has nothing to do with it.
fn beside(kind: &str, document: &Value, before: bool) -> Option<Value> {
    let mut other = json!({"Effect": "Deny", "Action": "ecr:DeleteRepository"});
    match kind {
        "repository" => other["Principal"] = json!("*"),
        "registry" | "rcp" => {
            other["Principal"] = json!("*");
            other["Resource"] = json!("*");
        }
        "identity" | "boundary" | "session" | "scp" => other["Resource"] = json!("*"),
        _ => return None,
    }
    let mut document = document.clone();
    let list = document["Statement"].as_array_mut()?;
    list.insert(if before { 0 } else { list.len() }, other);
    Some(document)
}

fn keys(document: &Value, change: &dyn Fn(&str) -> String) -> Value {
    renamed(document, |(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten().map(|(key, value)| {
            let is_issuer = key
                .rsplit_once(':')
                .is_some_and(|(issuer, _)| issuer.contains('.'));
            let name = if is_issuer { key.clone() } else { change(key) };
            (name, value.clone())
        });
        (operator.clone(), keys.collect::<Map<_, _>>().into())
    })
}

fn operators(document: &Value) -> Value {
    renamed(document, |(operator, keys)| {
        (operator.to_lowercase(), keys.clone())
    })
}

fn renamed(document: &Value, change: impl Fn((&String, &Value)) -> (String, Value)) -> Value {
    statements(document, &|statement| {
        if let Some(Value::Object(condition)) = statement.get_mut("Condition") {
            *condition = condition.iter().map(&change).collect();
        }
    })
}

fn actions(document: &Value) -> Value {
    each(document, &|value| {
        let other = |text: &str| match text.split_once(':') {
            Some((service @ ("ecr" | "sts"), name)) => {
                format!("{}:{}", service.to_uppercase(), name.to_lowercase())
            }
            _ => text.to_owned(),
        };
        match value {
            Value::String(text) => json!(other(text)),
            Value::Array(list) => list
                .iter()
                .map(|item| {
                    item.as_str()
                        .map_or_else(|| item.clone(), |text| json!(other(text)))
                })
                .collect(),
            other => other.clone(),
        }
    })
}

/// Texts of one document: as it is, on one line, indented otherwise, and with escapes.
fn layouts(value: &Value) -> [String; 3] {
    let line = value.to_string();
    let escaped = line.replace("ecr:", "\\u0065cr:").replace("/", "\\/");
    [
        serde_json::to_string_pretty(value)
            .unwrap()
            .replace('\n', "\r\n\t"),
        escaped,
        line,
    ]
}

#[test]
fn it_does_not_matter_how_a_mistake_is_written() {
    let (mut written, mut wrong) = (0, Vec::new());
    for document in documents("mistakes") {
        let value: Value = serde_json::from_str(&document.text).unwrap();
        let wanted = rules(&document.kind, &document.text);
        let spelled = SPELLINGS
            .iter()
            .filter_map(|(name, spell)| Some((*name, spell(&document.kind, &value)?)));
        for (name, value) in spelled.chain([("as it is", value.clone())]) {
            for text in layouts(&value) {
                let said = rules(&document.kind, &text);
                if said != wanted {
                    wrong.push(format!(
                        "{}, {name}: {said:?} for {wanted:?}: {text}",
                        document.name()
                    ));
                }
                written += 1;
            }
            wrong.extend(mended(&document.kind, &value.to_string()).err());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(written > 10 * documents("mistakes").len(), "{written}");
}

#[test]
fn it_does_not_matter_how_what_is_right_is_written() {
    let mut wrong = Vec::new();
    for document in documents("right") {
        let value: Value = serde_json::from_str(&document.text).unwrap();
        let spelled = SPELLINGS
            .iter()
            .filter_map(|(name, spell)| Some((*name, spell(&document.kind, &value)?)));
        for (name, value) in spelled {
            for text in layouts(&value) {
                let said = found(&document.kind, &text);
                if !said.is_empty() {
                    wrong.push(format!("{}, {name}: {said:?}", document.name()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}
