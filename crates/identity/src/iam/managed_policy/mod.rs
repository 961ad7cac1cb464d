//! The room of managed policies: documents of their own, in versions, attached to users, groups and roles.
//!
//! A customer's belong to an account and are entities of the kind `policy`; AWS's own are in `aws` and belong to
//! every account. A policy has at most five versions, one of them the default; a version's number is never given again.

mod aws;
mod operations;
pub(crate) mod store;
mod versions;

use std::collections::{BTreeSet, HashMap};

use wharf_aws::AccountId;
use wharf_aws::iam::{Fault, Policy};
use wharf_policy::Source;
use wharf_sql::{Database, Transaction};

pub use operations::*;
pub(crate) use store::STATEMENTS;
pub use versions::*;

use super::entity::{EntityKind, EntityRow, fold, store as entities};
use super::{attachment, fault};
use wharf_kernel::Error;

/// A policy as an ARN names it.
pub(crate) enum Named {
    /// One of AWS's.
    Aws(&'static aws::AwsPolicy),
    /// A customer's, with what only policies have.
    Customer(EntityRow, store::PolicyRow),
}

/// The policy of an ARN, as an account may name it: its own, or AWS's.
pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arn: &str,
) -> Result<Option<Named>, wharf_sql::Error> {
    if let Some(policy) = aws::find(arn) {
        return Ok(Some(Named::Aws(policy)));
    }
    let Some(name) = arn.rsplit('/').next() else {
        return Ok(None);
    };
    let entity = entities::find(transaction, account, EntityKind::Policy, name)?;
    let Some(entity) = entity.filter(|entity| entity.arn() == arn) else {
        return Ok(None);
    };
    let policy = store::find(transaction, &entity.id)?;
    Ok(policy.map(|policy| Named::Customer(entity, policy)))
}

/// Whether there is a policy of AWS's of that ARN.
#[cfg(test)]
pub(super) fn is_of_aws(arn: &str) -> bool {
    aws::find(arn).is_some()
}

/// AWS's policies by ARN, after one.
pub(super) fn aws_policies_after(arn: &str) -> impl Iterator<Item = &'static aws::AwsPolicy> {
    let begin = aws::ALL.partition_point(|policy| policy.arn <= arn);
    aws::ALL[begin..].iter()
}

/// The policy of an ARN, or the fault that there is none.
pub(crate) fn require(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arn: &str,
) -> Result<Named, Error<Fault>> {
    find(transaction, account, arn)?.ok_or_else(|| not_found(arn))
}

/// A customer's policy, to be changed.
fn require_own(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arn: &str,
) -> Result<(EntityRow, store::PolicyRow), Error<Fault>> {
    match require(transaction, account, arn)? {
        Named::Customer(entity, policy) => Ok((entity, policy)),
        Named::Aws(_) => Err(fault::invalid(format!(
            "Policy {arn} belongs to AWS and cannot be changed."
        ))),
    }
}

fn not_found(arn: &str) -> Error<Fault> {
    fault::no_such_entity(format!("Policy {arn} was not found."))
}

/// The default versions of those of some policies that there are, compiled, by ARN.
pub(crate) fn sources_in<'a>(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arns: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<String, Source>, wharf_sql::Error> {
    let (mut sources, mut names) = (HashMap::new(), BTreeSet::new());
    for arn in arns {
        match aws::find(arn) {
            Some(policy) => drop(sources.insert(arn.to_owned(), policy.source())),
            None => names.extend(arn.rsplit('/').next().map(fold)),
        }
    }
    if !names.is_empty() {
        let names = names.iter().map(String::as_str);
        for (entity, text) in store::defaults(transaction, account, names)? {
            let arn = entity.arn();
            let source = Source::compile(&arn, &text);
            sources.insert(arn, source);
        }
    }
    Ok(sources)
}

/// `sources_in` on its own.
pub async fn sources(
    database: &Database,
    account: &AccountId,
    arns: Vec<String>,
) -> Result<HashMap<String, Source>, wharf_sql::Error> {
    let account = *account;
    database
        .snapshot("iam.managed_policy.sources", move |transaction| {
            sources_in(transaction, &account, arns.iter().map(String::as_str))
        })
        .await
}

/// The path in a policy's ARN: `/`, or `/…/`.
pub(crate) fn path_of(arn: &str) -> &str {
    let from_path = arn
        .find(":policy/")
        .map_or("/", |at| &arn[at + ":policy".len()..]);
    let end = from_path.rfind('/').map_or(from_path.len(), |slash| slash + 1);
    &from_path[..end]
}

/// A policy as answers show it, without its tags.
pub(super) fn shown(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    named: &Named,
) -> Result<Policy, wharf_sql::Error> {
    let mut shown = shown_all(transaction, account, &[named])?;
    Ok(shown.remove(0))
}

/// [`shown`] of some policies, in their order.
pub(super) fn shown_all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    named: &[&Named],
) -> Result<Vec<Policy>, wharf_sql::Error> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let mut policies: Vec<Policy> = named.iter().map(|named| uncounted(named)).collect();
    let arns: Vec<String> = policies.iter().filter_map(|policy| policy.arn.clone()).collect();
    let arns = || arns.iter().map(String::as_str);
    let attached = attachment::store::count_all(transaction, account, arns())?;
    let bound = entities::count_all_bound_by(transaction, account, arns())?;
    for (policy, (attached, bound)) in policies.iter_mut().zip(attached.into_iter().zip(bound)) {
        policy.attachment_count = Some(attached);
        policy.permissions_boundary_usage_count = Some(bound);
    }
    Ok(policies)
}

fn uncounted(named: &Named) -> Policy {
    match named {
        Named::Aws(policy) => policy.shown(),
        Named::Customer(entity, row) => Policy {
            policy_name: Some(entity.name.clone()),
            policy_id: Some(entity.id.clone()),
            arn: Some(entity.arn()),
            path: Some(entity.path.clone()),
            default_version_id: Some(format!("v{}", row.default_version)),
            attachment_count: None,
            permissions_boundary_usage_count: None,
            is_attachable: Some(true),
            description: Some(entity.description.clone()).filter(|text| !text.is_empty()),
            create_date: Some(entity.created_at),
            update_date: Some(row.updated_at),
            tags: None,
        },
    }
}
