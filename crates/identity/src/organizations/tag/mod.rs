//! The room of tags of an organization's things: the root, units, accounts and policies. `tag_resource` has the operations.

pub(crate) mod store;

use std::collections::BTreeSet;

use wharf_aws::organizations::{Fault, Tag};
use wharf_sql::Transaction;

pub(crate) use store::STATEMENTS;

use super::fault;
use wharf_kernel::Error;

const MAX_TAGS: usize = 50;

/// Refuses more tags than a thing may have: each would be a condition key, in every demand.
pub(super) fn check(tags: usize) -> Result<(), Fault> {
    match tags > MAX_TAGS {
        true => Err(too_many()),
        false => Ok(()),
    }
}

fn too_many() -> Fault {
    Fault::ConstraintViolation {
        message: "You have exceeded the number of tags allowed on this resource.".to_owned(),
        reason: Some("MAX_TAG_LIMIT_EXCEEDED".to_owned()),
    }
}

/// Refuses too many tags of something that is being made.
pub(super) fn check_new(tags: Option<&[Tag]>) -> Result<(), Fault> {
    check(tags.map_or(0, <[Tag]>::len))
}

/// Sets tags of a thing; others stay.
pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    organization: &str,
    resource: &str,
    tags: &[Tag],
) -> Result<(), Error<Fault>> {
    let mut seen = BTreeSet::new();
    for tag in tags {
        if tag
            .key
            .get(..4)
            .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
        {
            let text = "Tag keys that begin with aws: are reserved.";
            return Err(fault::invalid("INVALID_SYSTEM_TAGS_PARAMETER", text));
        }
        if !seen.insert(tag.key.as_str()) {
            return Err(fault::invalid(
                "DUPLICATE_TAG_KEY",
                "A tag key appears more than once.",
            ));
        }
        store::put(transaction, organization, resource, &tag.key, &tag.value)?;
    }
    if !tags.is_empty() && store::list(transaction, organization, resource)?.len() > MAX_TAGS {
        return Err(Error::Fault(too_many()));
    }
    Ok(())
}
