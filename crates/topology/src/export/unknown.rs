//! Ids that an export can only assume: each becomes a name that the one who applies it has to fill in. The numbers that stand for accounts
//! elsewhere would be real ids of other people's accounts here.

use serde_json::Value;

use super::names::variable;
use crate::company::Company;
use crate::desired::Ids;

/// What stands around a name in a text that was marked; no policy has these characters.
const BEGIN: char = '\u{E000}';
const END: char = '\u{E001}';

/// What an id is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdKind {
    Organization,
    Root,
    Unit,
    Account,
}

impl IdKind {
    /// In a word.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            IdKind::Organization => "organization",
            IdKind::Root => "root",
            IdKind::Unit => "unit",
            IdKind::Account => "account",
        }
    }

    /// What such an id looks like, as a regular expression.
    pub(super) fn pattern(self) -> &'static str {
        match self {
            IdKind::Organization => "^o-[a-z0-9]{10,32}$",
            IdKind::Root => "^r-[a-z0-9]{4,32}$",
            IdKind::Unit => "^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$",
            IdKind::Account => "^[0-9]{12}$",
        }
    }
}

/// An id of the organization.
#[derive(Clone, Debug)]
pub(super) struct Id {
    pub(super) kind: IdKind,
    /// What it is called where it has to be filled in: `account_prod`.
    pub(super) variable: String,
    /// In words: `the account prod`.
    pub(super) what: String,
    /// What the thing is called in the file; empty for the organization and its root.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) assumed: bool,
}

/// All ids of a company.
#[derive(Clone, Debug)]
pub(super) struct AllIds {
    pub(super) all: Vec<Id>,
}

impl AllIds {
    pub(super) fn of(company: &Company, ids: &Ids) -> AllIds {
        let assumed = Ids::assumed(company);
        let mut all = vec![
            Id {
                kind: IdKind::Organization,
                variable: "organization".to_owned(),
                what: "the organization".to_owned(),
                name: String::new(),
                value: ids.organization.clone(),
                assumed: ids.organization == assumed.organization,
            },
            Id {
                kind: IdKind::Root,
                variable: "root".to_owned(),
                what: "the root of the organization's tree".to_owned(),
                name: String::new(),
                value: ids.root.clone(),
                assumed: ids.root == assumed.root,
            },
        ];
        for (at, unit) in company.units.iter().enumerate() {
            all.push(Id {
                kind: IdKind::Unit,
                variable: format!("unit_{}", variable(&unit.name)),
                what: format!("the unit {}", unit.name),
                name: unit.name.clone(),
                value: ids.units[at].clone(),
                assumed: ids.units[at] == assumed.units[at],
            });
        }
        for (at, account) in company.accounts.iter().enumerate() {
            all.push(Id {
                kind: IdKind::Account,
                variable: format!("account_{}", variable(&account.name)),
                what: format!("the account {}", account.name),
                name: account.name.clone(),
                value: ids.accounts[at].to_string(),
                assumed: account.id.is_none() && ids.accounts[at] == assumed.accounts[at],
            });
        }
        AllIds { all }
    }

    /// The account at a place of the file.
    pub(super) fn account(&self, at: usize) -> &Id {
        let mut accounts = self.all.iter().filter(|id| id.kind == IdKind::Account);
        accounts
            .nth(at)
            .expect("INVARIANT: every account of the company has an id")
    }

    pub(super) fn root(&self) -> &Id {
        &self.all[1]
    }

    /// A document with a mark in place of every assumed id.
    pub(super) fn marked(&self, document: &Value) -> Value {
        match document {
            Value::String(text) => Value::String(self.marked_text(text)),
            Value::Array(items) => items.iter().map(|item| self.marked(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.marked(value)))
                .collect(),
            other => other.clone(),
        }
    }

    /// Ids stand alone, as the account of an ARN, and in the path of a unit: a repository's name that has the same digits is none.
    pub(super) fn marked_text(&self, text: &str) -> String {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        if let ["arn", partition, service, region, account, resource] = parts[..] {
            let account = self.marked_id(account);
            return ["arn", partition, service, region, &account, resource].join(":");
        }
        if text.starts_with("o-") {
            let steps: Vec<String> = text.split('/').map(|step| self.marked_id(step)).collect();
            return steps.join("/");
        }
        self.marked_id(text)
    }

    fn marked_id(&self, text: &str) -> String {
        let id = self.all.iter().find(|id| id.assumed && id.value == text);
        id.map_or_else(|| text.to_owned(), |id| format!("{BEGIN}{}{END}", id.variable))
    }

    /// The assumed ids that texts which were marked speak of.
    pub(super) fn missing(&self, marked: &str) -> Vec<&Id> {
        let is_in = |id: &&Id| id.assumed && marked.contains(&format!("{BEGIN}{}{END}", id.variable));
        self.all.iter().filter(is_in).collect()
    }

    /// An id: marked where it is assumed.
    pub(super) fn id(&self, id: &Id) -> String {
        match id.assumed {
            true => format!("{BEGIN}{}{END}", id.variable),
            false => id.value.clone(),
        }
    }
}

/// A part of a text that was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// As it is.
    Text(&'a str),
    /// The id that is called so.
    Variable(&'a str),
}

/// The parts of a text that was marked.
pub(super) fn pieces(marked: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for part in marked.split(BEGIN) {
        let text = match part.split_once(END) {
            Some((variable, text)) => {
                pieces.push(Piece::Variable(variable));
                text
            }
            None => part,
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_in_their_places_are_marked() {
        let text = "organization: acme\nunits: { u: }\naccounts: { registry: , dev: { unit: u } }\n\
                    repositories: [\"900000000001\"]\n";
        let company = crate::file::read(text).unwrap();
        let ids = AllIds::of(&company, &Ids::assumed(&company));
        let marked = |text: &str| ids.marked_text(text).replace([BEGIN, END], "|");
        for (text, expected) in [
            ("900000000001", "|account_registry|"),
            (
                "arn:aws:iam::900000000002:root",
                "arn:aws:iam::|account_dev|:root",
            ),
            (
                "arn:aws:ecr:us-east-1:900000000001:repository/900000000001",
                "arn:aws:ecr:us-east-1:|account_registry|:repository/900000000001",
            ),
            (
                "o-assumed000/r-assu/ou-assu-00000000/*",
                "|organization|/|root|/|unit_u|/*",
            ),
            ("ecr:PutImage", "ecr:PutImage"),
        ] {
            assert_eq!(marked(text), expected);
        }
        let text = ids.marked_text("arn:aws:iam::900000000002:root");
        assert_eq!(
            pieces(&text),
            [
                Piece::Text("arn:aws:iam::"),
                Piece::Variable("account_dev"),
                Piece::Text(":root")
            ]
        );
        assert_eq!(ids.missing(&text).len(), 1);
    }

    /// It would be filled in as an account of the file, and one of others be approved no more.
    #[test]
    fn what_others_have_is_not_assumed() {
        let text = "organization: acme\naccounts: { registry: , dev: \"333333333333\" }\nrepositories: [api]\n\
                    approved: [\"900000000001\"]\n";
        let company = crate::file::read(text).unwrap();
        let ids = AllIds::of(&company, &Ids::assumed(&company));
        assert_eq!(ids.account(0).value, "900000000002");
        assert_eq!(ids.marked_text("900000000001"), "900000000001");
    }
}
