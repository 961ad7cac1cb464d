//! Whom a `Principal` element means, and how closely it means a caller (IAM Reference, *JSON policy elements:
//! Principal*).

use wharf_aws::AccountId;

use crate::account::{AccountLife, without_life};
use crate::document::{Element, NamedPrincipal, PolicyDocument};
use crate::request::{Principal, PrincipalKind, Request};
use crate::wildcard;

/// How closely a principal element means a caller. The order is that of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchClass {
    /// Its account.
    Account,
    /// The role behind the session, the user behind the federated user.
    Underlying,
    /// The caller itself, or every caller.
    Direct,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    Everyone,
    /// With the time at which it was made, if that is known.
    Account(AccountId, Option<i64>),
    /// The ARN of a user, role, session or federated user, and when its account was made, if that is known.
    Arn(Box<str>, Option<i64>),
    /// `AIDA…`, `AROA…` or `AROA…:session`.
    UniqueId(Box<str>),
    Service(Box<str>),
    Federated(Box<str>),
    /// No principal that can call here.
    Never,
}

/// A compiled `Principal` or `NotPrincipal`.
#[derive(Clone, Debug)]
pub(crate) struct PrincipalMatcher {
    negated: bool,
    patterns: Vec<Pattern>,
}

impl PrincipalMatcher {
    pub(crate) fn new(element: &Element<Vec<NamedPrincipal>>) -> PrincipalMatcher {
        PrincipalMatcher {
            negated: element.negated,
            patterns: element.values.iter().map(pattern).collect(),
        }
    }

    /// How closely the element means the caller; `None` when it does not. A caller with a permissions boundary is meant by
    /// every `NotPrincipal`. What an account is allowed or exempted from is that very account's, what it is denied is denied to its
    /// id.
    pub(crate) fn class(
        &self,
        request: &Request<'_>,
        allows: bool,
        has_boundary: bool,
    ) -> Option<MatchClass> {
        let caller = request.principal;
        if !self.negated {
            let life = request.account_life.filter(|_| allows);
            return self
                .patterns
                .iter()
                .filter_map(|pattern| class(pattern, caller, life))
                .max();
        }
        let is_exempt = !has_boundary && self.names_whole_chain(caller, request.account_life);
        (!is_exempt).then_some(MatchClass::Direct)
    }

    /// Whether the account, and the user, or the role and the session, are all in the list.
    fn names_whole_chain(&self, caller: &Principal, life: Option<AccountLife>) -> bool {
        let classes: Vec<MatchClass> = self
            .patterns
            .iter()
            .filter_map(|pattern| class(pattern, caller, life))
            .collect();
        let has = |class| classes.contains(&class);
        if self.patterns.contains(&Pattern::Everyone) {
            return true;
        }
        match caller.kind {
            PrincipalKind::Service | PrincipalKind::WebIdentity => has(MatchClass::Direct),
            PrincipalKind::Root => has(MatchClass::Account),
            PrincipalKind::User => has(MatchClass::Account) && has(MatchClass::Direct),
            PrincipalKind::AssumedRole | PrincipalKind::FederatedUser => {
                has(MatchClass::Account) && has(MatchClass::Underlying) && has(MatchClass::Direct)
            }
        }
    }
}

fn pattern(named: &NamedPrincipal) -> Pattern {
    let text = named.value.text.as_str();
    match named.kind.as_str() {
        "AWS" => aws_pattern(text),
        "Service" => Pattern::Service(text.into()),
        "Federated" if text == "*" => Pattern::Everyone,
        "Federated" => Pattern::Federated(text.into()),
        _ => Pattern::Never,
    }
}

impl PolicyDocument {
    /// The accounts all of whose principals its statements allow an action, such as `sts:AssumeRole`, as far as no condition says less. A
    /// provider that a statement names is in an account too, but allows it nothing.
    pub fn accounts_allowed(&self, action: &str) -> Vec<AccountId> {
        let action = action.to_ascii_lowercase();
        let mut accounts = Vec::new();
        for statement in self.statements.iter().filter(|one| one.allows == Some(true)) {
            let (Some(actions), Some(principals)) = (&statement.action, &statement.principal) else {
                continue;
            };
            let mut named = actions.values.iter().map(|named| named.text.to_ascii_lowercase());
            let is_meant = named.any(|named| wildcard::matches(&named, &action));
            if !is_meant || actions.negated || principals.negated {
                continue;
            }
            let principals = principals.values.iter().filter(|one| one.kind == "AWS");
            accounts.extend(principals.filter_map(|one| whole_account(&one.value.text)));
        }
        accounts
    }
}

/// The account that a principal of type `AWS` stands for with everyone in it.
fn whole_account(text: &str) -> Option<AccountId> {
    match aws_pattern(text) {
        Pattern::Account(account, _) => Some(account),
        _ => None,
    }
}

fn aws_pattern(text: &str) -> Pattern {
    if text == "*" {
        return Pattern::Everyone;
    }
    let (text, made_at) = without_life(text);
    if let Ok(account) = text.parse() {
        return Pattern::Account(account, made_at);
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    if let ["arn", _, "iam", "", account, "root"] = parts[..]
        && let Ok(account) = account.parse()
    {
        return Pattern::Account(account, made_at);
    }
    if parts.len() == 6 {
        Pattern::Arn((*text).into(), made_at)
    } else {
        Pattern::UniqueId((*text).into())
    }
}

/// How closely a pattern means a caller. With a `life`, a name of its account or of something in it must mean that one.
fn class(pattern: &Pattern, caller: &Principal, life: Option<AccountLife>) -> Option<MatchClass> {
    let is_named = |name: &str| name == caller.arn;
    match pattern {
        Pattern::Everyone => Some(MatchClass::Direct),
        Pattern::Account(_, made_at) | Pattern::Arn(_, made_at)
            if life.is_some_and(|life| !life.is_meant(*made_at)) =>
        {
            None
        }
        Pattern::Account(account, _) => (caller.account == Some(*account)).then_some(MatchClass::Account),
        Pattern::Arn(arn, _) if is_named(arn) => Some(MatchClass::Direct),
        Pattern::Arn(arn, _) => {
            let behind = [&caller.role_arn, &caller.user_arn];
            let is_behind = behind.into_iter().flatten().any(|behind| **behind == **arn);
            is_behind.then_some(MatchClass::Underlying)
        }
        Pattern::UniqueId(id) => {
            let own = caller.unique_id.as_deref()?;
            let is_federated = caller.kind == PrincipalKind::FederatedUser;
            if *own == **id {
                let class = if is_federated {
                    MatchClass::Underlying
                } else {
                    MatchClass::Direct
                };
                return Some(class);
            }
            let role = own.split_once(':').map(|(role, _)| role);
            (role == Some(&**id)).then_some(MatchClass::Underlying)
        }
        Pattern::Service(name) => {
            (caller.kind == PrincipalKind::Service && is_named(name)).then_some(MatchClass::Direct)
        }
        Pattern::Federated(provider) => {
            (caller.kind == PrincipalKind::WebIdentity && is_named(provider)).then_some(MatchClass::Direct)
        }
        Pattern::Never => None,
    }
}
