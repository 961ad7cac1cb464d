//! Unique ids behind the principals of saved policies (IAM Reference, *Policy element: Principal*).
//!
//! A policy that names a user or a role grants to that very one: when it is saved, the unique id takes the ARN's place,
//! and when it is read, the ARN comes back as long as the user or role lives. One that was deleted and made again has
//! another id, and inherits nothing.

use std::collections::{BTreeSet, HashMap};

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_kernel::node::UnknownPrincipal;
use wharf_policy::PolicyDocument;
use wharf_sql::{Error as SqlError, Transaction};

use super::entity::{self, EntityKind, store};
use super::{account, fault};
use wharf_kernel::Error;

/// Puts unique ids in place of the users and roles that a document names as principals. Those of accounts that are not
/// here stay as they are written, because their ids are not known here.
pub fn bind_ids(
    transaction: &mut Transaction<'_>,
    text: &str,
) -> Result<Result<String, UnknownPrincipal>, SqlError> {
    let Ok(document) = PolicyDocument::parse(text) else {
        return Ok(Ok(text.to_owned()));
    };
    let mut ids = Vec::new();
    for (place, arn) in document.aws_principals() {
        let Some((account_id, kind, name)) = named(arn) else {
            continue;
        };
        if !account::exists_in(transaction, &account_id)? {
            continue;
        }
        let found = store::find(transaction, &account_id, kind, name)?;
        match found.filter(|entity| entity.arn() == *arn) {
            Some(entity) => ids.push((place.clone(), entity.id)),
            None => return Ok(Err(UnknownPrincipal(arn.to_owned()))),
        }
    }
    Ok(Ok(replaced(text, &ids)))
}

/// [`bind_ids`] for a trust policy.
pub(super) fn bind(transaction: &mut Transaction<'_>, text: &str) -> Result<String, Error<Fault>> {
    bind_ids(transaction, text)?.map_err(|UnknownPrincipal(arn)| {
        fault::malformed(format!("Invalid principal in policy: \"AWS\":\"{arn}\""))
    })
}

/// Puts the ARNs of living users and roles back into texts: those of all texts are read at once.
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
        let mut arns = Vec::new();
        for (place, id) in document.aws_principals() {
            arns.extend(self.0.get(id).map(|arn| (place.clone(), arn.clone())));
        }
        replaced(text, &arns)
    }
}

fn is_id(principal: &str) -> bool {
    principal.starts_with("AIDA") || principal.starts_with("AROA")
}

/// The account and the name of a user's or role's ARN, and which of the two it is.
fn named(arn: &str) -> Option<(AccountId, EntityKind, &str)> {
    let (account, kind, name) = entity::named(arn)?;
    let is_principal = matches!(kind, EntityKind::User | EntityKind::Role);
    is_principal.then_some((account.parse().ok()?, kind, name))
}

/// The text with other strings at some places, which are those of JSON strings with their quotes.
fn replaced(text: &str, by: &[(std::ops::Range<usize>, String)]) -> String {
    let mut result = text.to_owned();
    let mut places: Vec<_> = by.iter().collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    for (place, with) in places {
        result.replace_range(place.clone(), &format!("\"{with}\""));
    }
    result
}
