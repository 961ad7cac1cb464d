//! What the rules ask of a statement.

use crate::document::{Clause, NamedPrincipal, PolicyDocument, Spanned, Statement};
use crate::edit::{Edit, quoted};
use crate::names;
use crate::operator::Test;

impl Statement {
    pub(super) fn is_allow(&self) -> bool {
        self.allows == Some(true)
    }

    pub(super) fn is_deny(&self) -> bool {
        self.allows == Some(false)
    }

    /// The actions that it lists; none when it means all others.
    pub(super) fn actions(&self) -> &[Spanned] {
        let listed = self.action.as_ref().filter(|action| !action.negated);
        listed.map_or(&[], |action| &action.values)
    }

    /// The principals that it lists; none when it means all others.
    pub(super) fn principals(&self) -> &[NamedPrincipal] {
        let listed = self.principal.as_ref().filter(|principal| !principal.negated);
        listed.map_or(&[], |principal| &principal.values)
    }

    /// Whether it means an action, `ecr:BatchGetImage`.
    pub(super) fn means(&self, action: &str) -> bool {
        self.action.as_ref().is_some_and(|element| {
            let mut values = element.values.iter();
            values.any(|value| value.text == "*" || names::is_meant(&value.text, action)) != element.negated
        })
    }

    /// Whether it lists an action by its name.
    pub(super) fn lists(&self, action: &str) -> bool {
        self.actions()
            .iter()
            .any(|value| value.text.eq_ignore_ascii_case(action))
    }

    /// Whether it is about what has no ARN: everything.
    pub(super) fn is_about_everything(&self) -> bool {
        match &self.resource {
            None => true,
            Some(resource) => resource.negated || resource.values.iter().any(|value| value.text == "*"),
        }
    }

    /// Whether every principal is of a type.
    pub(super) fn is_of(&self, kind: &str) -> bool {
        let principals = self.principals();
        !principals.is_empty() && principals.iter().all(|named| named.kind == kind)
    }

    pub(super) fn is_of_everyone(&self) -> bool {
        let mut principals = self.principals().iter();
        principals.any(|named| named.kind == "AWS" && named.value.text == "*")
    }

    /// The clauses of an operator, in any case.
    fn under<'a>(&'a self, operator: &'a str) -> impl Iterator<Item = &'a Clause> {
        let clauses = self.conditions.iter();
        clauses.filter(move |clause| clause.written.text.eq_ignore_ascii_case(operator))
    }

    /// The clauses of a key.
    pub(super) fn clauses<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Clause> {
        self.conditions.iter().filter(move |clause| clause.is_of(key))
    }
}

impl Clause {
    pub(super) fn is_of(&self, key: &str) -> bool {
        self.key.text.eq_ignore_ascii_case(key)
    }

    /// Whether it asks for a tag of the repository that a request is about.
    pub(super) fn is_of_repository(&self) -> bool {
        let tags = ["aws:ResourceTag/", "ecr:ResourceTag/"];
        names::known_key(&self.key.text).is_some_and(|key| tags.contains(&key))
    }

    /// Whether a request has to have a value that equals one of these.
    pub(super) fn demands(&self) -> bool {
        !self.operator.negated && !self.operator.if_exists && self.operator.test != Test::Null
    }

    pub(super) fn has_wildcards(&self) -> bool {
        matches!(self.operator.test, Test::StringLike | Test::Arn)
    }

    /// The other keys of its operator.
    fn beside<'a>(&'a self, statement: &'a Statement) -> impl Iterator<Item = &'a Clause> {
        let clauses = statement.conditions.iter();
        clauses.filter(move |other| other.block == self.block && other.member != self.member)
    }

    /// The change that gives its operator another name. `None` where the operator has more keys, or the statement has conditions under that
    /// name already.
    pub(super) fn renamed(&self, statement: &Statement, operator: &str) -> Option<Edit> {
        let is_free = self.beside(statement).next().is_none() && statement.under(operator).next().is_none();
        is_free.then(|| Edit::text(self.written.span.clone(), operator))
    }

    /// The changes that put it under another operator, and leave the keys beside it where they are. None where that operator has its key.
    pub(super) fn under(&self, text: &str, statement: &Statement, operator: &str) -> Vec<Edit> {
        match self.renamed(statement, operator) {
            Some(edit) => vec![edit],
            None => self.moved(text, statement, operator).unwrap_or_default(),
        }
    }

    fn moved(&self, text: &str, statement: &Statement, operator: &str) -> Option<Vec<Edit>> {
        let is_there = |other: &Clause| other.block == self.block || other.is_of(&self.key.text);
        if statement.under(operator).any(is_there) {
            return None;
        }
        let member = text.get(self.member.clone())?;
        let put = match statement.under(operator).next() {
            Some(other) => Edit::insert(other.member.start, format!("{member}, ")),
            None => {
                let block = format!("{}: {{{member}}}", quoted(operator));
                Edit::first_member(text, statement.condition.as_ref()?, &block)
            }
        };
        let left = match self.beside(statement).next() {
            Some(_) => &self.member,
            None => &self.block,
        };
        Some(vec![put, Edit::remove(text, left)?])
    }

    /// The change that gives it another key. `None` where that key stands beside it already.
    pub(crate) fn with_key(&self, statement: &Statement, key: &str) -> Option<Edit> {
        let is_free = !self.beside(statement).any(|other| other.is_of(key));
        is_free.then(|| Edit::text(self.key.span.clone(), key))
    }
}

impl PolicyDocument {
    /// Whether a statement allows an action on what has no ARN.
    pub(super) fn allows_everywhere(&self, action: &str) -> bool {
        self.statements.iter().any(|statement| {
            statement.is_allow() && statement.means(action) && statement.is_about_everything()
        })
    }
}
