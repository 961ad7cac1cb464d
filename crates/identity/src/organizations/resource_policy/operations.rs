//! Set, describe and delete the organization's resource policy.

use wharf_aws::organizations::*;
use wharf_policy::PolicyKind;
use wharf_sql::Transaction;

use crate::iam::trust;
use crate::organizations::organization::{self, OrganizationRow};
use crate::organizations::{access, fault, id, tag};
use wharf_kernel::node::UnknownPrincipal;
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

fn shown(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
) -> Result<ResourcePolicy, Error<Fault>> {
    let (id, content) = organization
        .resource_policy
        .clone()
        .ok_or_else(fault::resource_policy_not_found)?;
    let content = trust::unbind_all(transaction, &[content])?
        .pop()
        .unwrap_or_default();
    Ok(ResourcePolicy {
        resource_policy_summary: Some(ResourcePolicySummary {
            arn: Some(organization.arn_of("resourcepolicy", &id)),
            id: Some(id),
        }),
        content: Some(content),
    })
}

/// What can be delegated: reading, and the management of policies; never accounts or the tree (AWS Organizations User
/// Guide, *Delegated administrator for AWS Organizations*).
fn is_delegable(action: &str) -> bool {
    let Some(name) = action.strip_prefix("organizations:") else {
        return false;
    };
    let literal = !name.contains(['*', '?']);
    let manages = ["Policy", "PolicyType", "TagResource", "UntagResource"]
        .iter()
        .any(|end| name.ends_with(end));
    let reads = name.starts_with("Describe") || name.starts_with("List");
    reads || (literal && manages && !name.contains("ResourcePolicy"))
}

fn check(content: &str) -> Result<(), Error<Fault>> {
    let document = wharf_policy::check(content, PolicyKind::Organization).map_err(|refusal| {
        let text = "You provided a resource-based policy that is not valid.";
        let explained = format!("{text} ({})", refusal.reason(content));
        fault::invalid("INVALID_RESOURCE_POLICY_JSON", &explained)
    })?;
    let actions = document.actions();
    if !actions.is_some_and(|actions| actions.into_iter().all(is_delegable)) {
        let text = "The resource-based policy contains an action that cannot be delegated.";
        return Err(fault::invalid("UNSUPPORTED_ACTION_IN_RESOURCE_POLICY", text));
    }
    Ok(())
}

operation! {
    /// Sets who besides the management account may ask what.
    PutResourcePolicy(PutResourcePolicyRequest) -> PutResourcePolicyResponse,
    check(input) { tag::check_new(input.tags.as_deref()) },
    access(input, _) { access::with_tags(access::whole("PutResourcePolicy"), input.tags.as_deref()) },
    run(context, input) {
        check(&input.content)?;
        let account = context.call.account;
        let new = id::resource_policy(&context.node.entropy);
        let tags = input.tags.unwrap_or_default();
        let identity = &context.node.identity;
        let policy = identity
            .change("organizations.resource_policy.put", Changed::AllAccounts, move |transaction| {
                let mut organization = organization::require(transaction, &account)?;
                let id = organization.resource_policy.take().map_or_else(|| new.clone(), |(id, _)| id);
                tag::put(transaction, &organization.id, &id, &tags)?;
                let bound = trust::bind_ids(transaction, &input.content)?;
                let content = bound.map_err(|UnknownPrincipal(_)| {
                    fault::invalid("INVALID_PRINCIPAL", "You specified a principal that does not exist.")
                })?;
                organization.resource_policy = Some((id, content));
                organization::update(transaction, &organization)?;
                shown(transaction, &organization)
            })
            .await?;
        Ok(PutResourcePolicyResponse { resource_policy: Some(policy) })
    }
}

operation! {
    /// The resource policy.
    DescribeResourcePolicy(DescribeResourcePolicyRequest) -> DescribeResourcePolicyResponse,
    access(_, _) { access::whole("DescribeResourcePolicy") },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let policy = database
            .snapshot("organizations.resource_policy.describe", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                shown(transaction, &organization)
            })
            .await?;
        Ok(DescribeResourcePolicyResponse { resource_policy: Some(policy) })
    }
}

operation! {
    /// Takes the resource policy away.
    DeleteResourcePolicy(DeleteResourcePolicyRequest) -> DeleteResourcePolicyResponse,
    access(_, _) { access::whole("DeleteResourcePolicy") },
    run(context, _input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.resource_policy.delete", Changed::AllAccounts, move |transaction| {
                let mut organization = organization::require(transaction, &account)?;
                let (id, _) = organization.resource_policy.take().ok_or_else(fault::resource_policy_not_found)?;
                tag::store::delete_all(transaction, &organization.id, &id)?;
                Ok::<_, Error<Fault>>(organization::update(transaction, &organization)?)
            })
            .await?;
        Ok(DeleteResourcePolicyResponse {})
    }
}
