//! Make, read, list and delete instance profiles, and give them a role.

use std::collections::HashMap;

use wharf_aws::iam::*;
use wharf_sql::Transaction;

use super::store;
use crate::iam::entity::{EntityKind, EntityRow, NameRange, store as entities};
use crate::iam::instance_profile_role::store as roles;
use crate::iam::page;
use crate::iam::trust::Unbinder;
use crate::iam::{access, fault, role, subject, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

const KIND: EntityKind = EntityKind::InstanceProfile;

/// A profile as answers show it, with its role and its tags.
fn shown_of(profile: &EntityRow, role: Option<Role>, tags: Vec<(String, String)>) -> InstanceProfile {
    InstanceProfile {
        path: profile.path.clone(),
        instance_profile_name: profile.name.clone(),
        instance_profile_id: profile.id.clone(),
        arn: profile.arn(),
        create_date: profile.created_at,
        roles: role.into_iter().collect(),
        tags: Some(tag::wire(tags)).filter(|tags| !tags.is_empty()),
    }
}

/// One profile.
fn shown(
    transaction: &mut Transaction<'_>,
    profile: &EntityRow,
) -> Result<InstanceProfile, wharf_sql::Error> {
    let mut role = None;
    if let Some(id) = roles::role(transaction, &profile.account, &profile.id)?
        && let Some(found) = entities::find_by_id(transaction, &id)?
    {
        role = Some(role::shown(transaction, &found)?);
    }
    let tags = tag::list(transaction, &profile.account, &profile.id)?;
    Ok(shown_of(profile, role, tags))
}

/// The profiles of a page.
fn shown_all(
    transaction: &mut Transaction<'_>,
    profiles: &[EntityRow],
    range: &NameRange,
) -> Result<Vec<InstanceProfile>, wharf_sql::Error> {
    let mut roles = store::roles_of_page(transaction, range)?;
    let mut tags = tag::of_page(transaction, range)?;
    let unbinder = Unbinder::of(
        transaction,
        roles.values().map(|(_, row)| row.trust_policy.as_str()),
    )?;
    let show = |profile: &EntityRow| {
        let role = roles.remove(&profile.id);
        let role = role.map(|(role, row)| role::shown_of(&unbinder, &role, Some(row)));
        shown_of(profile, role, tags.remove(&profile.id).unwrap_or_default())
    };
    Ok(profiles.iter().map(show).collect())
}

/// The profiles that have a role, by unique id, after one.
pub(crate) fn of_role(
    transaction: &mut Transaction<'_>,
    role: &EntityRow,
    after: &str,
    limit: i64,
) -> Result<Vec<InstanceProfile>, wharf_sql::Error> {
    let profiles = roles::profiles_of(transaction, &role.account, &role.id, after, limit)?;
    let Some(last) = profiles.last() else {
        return Ok(Vec::new());
    };
    let mut tags = store::tags_of_role(transaction, &role.account, &role.id, after, &last.id)?;
    let role = role::shown(transaction, role)?;
    let show = |profile: &EntityRow| {
        let tags = tags.remove(&profile.id).unwrap_or_default();
        shown_of(profile, Some(role.clone()), tags)
    };
    Ok(profiles.iter().map(show).collect())
}

/// The profiles of all roles in a range of names, for each role's unique id; `roles` are the roles as answers show them.
pub(crate) fn of_roles(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
    roles: &[Role],
) -> Result<HashMap<String, Vec<InstanceProfile>>, wharf_sql::Error> {
    let mut profiles = store::profiles_of_roles(transaction, range)?;
    let mut tags = store::tags_of_roles(transaction, range)?;
    let mut show = |role: &Role, profile: EntityRow| {
        let tags = tags.remove(&profile.id).unwrap_or_default();
        shown_of(&profile, Some(role.clone()), tags)
    };
    let of_role = |role: &Role| {
        let own = profiles.remove(&role.role_id).unwrap_or_default().into_iter();
        (
            role.role_id.clone(),
            own.map(|profile| show(role, profile)).collect(),
        )
    };
    Ok(roles.iter().map(of_role).collect())
}

operation! {
    /// Makes an instance profile.
    CreateInstanceProfile(CreateInstanceProfileRequest) -> CreateInstanceProfileResponse,
    access(input, call) {
        let path = input.path.as_deref();
        let demands = access::new("CreateInstanceProfile", call, KIND, path, &input.instance_profile_name);
        access::with_tags(demands, input.tags.as_deref(), "TagInstanceProfile")
    },
    run(context, input) {
        let (account, now) = (context.call.account, context.node.clock.now());
        let (name, entropy) = (input.instance_profile_name, &context.node.entropy);
        let profile = EntityRow::new(&account, KIND, input.path, name, now, entropy);
        let tags = input.tags.unwrap_or_default();
        let identity = &context.node.identity;
        let made = identity
            .change("iam.instance_profile.create", Changed::Account(account), move |transaction| {
                if !entities::insert(transaction, &profile)? {
                    return Err(fault::already_exists(KIND, &profile.name));
                }
                tag::put(transaction, &account, &profile.id, &tags)?;
                Ok(shown(transaction, &profile)?)
            })
            .await?;
        Ok(CreateInstanceProfileResponse { instance_profile: made })
    }
}

operation! {
    /// One instance profile.
    GetInstanceProfile(GetInstanceProfileRequest) -> GetInstanceProfileResponse,
    access(input, _) { access::instance_profile("GetInstanceProfile", &input.instance_profile_name) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let instance_profile = database
            .snapshot("iam.instance_profile.get", move |transaction| {
                let profile = subject::find(transaction, &account, KIND, &input.instance_profile_name)?;
                Ok::<_, Error<Fault>>(shown(transaction, &profile)?)
            })
            .await?;
        Ok(GetInstanceProfileResponse { instance_profile })
    }
}

operation! {
    /// The instance profiles by name.
    ListInstanceProfiles(ListInstanceProfilesRequest) -> ListInstanceProfilesResponse,
    access(input, call) { access::list("ListInstanceProfiles", call, KIND, input.path_prefix.as_deref()) },
    run(context, input) {
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let list = ["instance-profiles", &prefix];
        let page = page::begin(context, &list, input.marker.as_deref(), input.max_items)?;
        let (instance_profiles, marker) = subject::list_page(context, KIND, &page, &prefix, shown_all).await?;
        Ok(ListInstanceProfilesResponse { instance_profiles, is_truncated: Some(marker.is_some()), marker })
    }
}

operation! {
    /// The instance profiles that have a role.
    ListInstanceProfilesForRole(ListInstanceProfilesForRoleRequest) -> ListInstanceProfilesForRoleResponse,
    access(input, _) { access::role("ListInstanceProfilesForRole", &input.role_name) },
    run(context, input) {
        let account = context.call.account;
        let folded = input.role_name.to_lowercase();
        let list = ["profiles-of", &folded];
        let page = page::begin(context, &list, input.marker.as_deref(), input.max_items)?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let profiles = database
            .snapshot("iam.instance_profile.list_of", move |transaction| {
                let role = subject::find(transaction, &account, EntityKind::Role, &input.role_name)?;
                Ok::<_, Error<Fault>>(of_role(transaction, &role, &after, limit)?)
            })
            .await?;
        let id = |profile: &InstanceProfile| profile.instance_profile_id.clone();
        let (instance_profiles, marker) = page.finish(context, profiles, id);
        Ok(ListInstanceProfilesForRoleResponse {
            instance_profiles,
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}

operation! {
    /// Gives a profile its role; passing a role on needs `iam:PassRole`.
    AddRoleToInstanceProfile(AddRoleToInstanceProfileRequest) -> AddRoleToInstanceProfileResponse,
    access(input, _) {
        let mut demands = access::instance_profile("AddRoleToInstanceProfile", &input.instance_profile_name);
        let pass = access::role("PassRole", &input.role_name);
        demands.extend(access::with(pass, "iam:PassedToService", Some("ec2.amazonaws.com")));
        demands
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.instance_profile.add", Changed::Account(account), move |transaction| {
                let profile = subject::find(transaction, &account, KIND, &input.instance_profile_name)?;
                let role = subject::find_to_change(transaction, &account, EntityKind::Role, &input.role_name)?;
                if roles::add(transaction, &account, &profile.id, &role.id)? {
                    return Ok(());
                }
                let quota = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
                Err(fault::limit(quota.to_owned()))
            })
            .await?;
        Ok(AddRoleToInstanceProfileResponse {})
    }
}

operation! {
    /// Takes a profile's role away.
    RemoveRoleFromInstanceProfile(RemoveRoleFromInstanceProfileRequest) -> RemoveRoleFromInstanceProfileResponse,
    access(input, _) {
        access::instance_profile("RemoveRoleFromInstanceProfile", &input.instance_profile_name)
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.instance_profile.remove", Changed::Account(account), move |transaction| {
                let profile = subject::find(transaction, &account, KIND, &input.instance_profile_name)?;
                let role = subject::find(transaction, &account, EntityKind::Role, &input.role_name)?;
                if roles::remove(transaction, &account, &profile.id, &role.id)? {
                    return Ok(());
                }
                Err(fault::not_found(EntityKind::Role, &role.name))
            })
            .await?;
        Ok(RemoveRoleFromInstanceProfileResponse {})
    }
}

operation! {
    /// Deletes a profile that has no role.
    DeleteInstanceProfile(DeleteInstanceProfileRequest) -> DeleteInstanceProfileResponse,
    access(input, _) { access::instance_profile("DeleteInstanceProfile", &input.instance_profile_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.instance_profile.delete", Changed::Account(account), move |transaction| {
                let profile = subject::find(transaction, &account, KIND, &input.instance_profile_name)?;
                if roles::role(transaction, &account, &profile.id)?.is_some() {
                    return Err(fault::conflict(
                        "Cannot delete entity, must remove roles from instance profile first.",
                    ));
                }
                tag::delete_all(transaction, &account, &profile.id)?;
                Ok::<_, Error<Fault>>(entities::delete(transaction, &profile.id)?)
            })
            .await?;
        Ok(DeleteInstanceProfileResponse {})
    }
}
