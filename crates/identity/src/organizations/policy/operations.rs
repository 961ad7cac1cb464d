//! Make, describe, list, change and delete policies.

use wharf_aws::organizations::*;

use super::{PolicyRow, require, store};
use crate::organizations::organization;
use crate::organizations::policy_kind::PolicyKind;
use crate::organizations::{access, attachment, fault, id, page, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

/// Characters of a policy, as sent (AWS Organizations User Guide, *Quotas*).
const MAX_CONTENT: usize = 5_120;
/// Policies of each type (the same).
const MAX_POLICIES: i64 = 1_000;

fn check(kind: PolicyKind, content: &str) -> Result<(), Error<Fault>> {
    if content.chars().count() > MAX_CONTENT {
        let text = "You have exceeded the policy content size limit.";
        return Err(fault::constraint("POLICY_CONTENT_LIMIT_EXCEEDED", text));
    }
    wharf_policy::check(content, kind.language())
        .map(drop)
        .map_err(|refusal| fault::malformed_policy(&refusal.reason(content)))
}

fn mutable(policy: PolicyRow) -> Result<PolicyRow, Error<Fault>> {
    if policy.aws_managed {
        return Err(fault::invalid(
            "IMMUTABLE_POLICY",
            "You can't change a policy that AWS manages.",
        ));
    }
    Ok(policy)
}

operation! {
    /// Makes a policy. It does nothing until it is attached.
    CreatePolicy(CreatePolicyRequest) -> CreatePolicyResponse,
    check(input) { tag::check_new(input.tags.as_deref()) },
    access(input, _) {
        let demands = access::of_type(access::whole("CreatePolicy"), input.r#type);
        access::with_tags(demands, input.tags.as_deref())
    },
    run(context, input) {
        let kind = PolicyKind::from_wire(input.r#type).ok_or_else(fault::type_not_available)?;
        check(kind, &input.content)?;
        let policy = PolicyRow {
            id: id::policy(&context.node.entropy),
            kind,
            name: input.name,
            description: input.description,
            content: input.content,
            aws_managed: false,
        };
        let (account, tags) = (context.call.account, input.tags.unwrap_or_default());
        let identity = &context.node.identity;
        let policy = identity
            .change("organizations.policy.create", Changed::Account(account), move |transaction| {
                let organization = organization::require(transaction, &account)?;
                if organization.feature_set != OrganizationFeatureSet::All {
                    return Err(fault::type_not_available());
                }
                if store::count(transaction, &organization.id, kind)? >= MAX_POLICIES {
                    let text = "You have exceeded the number of policies that you can have in an organization.";
                    return Err(fault::constraint("POLICY_NUMBER_LIMIT_EXCEEDED", text));
                }
                let taken = PolicyRow::full_access(kind).name == policy.name;
                if taken || !store::insert(transaction, &organization.id, &policy)? {
                    return Err(fault::duplicate_policy());
                }
                tag::put(transaction, &organization.id, &policy.id, &tags)?;
                Ok(policy.shown(&organization))
            })
            .await?;
        Ok(CreatePolicyResponse { policy: Some(policy) })
    }
}

operation! {
    /// One policy with its text.
    DescribePolicy(DescribePolicyRequest) -> DescribePolicyResponse,
    access(input, _) { access::on("DescribePolicy", &input.policy_id) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let policy = database
            .snapshot("organizations.policy.describe", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                Ok::<_, Error<Fault>>(require(transaction, &organization, &input.policy_id)?.shown(&organization))
            })
            .await?;
        Ok(DescribePolicyResponse { policy: Some(policy) })
    }
}

operation! {
    /// Changes a policy's name, description or text; a new text holds for all that have it.
    UpdatePolicy(UpdatePolicyRequest) -> UpdatePolicyResponse,
    access(input, _) { access::on("UpdatePolicy", &input.policy_id) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        let policy = identity
            .change("organizations.policy.update", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let mut policy = mutable(require(transaction, &organization, &input.policy_id)?)?;
                if let Some(content) = &input.content {
                    check(policy.kind, content)?;
                    policy.content.clone_from(content);
                }
                if let Some(name) = input.name.as_ref().filter(|name| **name != policy.name) {
                    let taken = store::find_by_name(transaction, &organization.id, policy.kind, name)?.is_some();
                    if taken || PolicyRow::full_access(policy.kind).name == *name {
                        return Err(fault::duplicate_policy());
                    }
                    policy.name.clone_from(name);
                }
                if let Some(description) = &input.description {
                    policy.description.clone_from(description);
                }
                store::update(transaction, &organization.id, &policy)?;
                Ok(policy.shown(&organization))
            })
            .await?;
        Ok(UpdatePolicyResponse { policy: Some(policy) })
    }
}

operation! {
    /// Deletes a policy that nothing has any more.
    DeletePolicy(DeletePolicyRequest) -> DeletePolicyResponse,
    access(input, _) { access::on("DeletePolicy", &input.policy_id) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.policy.delete", Changed::Account(account), move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let policy = mutable(require(transaction, &organization, &input.policy_id)?)?;
                if !attachment::store::targets(transaction, &organization.id, &policy.id, "", 1)?.is_empty() {
                    return Err(fault::policy_in_use());
                }
                tag::store::delete_all(transaction, &organization.id, &policy.id)?;
                Ok::<_, Error<Fault>>(store::delete(transaction, &organization.id, &policy.id)?)
            })
            .await?;
        Ok(DeletePolicyResponse {})
    }
}

operation! {
    /// The policies of a type, AWS's own first.
    ListPolicies(ListPoliciesRequest) -> ListPoliciesResponse,
    access(input, _) { access::of_type(access::whole("ListPolicies"), input.filter) },
    run(context, input) {
        let list = ["policies", input.filter.as_str()];
        let page = page::begin(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
        let kind = PolicyKind::from_wire(input.filter);
        let database = context.node.identity.database();
        let policies = database
            .snapshot("organizations.policy.list", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let mut policies = Vec::new();
                // Of a type that is not available there are none, and asking is no fault (API Reference, *ListPolicies*).
                if let Some(kind) = kind {
                    if after.is_empty() && organization.feature_set == OrganizationFeatureSet::All {
                        policies.push(PolicyRow::full_access(kind));
                    }
                    policies.extend(store::list(transaction, &organization.id, kind, &after, limit)?);
                }
                Ok::<_, Error<Fault>>(policies.iter().map(|policy| policy.summary(&organization)).collect::<Vec<_>>())
            })
            .await?;
        // AWS's own comes before all that are drawn, although its id does not sort so.
        let key = |policy: &PolicySummary| match policy.aws_managed {
            Some(true) => "p-".to_owned(),
            _ => policy.id.clone().unwrap_or_default(),
        };
        let (policies, next_token) = page.finish(context, policies, key);
        Ok(ListPoliciesResponse { policies: Some(policies), next_token })
    }
}
