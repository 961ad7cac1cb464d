//! A script for the aws CLI, to be read before it is run. Accounts and units must be there.
//!
//! It looks at everything before it changes anything: that no id is missing, whose the credentials are, that every account is one of the
//! organization, is not the management account unless the file says so, and can be entered, and that what has the name of something that
//! it makes was made for this file (`origin`). Before each change it asks STS in which account it is, so that a session that was not
//! given, or was given of another account, changes nothing.

mod account;
mod origin;

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::unknown::{AllIds, Id, IdKind, Piece, pieces};
use super::{File, head};
use crate::company::{Company, Purpose};
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids, Provider, Registry, Role};
use crate::reconcile::TAG;

/// The functions of the script.
const FUNCTIONS: &str = concat!(
    include_str!("script/functions.sh"),
    "\n",
    include_str!("script/origin.sh")
);

/// The script.
pub fn script(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let mut script = Script {
        ids: AllIds::of(company, ids),
        tags: json!([{"Key": TAG, "Value": company.name}]),
        used: String::new(),
        text: String::new(),
    };
    script.guardrails(&desired);
    // Policies of registries name roles, which must be there first.
    for at in 0..company.accounts.len() {
        let providers: Vec<&Provider> = desired.providers.iter().filter(|one| one.account == at).collect();
        let roles: Vec<&Role> = desired.roles.iter().filter(|one| one.account == at).collect();
        if providers.is_empty() && roles.is_empty() {
            continue;
        }
        script.enter(at);
        providers
            .into_iter()
            .for_each(|provider| script.provider(provider));
        roles.into_iter().for_each(|role| script.role(role));
    }
    for at in 0..company.accounts.len() {
        let registries: Vec<&Registry> = desired
            .registries
            .iter()
            .filter(|one| one.account == at)
            .collect();
        if !registries.is_empty() {
            script.enter(at);
            registries
                .into_iter()
                .for_each(|registry| script.registry(registry));
        }
    }
    vec![("apply.sh".to_owned(), script.whole(company, &desired))]
}

struct Script {
    ids: AllIds,
    tags: Value,
    /// What was written of documents, with the marks of what is assumed.
    used: String,
    text: String,
}

impl Script {
    /// The head, the ids, the functions, the looks, and then the changes.
    fn whole(&self, company: &Company, desired: &Desired) -> String {
        let missing = self.missing();
        let mut text = String::from("#!/bin/sh\n");
        let how = format!(
            "It is run as a user or role of the management account that may use Organizations and assume {ADMINISTRATOR_ROLE} in every \
             account. The accounts and units must be there. It looks at everything before it changes anything, asks STS whose its \
             credentials are before each change, and stops at the first failure. It can be run again: what it made is then made as it is \
             here. What others made under the same names stops it before it changes anything, unless take_over=yes is set below."
        );
        for line in head(company, "apply.sh", &missing, "a value below", &how) {
            let line = format!("# {line}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
        let region = company
            .regions
            .first()
            .map_or("us-east-1", |region| region.as_str());
        let _ = write!(
            text,
            "set -eu\nexport AWS_PAGER=''\nexport AWS_DEFAULT_REGION=\"${{AWS_DEFAULT_REGION:-{region}}}\"\n\
             administrator={ADMINISTRATOR_ROLE}\n\n\
             # What this makes has this tag. What has its name and was not made for this file stops it, unless this says yes.\n\
             tag={TAG}\nmade_for={}\ntake_over=no\n\n# The ids of the organization.\n",
            quoted(&company.name)
        );
        let used: Vec<&Id> = self.ids.all.iter().filter(|id| self.is_used(id)).collect();
        for id in &used {
            match id.assumed {
                true => {
                    let _ = writeln!(
                        text,
                        "{}='<{}>' # the id of {}",
                        id.variable, id.variable, id.what
                    );
                }
                false => {
                    let _ = writeln!(text, "{}={}", id.variable, id.value);
                }
            }
        }
        let _ = write!(
            text,
            "\n{FUNCTIONS}\n# Nothing is changed before all of this is as it should be.\n"
        );
        for id in &used {
            let _ = writeln!(
                text,
                "known {} {} \"${}\"",
                id.kind.as_str(),
                id.variable,
                id.variable
            );
        }
        text.push_str("begin\n");
        for id in &used {
            let look = match id.kind {
                IdKind::Organization => "in_organization",
                IdKind::Root => "under_root",
                IdKind::Unit => "has_unit",
                IdKind::Account => account_look(company, &id.name),
            };
            match id.name.is_empty() {
                true => {
                    let _ = writeln!(text, "{look} \"${}\"", id.variable);
                }
                false => {
                    let _ = writeln!(text, "{look} {} \"${}\"", quoted(&id.name), id.variable);
                }
            }
        }
        text.push_str(&Script::guardrail_looks(desired));
        text.push_str(&self.account_looks(company, desired));
        text.push_str(&self.text);
        text.push_str("\nprintf '%s\\n' 'everything is as the organization file says'\n");
        text
    }

    fn missing(&self) -> Vec<&Id> {
        self.ids
            .all
            .iter()
            .filter(|id| id.assumed && self.is_used(id))
            .collect()
    }

    /// Accounts are entered; of the rest what documents and guardrails speak of.
    fn is_used(&self, id: &Id) -> bool {
        match id.kind {
            IdKind::Account => true,
            IdKind::Organization | IdKind::Root | IdKind::Unit => {
                self.used.contains(&self.ids.id(id)) || self.text.contains(&format!("\"${}\"", id.variable))
            }
        }
    }

    fn enter(&mut self, account: usize) {
        let id = self.ids.account(account);
        let _ = writeln!(self.text, "\nenter {} \"${}\"", quoted(&id.name), id.variable);
    }

    /// A policy as a word of the shell.
    fn document(&mut self, document: &Value) -> String {
        let marked = self.ids.marked(document).to_string();
        let word = quoted(&marked);
        self.used.push_str(&marked);
        word
    }

    /// They come before what they guard.
    fn guardrails(&mut self, desired: &Desired) {
        if desired.control_policies.is_empty() {
            return;
        }
        self.text.push_str("\nin_management\n");
        for policy in &desired.control_policies {
            let content = self.document(&policy.content);
            let _ = writeln!(
                self.text,
                "guardrail {} wharf-{} \"$root\" {} {content}",
                policy.kind.as_str(),
                policy.name,
                quoted(&self.tags.to_string())
            );
        }
    }
}

/// What looks whether an id is an account's: the management account is only what the file calls so, and what the file knows by its name has
/// that name.
fn account_look(company: &Company, name: &str) -> &'static str {
    let mut accounts = company.accounts.iter();
    match accounts.find(|account| account.name == name) {
        Some(account) if account.purpose == Purpose::Management => "is_management",
        Some(account) if account.id.is_none() => "is_account",
        _ => "has_account",
    }
}

/// A word for the shell, in which the ids that are to be filled in are variables.
fn quoted(text: &str) -> String {
    let word = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => format!("'{}'", text.replace('\'', "'\\''")),
        Piece::Variable(variable) => format!("\"${variable}\""),
    };
    let words: Vec<String> = pieces(text).iter().map(word).collect();
    match words.is_empty() {
        true => "''".to_owned(),
        false => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In which order it looks is said here; what a look says is seen with another AWS, by the tests of the program.
    #[test]
    fn each_account_is_looked_at_as_the_file_knows_it() {
        let text = "organization: acme\naccounts:\n  boss: { purpose: management }\n  registry:\n  dev: \"333333333333\"\n\
                    repositories: [api]\nbuilders: { ci: { trust: [dev] } }\n";
        let company = crate::file::read(text).unwrap();
        let (_, text) = script(&company, &Ids::assumed(&company)).remove(0);
        let at = |line: &str| {
            text.find(&format!("\n{line}\n"))
                .unwrap_or_else(|| panic!("no {line} in {text}"))
        };
        let looks = [
            "begin",
            "is_management 'boss' \"$account_boss\"",
            "is_account 'registry' \"$account_registry\"",
            "has_account 'dev' \"$account_dev\"",
            "enter 'registry' \"$account_registry\"",
        ];
        assert!(looks.map(at).is_sorted(), "{text}");
        // Both that are not the management account stop where the id is its.
        for look in ["has_account", "is_account"] {
            let begin = at(&format!("{look}() {{"));
            assert!(text[begin + 1..].starts_with(&format!("{look}() {{\n  apart \"$1\" \"$2\"\n")));
        }
    }
}
