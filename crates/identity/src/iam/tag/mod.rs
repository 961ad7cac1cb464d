//! The room of tags of IAM entities and identity providers (IAM User Guide, *Tags for IAM resources*).
//!
//! At most fifty an owner; keys are unique without regard to case and keep the spelling that they were given.

pub(super) mod store;

use std::collections::BTreeSet;

use wharf_aws::AccountId;
use wharf_aws::iam::{Fault, Tag};
use wharf_sql::Transaction;

pub(crate) use store::{STATEMENTS, delete_all, list, of_page, page};

use super::fault;
use wharf_kernel::Error;

const MAX_TAGS: usize = 50;

/// Sets tags of an owner; others stay.
pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    tags: &[Tag],
) -> Result<(), Error<Fault>> {
    check(tags)?;
    for tag in tags {
        store::put(transaction, account, owner, &tag.key, &tag.value)?;
    }
    if !tags.is_empty() && store::list(transaction, account, owner)?.len() > MAX_TAGS {
        return Err(fault::limit(format!(
            "Cannot exceed quota for TagsPerResource: {MAX_TAGS}"
        )));
    }
    Ok(())
}

/// Takes tags away; those that are not there are no fault.
pub(crate) fn remove(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    keys: &[String],
) -> Result<(), wharf_sql::Error> {
    keys.iter()
        .try_for_each(|key| store::delete(transaction, account, owner, key))
}

/// The tags as answers show them; `None` when there are none.
pub(crate) fn shown(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Option<Vec<Tag>>, wharf_sql::Error> {
    let tags = store::list(transaction, account, owner)?;
    Ok(Some(wire(tags)).filter(|tags| !tags.is_empty()))
}

/// Pairs as tags of the API.
pub(crate) fn wire(tags: Vec<(String, String)>) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag { key, value }).collect()
}

fn check(tags: &[Tag]) -> Result<(), Error<Fault>> {
    let mut seen = BTreeSet::new();
    for tag in tags {
        if tag
            .key
            .get(..4)
            .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
        {
            return Err(fault::invalid(format!(
                "The tag key {} is not allowed: keys that begin with aws: are reserved",
                tag.key
            )));
        }
        if !seen.insert(tag.key.to_lowercase()) {
            return Err(fault::invalid(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.".to_owned(),
            ));
        }
    }
    Ok(())
}

mod operations;

pub(super) use operations::{list_of, put_on, remove_from};
