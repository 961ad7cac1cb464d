//! Principals of which none is there any more, and those that a `NotPrincipal` leaves out.

use super::Lint;
use crate::arn::cut;
use crate::document::{NamedPrincipal, Statement};
use crate::edit::{Edit, quoted};

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        let Some(element) = &statement.principal else {
            continue;
        };
        for named in element.values.iter().filter(|named| is_unique_id(named)) {
            let message = "this is the unique id of a user or role, which AWS shows in place of the ARN when that is deleted: one that is made \
                           again by the same name is not meant";
            let help = "write the ARN of the user or role that is there now, arn:aws:iam::<account>:role/<name>, or leave it out";
            lint.warn("unique-id", &named.value.span, message, help);
        }
        if element.negated && statement.is_deny() {
            not_principal(lint, statement, &element.values);
        }
    }
}

fn is_unique_id(named: &NamedPrincipal) -> bool {
    let text = named.value.text.as_str();
    named.kind == "AWS" && (text.starts_with("AROA") || text.starts_with("AIDA"))
}

/// What a `NotPrincipal` names.
struct Named<'a> {
    text: &'a str,
    account: &'a str,
    kind: Kind<'a>,
}

#[derive(PartialEq)]
enum Kind<'a> {
    Account,
    User,
    /// By the last part of its name, which its sessions have.
    Role(&'a str),
    /// Of a role.
    Session(&'a str),
    FederatedUser,
}

impl<'a> Named<'a> {
    /// `None` for unique ids and `*`.
    fn new(text: &'a str) -> Option<Named<'a>> {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let kind = Kind::Account;
            return Some(Named {
                text,
                account: text,
                kind,
            });
        }
        let [_, _, _, _, account, resource] = cut(text)[..] else {
            return None;
        };
        let (first, rest) = resource.split_once('/').unwrap_or((resource, ""));
        let kind = match first {
            "root" => Kind::Account,
            "user" => Kind::User,
            "role" => Kind::Role(rest.rsplit('/').next().unwrap_or_default()),
            "assumed-role" => Kind::Session(rest.split('/').next().unwrap_or_default()),
            "federated-user" => Kind::FederatedUser,
            _ => return None,
        };
        Some(Named { text, account, kind })
    }

    /// Whether something of a kind is named in its account.
    fn has(&self, others: &[Named<'_>], is: impl Fn(&Kind<'_>) -> bool) -> bool {
        others
            .iter()
            .any(|other| other.account == self.account && is(&other.kind))
    }

    /// Whether what stands behind it is not named, so that neither is spared.
    fn is_alone(&self, others: &[Named<'_>]) -> bool {
        match self.kind {
            Kind::Session(role) => !self.has(others, |kind| *kind == Kind::Role(role)),
            Kind::FederatedUser => !self.has(others, |kind| *kind == Kind::User),
            _ => false,
        }
    }

    /// Whether it is denied too, although it is named.
    fn is_denied(&self, others: &[Named<'_>]) -> bool {
        let has_account = self.has(others, |kind| *kind == Kind::Account);
        match self.kind {
            Kind::Account => !self.has(others, |kind| *kind != Kind::Account),
            Kind::Role(role) => !has_account || !self.has(others, |kind| *kind == Kind::Session(role)),
            _ => !has_account || self.is_alone(others),
        }
    }
}

/// A `NotPrincipal` spares a caller only if it names its account, its role and its session, or its user, one by one.
fn not_principal(lint: &mut Lint<'_>, statement: &Statement, values: &[NamedPrincipal]) {
    let Some(element) = &statement.principal else {
        return;
    };
    let aws = values.iter().filter(|named| named.kind == "AWS");
    let named: Vec<Option<Named<'_>>> = aws.map(|named| Named::new(&named.value.text)).collect();
    let is_known = named.iter().all(Option::is_some);
    let named: Vec<Named<'_>> = named.into_iter().flatten().collect();
    let denied: Vec<&Named<'_>> = named.iter().filter(|one| one.is_denied(&named)).collect();
    let is_of_account = denied.iter().all(|one| one.kind == Kind::Account);
    if denied.is_empty() || (is_of_account && !is_known) {
        return;
    }
    if let Some(alone) = named.iter().find(|one| one.is_alone(&named)) {
        let message = "NotPrincipal spares a session only if its account and its role, or its user, are named beside it: this one is denied too";
        let account = alone.account;
        let behind = match alone.kind {
            Kind::Session(role) => {
                format!("arn:aws:iam::{account}:role/{role}, with the role's path if it has one")
            }
            _ => format!("arn:aws:iam::{account}:user/<the user whose session it is>"),
        };
        let help = format!(
            "name beside it {account} and {behind}; or write \"Principal\": \"*\" with the condition \"ArnNotEquals\": {{\"aws:PrincipalArn\": \"<that ARN>\"}}"
        );
        lint.warn("not-principal", &element.span, message, &help);
        return;
    }
    let message = match is_of_account {
        false => {
            "NotPrincipal spares a role only if its account and each of its sessions are named beside it, and a user with its account: \
             these are denied too"
        }
        true => "NotPrincipal with an account spares its root user alone: its users and roles are denied too",
    };
    let principals = named
        .iter()
        .filter(|one| matches!(one.kind, Kind::User | Kind::Role(_)));
    let principals: Vec<&str> = principals.map(|one| one.text).collect();
    let accounts = denied.iter().filter(|one| one.kind == Kind::Account);
    let accounts: Vec<&str> = accounts.map(|one| one.account).collect();
    let conditions = [
        condition("ArnNotEquals", "aws:PrincipalArn", &principals),
        condition("StringNotEquals", "aws:PrincipalAccount", &accounts),
    ];
    let conditions: Vec<String> = conditions.into_iter().flatten().collect();
    let condition = conditions.join(", ");
    let help = format!("write \"Principal\": \"*\" with the condition {condition}");
    let only_aws = element.values.iter().all(|named| named.kind == "AWS") && is_known;
    let edits = match statement.condition {
        None if only_aws => vec![
            Edit::replace(element.span.clone(), "\"Principal\""),
            Edit::replace(
                element.value.clone(),
                format!("\"*\", \"Condition\": {{{condition}}}"),
            ),
        ],
        _ => Vec::new(),
    };
    lint.warn("not-principal", &element.span, message, &help)
        .extend(edits);
}

fn condition(operator: &str, key: &str, values: &[&str]) -> Option<String> {
    let list: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let list = match list.as_slice() {
        [] => return None,
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(format!("{}: {{{}: {list}}}", quoted(operator), quoted(key)))
}
