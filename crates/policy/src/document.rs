//! A policy document as it was written: statements with the place of each element (IAM Reference, *JSON policy
//! elements*).
//!
//! Reading goes on after a flaw, so that all of them are reported at once. A statement with a flaw grants nothing, and denies
//! everything unless it is an `Allow`.

mod asked;
mod meant;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fault, LEGACY_PARSING};
use crate::json::{self, Member, Node, Value};
use crate::operator::Operator;
pub(crate) use meant::MOST_MEANT;
use meant::{ELEMENTS, PRINCIPALS};

/// A parsed document.
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    /// Whether it is of version 2012-10-17, which has variables.
    pub(crate) has_variables: bool,
    pub(crate) version: Option<Spanned>,
    /// The place of the whole object.
    pub(crate) span: Range<usize>,
    pub(crate) statements: Vec<Statement>,
    /// Whether they stand in a list; one alone need not.
    pub(crate) is_list: bool,
    pub(crate) flaws: Vec<Diagnostic>,
}

/// A text and its place, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// Element `X`, or `NotX`.
#[derive(Clone, Debug)]
pub(crate) struct Element<T> {
    pub(crate) negated: bool,
    pub(crate) values: T,
    /// The place of its name.
    pub(crate) span: Range<usize>,
    /// The place of what it is.
    pub(crate) value: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) span: Range<usize>,
    pub(crate) sid: Option<Spanned>,
    /// `None` when it cannot be read.
    pub(crate) allows: Option<bool>,
    pub(crate) principal: Option<Element<Vec<NamedPrincipal>>>,
    pub(crate) action: Option<Element<Vec<Spanned>>>,
    pub(crate) resource: Option<Element<Vec<Spanned>>>,
    pub(crate) conditions: Vec<Clause>,
    /// The place of the map of conditions, if there is one.
    pub(crate) condition: Option<Range<usize>>,
    pub(crate) is_flawed: bool,
}

/// One principal of a map: its type and its value; `"*"` stands for `{"AWS": "*"}`.
#[derive(Clone, Debug)]
pub(crate) struct NamedPrincipal {
    pub(crate) kind: String,
    pub(crate) value: Spanned,
}

/// One key of one operator.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) operator: Operator,
    /// The operator as it is written.
    pub(crate) written: Spanned,
    pub(crate) key: Spanned,
    pub(crate) values: Vec<Spanned>,
    /// The place of the key with its values.
    pub(crate) member: Range<usize>,
    /// The place of the operator with all its keys.
    pub(crate) block: Range<usize>,
}

impl PolicyDocument {
    /// Reads a document. What is no JSON object is an error; other flaws are kept.
    pub(crate) fn read(text: &str) -> Result<PolicyDocument, Diagnostic> {
        let node =
            json::parse(text).map_err(|error| Diagnostic::error(error.at, error.reason, Fault::Syntax))?;
        let Value::Object(members) = node.value else {
            return Err(Diagnostic::error(
                node.span,
                "a policy is a JSON object",
                Fault::Syntax,
            ));
        };
        let mut reader = Reader { flaws: Vec::new() };
        let mut document = PolicyDocument {
            has_variables: false,
            version: None,
            span: node.span.clone(),
            statements: Vec::new(),
            is_list: false,
            flaws: Vec::new(),
        };
        let mut has_statement = false;
        for member in &members {
            match member.name.as_str() {
                "Version" => document.version = reader.string(&member.node),
                "Id" => drop(reader.string(&member.node)),
                "Statement" => {
                    has_statement = true;
                    document.is_list = matches!(member.node.value, Value::List(_));
                    document.statements = reader.statements(&member.node);
                }
                name => {
                    let near = reader.nearest(name, &["Version", "Id", "Statement"]);
                    reader.misspelt(member, &members, "a policy has no such element", near);
                }
            }
        }
        if !has_statement {
            reader.flaw(node.span, "a policy has a Statement");
        }
        match document.version.as_ref().map(|version| version.text.as_str()) {
            Some("2012-10-17") => document.has_variables = true,
            Some("2008-10-17") | None => {}
            Some(_) => {
                let span = document
                    .version
                    .as_ref()
                    .map_or(0..0, |version| version.span.clone());
                reader.flaw(span, "the version is 2012-10-17, or 2008-10-17 of old");
                document
                    .statements
                    .iter_mut()
                    .for_each(|statement| statement.is_flawed = true);
            }
        }
        document.flaws = reader.flaws;
        Ok(document)
    }

    /// Reads a document that has no flaw.
    pub fn parse(text: &str) -> Result<PolicyDocument, Diagnostic> {
        let document = PolicyDocument::read(text)?;
        match document.flaws.first() {
            Some(flaw) => Err(flaw.clone()),
            None => Ok(document),
        }
    }
}

const EMPTY_LIST: &str = "a list here must not be empty";

struct Reader {
    flaws: Vec<Diagnostic>,
}

impl Reader {
    fn flaw(&mut self, span: Range<usize>, reason: &str) {
        self.flaws.push(Diagnostic::error(span, reason, Fault::Syntax));
    }

    /// A flaw of which AWS says more than that it is one.
    fn flaw_that_says(&mut self, span: Range<usize>, reason: &str, aws: &str) {
        self.flaws
            .push(Diagnostic::error(span, reason, Fault::Says(aws.into())));
    }

    fn string(&mut self, node: &Node) -> Option<Spanned> {
        if let Value::String(text) = &node.value {
            let (text, span) = (text.clone(), node.span.clone());
            return Some(Spanned { text, span });
        }
        self.flaw(node.span.clone(), "a string is expected here");
        None
    }

    /// A string or a list of strings; `scalars` lets numbers and booleans pass as their text.
    fn strings(&mut self, node: &Node, scalars: bool) -> Vec<Spanned> {
        let items = match &node.value {
            Value::List(items) if items.is_empty() => {
                self.flaw(node.span.clone(), EMPTY_LIST);
                return Vec::new();
            }
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut strings = Vec::new();
        for item in items {
            match &item.value {
                Value::Scalar(text) if scalars => strings.push(Spanned {
                    text: text.clone(),
                    span: item.span.clone(),
                }),
                _ => strings.extend(self.string(item)),
            }
        }
        strings
    }

    /// [`strings`](Self::strings) of an element whose empty list AWS takes for no element.
    fn some_strings(&mut self, node: &Node, if_empty: &str) -> Vec<Spanned> {
        match &node.value {
            Value::List(items) if items.is_empty() => {
                self.flaw_that_says(node.span.clone(), EMPTY_LIST, if_empty);
                Vec::new()
            }
            _ => self.strings(node, false),
        }
    }

    fn statements(&mut self, node: &Node) -> Vec<Statement> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        items.iter().map(|item| self.statement(item)).collect()
    }

    fn statement(&mut self, node: &Node) -> Statement {
        let before = self.flaws.len();
        let mut statement = Statement {
            span: node.span.clone(),
            sid: None,
            allows: None,
            principal: None,
            action: None,
            resource: None,
            conditions: Vec::new(),
            condition: None,
            is_flawed: false,
        };
        let Value::Object(members) = &node.value else {
            self.flaw(node.span.clone(), "a statement is a JSON object");
            statement.is_flawed = true;
            return statement;
        };
        for member in members {
            self.element(&mut statement, member, members);
        }
        if !members.iter().any(|member| member.name == "Effect") {
            self.flaw(node.span.clone(), "a statement has an Effect");
        }
        statement.is_flawed = self.flaws.len() > before;
        statement
    }

    fn element(&mut self, statement: &mut Statement, member: &Member, members: &[Member]) {
        let (span, negated) = (member.name_span.clone(), member.name.starts_with("Not"));
        match member.name.as_str() {
            "Sid" => statement.sid = self.string(&member.node),
            "Effect" => match self
                .string(&member.node)
                .as_ref()
                .map(|effect| effect.text.as_str())
            {
                Some("Allow") => statement.allows = Some(true),
                Some("Deny") => statement.allows = Some(false),
                Some(effect) => {
                    let (span, reason) = (member.node.span.clone(), "the effect is Allow or Deny");
                    let near = self.nearest(effect, &["Allow", "Deny"]);
                    match effect.to_lowercase().as_str() {
                        "allow" | "deny" => self.flaw_that_says(span.clone(), reason, LEGACY_PARSING),
                        _ => self.flaw(span.clone(), reason),
                    }
                    self.suggest(span, near);
                }
                None => {}
            },
            "Principal" | "NotPrincipal" => {
                let values = self.principals(&member.node);
                let element = Element {
                    negated,
                    values,
                    span,
                    value: member.node.span.clone(),
                };
                self.once(&mut statement.principal, element);
            }
            "Action" | "NotAction" => {
                let values = self.some_strings(&member.node, "Policy statement must contain actions.");
                let element = Element {
                    negated,
                    values,
                    span,
                    value: member.node.span.clone(),
                };
                self.once(&mut statement.action, element);
            }
            "Resource" | "NotResource" => {
                let values = self.some_strings(&member.node, "Policy statement must contain resources.");
                let element = Element {
                    negated,
                    values,
                    span,
                    value: member.node.span.clone(),
                };
                self.once(&mut statement.resource, element);
            }
            "Condition" => {
                statement.condition = Some(member.node.span.clone());
                statement.conditions = self.conditions(&member.node);
            }
            name => {
                let near = self.nearest(name, &ELEMENTS);
                self.misspelt(member, members, "a statement has no such element", near);
            }
        }
    }

    /// An element and its negation exclude each other.
    fn once<T>(&mut self, place: &mut Option<Element<T>>, element: Element<T>) {
        if place.is_some() {
            self.flaw(element.span.clone(), "an element and its Not… exclude each other");
        }
        *place = Some(element);
    }

    fn principals(&mut self, node: &Node) -> Vec<NamedPrincipal> {
        match &node.value {
            Value::String(text) if text == "*" => vec![NamedPrincipal {
                kind: "AWS".to_owned(),
                value: Spanned {
                    text: text.clone(),
                    span: node.span.clone(),
                },
            }],
            Value::Object(members) if !members.is_empty() => {
                let mut principals = Vec::new();
                for member in members {
                    if !PRINCIPALS.contains(&member.name.as_str()) {
                        let near = self.nearest(&member.name, &PRINCIPALS);
                        self.misspelt(member, members, "there is no such type of principal", near);
                    }
                    for value in self.strings(&member.node, false) {
                        let kind = member.name.clone();
                        principals.push(NamedPrincipal { kind, value });
                    }
                }
                principals
            }
            _ => {
                self.flaw(node.span.clone(), "a principal is \"*\" or a map of types");
                Vec::new()
            }
        }
    }

    fn conditions(&mut self, node: &Node) -> Vec<Clause> {
        let Value::Object(operators) = &node.value else {
            self.flaw(node.span.clone(), "a condition is a map of operators");
            return Vec::new();
        };
        let mut clauses = Vec::new();
        for member in operators {
            let Some(operator) = Operator::parse(&member.name) else {
                let near = match self.flaws.len() < MOST_MEANT {
                    true => Operator::nearest(&member.name),
                    false => None,
                };
                self.misspelt(
                    member,
                    operators,
                    "there is no such condition operator",
                    near.as_deref(),
                );
                continue;
            };
            let Value::Object(keys) = &member.node.value else {
                self.flaw(
                    member.node.span.clone(),
                    "an operator has a map of condition keys",
                );
                continue;
            };
            for key in keys {
                let values = self.strings(&key.node, true);
                clauses.push(Clause {
                    operator,
                    written: Spanned {
                        text: member.name.clone(),
                        span: member.name_span.clone(),
                    },
                    key: Spanned {
                        text: key.name.clone(),
                        span: key.name_span.clone(),
                    },
                    values,
                    member: key.name_span.start..key.node.span.end,
                    block: member.name_span.start..member.node.span.end,
                });
            }
        }
        clauses
    }
}
