//! Put, get, delete and list, for users, groups and roles alike.

use wharf_aws::iam::*;
use wharf_policy::PolicyKind;
use wharf_sql::Transaction;

use super::store;
use crate::iam::entity::{EntityKind, EntityRow};
use crate::iam::page;
use crate::iam::{access, document, fault, subject};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

/// The sum of an owner's inline policies (IAM User Guide, *IAM and AWS STS quotas*).
pub(crate) fn quota(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Group => 5_120,
        EntityKind::Role => 10_240,
        _ => 2_048,
    }
}

async fn put(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    name: String,
    text: String,
) -> Result<(), Error<Fault>> {
    document::check(&text, PolicyKind::Identity)?;
    let account = context.call.account;
    let changed = Changed::Account(account);
    let identity = &context.node.identity;
    identity
        .change("iam.inline_policy.put", changed, move |transaction| {
            let owner = subject::find_to_change(transaction, &account, kind, &owner)?;
            store::put(transaction, &account, &owner.id, &name, &text)?;
            require_size(transaction, &owner)
        })
        .await
}

fn require_size(transaction: &mut Transaction<'_>, owner: &EntityRow) -> Result<(), Error<Fault>> {
    let all = store::all(transaction, &owner.account, &owner.id)?;
    let sum: usize = all.iter().map(|(_, text)| document::length(text)).sum();
    let quota = quota(owner.kind);
    if sum <= quota {
        return Ok(());
    }
    let (word, name) = (owner.kind.word(), &owner.name);
    Err(fault::limit(format!(
        "Maximum policy size of {quota} bytes exceeded for {word} {name}"
    )))
}

async fn get(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    name: &str,
) -> Result<(String, String), Error<Fault>> {
    let account = context.call.account;
    let wanted = name.to_owned();
    let database = context.node.identity.database();
    database
        .snapshot("iam.inline_policy.get", move |transaction| {
            let owner = subject::find(transaction, &account, kind, &owner)?;
            match store::find(transaction, &account, &owner.id, &wanted)? {
                Some(text) => Ok((owner.name, document::shown(&text))),
                None => Err(missing(kind, &wanted)),
            }
        })
        .await
}

fn missing(kind: EntityKind, name: &str) -> Error<Fault> {
    fault::no_such_entity(format!(
        "The {} policy with name {name} cannot be found.",
        kind.word()
    ))
}

async fn delete(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    name: String,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let changed = Changed::Account(account);
    let identity = &context.node.identity;
    identity
        .change("iam.inline_policy.delete", changed, move |transaction| {
            let owner = subject::find_to_change(transaction, &account, kind, &owner)?;
            if store::delete(transaction, &account, &owner.id, &name)? {
                return Ok(());
            }
            Err(missing(kind, &name))
        })
        .await
}

async fn list(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    marker: Option<String>,
    max_items: Option<i64>,
) -> Result<(Vec<String>, Option<String>), Error<Fault>> {
    let account = context.call.account;
    let folded = owner.to_lowercase();
    let page = page::begin(
        context,
        &["inline", kind.word(), &folded],
        marker.as_deref(),
        max_items,
    )?;
    let (after, limit) = (page.after.clone(), page.limit());
    let database = context.node.identity.database();
    let names = database
        .snapshot("iam.inline_policy.list", move |transaction| {
            let owner = subject::find(transaction, &account, kind, &owner)?;
            Ok::<_, Error<Fault>>(store::names(transaction, &account, &owner.id, &after, limit)?)
        })
        .await?;
    Ok(page.finish(context, names, Clone::clone))
}

macro_rules! inline_policies {
    ($kind:ident, $access:ident, $owner:ident,
     $put:ident $put_in:ident $put_out:ident, $get:ident $get_in:ident $get_out:ident,
     $delete:ident $delete_in:ident $delete_out:ident, $list:ident $list_in:ident $list_out:ident) => {
        operation! {
            /// Writes an inline policy, over the one of that name.
            $put($put_in) -> $put_out,
            access(input, _) { access::$access(stringify!($put), &input.$owner) },
            run(context, input) {
                put(context, EntityKind::$kind, input.$owner, input.policy_name, input.policy_document).await?;
                Ok($put_out {})
            }
        }
        operation! {
            /// Reads an inline policy.
            $get($get_in) -> $get_out,
            access(input, _) { access::$access(stringify!($get), &input.$owner) },
            run(context, input) {
                let ($owner, policy_document) =
                    get(context, EntityKind::$kind, input.$owner, &input.policy_name).await?;
                Ok($get_out { $owner, policy_name: input.policy_name, policy_document })
            }
        }
        operation! {
            /// Deletes an inline policy.
            $delete($delete_in) -> $delete_out,
            access(input, _) { access::$access(stringify!($delete), &input.$owner) },
            run(context, input) {
                delete(context, EntityKind::$kind, input.$owner, input.policy_name).await?;
                Ok($delete_out {})
            }
        }
        operation! {
            /// Lists the names of inline policies.
            $list($list_in) -> $list_out,
            access(input, _) { access::$access(stringify!($list), &input.$owner) },
            run(context, input) {
                let (policy_names, marker) =
                    list(context, EntityKind::$kind, input.$owner, input.marker, input.max_items).await?;
                Ok($list_out { policy_names, is_truncated: Some(marker.is_some()), marker })
            }
        }
    };
}

inline_policies!(
    User, user, user_name,
    PutUserPolicy PutUserPolicyRequest PutUserPolicyResponse,
    GetUserPolicy GetUserPolicyRequest GetUserPolicyResponse,
    DeleteUserPolicy DeleteUserPolicyRequest DeleteUserPolicyResponse,
    ListUserPolicies ListUserPoliciesRequest ListUserPoliciesResponse
);
inline_policies!(
    Group, group, group_name,
    PutGroupPolicy PutGroupPolicyRequest PutGroupPolicyResponse,
    GetGroupPolicy GetGroupPolicyRequest GetGroupPolicyResponse,
    DeleteGroupPolicy DeleteGroupPolicyRequest DeleteGroupPolicyResponse,
    ListGroupPolicies ListGroupPoliciesRequest ListGroupPoliciesResponse
);
inline_policies!(
    Role, role, role_name,
    PutRolePolicy PutRolePolicyRequest PutRolePolicyResponse,
    GetRolePolicy GetRolePolicyRequest GetRolePolicyResponse,
    DeleteRolePolicy DeleteRolePolicyRequest DeleteRolePolicyResponse,
    ListRolePolicies ListRolePoliciesRequest ListRolePoliciesResponse
);
