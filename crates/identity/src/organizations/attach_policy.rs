//! Attach and detach policies, and list them either way.
//!
//! The rows are the room `attachment`'s, which many rooms of the tree write; so what needs the policies and the targets besides stands
//! above them.

use wharf_aws::organizations::*;

use super::attachment::store;
use super::policy::{of_targets, require};
use super::policy_kind::PolicyKind;
use super::{access, fault, organization, page, target};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

/// Policies of a type that a target has at most (AWS Organizations User Guide, *Quotas*).
const MAX_ATTACHED: usize = 5;

operation! {
    /// Attaches a policy; it holds from then on.
    AttachPolicy(AttachPolicyRequest) -> AttachPolicyResponse,
    access(input, _) { access::on_each("AttachPolicy", &[&input.policy_id, &input.target_id]) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.attachment.attach", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let policy = require(transaction, &organization, &input.policy_id)?;
                target::require(transaction, &organization, &input.target_id)?;
                if !organization.enables(policy.kind) {
                    return Err(fault::type_not_enabled());
                }
                let attached = store::of_target(transaction, &organization.id, &input.target_id, policy.kind)?;
                if attached.contains(&policy.id) {
                    return Err(fault::duplicate_attachment());
                }
                if attached.len() >= MAX_ATTACHED {
                    let text = "You have exceeded the number of policies of this type that can be attached.";
                    return Err(fault::constraint("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", text));
                }
                store::attach(transaction, &organization.id, &input.target_id, policy.kind, &policy.id)?;
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(AttachPolicyResponse {})
    }
}

operation! {
    /// Detaches a policy. Every target keeps one service control policy, and the full access of resource control.
    DetachPolicy(DetachPolicyRequest) -> DetachPolicyResponse,
    access(input, _) { access::on_each("DetachPolicy", &[&input.policy_id, &input.target_id]) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.attachment.detach", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let policy = require(transaction, &organization, &input.policy_id)?;
                target::require(transaction, &organization, &input.target_id)?;
                if !organization.enables(policy.kind) {
                    return Err(fault::type_not_enabled());
                }
                if policy.aws_managed && policy.kind == PolicyKind::ResourceControl {
                    let text = "You can't detach the RCPFullAWSAccess policy.";
                    return Err(fault::invalid("NON_DETACHABLE_POLICY", text));
                }
                let attached = store::of_target(transaction, &organization.id, &input.target_id, policy.kind)?;
                if attached.len() == 1 && attached.contains(&policy.id) {
                    let text = "You cannot remove the last policy attached to the specified target. You must have at \
                                least one attached at all times.";
                    return Err(fault::constraint("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", text));
                }
                if !store::detach(transaction, &organization.id, &input.target_id, policy.kind, &policy.id)? {
                    return Err(fault::policy_not_attached());
                }
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(DetachPolicyResponse {})
    }
}

operation! {
    /// The policies of a type that a target has itself, those above it left out.
    ListPoliciesForTarget(ListPoliciesForTargetRequest) -> ListPoliciesForTargetResponse,
    access(input, _) { access::of_type(access::on("ListPoliciesForTarget", &input.target_id), input.filter) },
    run(context, input) {
        let list = ["policies_for_target", &input.target_id, input.filter.as_str()];
        let page = page::begin(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (account, after) = (context.call.account, page.after.clone());
        let kind = PolicyKind::from_wire(input.filter);
        let database = context.node.identity.database();
        let policies = database
            .snapshot("organizations.attachment.of_target", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                target::require(transaction, &organization, &input.target_id)?;
                let mut attached = of_targets(transaction, &organization, [input.target_id.as_str()])?;
                let attached = attached.remove(&input.target_id).unwrap_or_default().into_iter();
                let wanted = attached.filter(|policy| Some(policy.kind) == kind && policy.id > after);
                Ok::<_, Error<Fault>>(wanted.map(|policy| policy.summary(&organization)).collect::<Vec<_>>())
            })
            .await?;
        let (policies, next_token) =
            page.finish(context, policies, |policy| policy.id.clone().unwrap_or_default());
        Ok(ListPoliciesForTargetResponse { policies: Some(policies), next_token })
    }
}

operation! {
    /// What has a policy.
    ListTargetsForPolicy(ListTargetsForPolicyRequest) -> ListTargetsForPolicyResponse,
    access(input, _) { access::on("ListTargetsForPolicy", &input.policy_id) },
    run(context, input) {
        let list = ["targets_for_policy", &input.policy_id];
        let page = page::begin(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let targets = database
            .snapshot("organizations.attachment.targets", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                require(transaction, &organization, &input.policy_id)?;
                let ids = store::targets(transaction, &organization.id, &input.policy_id, &after, limit)?;
                let mut found = target::find_all(transaction, &organization, &ids)?;
                let targets = ids.into_iter().filter_map(|id| {
                    let target = found.remove(&id)?;
                    Some(PolicyTargetSummary {
                        target_id: Some(id),
                        arn: Some(target.arn),
                        name: Some(target.name),
                        r#type: Some(target.kind),
                    })
                });
                Ok::<_, Error<Fault>>(targets.collect::<Vec<_>>())
            })
            .await?;
        let (targets, next_token) =
            page.finish(context, targets, |target| target.target_id.clone().unwrap_or_default());
        Ok(ListTargetsForPolicyResponse { targets: Some(targets), next_token })
    }
}

operation! {
    /// The management policy in effect for an account. The API asks this of types that Wharf has none of (tag policies,
    /// backup policies, …), so there never is one; AWS returns none for service and resource control policies either.
    DescribeEffectivePolicy(DescribeEffectivePolicyRequest) -> DescribeEffectivePolicyResponse,
    access(input, _) {
        match &input.target_id {
            Some(target) => access::on("DescribeEffectivePolicy", target),
            None => access::anything("DescribeEffectivePolicy"),
        }
    },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        database
            .snapshot("organizations.attachment.effective", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let target = input.target_id.as_deref().unwrap_or(account.as_str());
                target::require(transaction, &organization, target)?;
                Err::<(), _>(fault::effective_policy_not_found())
            })
            .await?;
        Ok(DescribeEffectivePolicyResponse { effective_policy: None })
    }
}
