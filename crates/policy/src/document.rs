//! A policy document as it was written: statements with the place of each element (IAM Reference, *JSON policy
//! elements*).
//!
//! Reading goes on after a flaw, so that all of them are reported at once. A statement with a flaw grants nothing, and denies
//! everything unless it is an `Allow`.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fault, LEGACY_PARSING};
use crate::json::{self, Member, Node, Value};
use crate::operator::Operator;

/// A parsed document.
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    /// Whether it is of version 2012-10-17, which has variables.
    pub(crate) has_variables: bool,
    pub(crate) version: Option<Spanned>,
    pub(crate) statements: Vec<Statement>,
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
    pub(crate) span: Range<usize>,
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
    pub(crate) key: Spanned,
    pub(crate) values: Vec<Spanned>,
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
            statements: Vec::new(),
            flaws: Vec::new(),
        };
        let mut has_statement = false;
        for member in members {
            match member.name.as_str() {
                "Version" => document.version = reader.string(&member.node),
                "Id" => drop(reader.string(&member.node)),
                "Statement" => {
                    has_statement = true;
                    document.statements = reader.statements(member.node);
                }
                _ => reader.flaw(member.name_span, "a policy has no such element"),
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

    /// Whether a statement says whom it means: a policy of a resource.
    pub fn has_principals(&self) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.principal.is_some())
    }

    /// The actions that it names; `None` when a statement means all but some.
    pub fn actions(&self) -> Option<Vec<&str>> {
        let mut actions = Vec::new();
        for element in self
            .statements
            .iter()
            .filter_map(|statement| statement.action.as_ref())
        {
            if element.negated {
                return None;
            }
            actions.extend(element.values.iter().map(|action| action.text.as_str()));
        }
        Some(actions)
    }

    /// The principals of type `AWS` with the places of their strings, quotes included.
    pub fn aws_principals(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let elements = self
            .statements
            .iter()
            .filter_map(|statement| statement.principal.as_ref());
        let principals = elements.flat_map(|element| &element.values);
        principals
            .filter(|principal| principal.kind == "AWS")
            .map(|principal| (&principal.value.span, principal.value.text.as_str()))
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
            .push(Diagnostic::error(span, reason, Fault::Says(aws.to_owned())));
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

    fn statements(&mut self, node: Node) -> Vec<Statement> {
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        items.into_iter().map(|item| self.statement(item)).collect()
    }

    fn statement(&mut self, node: Node) -> Statement {
        let before = self.flaws.len();
        let mut statement = Statement {
            span: node.span.clone(),
            sid: None,
            allows: None,
            principal: None,
            action: None,
            resource: None,
            conditions: Vec::new(),
            is_flawed: false,
        };
        let Value::Object(members) = node.value else {
            self.flaw(node.span, "a statement is a JSON object");
            statement.is_flawed = true;
            return statement;
        };
        for member in &members {
            self.element(&mut statement, member);
        }
        if !members.iter().any(|member| member.name == "Effect") {
            self.flaw(node.span, "a statement has an Effect");
        }
        statement.is_flawed = self.flaws.len() > before;
        statement
    }

    fn element(&mut self, statement: &mut Statement, member: &Member) {
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
                    match effect.to_lowercase().as_str() {
                        "allow" | "deny" => self.flaw_that_says(span, reason, LEGACY_PARSING),
                        _ => self.flaw(span, reason),
                    }
                }
                None => {}
            },
            "Principal" | "NotPrincipal" => {
                let values = self.principals(&member.node);
                let element = Element {
                    negated,
                    values,
                    span,
                };
                self.once(&mut statement.principal, element);
            }
            "Action" | "NotAction" => {
                let values = self.some_strings(&member.node, "Policy statement must contain actions.");
                let element = Element {
                    negated,
                    values,
                    span,
                };
                self.once(&mut statement.action, element);
            }
            "Resource" | "NotResource" => {
                let values = self.some_strings(&member.node, "Policy statement must contain resources.");
                let element = Element {
                    negated,
                    values,
                    span,
                };
                self.once(&mut statement.resource, element);
            }
            "Condition" => statement.conditions = self.conditions(&member.node),
            _ => self.flaw(span, "a statement has no such element"),
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
                    if !["AWS", "Service", "Federated", "CanonicalUser"].contains(&member.name.as_str()) {
                        self.flaw(member.name_span.clone(), "there is no such type of principal");
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
                self.flaw(member.name_span.clone(), "there is no such condition operator");
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
                    key: Spanned {
                        text: key.name.clone(),
                        span: key.name_span.clone(),
                    },
                    values,
                });
            }
        }
        clauses
    }
}
