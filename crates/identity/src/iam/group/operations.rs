//! Make, read, list, change and delete groups, and who is in them.

use wharf_aws::iam::*;
use wharf_sql::Transaction;

use crate::iam::entity::{EntityKind, EntityRow, NameRange, store as entities};
use crate::iam::group_member::store as members;
use crate::iam::page;
use crate::iam::{access, attachment, fault, inline_policy, subject, user};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

const KIND: EntityKind = EntityKind::Group;
/// Groups of each user, and of each account (IAM User Guide, *IAM and AWS STS quotas*).
pub(crate) const MAX_GROUPS_PER_USER: usize = 10;
pub(crate) const MAX_GROUPS: i64 = 300;

pub(crate) fn shown(group: &EntityRow) -> Group {
    Group {
        path: group.path.clone(),
        group_name: group.name.clone(),
        group_id: group.id.clone(),
        arn: group.arn(),
        create_date: group.created_at,
    }
}

operation! {
    /// Makes a group.
    CreateGroup(CreateGroupRequest) -> CreateGroupResponse,
    access(input, call) { access::new("CreateGroup", call, KIND, input.path.as_deref(), &input.group_name) },
    run(context, input) {
        let (account, now) = (context.call.account, context.node.clock.now());
        let group = EntityRow::new(&account, KIND, input.path, input.group_name, now, &context.node.entropy);
        let made = shown(&group);
        let identity = &context.node.identity;
        identity
            .change("iam.group.create", Changed::Account(account), move |transaction| {
                if entities::count(transaction, &account, KIND)? >= MAX_GROUPS {
                    return Err(fault::limit(format!("Cannot exceed quota for GroupsPerAccount: {MAX_GROUPS}")));
                }
                if entities::insert(transaction, &group)? {
                    return Ok(());
                }
                Err(fault::already_exists(KIND, &group.name))
            })
            .await?;
        Ok(CreateGroupResponse { group: made })
    }
}

operation! {
    /// A group and its users.
    GetGroup(GetGroupRequest) -> GetGroupResponse,
    access(input, _) { access::group("GetGroup", &input.group_name) },
    run(context, input) {
        let account = context.call.account;
        let folded = input.group_name.to_lowercase();
        let page = page::begin(context, &["group", &folded], input.marker.as_deref(), input.max_items)?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let (group, users) = database
            .snapshot("iam.group.get", move |transaction| {
                let group = subject::find(transaction, &account, KIND, &input.group_name)?;
                let users = members::members(transaction, &account, &group.id, &after, limit)?;
                Ok::<_, Error<Fault>>((group, users))
            })
            .await?;
        let (users, marker) = page.finish(context, users, |user| user.id.clone());
        Ok(GetGroupResponse {
            group: shown(&group),
            users: users.iter().map(user::shown).collect(),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}

operation! {
    /// The groups by name.
    ListGroups(ListGroupsRequest) -> ListGroupsResponse,
    access(input, call) { access::list("ListGroups", call, KIND, input.path_prefix.as_deref()) },
    run(context, input) {
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let page = page::begin(context, &["groups", &prefix], input.marker.as_deref(), input.max_items)?;
        let show = |_: &mut Transaction<'_>, groups: &[EntityRow], _: &NameRange| Ok(groups.iter().map(shown).collect());
        let (groups, marker) = subject::list_page(context, KIND, &page, &prefix, show).await?;
        Ok(ListGroupsResponse { groups, is_truncated: Some(marker.is_some()), marker })
    }
}

operation! {
    /// Gives a group another name or path.
    UpdateGroup(UpdateGroupRequest) -> UpdateGroupResponse,
    access(input, call) {
        subject::rename_demands("UpdateGroup", call, KIND, &input.group_name, &input.new_path, &input.new_group_name)
    },
    run(context, input) {
        subject::rename(context, KIND, input.group_name, input.new_group_name, input.new_path).await?;
        Ok(UpdateGroupResponse {})
    }
}

operation! {
    /// Deletes a group that has no members and no policies any more.
    DeleteGroup(DeleteGroupRequest) -> DeleteGroupResponse,
    access(input, _) { access::group("DeleteGroup", &input.group_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.group.delete", Changed::Account(account), move |transaction| {
                let group = subject::find(transaction, &account, KIND, &input.group_name)?;
                if !members::members(transaction, &account, &group.id, "", 1)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must remove users from group first."));
                }
                if !attachment::store::all(transaction, &account, &group.id)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must detach all policies first."));
                }
                if !inline_policy::store::names(transaction, &account, &group.id, "", 1)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must delete policies first."));
                }
                Ok::<_, Error<Fault>>(entities::delete(transaction, &group.id)?)
            })
            .await?;
        Ok(DeleteGroupResponse {})
    }
}

operation! {
    /// Puts a user into a group; one that is in it already stays so.
    AddUserToGroup(AddUserToGroupRequest) -> AddUserToGroupResponse,
    access(input, _) { access::group("AddUserToGroup", &input.group_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.group.add", Changed::Account(account), move |transaction| {
                let group = subject::find(transaction, &account, KIND, &input.group_name)?;
                let user = subject::find(transaction, &account, EntityKind::User, &input.user_name)?;
                members::add(transaction, &account, &group.id, &user.id)?;
                let groups = members::groups_of(transaction, &account, &user.id, "", i64::from(u8::MAX))?;
                if groups.len() > MAX_GROUPS_PER_USER {
                    let quota = format!("Cannot exceed quota for GroupsPerUser: {MAX_GROUPS_PER_USER}");
                    return Err(fault::limit(quota));
                }
                Ok(())
            })
            .await?;
        Ok(AddUserToGroupResponse {})
    }
}

operation! {
    /// Takes a user out of a group; one that is not in it is no fault, as callers of AWS have observed.
    RemoveUserFromGroup(RemoveUserFromGroupRequest) -> RemoveUserFromGroupResponse,
    access(input, _) { access::group("RemoveUserFromGroup", &input.group_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.group.remove", Changed::Account(account), move |transaction| {
                let group = subject::find(transaction, &account, KIND, &input.group_name)?;
                let user = subject::find(transaction, &account, EntityKind::User, &input.user_name)?;
                Ok::<_, Error<Fault>>(members::remove(transaction, &account, &group.id, &user.id)?)
            })
            .await?;
        Ok(RemoveUserFromGroupResponse {})
    }
}

operation! {
    /// The groups of a user.
    ListGroupsForUser(ListGroupsForUserRequest) -> ListGroupsForUserResponse,
    access(input, _) { access::user("ListGroupsForUser", &input.user_name) },
    run(context, input) {
        let account = context.call.account;
        let folded = input.user_name.to_lowercase();
        let page = page::begin(context, &["groups-of", &folded], input.marker.as_deref(), input.max_items)?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let groups = database
            .snapshot("iam.group.list_of", move |transaction| {
                let user = subject::find(transaction, &account, EntityKind::User, &input.user_name)?;
                Ok::<_, Error<Fault>>(members::groups_of(transaction, &account, &user.id, &after, limit)?)
            })
            .await?;
        let (groups, marker) = page.finish(context, groups, |group| group.id.clone());
        let groups = groups.iter().map(shown).collect();
        Ok(ListGroupsForUserResponse { groups, is_truncated: Some(marker.is_some()), marker })
    }
}
