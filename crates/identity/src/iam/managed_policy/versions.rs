//! Versions of managed policies (IAM User Guide, *Versioning IAM policies*).

use wharf_aws::iam::*;
use wharf_policy::PolicyKind;

use super::store::{PolicyRow, VersionRow};
use super::{Named, require, require_own, store};
use crate::iam::page;
use crate::iam::{access, document, fault};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

pub(crate) const MAX_VERSIONS: usize = 5;
/// Characters of a managed policy, white space not counted.
pub(crate) const MAX_LENGTH: usize = 6_144;

/// Refuses a document that is no identity policy or too long.
pub(super) fn check(text: &str) -> Result<(), Error<Fault>> {
    document::check(text, PolicyKind::Identity)?;
    if document::length(text) > MAX_LENGTH {
        return Err(fault::limit(format!(
            "Cannot exceed quota for PolicySize: {MAX_LENGTH}"
        )));
    }
    Ok(())
}

fn number(id: &str) -> Option<i64> {
    id.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn missing(arn: &str, id: &str) -> Error<Fault> {
    fault::no_such_entity(format!(
        "Policy {arn} version {id} does not exist or is not attachable."
    ))
}

fn shown(version: &VersionRow, default: i64, with_document: bool) -> PolicyVersion {
    PolicyVersion {
        document: with_document.then(|| document::shown(&version.document)),
        version_id: Some(format!("v{}", version.version)),
        is_default_version: Some(version.version == default),
        create_date: Some(version.created_at),
    }
}

/// The versions of a customer's policy as answers show them, with their texts.
pub(crate) fn shown_documents(policy: &PolicyRow, versions: &[VersionRow]) -> Vec<PolicyVersion> {
    let show = |version: &VersionRow| shown(version, policy.default_version, true);
    versions.iter().map(show).collect()
}

/// All versions as answers show them, the newest first.
pub(crate) fn shown_versions(
    transaction: &mut wharf_sql::Transaction<'_>,
    named: &Named,
    with_document: bool,
) -> Result<Vec<PolicyVersion>, wharf_sql::Error> {
    match named {
        Named::Aws(policy) => {
            let only = VersionRow {
                version: 1,
                document: policy.document.to_owned(),
                created_at: policy.created_at(),
            };
            Ok(vec![shown(&only, 1, with_document)])
        }
        Named::Customer(entity, policy) => {
            let versions = store::versions(transaction, &entity.account, &entity.id)?;
            let show = |version: &VersionRow| shown(version, policy.default_version, with_document);
            Ok(versions.iter().map(show).collect())
        }
    }
}

operation! {
    /// Adds a version, and makes it the default if asked to.
    CreatePolicyVersion(CreatePolicyVersionRequest) -> CreatePolicyVersionResponse,
    access(input, _) { access::arn("CreatePolicyVersion", &input.policy_arn) },
    run(context, input) {
        check(&input.policy_document)?;
        let (account, now) = (context.call.account, context.node.clock.now());
        let identity = &context.node.identity;
        let made = identity
            .change("iam.policy_version.create", Changed::Account(account), move |transaction| {
                let (entity, mut policy) = require_own(transaction, &account, &input.policy_arn)?;
                if store::versions(transaction, &account, &entity.id)?.len() >= MAX_VERSIONS {
                    return Err(fault::limit(
                        "A managed policy can have up to 5 versions. Before you create a new version, you must \
                         delete an existing version."
                            .to_owned(),
                    ));
                }
                policy.last_version += 1;
                policy.updated_at = now;
                if input.set_as_default == Some(true) {
                    policy.default_version = policy.last_version;
                }
                let version = VersionRow {
                    version: policy.last_version,
                    document: input.policy_document.clone(),
                    created_at: now,
                };
                store::insert_version(transaction, &account, &entity.id, &version)?;
                store::put(transaction, &account, &entity.id, &policy)?;
                Ok(shown(&version, policy.default_version, false))
            })
            .await?;
        Ok(CreatePolicyVersionResponse { policy_version: Some(made) })
    }
}

operation! {
    /// One version with its document.
    GetPolicyVersion(GetPolicyVersionRequest) -> GetPolicyVersionResponse,
    access(input, _) { access::arn("GetPolicyVersion", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let found = database
            .snapshot("iam.policy_version.get", move |transaction| {
                let named = require(transaction, &account, &input.policy_arn)?;
                let versions = shown_versions(transaction, &named, true)?;
                let wanted = Some(&input.version_id);
                let found = versions.into_iter().find(|version| version.version_id.as_ref() == wanted);
                found.ok_or_else(|| missing(&input.policy_arn, &input.version_id))
            })
            .await?;
        Ok(GetPolicyVersionResponse { policy_version: Some(found) })
    }
}

operation! {
    /// The versions of a policy, the newest first.
    ListPolicyVersions(ListPolicyVersionsRequest) -> ListPolicyVersionsResponse,
    access(input, _) { access::arn("ListPolicyVersions", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let page = page::begin(
            context,
            &["versions", &input.policy_arn],
            input.marker.as_deref(),
            input.max_items,
        )?;
        let database = context.node.identity.database();
        let all = database
            .snapshot("iam.policy_version.list", move |transaction| {
                let named = require(transaction, &account, &input.policy_arn)?;
                Ok::<_, Error<Fault>>(shown_versions(transaction, &named, false)?)
            })
            .await?;
        // At most five: the page is cut from all of them.
        let id = |version: &PolicyVersion| version.version_id.clone().unwrap_or_default();
        let begun = all.iter().position(|version| id(version) == page.after).map_or(0, |at| at + 1);
        let (versions, marker) = page.finish(context, all.into_iter().skip(begun).collect(), id);
        Ok(ListPolicyVersionsResponse {
            versions: Some(versions),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}

operation! {
    /// Makes a version the one that decides.
    SetDefaultPolicyVersion(SetDefaultPolicyVersionRequest) -> SetDefaultPolicyVersionResponse,
    access(input, _) { access::arn("SetDefaultPolicyVersion", &input.policy_arn) },
    run(context, input) {
        let (account, now) = (context.call.account, context.node.clock.now());
        let identity = &context.node.identity;
        identity
            .change("iam.policy_version.set_default", Changed::Account(account), move |transaction| {
                let (entity, mut policy) = require_own(transaction, &account, &input.policy_arn)?;
                let version = number(&input.version_id);
                let found = match version {
                    Some(version) => store::find_version(transaction, &account, &entity.id, version)?,
                    None => None,
                };
                let found = found.ok_or_else(|| missing(&input.policy_arn, &input.version_id))?;
                policy.default_version = found.version;
                policy.updated_at = now;
                Ok::<_, Error<Fault>>(store::put(transaction, &account, &entity.id, &policy)?)
            })
            .await?;
        Ok(SetDefaultPolicyVersionResponse {})
    }
}

operation! {
    /// Deletes a version that is not the default.
    DeletePolicyVersion(DeletePolicyVersionRequest) -> DeletePolicyVersionResponse,
    access(input, _) { access::arn("DeletePolicyVersion", &input.policy_arn) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.policy_version.delete", Changed::Account(account), move |transaction| {
                let (entity, policy) = require_own(transaction, &account, &input.policy_arn)?;
                let version = number(&input.version_id)
                    .ok_or_else(|| missing(&input.policy_arn, &input.version_id))?;
                if version == policy.default_version {
                    return Err(fault::conflict("Cannot delete the default version of a policy."));
                }
                if store::delete_version(transaction, &account, &entity.id, version)? {
                    return Ok(());
                }
                Err(missing(&input.policy_arn, &input.version_id))
            })
            .await?;
        Ok(DeletePolicyVersionResponse {})
    }
}
