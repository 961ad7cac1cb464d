//! Make, read, list, change and delete roles.

use wharf_aws::iam::*;
use wharf_policy::PolicyKind;
use wharf_sql::Transaction;

use super::{DEFAULT_SESSION_SECONDS, shown, shown_all, shown_whole, store};
use crate::iam::entity::{EntityKind, EntityRow, store as entities};
use crate::iam::last_use::LastUses;
use crate::iam::page;
use crate::iam::trust;
use crate::iam::{
    access, attachment, document, fault, inline_policy, instance_profile_role, last_use,
    permissions_boundary, subject, tag,
};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

const KIND: EntityKind = EntityKind::Role;
/// Characters of a trust policy, white space not counted (IAM User Guide, *IAM and AWS STS quotas*, the raised quota).
pub(crate) const MAX_TRUST_LENGTH: usize = 4_096;

fn check_trust(text: &str) -> Result<(), Error<Fault>> {
    document::check(text, PolicyKind::Trust)?;
    if document::length(text) > MAX_TRUST_LENGTH {
        let quota = format!("Cannot exceed quota for ACLSizePerRole: {MAX_TRUST_LENGTH}");
        return Err(fault::limit(quota));
    }
    Ok(())
}

operation! {
    /// Makes a role.
    CreateRole(CreateRoleRequest) -> CreateRoleResponse,
    access(input, call) {
        let demands = access::new("CreateRole", call, KIND, input.path.as_deref(), &input.role_name);
        let demands = access::with(demands, "iam:PermissionsBoundary", input.permissions_boundary.as_deref());
        access::with_tags(demands, input.tags.as_deref(), "TagRole")
    },
    run(context, input) {
        check_trust(&input.assume_role_policy_document)?;
        if input.path.as_ref().is_some_and(|path| path.starts_with(subject::SERVICE_LINKED)) {
            return Err(fault::invalid("The path /aws-service-role/ is reserved for service-linked roles.".to_owned()));
        }
        let (account, now) = (context.call.account, context.node.clock.now());
        let mut role = EntityRow::new(&account, KIND, input.path, input.role_name, now, &context.node.entropy);
        role.boundary = input.permissions_boundary;
        role.description = input.description.unwrap_or_default();
        let tags = input.tags.unwrap_or_default();
        let (trust_policy, seconds) = (input.assume_role_policy_document, input.max_session_duration);
        let identity = &context.node.identity;
        let made = identity
            .change("iam.role.create", Changed::Account(account), move |transaction| {
                if let Some(boundary) = &role.boundary {
                    permissions_boundary::require(transaction, &account, boundary)?;
                }
                let seconds = seconds.unwrap_or(DEFAULT_SESSION_SECONDS);
                super::insert(transaction, &role, &trust_policy, seconds)?;
                tag::put(transaction, &account, &role.id, &tags)?;
                Ok::<_, Error<Fault>>(shown_whole(transaction, &role)?)
            })
            .await?;
        Ok(CreateRoleResponse { role: Role { role_last_used: None, ..made } })
    }
}

operation! {
    /// One role.
    GetRole(GetRoleRequest) -> GetRoleResponse,
    access(input, _) { access::role("GetRole", &input.role_name) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let uses = LastUses::of(&context.node.identity);
        let role = database
            .snapshot("iam.role.get", move |transaction| {
                let role = subject::find(transaction, &account, KIND, &input.role_name)?;
                let role_last_used = last_use::of_role(transaction, &uses, &role.id)?;
                Ok::<_, Error<Fault>>(Role { role_last_used, ..shown_whole(transaction, &role)? })
            })
            .await?;
        Ok(GetRoleResponse { role })
    }
}

operation! {
    /// The roles by name.
    ListRoles(ListRolesRequest) -> ListRolesResponse,
    access(input, call) { access::list("ListRoles", call, KIND, input.path_prefix.as_deref()) },
    run(context, input) {
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let page = page::begin(context, &["roles", &prefix], input.marker.as_deref(), input.max_items)?;
        let (roles, marker) = subject::list_page(context, KIND, &page, &prefix, shown_all).await?;
        Ok(ListRolesResponse { roles, is_truncated: Some(marker.is_some()), marker })
    }
}

/// Changes a role in a transaction.
async fn change(
    context: &Context<'_>,
    name: String,
    mut change: impl FnMut(&mut Transaction<'_>, &EntityRow) -> Result<(), Error<Fault>> + Send + 'static,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change("iam.role.change", Changed::Account(account), move |transaction| {
            let role = subject::find_to_change(transaction, &account, KIND, &name)?;
            change(transaction, &role)
        })
        .await
}

fn set_trust(transaction: &mut Transaction<'_>, role: &EntityRow, text: &str) -> Result<(), Error<Fault>> {
    if let Some(mut row) = store::find(transaction, &role.id)? {
        row.trust_policy = trust::bind(transaction, text)?;
        store::put(transaction, &role.account, &role.id, &row)?;
    }
    Ok(())
}

operation! {
    /// Replaces the trust policy.
    UpdateAssumeRolePolicy(UpdateAssumeRolePolicyRequest) -> UpdateAssumeRolePolicyResponse,
    access(input, _) { access::role("UpdateAssumeRolePolicy", &input.role_name) },
    run(context, input) {
        check_trust(&input.policy_document)?;
        let text = input.policy_document;
        change(context, input.role_name, move |transaction, role| set_trust(transaction, role, &text)).await?;
        Ok(UpdateAssumeRolePolicyResponse {})
    }
}

operation! {
    /// Changes the description and the longest session. A service's role may be described, too.
    UpdateRole(UpdateRoleRequest) -> UpdateRoleResponse,
    access(input, _) { access::role("UpdateRole", &input.role_name) },
    run(context, input) {
        let (account, name) = (context.call.account, input.role_name);
        let (description, seconds) = (input.description, input.max_session_duration);
        let identity = &context.node.identity;
        identity
            .change("iam.role.update", Changed::Account(account), move |transaction| {
                let role = match seconds {
                    Some(_) => subject::find_to_change(transaction, &account, KIND, &name)?,
                    None => subject::find(transaction, &account, KIND, &name)?,
                };
                if let Some(description) = &description {
                    entities::describe(transaction, &role.id, description)?;
                }
                if let Some(seconds) = seconds
                    && let Some(mut row) = store::find(transaction, &role.id)?
                {
                    row.max_session_seconds = seconds;
                    store::put(transaction, &account, &role.id, &row)?;
                }
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(UpdateRoleResponse {})
    }
}

operation! {
    /// Changes the description.
    UpdateRoleDescription(UpdateRoleDescriptionRequest) -> UpdateRoleDescriptionResponse,
    access(input, _) { access::role("UpdateRoleDescription", &input.role_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        let role = identity
            .change("iam.role.describe", Changed::Account(account), move |transaction| {
                let mut role = subject::find(transaction, &account, KIND, &input.role_name)?;
                entities::describe(transaction, &role.id, &input.description)?;
                role.description.clone_from(&input.description);
                Ok::<_, Error<Fault>>(shown(transaction, &role)?)
            })
            .await?;
        Ok(UpdateRoleDescriptionResponse { role: Some(role) })
    }
}

operation! {
    /// Deletes a role to which nothing is attached any more. Its sessions end with it.
    DeleteRole(DeleteRoleRequest) -> DeleteRoleResponse,
    access(input, _) { access::role("DeleteRole", &input.role_name) },
    run(context, input) {
        change(context, input.role_name, move |transaction, role| {
            let account = &role.account;
            if !attachment::store::all(transaction, account, &role.id)?.is_empty() {
                return Err(fault::conflict("Cannot delete entity, must detach all policies first."));
            }
            if !inline_policy::store::names(transaction, account, &role.id, "", 1)?.is_empty() {
                return Err(fault::conflict("Cannot delete entity, must delete policies first."));
            }
            if !instance_profile_role::store::profiles_of(transaction, account, &role.id, "", 1)?.is_empty() {
                return Err(fault::conflict(
                    "Cannot delete entity, must remove roles from instance profile first.",
                ));
            }
            Ok(super::remove(transaction, role)?)
        })
        .await?;
        Ok(DeleteRoleResponse {})
    }
}

operation! {
    /// Bounds what a role can be allowed.
    PutRolePermissionsBoundary(PutRolePermissionsBoundaryRequest) -> PutRolePermissionsBoundaryResponse,
    access(input, _) {
        let demands = access::role("PutRolePermissionsBoundary", &input.role_name);
        access::with(demands, "iam:PermissionsBoundary", Some(&input.permissions_boundary))
    },
    run(context, input) {
        permissions_boundary::set(context, KIND, input.role_name, Some(input.permissions_boundary)).await?;
        Ok(PutRolePermissionsBoundaryResponse {})
    }
}

operation! {
    /// Takes a role's boundary away.
    DeleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryRequest) -> DeleteRolePermissionsBoundaryResponse,
    access(input, _) { access::role("DeleteRolePermissionsBoundary", &input.role_name) },
    run(context, input) {
        permissions_boundary::set(context, KIND, input.role_name, None).await?;
        Ok(DeleteRolePermissionsBoundaryResponse {})
    }
}
