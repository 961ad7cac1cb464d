//! Attach and detach managed policies and list them, for users, groups and roles alike.
//!
//! The rows are the room `attachment`'s, which `managed_policy` asks too; so what needs both stands beside them.

use wharf_aws::iam::*;

use super::attachment::store;
use super::entity::EntityKind;
use super::managed_policy::{Named, find, path_of};
use super::{access, fault, page, subject};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

/// Managed policies for each user, group or role (IAM User Guide, *IAM and AWS STS quotas*: 10, to be raised to 25).
pub(crate) const MAX_ATTACHED: usize = 25;

async fn attach(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    policy: String,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let changed = Changed::Account(account);
    let identity = &context.node.identity;
    identity
        .change("iam.attachment.attach", changed, move |transaction| {
            let owner = subject::find_to_change(transaction, &account, kind, &owner)?;
            match find(transaction, &account, &policy)? {
                Some(Named::Aws(found)) if found.is_service_linked() => {
                    return Err(fault::of_service_linked_roles());
                }
                Some(_) => {}
                None => return Err(fault::not_attachable(&policy)),
            }
            store::attach(transaction, &account, &owner.id, &policy)?;
            if store::all(transaction, &account, &owner.id)?.len() > MAX_ATTACHED {
                let quota = match kind {
                    EntityKind::User => "PoliciesPerUser",
                    EntityKind::Group => "PoliciesPerGroup",
                    _ => "PoliciesPerRole",
                };
                return Err(fault::limit(format!(
                    "Cannot exceed quota for {quota}: {MAX_ATTACHED}"
                )));
            }
            Ok(())
        })
        .await
}

async fn detach(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    policy: String,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let changed = Changed::Account(account);
    let identity = &context.node.identity;
    identity
        .change("iam.attachment.detach", changed, move |transaction| {
            let owner = subject::find_to_change(transaction, &account, kind, &owner)?;
            if store::detach(transaction, &account, &owner.id, &policy)? {
                return Ok(());
            }
            Err(fault::no_such_entity(format!("Policy {policy} was not found.")))
        })
        .await
}

/// A policy as lists of attachments show it.
pub(crate) fn attached(arn: String) -> AttachedPolicy {
    AttachedPolicy {
        policy_name: arn.rsplit('/').next().map(str::to_owned),
        policy_arn: Some(arn),
    }
}

async fn list(
    context: &Context<'_>,
    kind: EntityKind,
    owner: String,
    path_prefix: Option<String>,
    marker: Option<String>,
    max_items: Option<i64>,
) -> Result<(Vec<AttachedPolicy>, Option<String>), Error<Fault>> {
    let account = context.call.account;
    let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
    let folded = owner.to_lowercase();
    let page = page::begin(
        context,
        &["attached", kind.word(), &folded, &prefix],
        marker.as_deref(),
        max_items,
    )?;
    let database = context.node.identity.database();
    let all = database
        .snapshot("iam.attachment.list", move |transaction| {
            let owner = subject::find(transaction, &account, kind, &owner)?;
            Ok::<_, Error<Fault>>(store::all(transaction, &account, &owner.id)?)
        })
        .await?;
    let mut rest: Vec<String> = all
        .into_iter()
        .filter(|arn| **arn > *page.after && path_of(arn).starts_with(&prefix))
        .collect();
    rest.truncate(usize::try_from(page.limit()).unwrap_or(usize::MAX));
    let (arns, marker) = page.finish(context, rest, Clone::clone);
    Ok((arns.into_iter().map(attached).collect(), marker))
}

macro_rules! attachments {
    ($kind:ident, $access:ident, $owner:ident, $attach:ident $attach_in:ident $attach_out:ident,
     $detach:ident $detach_in:ident $detach_out:ident, $list:ident $list_in:ident $list_out:ident) => {
        operation! {
            /// Attaches a managed policy; one that is attached already stays so.
            $attach($attach_in) -> $attach_out,
            access(input, _) {
                let demands = access::$access(stringify!($attach), &input.$owner);
                access::with(demands, "iam:PolicyARN", Some(&input.policy_arn))
            },
            run(context, input) {
                attach(context, EntityKind::$kind, input.$owner, input.policy_arn).await?;
                Ok($attach_out {})
            }
        }
        operation! {
            /// Detaches a managed policy.
            $detach($detach_in) -> $detach_out,
            access(input, _) {
                let demands = access::$access(stringify!($detach), &input.$owner);
                access::with(demands, "iam:PolicyARN", Some(&input.policy_arn))
            },
            run(context, input) {
                detach(context, EntityKind::$kind, input.$owner, input.policy_arn).await?;
                Ok($detach_out {})
            }
        }
        operation! {
            /// Lists the managed policies that are attached.
            $list($list_in) -> $list_out,
            access(input, _) { access::$access(stringify!($list), &input.$owner) },
            run(context, input) {
                let (attached, marker) = list(
                    context, EntityKind::$kind, input.$owner, input.path_prefix, input.marker, input.max_items,
                )
                .await?;
                Ok($list_out { attached_policies: Some(attached), is_truncated: Some(marker.is_some()), marker })
            }
        }
    };
}

attachments!(
    User, user, user_name,
    AttachUserPolicy AttachUserPolicyRequest AttachUserPolicyResponse,
    DetachUserPolicy DetachUserPolicyRequest DetachUserPolicyResponse,
    ListAttachedUserPolicies ListAttachedUserPoliciesRequest ListAttachedUserPoliciesResponse
);
attachments!(
    Group, group, group_name,
    AttachGroupPolicy AttachGroupPolicyRequest AttachGroupPolicyResponse,
    DetachGroupPolicy DetachGroupPolicyRequest DetachGroupPolicyResponse,
    ListAttachedGroupPolicies ListAttachedGroupPoliciesRequest ListAttachedGroupPoliciesResponse
);
attachments!(
    Role, role, role_name,
    AttachRolePolicy AttachRolePolicyRequest AttachRolePolicyResponse,
    DetachRolePolicy DetachRolePolicyRequest DetachRolePolicyResponse,
    ListAttachedRolePolicies ListAttachedRolePoliciesRequest ListAttachedRolePoliciesResponse
);
