//! The items of the list, as the API shows them: those of a page are read together.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_aws::iam::*;
use wharf_sql::{Error, Transaction};

use crate::iam::attach_policy::attached;
use crate::iam::entity::{EntityKind, EntityRow, NameRange};
use crate::iam::inline_policy::store::Policies;
use crate::iam::last_use::{self, LastUses};
use crate::iam::managed_policy::{self, Named};
use crate::iam::{attachment, document, group, group_member, inline_policy};
use crate::iam::{instance_profile, permissions_boundary, role, tag, user};

/// One item.
pub(super) enum Detail {
    User(UserDetail),
    Group(GroupDetail),
    Role(RoleDetail),
    Policy(ManagedPolicyDetail),
}

/// The items of a page of entities.
pub(super) fn of_page(
    transaction: &mut Transaction<'_>,
    page: &[EntityRow],
    range: &NameRange,
    uses: &LastUses,
) -> Result<Vec<Detail>, Error> {
    match range.kind {
        EntityKind::User => users(transaction, page, range),
        EntityKind::Group => groups(transaction, page, range),
        EntityKind::Role => roles(transaction, page, range, uses),
        EntityKind::Policy => policies(transaction, page, range),
        EntityKind::InstanceProfile => Ok(Vec::new()),
    }
}

/// The items of AWS's policies.
pub(super) fn of_aws(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    named: &[Named],
) -> Result<Vec<Detail>, Error> {
    let shown = managed_policy::shown_all(transaction, account, &named.iter().collect::<Vec<_>>())?;
    let versions = named
        .iter()
        .map(|named| managed_policy::shown_versions(transaction, named, true));
    let versions: Vec<_> = versions.collect::<Result<_, Error>>()?;
    let details = shown.into_iter().zip(versions);
    Ok(details
        .map(|(policy, versions)| detail(policy, versions))
        .collect())
}

/// The policies of the entities of a page: inline ones, and ARNs of attached ones.
struct Granted {
    inline: HashMap<String, Policies>,
    attached: HashMap<String, Vec<String>>,
}

impl Granted {
    fn read(transaction: &mut Transaction<'_>, range: &NameRange) -> Result<Granted, Error> {
        Ok(Granted {
            inline: inline_policy::store::of_page(transaction, range)?,
            attached: attachment::store::of_page(transaction, range)?,
        })
    }

    fn inline(&mut self, owner: &str) -> Option<Vec<PolicyDetail>> {
        let policies = self.inline.remove(owner).unwrap_or_default().into_iter();
        let shown = policies.map(|(name, text)| PolicyDetail {
            policy_name: Some(name),
            policy_document: Some(document::shown(&text)),
        });
        Some(shown.collect())
    }

    fn attached(&mut self, owner: &str) -> Option<Vec<AttachedPolicy>> {
        let arns = self.attached.remove(owner).unwrap_or_default();
        Some(arns.into_iter().map(attached).collect())
    }
}

/// An owner's tags; `None` when there are none.
fn shown_tags(tags: &mut HashMap<String, Vec<(String, String)>>, owner: &str) -> Option<Vec<Tag>> {
    tags.remove(owner).map(tag::wire)
}

fn users(
    transaction: &mut Transaction<'_>,
    page: &[EntityRow],
    range: &NameRange,
) -> Result<Vec<Detail>, Error> {
    let mut granted = Granted::read(transaction, range)?;
    let mut groups = group_member::store::groups_of_page(transaction, range)?;
    let mut tags = tag::of_page(transaction, range)?;
    let show = |row: &EntityRow| {
        let shown = user::shown_whole(row, shown_tags(&mut tags, &row.id));
        let of_user = groups.remove(&row.id).unwrap_or_default();
        Detail::User(UserDetail {
            path: Some(shown.path),
            user_name: Some(shown.user_name),
            user_id: Some(shown.user_id),
            arn: Some(shown.arn),
            create_date: Some(shown.create_date),
            user_policy_list: granted.inline(&row.id),
            group_list: Some(of_user.into_values().collect()),
            attached_managed_policies: granted.attached(&row.id),
            permissions_boundary: shown.permissions_boundary,
            tags: shown.tags,
        })
    };
    Ok(page.iter().map(show).collect())
}

fn groups(
    transaction: &mut Transaction<'_>,
    page: &[EntityRow],
    range: &NameRange,
) -> Result<Vec<Detail>, Error> {
    let mut granted = Granted::read(transaction, range)?;
    let show = |row: &EntityRow| {
        let shown = group::shown(row);
        Detail::Group(GroupDetail {
            path: Some(shown.path),
            group_name: Some(shown.group_name),
            group_id: Some(shown.group_id),
            arn: Some(shown.arn),
            create_date: Some(shown.create_date),
            group_policy_list: granted.inline(&row.id),
            attached_managed_policies: granted.attached(&row.id),
        })
    };
    Ok(page.iter().map(show).collect())
}

fn roles(
    transaction: &mut Transaction<'_>,
    page: &[EntityRow],
    range: &NameRange,
    uses: &LastUses,
) -> Result<Vec<Detail>, Error> {
    let mut granted = Granted::read(transaction, range)?;
    let roles = role::shown_all(transaction, page, range)?;
    let mut profiles = instance_profile::of_roles(transaction, range, &roles)?;
    let mut tags = tag::of_page(transaction, range)?;
    let mut last_uses = last_use::of_page(transaction, uses, range, page)?;
    let show = |(row, shown): (&EntityRow, Role)| {
        Detail::Role(RoleDetail {
            path: Some(shown.path),
            role_name: Some(shown.role_name),
            role_id: Some(shown.role_id),
            arn: Some(shown.arn),
            create_date: Some(shown.create_date),
            assume_role_policy_document: shown.assume_role_policy_document,
            instance_profile_list: profiles.remove(&row.id),
            role_policy_list: granted.inline(&row.id),
            attached_managed_policies: granted.attached(&row.id),
            permissions_boundary: row.boundary.clone().map(permissions_boundary::shown),
            tags: shown_tags(&mut tags, &row.id),
            role_last_used: last_uses.remove(&row.id),
        })
    };
    Ok(page.iter().zip(roles).map(show).collect())
}

fn policies(
    transaction: &mut Transaction<'_>,
    page: &[EntityRow],
    range: &NameRange,
) -> Result<Vec<Detail>, Error> {
    let mut rows = managed_policy::store::page(transaction, range)?;
    let mut versions = managed_policy::store::versions_of_page(transaction, range)?;
    let (mut named, mut documents) = (Vec::new(), Vec::new());
    for entity in page {
        let corrupt = || Error::Corrupt(format!("iam_managed_policies: none of {}", entity.id));
        let row = rows.remove(&entity.id).ok_or_else(corrupt)?;
        let versions = versions.remove(&entity.id).unwrap_or_default();
        documents.push(managed_policy::shown_documents(&row, &versions));
        named.push(Named::Customer(entity.clone(), row));
    }
    let named: Vec<&Named> = named.iter().collect();
    let shown = managed_policy::shown_all(transaction, &range.account, &named)?.into_iter();
    let details = shown
        .zip(documents)
        .map(|(policy, documents)| detail(policy, documents));
    Ok(details.collect())
}

fn detail(shown: Policy, versions: Vec<PolicyVersion>) -> Detail {
    Detail::Policy(ManagedPolicyDetail {
        policy_name: shown.policy_name,
        policy_id: shown.policy_id,
        arn: shown.arn,
        path: shown.path,
        default_version_id: shown.default_version_id,
        attachment_count: shown.attachment_count,
        permissions_boundary_usage_count: shown.permissions_boundary_usage_count,
        is_attachable: shown.is_attachable,
        description: shown.description,
        create_date: shown.create_date,
        update_date: shown.update_date,
        policy_version_list: Some(versions),
    })
}
