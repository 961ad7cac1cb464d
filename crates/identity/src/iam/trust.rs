//! Whom exactly the principals of saved policies are (IAM Reference, *Policy element: Principal*).
//!
//! A policy that names a user or a role grants to that very one: when it is saved, the unique id takes the ARN's place,
//! and when it is read, the ARN comes back as long as the user or role lives. One that was deleted and made again has
//! another id, and inherits nothing. An account that is named, or in which a session is, must be there, and the time at which it
//! was made is saved beside its id.
//!
//! Conditions of grants name accounts too, by `aws:PrincipalAccount` and keys like it. AWS takes any id there, and so do we: the
//! time is saved beside it, and one that no account has lets in none that is made later.

use std::collections::{BTreeSet, HashMap};

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_kernel::node::UnknownPrincipal;
use wharf_policy::{NEVER, PolicyDocument};
use wharf_sql::{Error as SqlError, Transaction};

use super::entity::{self, EntityKind, store};
use super::{account, fault};
use wharf_kernel::Error;

/// Puts unique ids in place of the users and roles that a document names as principals, and times beside the accounts, in conditions
/// of grants too. A principal that is not there is refused, be it a user, a role or an account: one answer for all tells no more than
/// it must.
pub fn bind_ids(
    transaction: &mut Transaction<'_>,
    text: &str,
) -> Result<Result<String, UnknownPrincipal>, SqlError> {
    let Ok(document) = PolicyDocument::parse(text) else {
        return Ok(Ok(text.to_owned()));
    };
    let mut bound = Vec::new();
    for (place, principal) in document.aws_principals() {
        let Some(account) = wharf_policy::account_of(principal) else {
            continue;
        };
        match bound_to(transaction, &account, principal)? {
            Some(exactly) => bound.push((place.clone(), exactly)),
            None => return Ok(Err(UnknownPrincipal(principal.to_owned()))),
        }
    }
    for value in document.accounts_in_conditions() {
        let exactly = value.with_lives(|account| {
            let life = account::life(transaction, account)?;
            Ok::<_, SqlError>(life.made_at.unwrap_or(NEVER))
        })?;
        bound.extend(exactly.map(|exactly| (value.place.clone(), exactly)));
    }
    Ok(Ok(replaced(text, &bound)))
}

/// What is saved of a principal in an account; `None` when it is not there.
fn bound_to(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    principal: &str,
) -> Result<Option<String>, SqlError> {
    let Some((kind, name)) = named(principal) else {
        let life = account::life(transaction, account)?;
        return Ok(life.made_at.and_then(|at| wharf_policy::with_life(principal, at)));
    };
    let found = store::find(transaction, account, kind, name)?;
    let found = found.filter(|entity| entity.arn() == *principal);
    Ok(found.map(|entity| entity.id))
}

/// [`bind_ids`] for a trust policy.
pub(super) fn bind(transaction: &mut Transaction<'_>, text: &str) -> Result<String, Error<Fault>> {
    bind_ids(transaction, text)?.map_err(|UnknownPrincipal(arn)| {
        fault::malformed(format!("Invalid principal in policy: \"AWS\":\"{arn}\""))
    })
}

/// Puts the ARNs of living users and roles back into texts, and takes the times of accounts away: what all texts name is read at
/// once.
pub fn unbind_all(transaction: &mut Transaction<'_>, texts: &[String]) -> Result<Vec<String>, SqlError> {
    let unbinder = Unbinder::of(transaction, texts.iter().map(String::as_str))?;
    Ok(texts.iter().map(|text| unbinder.unbind(text)).collect())
}

/// Puts ARNs back: those of all users and roles that some texts name, read at once.
pub(super) struct Unbinder(HashMap<String, String>);

impl Unbinder {
    /// For some texts.
    pub(super) fn of<'a>(
        transaction: &mut Transaction<'_>,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Unbinder, SqlError> {
        let mut ids = BTreeSet::new();
        for document in texts
            .into_iter()
            .filter_map(|text| PolicyDocument::parse(text).ok())
        {
            let principals = document.aws_principals();
            ids.extend(
                principals
                    .filter(|(_, id)| is_id(id))
                    .map(|(_, id)| id.to_owned()),
            );
        }
        if ids.is_empty() {
            return Ok(Unbinder(HashMap::new()));
        }
        let living = store::find_all(transaction, ids.iter().map(String::as_str))?;
        let arns = living.into_iter().map(|entity| (entity.id.clone(), entity.arn()));
        Ok(Unbinder(arns.collect()))
    }

    /// One of the texts with ARNs.
    pub(super) fn unbind(&self, text: &str) -> String {
        let Ok(document) = PolicyDocument::parse(text) else {
            return text.to_owned();
        };
        let mut shown = Vec::new();
        for (place, saved) in document.aws_principals() {
            let as_written = match wharf_policy::without_life(saved) {
                (written, Some(_)) => Some(written.into_owned()),
                (_, None) => self.0.get(saved).cloned(),
            };
            shown.extend(as_written.map(|text| (place.clone(), text)));
        }
        let values = document.accounts_in_conditions();
        shown.extend(values.filter_map(|value| Some((value.place.clone(), value.as_written()?))));
        replaced(text, &shown)
    }
}

fn is_id(principal: &str) -> bool {
    principal.starts_with("AIDA") || principal.starts_with("AROA")
}

/// The name of a user's or role's ARN, and which of the two it is.
fn named(arn: &str) -> Option<(EntityKind, &str)> {
    let (_, kind, name) = entity::named(arn)?;
    let is_principal = matches!(kind, EntityKind::User | EntityKind::Role);
    is_principal.then_some((kind, name))
}

/// The text with other strings at some places, which are those of JSON strings with their quotes.
fn replaced(text: &str, by: &[(std::ops::Range<usize>, String)]) -> String {
    let mut result = text.to_owned();
    let mut places: Vec<_> = by.iter().collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    for (place, with) in places {
        let with = serde_json::Value::String(with.clone()).to_string();
        result.replace_range(place.clone(), &with);
    }
    result
}
