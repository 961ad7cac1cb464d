//! Whether a file has the form that the JSON Schema describes: every key that is unknown, double or missing, and every value of another
//! kind, told at once. What well-formed values mean is [`super::resolve`]'s.
//!
//! The schema is the one that editors use; of it only the keys, the kinds and the words that values may be are looked at here.

use std::sync::LazyLock;

use serde_json::Value as Json;
use serde_saphyr::Location;

use super::problems::{Problems, meant, no_word};
use super::shape::Text;
use super::tree::{Tree, Value};

/// The form of organization files, as a JSON Schema.
pub const SCHEMA: &str = include_str!("../../../../docs/reference/organization.schema.json");

static FORM: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(SCHEMA).expect("INVARIANT: the schema is JSON"));

/// What is called so is no key.
const FILE: &str = "the file";
/// What YAML 1.1 and 1.2 take for true or false.
const TRUTHS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "y", "n"];

/// What the form has to complain of.
#[derive(Default)]
pub(super) struct Findings {
    /// Keys that are unknown or double: reading goes on without them.
    pub(super) keys: Problems,
    /// What cannot be read, and values that reading would refuse too.
    pub(super) values: Problems,
}

/// Looks at a whole file.
pub(super) fn look(file: &Tree) -> Findings {
    let mut findings = Findings::default();
    findings.value(FILE, file.referenced, file, &FORM);
    findings
}

impl Findings {
    /// `name` is the key above, which stands at `above`.
    fn value(&mut self, name: &str, above: Location, tree: &Tree, form: &'static Json) {
        let forms = alternatives(form);
        let of_kind = |kind: &str| forms.iter().copied().find(|form| is_of(form, kind));
        match &tree.value {
            Value::Keys(entries) => match of_kind("object") {
                Some(form) => self.keys(name, above, entries, form),
                None => self.wrong(name, tree, &forms),
            },
            Value::List(items) => match of_kind("array") {
                Some(form) => {
                    for item in items {
                        self.value(name, item.referenced, item, &form["items"]);
                    }
                }
                None => self.wrong(name, tree, &forms),
            },
            // Whether nothing is enough is seen when the file is read.
            Value::Nothing => {}
            Value::Truth | Value::Whole | Value::Number | Value::Text(_) => self.scalar(name, tree, &forms),
        }
    }

    fn scalar(&mut self, name: &str, tree: &Tree, forms: &[&'static Json]) {
        // YAML's numbers and truths are texts where a text is asked for.
        if forms.iter().any(|form| is_of(form, "string")) {
            return;
        }
        let words = forms.iter().find_map(|form| form["enum"].as_array());
        if let (Some(words), Value::Text(text)) = (words, &tree.value) {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            if !words.contains(&text.as_str()) {
                // `guardrails` is a list of such words: each is a guardrail.
                let what = name.strip_suffix('s').unwrap_or(name);
                self.values.at(tree.referenced, no_word(text, what, &words));
            }
            return;
        }
        let is_fine = forms.iter().any(|form| match &tree.value {
            Value::Text(text) if is_of(form, "boolean") => {
                TRUTHS.contains(&text.to_ascii_lowercase().as_str())
            }
            Value::Text(text) if is_of(form, "integer") => text.parse::<u64>().is_ok(),
            Value::Text(text) if is_of(form, "number") => text.parse::<f64>().is_ok(),
            Value::Whole if is_of(form, "number") => true,
            value => is_of(form, value.kind()),
        });
        if !is_fine {
            self.wrong(name, tree, forms);
        }
    }

    fn keys(&mut self, name: &str, above: Location, entries: &[(Text, Tree)], form: &'static Json) {
        let known = form["properties"].as_object();
        let others = &form["additionalProperties"];
        for (at, (key, value)) in entries.iter().enumerate() {
            let twice = entries[..at].iter().find(|(other, _)| other.value == key.value);
            if let Some((first, _)) = twice {
                let line = first.referenced.line();
                self.keys
                    .add(key, format!("`{}` is there twice: see line {line}", key.value));
            }
            match (known.and_then(|known| known.get(&key.value)), others) {
                (Some(form), _) => self.value(&key.value, key.referenced, value, form),
                (None, Json::Object(_)) => self.value(&key.value, key.referenced, value, others),
                (None, Json::Bool(false)) => {
                    let names = known.into_iter().flatten().map(|(name, _)| name.as_str());
                    let mut names: Vec<&str> = names.collect();
                    names.sort_unstable();
                    let hint = match meant(&key.value, &names) {
                        none if none.is_empty() => format!("; there can be: {}", names.join(", ")),
                        hint => hint,
                    };
                    self.keys
                        .add(key, format!("there is no key `{}` here{hint}", key.value));
                }
                _ => {}
            }
        }
        let required = form["required"].as_array().into_iter().flatten();
        for wanted in required.filter_map(Json::as_str) {
            if !entries.iter().any(|(key, _)| key.value == wanted) {
                let owner = called(name);
                self.values.at(above, format!("{owner} needs the key `{wanted}`"));
            }
        }
    }

    fn wrong(&mut self, name: &str, tree: &Tree, forms: &[&'static Json]) {
        let kinds = forms.iter().flat_map(|form| kinds(form));
        let mut wanted: Vec<&str> = kinds.filter(|kind| *kind != "null").map(in_words).collect();
        wanted.dedup();
        let name = called(name);
        let found = in_words(tree.value.kind());
        self.values.at(
            tree.referenced,
            format!("{name} must be {}, not {found}", wanted.join(" or ")),
        );
    }
}

fn called(name: &str) -> String {
    match name {
        FILE => FILE.to_owned(),
        key => format!("`{key}`"),
    }
}

/// What a value may be, with references followed.
fn alternatives(form: &'static Json) -> Vec<&'static Json> {
    if let Some(reference) = form["$ref"].as_str() {
        let path = reference.trim_start_matches('#');
        return FORM.pointer(path).map(alternatives).unwrap_or_default();
    }
    let is_whole = form.get("type").is_some() || form.get("enum").is_some();
    match form["anyOf"].as_array() {
        Some(forms) if !is_whole => forms.iter().flat_map(alternatives).collect(),
        _ => vec![form],
    }
}

/// The types that a form names; words are texts.
fn kinds(form: &'static Json) -> impl Iterator<Item = &'static str> {
    let one = form["type"].as_str();
    let several = form["type"].as_array().into_iter().flatten();
    let words = form.get("enum").map(|_| "one of some words");
    several.filter_map(Json::as_str).chain(one).chain(words)
}

fn is_of(form: &'static Json, kind: &str) -> bool {
    kinds(form).any(|named| named == kind)
}

fn in_words(kind: &'static str) -> &'static str {
    match kind {
        "null" => "nothing",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "array" => "a list",
        "object" => "keys with values",
        other => other,
    }
}
