//! The room of managed policies: documents of their own, in versions, attached to users, groups and roles.
//!
//! A customer's belong to an account and are entities of the kind `policy`; AWS's own are in `aws` and belong to
//! every account. A policy has at most five versions, one of them the default; a version's number is never given again.

mod aws;
mod operations;
pub(crate) mod store;
mod versions;

use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_aws::iam::{Fault, Policy};
use wharf_policy::{CompiledPolicy, Source};
use wharf_sql::{Database, Transaction};

pub use operations::*;
pub(crate) use store::STATEMENTS;
pub use versions::*;

use super::entity::{EntityKind, EntityRow, store as entities};
use super::{attachment, fault};
use wharf_kernel::Error;

/// A policy as an ARN names it.
pub(crate) enum Named {
    /// One of AWS's.
    Aws(&'static aws::AwsPolicy),
    /// A customer's, with what only policies have.
    Customer(EntityRow, store::PolicyRow),
}

impl Named {
    /// The default version's text.
    pub(crate) fn document(
        &self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Option<String>, wharf_sql::Error> {
        match self {
            Named::Aws(policy) => Ok(Some(policy.document.to_owned())),
            Named::Customer(entity, policy) => {
                let version =
                    store::find_version(transaction, &entity.account, &entity.id, policy.default_version)?;
                Ok(version.map(|version| version.document))
            }
        }
    }
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

/// The default version of a policy, compiled; `None` when there is no such policy.
pub(crate) fn source_in(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arn: &str,
) -> Result<Option<Source>, wharf_sql::Error> {
    let Some(named) = find(transaction, account, arn)? else {
        return Ok(None);
    };
    if let Named::Aws(policy) = &named {
        return Ok(Some(policy.source()));
    }
    let document = named.document(transaction)?;
    Ok(document.map(|text| Source {
        id: arn.into(),
        policy: Arc::new(CompiledPolicy::compile(&text)),
    }))
}

/// `source_in` on its own.
pub async fn source(
    database: &Database,
    account: &AccountId,
    arn: &str,
) -> Result<Option<Source>, wharf_sql::Error> {
    let (account, arn) = (*account, arn.to_owned());
    database
        .snapshot("iam.managed_policy.source", move |transaction| {
            source_in(transaction, &account, &arn)
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
    let mut policy = match named {
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
    };
    let arn = policy.arn.clone().unwrap_or_default();
    policy.attachment_count = Some(attachment::store::count(transaction, account, &arn)?);
    policy.permissions_boundary_usage_count = Some(entities::count_bound_by(transaction, account, &arn)?);
    Ok(policy)
}
