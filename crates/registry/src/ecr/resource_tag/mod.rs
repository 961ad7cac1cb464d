//! The room of resource tags: labels of repositories for people, policies and bills (Amazon ECR User Guide, *Tagging a
//! private repository*). Not image tags.

mod operations;
mod store;

use std::collections::BTreeMap;

use wharf_aws::ecr::{Fault, Tag};

use super::fault::{invalid_tag_parameter, too_many_tags};

pub use operations::{ListTagsForResource, TagResource, UntagResource};
pub(crate) use store::{STATEMENTS, SWEEPS, list_in, put};

pub(super) const MAX_TAGS: usize = 50;

/// Refuses more tags than a repository may have: each would be a condition key, in every demand.
pub(super) fn check(tags: usize) -> Result<(), Fault> {
    match tags > MAX_TAGS {
        true => Err(too_many_tags()),
        false => Ok(()),
    }
}

/// The tags by key, or what is wrong with them.
pub(super) fn validate(tags: Vec<Tag>) -> Result<BTreeMap<String, String>, Fault> {
    let mut checked = BTreeMap::new();
    for Tag { key, value } in tags {
        validate_key(&key)?;
        if value.chars().count() > 256 || !value.chars().all(is_allowed) {
            return Err(invalid_tag_parameter(format!(
                "The value of the tag with key '{key}' must have at most 256 characters of letters, digits, spaces \
                 and + - = . _ : / @"
            )));
        }
        if checked.insert(key.clone(), value).is_some() {
            return Err(invalid_tag_parameter(format!(
                "The tag key '{key}' is given more than once"
            )));
        }
    }
    Ok(checked)
}

fn validate_key(key: &str) -> Result<(), Fault> {
    if key.is_empty() || key.chars().count() > 128 || !key.chars().all(is_allowed) {
        return Err(invalid_tag_parameter(format!(
            "The tag key '{key}' must have 1 to 128 characters of letters, digits, spaces and + - = . _ : / @"
        )));
    }
    if key
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
    {
        return Err(invalid_tag_parameter(format!(
            "The tag key '{key}' is not allowed: keys that begin with aws: are reserved"
        )));
    }
    Ok(())
}

fn is_allowed(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "+-=._:/@".contains(character)
}
