//! A module of Terraform as data, written as HCL in the form of `terraform fmt`, or as Terraform's JSON.
//!
//! `terraform fmt` aligns the equals signs of lines that follow each other, each with a whole value; a value of several lines, a blank
//! line or a block ends such a run. It indents by two blanks, and has no quotes around a lone reference.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::unknown::{Piece, pieces};

/// Lists that are longer stand on lines of their own.
const WIDTH: usize = 100;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// A text, in which ids may be marked.
    Text(String),
    /// A name that JSON has as a text, too: a provider, an address, a type.
    Word(String),
    /// Anything that is to be computed.
    Code(String),
    /// A list.
    List(Vec<Expression>),
    /// An object: the source of a provider.
    Object(Vec<(&'static str, Expression)>),
    /// A document that is handed over as JSON, in which ids may be marked.
    Document(Value),
}

impl Expression {
    pub(super) fn text(text: impl Into<String>) -> Expression {
        Expression::Text(text.into())
    }

    pub(super) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Expression {
        Expression::List(texts.into_iter().map(Expression::text).collect())
    }

    /// In one line, where it fits; the text of a marked document is asked for with `documents`.
    fn hcl(&self, depth: usize) -> String {
        match self {
            Expression::Text(text) => quoted(text),
            Expression::Word(code) | Expression::Code(code) => code.clone(),
            Expression::List(items) => list(items.iter().map(|item| item.hcl(depth + 1)).collect(), depth),
            Expression::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.hcl(depth + 1)));
                object(members.collect(), depth)
            }
            Expression::Document(document) => format!("jsonencode({})", value(document, depth)),
        }
    }

    fn json(&self) -> Value {
        match self {
            Expression::Text(text) => json!(template(text)),
            Expression::Word(word) => json!(word),
            Expression::Code(code) => json!(format!("${{{code}}}")),
            Expression::List(items) => items.iter().map(Expression::json).collect(),
            Expression::Object(members) => members
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.json()))
                .collect(),
            Expression::Document(document) => json!(template(&document.to_string())),
        }
    }

    /// The marked texts in it.
    fn collect(&self, into: &mut String) {
        match self {
            Expression::Text(text) => into.push_str(text),
            Expression::List(items) => items.iter().for_each(|item| item.collect(into)),
            Expression::Object(members) => members.iter().for_each(|(_, value)| value.collect(into)),
            Expression::Document(document) => into.push_str(&document.to_string()),
            Expression::Word(_) | Expression::Code(_) => {}
        }
    }
}

/// A block: its kind and its labels, and what is in it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: &'static str,
    pub(super) labels: Vec<String>,
    pub(super) attributes: Vec<(&'static str, Expression)>,
    pub(super) blocks: Vec<Block>,
}

impl Block {
    pub(super) fn new(kind: &'static str, labels: &[&str]) -> Block {
        Block {
            kind,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            attributes: Vec::new(),
            blocks: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: Expression) -> Block {
        self.attributes.push((name, value));
        self
    }

    pub(super) fn block(mut self, block: Block) -> Block {
        self.blocks.push(block);
        self
    }

    fn hcl(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let labels: String = self.labels.iter().map(|label| format!(" \"{label}\"")).collect();
        if self.attributes.is_empty() && self.blocks.is_empty() {
            return format!("{indent}{}{labels} {{}}\n", self.kind);
        }
        let mut text = format!("{indent}{}{labels} {{\n", self.kind);
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|(name, value)| ((*name).to_owned(), value.hcl(depth + 1)));
        text.push_str(&lines(&attributes.collect::<Vec<_>>(), depth + 1));
        for (at, block) in self.blocks.iter().enumerate() {
            if at > 0 || !self.attributes.is_empty() {
                text.push('\n');
            }
            text.push_str(&block.hcl(depth + 1));
        }
        let _ = writeln!(text, "{indent}}}");
        text
    }

    fn json(&self) -> Value {
        let mut members: Map<String, Value> = self
            .attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.json()))
            .collect();
        for block in &self.blocks {
            match block.kind {
                // It stands once, and is read as an object.
                "required_providers" | "lifecycle" => {
                    members.insert(block.kind.to_owned(), block.json());
                }
                kind => {
                    let all = members.entry(kind).or_insert_with(|| json!([]));
                    if let Some(all) = all.as_array_mut() {
                        all.push(block.json());
                    }
                }
            }
        }
        Value::Object(members)
    }

    fn collect(&self, into: &mut String) {
        self.attributes.iter().for_each(|(_, value)| value.collect(into));
        self.blocks.iter().for_each(|block| block.collect(into));
    }
}

/// The marked texts of a module.
pub(super) fn marked(module: &[Block]) -> String {
    let mut text = String::new();
    module.iter().for_each(|block| block.collect(&mut text));
    text
}

/// A module in HCL, with comments at its top.
pub(super) fn hcl(comments: &[String], module: &[Block]) -> String {
    let mut text = String::new();
    for comment in comments {
        let _ = writeln!(text, "{}", format!("# {comment}").trim_end());
    }
    for block in module {
        let _ = write!(text, "\n{}", block.hcl(0));
    }
    text
}

/// The same in Terraform's JSON.
pub(super) fn json(comments: &[String], module: &[Block]) -> Value {
    let mut root = json!({"//": comments});
    for block in module {
        let body = block.json();
        let mut at = &mut root[block.kind];
        match (block.kind, &block.labels[..]) {
            ("terraform", _) => *at = body,
            // These stand several times under the same labels, or have none.
            ("provider", labels) | ("import", labels) => {
                for label in labels {
                    at = &mut at[label.as_str()];
                }
                if !at.is_array() {
                    *at = json!([]);
                }
                if let Some(all) = at.as_array_mut() {
                    all.push(body);
                }
            }
            (_, labels) => {
                for label in labels {
                    at = &mut at[label.as_str()];
                }
                *at = body;
            }
        }
    }
    root
}

/// Members, with equals signs aligned.
fn lines(members: &[(String, String)], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let is_long = |(_, value): &(String, String)| value.contains('\n');
    let mut text = String::new();
    for run in members.chunk_by(|one, next| !is_long(one) && !is_long(next)) {
        let width = run.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, value) in run {
            let _ = writeln!(text, "{indent}{name:<width$} = {value}");
        }
    }
    text
}

fn object(members: Vec<(String, String)>, depth: usize) -> String {
    match members.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{\n{}{}}}", lines(&members, depth + 1), "  ".repeat(depth)),
    }
}

fn list(items: Vec<String>, depth: usize) -> String {
    let line = format!("[{}]", items.join(", "));
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let indent = "  ".repeat(depth + 1);
    let items: String = items.iter().map(|item| format!("{indent}{item},\n")).collect();
    format!("[\n{items}{}]", "  ".repeat(depth))
}

/// A document as an expression.
fn value(document: &Value, depth: usize) -> String {
    match document {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, member)| (key(name), value(member, depth + 1)));
            object(members.collect(), depth)
        }
        Value::Array(items) => list(items.iter().map(|item| value(item, depth + 1)).collect(), depth),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn key(name: &str) -> String {
    let is_identifier = name.starts_with(|one: char| one.is_ascii_alphabetic())
        && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_');
    match is_identifier {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// A text as HCL has it; a variable alone needs no quotes.
fn quoted(marked: &str) -> String {
    if let [Piece::Variable(variable)] = pieces(marked)[..] {
        return format!("var.{variable}");
    }
    // JSON's escapes are HCL's.
    Value::String(template(marked)).to_string()
}

/// A text in which variables are asked for, and nothing else is taken for one.
fn template(marked: &str) -> String {
    let shown = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => text.replace("${", "$${").replace("%{", "%%{"),
        Piece::Variable(variable) => format!("${{var.{variable}}}"),
    };
    pieces(marked).iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_signs_are_aligned_in_runs() {
        let block = Block::new("resource", &["aws_iam_role", "ci"])
            .with("provider", Expression::Word("aws.dev".to_owned()))
            .with("name", Expression::text("a${b}"))
            .with(
                "policy",
                Expression::Document(json!({"Version": "2012-10-17", "Statement": [{"aws:Key": true}]})),
            )
            .with("after", Expression::texts(["x", "y"]))
            .block(Block::new("lifecycle", &[]));
        let expected = r#"
resource "aws_iam_role" "ci" {
  provider = aws.dev
  name     = "a$${b}"
  policy = jsonencode({
    Statement = [
      {
        "aws:Key" = true
      },
    ]
    Version = "2012-10-17"
  })
  after = ["x", "y"]

  lifecycle {}
}
"#;
        assert_eq!(hcl(&[], std::slice::from_ref(&block)), expected);
        let json = json(&[], &[block]);
        assert_eq!(json["resource"]["aws_iam_role"]["ci"]["name"], "a$${b}");
    }
}
