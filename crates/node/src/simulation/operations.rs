//! Simulate policies, and say which condition keys they ask for.

use std::sync::Arc;

use wharf_aws::iam::*;
use wharf_aws::{Encode, json11};
use wharf_policy::{PolicyKind, Source};

use super::{Inputs, Simulation, not_an_arn, sources};
use wharf_identity::iam::page;
use wharf_identity::iam::principal::{self, Entity};
use wharf_identity::iam::{access, fault, resource};
use wharf_identity::organizations::control_policy;
use wharf_kernel::operation::operation;
use wharf_kernel::{Context, Error, For};

/// The user, group or role whose policies are meant.
async fn subject(context: &Context<'_>, arn: &str) -> Result<Entity, Error<Fault>> {
    let Some((_, kind, name)) = resource::named(arn) else {
        return Err(not_an_arn(arn));
    };
    let (database, account) = (context.node.identity.database(), &context.call.account);
    let found = principal::load_named(database, account, arn).await?;
    found.ok_or_else(|| fault::not_found(kind, name))
}

/// A page of results: each action on each resource, the resources of one action together. `asked` is what was asked beside the
/// page, in JSON: another question has other pages.
async fn simulate(
    context: &Context<'_>,
    simulation: &Simulation,
    asked: &str,
    marker: Option<&str>,
    max_items: Option<i64>,
) -> Result<SimulatePolicyResponse, Error<Fault>> {
    let page = page::begin(context, &["simulation", asked], marker, max_items)?;
    let from = page.after.parse::<usize>().map_or(0, |last| last + 1);
    let (actions, resources) = (&simulation.actions, &simulation.resources);
    let until = (from + usize::try_from(page.limit()).unwrap_or(0)).min(actions.len() * resources.len());
    let results = || {
        let result = |at: usize| {
            let (action, resource) = (at / resources.len(), at % resources.len());
            (at, simulation.result(&actions[action], &resources[resource]))
        };
        (from..until).map(result).collect()
    };
    let results = context
        .node
        .apart
        .compute((&context.call.account, For::Request), "simulation", results)
        .await;
    let (results, marker) = page.finish(context, results, |(at, _)| at.to_string());
    Ok(SimulatePolicyResponse {
        evaluation_results: Some(results.into_iter().map(|(_, result)| result).collect()),
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

/// A question, in JSON.
fn asked(input: &dyn Encode) -> String {
    String::from_utf8_lossy(&json11::encode(input)).into_owned()
}

/// The keys that policies ask for, each once.
fn context_keys<'a>(sources: impl Iterator<Item = &'a Source>) -> GetContextKeysForPolicyResponse {
    let mut keys: Vec<String> = sources
        .flat_map(|source| source.policy.condition_keys())
        .collect();
    keys.sort_unstable_by_key(|key| key.to_lowercase());
    keys.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    GetContextKeysForPolicyResponse {
        context_key_names: Some(keys),
    }
}

operation! {
    /// What the policies of a user, group or role would decide, with others beside them.
    SimulatePrincipalPolicy(SimulatePrincipalPolicyRequest) -> SimulatePolicyResponse,
    access(input, _) { access::arn("SimulatePrincipalPolicy", &input.policy_source_arn) },
    run(context, input) {
        let mut input = input;
        let page = (input.marker.take(), input.max_items.take());
        let asked = asked(&input);
        let subject = subject(context, &input.policy_source_arn).await?;
        let account = context.call.account;
        let control_policies = control_policy::of(&context.node.identity, &account).await?;
        let inputs = Inputs {
            policies: input.policy_input_list,
            boundaries: input.permissions_boundary_policy_input_list,
            resource_policy: input.resource_policy,
            resource_owner: input.resource_owner,
            caller_arn: input.caller_arn,
            context: input.context_entries,
            actions: input.action_names,
            resources: input.resource_arns,
            handling: input.resource_handling_option,
        };
        let simulation = Simulation::new(inputs, &account, Some((&subject, Arc::clone(&control_policies))))?;
        simulate(context, &simulation, &asked, page.0.as_deref(), page.1).await
    }
}

operation! {
    /// What the given policies would decide; they need not be attached to any entity.
    SimulateCustomPolicy(SimulateCustomPolicyRequest) -> SimulatePolicyResponse,
    access(_, _) { access::anything("SimulateCustomPolicy") },
    run(context, input) {
        let mut input = input;
        let page = (input.marker.take(), input.max_items.take());
        let asked = asked(&input);
        let inputs = Inputs {
            policies: Some(input.policy_input_list),
            boundaries: input.permissions_boundary_policy_input_list,
            resource_policy: input.resource_policy,
            resource_owner: input.resource_owner,
            caller_arn: input.caller_arn,
            context: input.context_entries,
            actions: input.action_names,
            resources: input.resource_arns,
            handling: input.resource_handling_option,
        };
        let simulation = Simulation::new(inputs, &context.call.account, None)?;
        simulate(context, &simulation, &asked, page.0.as_deref(), page.1).await
    }
}

operation! {
    /// The condition keys that policies ask for.
    GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyRequest) -> GetContextKeysForPolicyResponse,
    access(_, _) { access::anything("GetContextKeysForCustomPolicy") },
    run(_context, input) {
        let sources = sources("PolicyInputList", Some(input.policy_input_list), PolicyKind::Identity)?;
        Ok(context_keys(sources.iter()))
    }
}

operation! {
    /// The condition keys that the policies of a user, group or role ask for, with others beside them.
    GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyRequest) -> GetContextKeysForPolicyResponse,
    access(input, _) { access::arn("GetContextKeysForPrincipalPolicy", &input.policy_source_arn) },
    run(context, input) {
        let sources = sources("PolicyInputList", input.policy_input_list, PolicyKind::Identity)?;
        let subject = subject(context, &input.policy_source_arn).await?;
        Ok(context_keys(subject.policies.iter().chain(&sources)))
    }
}
