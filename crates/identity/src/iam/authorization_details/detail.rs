//! One item of the list, as the API shows it.

use wharf_aws::iam::*;
use wharf_sql::{Error, Transaction};

use crate::iam::attach_policy::attached;
use crate::iam::attachment;
use crate::iam::entity::{EntityKind, EntityRow};
use crate::iam::last_use::{self, LastUses};
use crate::iam::managed_policy::{self, Named};
use crate::iam::{document, group, group_member, inline_policy, instance_profile, role, tag, user};

/// More than any quota lets an entity have.
const ALL: i64 = 1_000;

/// One item.
pub(super) enum Detail {
    User(UserDetail),
    Group(GroupDetail),
    Role(RoleDetail),
    Policy(ManagedPolicyDetail),
}

impl Detail {
    pub(super) fn of_entity(
        transaction: &mut Transaction<'_>,
        row: &EntityRow,
        uses: &LastUses,
    ) -> Result<Option<Detail>, Error> {
        Ok(match row.kind {
            EntityKind::User => Some(Detail::User(of_user(transaction, row)?)),
            EntityKind::Group => Some(Detail::Group(of_group(transaction, row)?)),
            EntityKind::Role => Some(Detail::Role(of_role(transaction, row, uses)?)),
            EntityKind::Policy => match managed_policy::find(transaction, &row.account, &row.arn())? {
                Some(named) => Some(Detail::of_policy(transaction, &row.account, &named)?),
                None => None,
            },
            EntityKind::InstanceProfile => None,
        })
    }

    pub(super) fn of_policy(
        transaction: &mut Transaction<'_>,
        account: &wharf_aws::AccountId,
        named: &Named,
    ) -> Result<Detail, Error> {
        let shown = managed_policy::shown(transaction, account, named)?;
        Ok(Detail::Policy(ManagedPolicyDetail {
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
            policy_version_list: Some(managed_policy::shown_versions(transaction, named, true)?),
        }))
    }
}

fn of_user(transaction: &mut Transaction<'_>, row: &EntityRow) -> Result<UserDetail, Error> {
    let groups = group_member::store::groups_of(transaction, &row.account, &row.id, "", ALL)?;
    let shown = user::shown_whole(row, tag::shown(transaction, &row.account, &row.id)?);
    Ok(UserDetail {
        path: Some(shown.path),
        user_name: Some(shown.user_name),
        user_id: Some(shown.user_id),
        arn: Some(shown.arn),
        create_date: Some(shown.create_date),
        user_policy_list: inline(transaction, row)?,
        group_list: Some(groups.into_iter().map(|group| group.name).collect()),
        attached_managed_policies: attachments(transaction, row)?,
        permissions_boundary: shown.permissions_boundary,
        tags: shown.tags,
    })
}

fn of_group(transaction: &mut Transaction<'_>, row: &EntityRow) -> Result<GroupDetail, Error> {
    let shown = group::shown(row);
    Ok(GroupDetail {
        path: Some(shown.path),
        group_name: Some(shown.group_name),
        group_id: Some(shown.group_id),
        arn: Some(shown.arn),
        create_date: Some(shown.create_date),
        group_policy_list: inline(transaction, row)?,
        attached_managed_policies: attachments(transaction, row)?,
    })
}

fn of_role(transaction: &mut Transaction<'_>, row: &EntityRow, uses: &LastUses) -> Result<RoleDetail, Error> {
    let profiles = instance_profile::of_role(transaction, row, "", ALL)?;
    let shown = role::shown_whole(transaction, row)?;
    Ok(RoleDetail {
        path: Some(shown.path),
        role_name: Some(shown.role_name),
        role_id: Some(shown.role_id),
        arn: Some(shown.arn),
        create_date: Some(shown.create_date),
        assume_role_policy_document: shown.assume_role_policy_document,
        instance_profile_list: Some(profiles),
        role_policy_list: inline(transaction, row)?,
        attached_managed_policies: attachments(transaction, row)?,
        permissions_boundary: shown.permissions_boundary,
        tags: shown.tags,
        role_last_used: last_use::of_role(transaction, uses, &row.id)?,
    })
}

fn inline(transaction: &mut Transaction<'_>, row: &EntityRow) -> Result<Option<Vec<PolicyDetail>>, Error> {
    let all = inline_policy::store::all(transaction, &row.account, &row.id)?;
    let shown = all.into_iter().map(|(name, text)| PolicyDetail {
        policy_name: Some(name),
        policy_document: Some(document::shown(&text)),
    });
    Ok(Some(shown.collect()))
}

fn attachments(
    transaction: &mut Transaction<'_>,
    row: &EntityRow,
) -> Result<Option<Vec<AttachedPolicy>>, Error> {
    let arns = attachment::store::all(transaction, &row.account, &row.id)?;
    Ok(Some(arns.into_iter().map(attached).collect()))
}
