//! Unique ids behind the principals of saved policies (IAM Reference, *Policy element: Principal*).
//!
//! A policy that names a user or a role grants to that very one: when it is saved, the unique id takes the ARN's place,
//! and when it is read, the ARN comes back as long as the user or role lives. One that was deleted and made again has
//! another id, and inherits nothing.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_kernel::node::UnknownPrincipal;
use wharf_policy::PolicyDocument;
use wharf_sql::{Error as SqlError, Transaction};

use super::entity::{self, EntityKind, EntityRow, store};
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

/// Puts the ARNs of living users and roles back.
pub fn unbind(transaction: &mut Transaction<'_>, text: &str) -> Result<String, SqlError> {
    Unbinder::default().unbind(transaction, text)
}

/// [`unbind`] for many texts, which reads each user or role that they name once.
#[derive(Default)]
pub(super) struct Unbinder(HashMap<String, Option<String>>);

impl Unbinder {
    pub(super) fn unbind(
        &mut self,
        transaction: &mut Transaction<'_>,
        text: &str,
    ) -> Result<String, SqlError> {
        let Ok(document) = PolicyDocument::parse(text) else {
            return Ok(text.to_owned());
        };
        let mut arns = Vec::new();
        for (place, id) in document.aws_principals() {
            if id.starts_with("AIDA") || id.starts_with("AROA") {
                let arn = self.arn(transaction, id)?;
                arns.extend(arn.map(|arn| (place.clone(), arn)));
            }
        }
        Ok(replaced(text, &arns))
    }

    fn arn(&mut self, transaction: &mut Transaction<'_>, id: &str) -> Result<Option<String>, SqlError> {
        if let Some(known) = self.0.get(id) {
            return Ok(known.clone());
        }
        let arn = store::find_by_id(transaction, id)?.as_ref().map(EntityRow::arn);
        self.0.insert(id.to_owned(), arn.clone());
        Ok(arn)
    }
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
