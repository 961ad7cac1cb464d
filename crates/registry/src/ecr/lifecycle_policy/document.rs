//! The language of lifecycle policies: grammar, and the rules across rules (Amazon ECR User Guide, *Lifecycle policy
//! properties*). The sentences are those that scripts and Terraform's tests compare, where they are known; the other ones
//! say which rule is meant.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The most characters that a document can have.
pub const MAX_CHARACTERS: usize = 30_720;
const MAX_RULES: usize = 50;
/// Wildcards that one pattern can have.
const MAX_WILDCARDS: usize = 4;
/// Days that an archived image stays at least.
const MIN_ARCHIVED_DAYS: i64 = 90;

const COMBINATION: &str = "instance failed to match exactly one schema (matched 0 out of 4)";
const UNMAPPED: &str = "Could not map policyString into LifecyclePolicy.'";

/// A valid policy; its rules in the order of their priorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifecyclePolicy {
    /// From the lowest number, which is looked at first.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Unique in its policy.
    pub priority: i64,
    /// What its author says of it.
    pub description: Option<String>,
    /// The images that it looks at.
    pub class: StorageClass,
    /// Which of them, by their tags.
    pub tags: TagSelection,
    /// Which of these it acts on.
    pub count: Count,
    /// What it does.
    pub action: Action,
}

/// Where an image is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StorageClass {
    /// It can be pulled.
    Standard,
    /// It cannot.
    Archive,
}

/// Images by their tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagSelection {
    /// All.
    Any,
    /// Those without a tag.
    Untagged,
    /// Those that have, for each of these patterns, a tag that matches it.
    Patterns(Vec<String>),
    /// Those that have, for each of these prefixes, a tag that begins with it.
    Prefixes(Vec<String>),
}

/// How many stay, or for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// All but the youngest.
    MoreThan(usize),
    /// Pushed, or restored, longer ago than these days.
    SincePushed(i64),
    /// Pulled longer ago than these days.
    SincePulled(i64),
    /// Archived longer ago than these days.
    SinceTransitioned(i64),
}

/// What happens to an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It is deleted, with all its tags.
    Expire,
    /// It is archived.
    Archive,
}

impl LifecyclePolicy {
    /// Reads a document; the error is what follows `Lifecycle policy validation failure: `, to its last character.
    pub fn parse(text: &str) -> Result<LifecyclePolicy, String> {
        let Ok(Value::Object(document)) = serde_json::from_str::<Value>(text) else {
            return Err(UNMAPPED.to_owned());
        };
        known(&document, &["rules"], &["rules"])?;
        let Some(items) = document["rules"].as_array() else {
            return Err(wrong_type(&document["rules"], "array"));
        };
        if items.is_empty() {
            return Err(
                "array is too short: must have at least 1 elements but instance has 0 elements'".to_owned(),
            );
        }
        if items.len() > MAX_RULES {
            return Err(format!(
                "array is too long: must have at most {MAX_RULES} elements but instance has {} elements'",
                items.len()
            ));
        }
        let mut rules = items.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
        rules.sort_by_key(|rule| rule.priority);
        together(&rules)?;
        Ok(LifecyclePolicy { rules })
    }
}

/// Required and allowed members.
fn known(object: &Map<String, Value>, required: &[&str], allowed: &[&str]) -> Result<(), String> {
    let mut missing: Vec<&str> = required
        .iter()
        .copied()
        .filter(|name| !object.contains_key(*name))
        .collect();
    missing.sort_unstable();
    if !missing.is_empty() {
        return Err(format!(
            "object has missing required properties ({})'",
            listed(&missing)
        ));
    }
    match object.keys().find(|name| !allowed.contains(&name.as_str())) {
        Some(name) => Err(format!(
            "object instance has properties which are not allowed by the schema: ({})'",
            listed(&[name])
        )),
        None => Ok(()),
    }
}

fn listed(names: &[&str]) -> String {
    Value::from(names.to_vec()).to_string()
}

fn wrong_type(value: &Value, wanted: &str) -> String {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    format!(
        "instance type ({found}) does not match any allowed primitive type (allowed: {})'",
        listed(&[wanted])
    )
}

fn object(value: &Value) -> Result<&Map<String, Value>, String> {
    value.as_object().ok_or_else(|| wrong_type(value, "object"))
}

/// A number of at least `minimum`.
fn number(value: &Value, minimum: i64) -> Result<i64, String> {
    let number = value.as_i64().ok_or_else(|| wrong_type(value, "integer"))?;
    if number < minimum {
        return Err(format!(
            "numeric instance is lower than the required minimum (minimum: {minimum}, found: {number})"
        ));
    }
    Ok(number)
}

/// One of some words.
fn word<'a>(value: &Value, words: &[&'a str]) -> Result<&'a str, String> {
    let text = value.as_str().ok_or_else(|| wrong_type(value, "string"))?;
    words.iter().copied().find(|word| *word == text).ok_or_else(|| {
        format!(
            "instance value ({text}) not found in enum :(possible values: {})'",
            listed(words)
        )
    })
}

fn rule(value: &Value) -> Result<Rule, String> {
    let rule = object(value)?;
    let members = ["action", "rulePriority", "selection"];
    known(
        rule,
        &members,
        &["action", "description", "rulePriority", "selection"],
    )?;
    let description = match rule.get("description") {
        None => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => return Err(wrong_type(other, "string")),
    };
    let action = action(object(&rule["action"])?)?;
    let selection = object(&rule["selection"])?;
    let allowed = [
        "tagStatus",
        "tagPatternList",
        "tagPrefixList",
        "storageClass",
        "countType",
        "countUnit",
        "countNumber",
    ];
    known(selection, &["countNumber", "countType", "tagStatus"], &allowed)?;
    let tags = tags(selection)?;
    let class = selection
        .get("storageClass")
        .map(|class| word(class, &["archive", "standard"]))
        .transpose()?;
    let class = match class {
        Some("archive") => StorageClass::Archive,
        _ => StorageClass::Standard,
    };
    let count = count(selection, class, action)?;
    Ok(Rule {
        priority: number(&rule["rulePriority"], 1)?,
        description,
        class,
        tags,
        count,
        action,
    })
}

fn action(action: &Map<String, Value>) -> Result<Action, String> {
    known(action, &["type"], &["type", "targetStorageClass"])?;
    let kind = word(&action["type"], &["expire", "transition"])?;
    match (kind, action.get("targetStorageClass")) {
        ("expire", None) => Ok(Action::Expire),
        ("transition", Some(class)) => word(class, &["archive"]).map(|_| Action::Archive),
        ("transition", None) => {
            Err("object has missing required properties ([\"targetStorageClass\"])'".to_owned())
        }
        _ => Err(COMBINATION.to_owned()),
    }
}

fn tags(selection: &Map<String, Value>) -> Result<TagSelection, String> {
    let status = word(&selection["tagStatus"], &["any", "tagged", "untagged"])?;
    let list = |name: &str| selection.get(name).map(strings).transpose();
    match (status, list("tagPatternList")?, list("tagPrefixList")?) {
        ("any", None, None) => Ok(TagSelection::Any),
        ("untagged", None, None) => Ok(TagSelection::Untagged),
        ("tagged", Some(patterns), None) => {
            let many = |pattern: &&String| pattern.matches('*').count() > MAX_WILDCARDS;
            if let Some(pattern) = patterns.iter().find(many) {
                return Err(format!(
                    "tagPatternList entry '{pattern}' has more than {MAX_WILDCARDS} wildcards (*)'"
                ));
            }
            Ok(TagSelection::Patterns(patterns))
        }
        ("tagged", None, Some(prefixes)) => Ok(TagSelection::Prefixes(prefixes)),
        ("tagged", _, _) => {
            Err("tagStatus 'tagged' needs exactly one of tagPatternList and tagPrefixList'".to_owned())
        }
        _ => Err(format!(
            "tagPatternList and tagPrefixList must be absent when tagStatus is '{status}''"
        )),
    }
}

fn strings(value: &Value) -> Result<Vec<String>, String> {
    let items = value.as_array().ok_or_else(|| wrong_type(value, "array"))?;
    if items.is_empty() {
        return Err(
            "array is too short: must have at least 1 elements but instance has 0 elements'".to_owned(),
        );
    }
    let text = |item: &Value| match item.as_str() {
        Some("") => Err("string \"\" is too short (length: 0, required minimum: 1)'".to_owned()),
        Some(text) => Ok(text.to_owned()),
        None => Err(wrong_type(item, "string")),
    };
    items.iter().map(text).collect()
}

fn count(selection: &Map<String, Value>, class: StorageClass, action: Action) -> Result<Count, String> {
    let kind = selection["countType"]
        .as_str()
        .ok_or_else(|| wrong_type(&selection["countType"], "string"))?;
    let unit = selection
        .get("countUnit")
        .map(|unit| word(unit, &["days"]))
        .transpose()?;
    let archived = class == StorageClass::Archive;
    // Which go together.
    match (kind, unit, archived, action) {
        ("imageCountMoreThan", None, false, _) | ("sinceImagePushed", Some(_), false, _) => {}
        ("sinceImagePulled", Some(_), false, Action::Archive) => {}
        ("sinceImageTransitioned", Some(_), true, Action::Expire) => {}
        _ => return Err(COMBINATION.to_owned()),
    }
    let minimum = if archived { MIN_ARCHIVED_DAYS } else { 1 };
    let number = number(&selection["countNumber"], minimum)?;
    Ok(match kind {
        "imageCountMoreThan" => Count::MoreThan(usize::try_from(number).unwrap_or(usize::MAX)),
        "sinceImagePushed" => Count::SincePushed(number),
        "sinceImagePulled" => Count::SincePulled(number),
        _ => Count::SinceTransitioned(number),
    })
}

/// What must hold across rules: unique priorities; of each storage class at most one rule for untagged images, one for all,
/// which is the last one, and no list of tags twice.
fn together(rules: &[Rule]) -> Result<(), String> {
    if let Some(pair) = rules.windows(2).find(|pair| pair[0].priority == pair[1].priority) {
        let priority = pair[0].priority;
        return Err(format!("rulePriority {priority} is used by more than one rule'"));
    }
    for class in [StorageClass::Standard, StorageClass::Archive] {
        let of_class: Vec<&Rule> = rules.iter().filter(|rule| rule.class == class).collect();
        let mut lists = BTreeSet::new();
        let mut untagged = None;
        for (place, rule) in of_class.iter().enumerate() {
            let priority = rule.priority;
            match &rule.tags {
                TagSelection::Any if place + 1 < of_class.len() => {
                    return Err(format!(
                        "the rule with tagStatus 'any' has priority {priority}: it must have the highest number of \
                         the rules of its storage class'"
                    ));
                }
                TagSelection::Any => {}
                TagSelection::Untagged => {
                    if let Some(other) = untagged.replace(priority) {
                        return Err(format!(
                            "the rules with priority {other} and {priority} both have tagStatus 'untagged''"
                        ));
                    }
                }
                TagSelection::Patterns(list) | TagSelection::Prefixes(list) => {
                    let mut sorted = list.clone();
                    sorted.sort();
                    if !lists.insert((matches!(rule.tags, TagSelection::Prefixes(_)), sorted)) {
                        return Err(format!(
                            "the rule with priority {priority} has the tags of a rule before it'"
                        ));
                    }
                }
            }
        }
    }
    Ok(())
}
