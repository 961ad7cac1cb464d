//! Make, read, list, change and delete users.

use wharf_aws::iam::*;
use wharf_sql::Transaction;

use super::{shown, shown_whole};
use crate::iam::entity::{EntityKind, EntityRow, NameRange, store as entities};
use crate::iam::page;
use crate::iam::{
    access, access_key, account, attachment, fault, group_member, inline_policy, permissions_boundary,
    principal, subject, tag,
};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

const KIND: EntityKind = EntityKind::User;

operation! {
    /// Makes a user.
    CreateUser(CreateUserRequest) -> CreateUserResponse,
    access(input, call) {
        let demands = access::new("CreateUser", call, KIND, input.path.as_deref(), &input.user_name);
        let demands = access::with(demands, "iam:PermissionsBoundary", input.permissions_boundary.as_deref());
        access::with_tags(demands, input.tags.as_deref(), "TagUser")
    },
    run(context, input) {
        let (account, now) = (context.call.account, context.node.clock.now());
        let mut user = EntityRow::new(&account, KIND, input.path, input.user_name, now, &context.node.entropy);
        user.boundary = input.permissions_boundary;
        let tags = input.tags.unwrap_or_default();
        let identity = &context.node.identity;
        let made = identity
            .change("iam.user.create", Changed::Account(account), move |transaction| {
                if let Some(boundary) = &user.boundary {
                    permissions_boundary::require(transaction, &account, boundary)?;
                }
                if !entities::insert(transaction, &user)? {
                    return Err(fault::already_exists(KIND, &user.name));
                }
                tag::put(transaction, &account, &user.id, &tags)?;
                Ok(shown_whole(&user, Some(tags.clone()).filter(|tags| !tags.is_empty())))
            })
            .await?;
        Ok(CreateUserResponse { user: Some(made) })
    }
}

operation! {
    /// One user; the caller when none is named. The root user has a record of its own, without a name.
    GetUser(GetUserRequest) -> GetUserResponse,
    access(input, _) { access::user_or_self("GetUser", input.user_name.as_deref()) },
    run(context, input) {
        let account = context.call.account;
        let name = match input.user_name {
            Some(name) => name,
            None => match principal::calling_user(context).await? {
                Some(name) => name,
                None => return root(context).await,
            },
        };
        let database = context.node.identity.database();
        let user = database
            .snapshot("iam.user.get", move |transaction| {
                let user = subject::find(transaction, &account, KIND, &name)?;
                let tags = tag::shown(transaction, &account, &user.id)?;
                Ok::<_, Error<Fault>>(shown_whole(&user, tags))
            })
            .await?;
        Ok(GetUserResponse { user })
    }
}

/// The record of the root user.
async fn root(context: &Context<'_>) -> Result<GetUserResponse, Error<Fault>> {
    let account = context.call.account;
    let created = account::find(&context.node.identity, &account).await?;
    Ok(GetUserResponse {
        user: User {
            path: "/".to_owned(),
            user_name: String::new(),
            user_id: account.to_string(),
            arn: format!("arn:aws:iam::{account}:root"),
            create_date: created.map(|account| account.created_at).unwrap_or_default(),
            password_last_used: None,
            permissions_boundary: None,
            tags: None,
        },
    })
}

operation! {
    /// The users by name.
    ListUsers(ListUsersRequest) -> ListUsersResponse,
    access(input, call) { access::list("ListUsers", call, KIND, input.path_prefix.as_deref()) },
    run(context, input) {
        let prefix = input.path_prefix.unwrap_or_else(|| "/".to_owned());
        let page = page::begin(context, &["users", &prefix], input.marker.as_deref(), input.max_items)?;
        let show = |_: &mut Transaction<'_>, users: &[EntityRow], _: &NameRange| Ok(users.iter().map(shown).collect());
        let (users, marker) = subject::list_page(context, KIND, &page, &prefix, show).await?;
        Ok(ListUsersResponse { users, is_truncated: Some(marker.is_some()), marker })
    }
}

operation! {
    /// Gives a user another name or path.
    UpdateUser(UpdateUserRequest) -> UpdateUserResponse,
    access(input, call) {
        subject::rename_demands("UpdateUser", call, KIND, &input.user_name, &input.new_path, &input.new_user_name)
    },
    run(context, input) {
        subject::rename(context, KIND, input.user_name, input.new_user_name, input.new_path).await?;
        Ok(UpdateUserResponse {})
    }
}

operation! {
    /// Deletes a user that has nothing any more.
    DeleteUser(DeleteUserRequest) -> DeleteUserResponse,
    access(input, _) { access::user("DeleteUser", &input.user_name) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.user.delete", Changed::Account(account), move |transaction| {
                let user = subject::find_to_change(transaction, &account, KIND, &input.user_name)?;
                if access_key::count_of(transaction, &account, &user.id)? > 0 {
                    return Err(fault::conflict("Cannot delete entity, must delete access keys first."));
                }
                if !attachment::store::all(transaction, &account, &user.id)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must detach all policies first."));
                }
                if !inline_policy::store::names(transaction, &account, &user.id, "", 1)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must delete policies first."));
                }
                if !group_member::store::groups_of(transaction, &account, &user.id, "", 1)?.is_empty() {
                    return Err(fault::conflict("Cannot delete entity, must remove users from group first."));
                }
                tag::delete_all(transaction, &account, &user.id)?;
                Ok::<_, Error<Fault>>(entities::delete(transaction, &user.id)?)
            })
            .await?;
        Ok(DeleteUserResponse {})
    }
}

operation! {
    /// Bounds what a user can be allowed.
    PutUserPermissionsBoundary(PutUserPermissionsBoundaryRequest) -> PutUserPermissionsBoundaryResponse,
    access(input, _) {
        let demands = access::user("PutUserPermissionsBoundary", &input.user_name);
        access::with(demands, "iam:PermissionsBoundary", Some(&input.permissions_boundary))
    },
    run(context, input) {
        permissions_boundary::set(context, KIND, input.user_name, Some(input.permissions_boundary)).await?;
        Ok(PutUserPermissionsBoundaryResponse {})
    }
}

operation! {
    /// Takes a user's boundary away.
    DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryRequest) -> DeleteUserPermissionsBoundaryResponse,
    access(input, _) { access::user("DeleteUserPermissionsBoundary", &input.user_name) },
    run(context, input) {
        permissions_boundary::set(context, KIND, input.user_name, None).await?;
        Ok(DeleteUserPermissionsBoundaryResponse {})
    }
}
