//! Simulate policies, and say which condition keys they ask for.

use std::sync::Arc;

use wharf_aws::iam::*;
use wharf_aws::{Encode, json11};
use wharf_policy::{PolicyKind, Source};

use super::{Inputs, Simulation, not_an_arn, sources};
use wharf_identity::iam::page;
use wharf_identity::iam::principal::{self, Entity};
use wharf_identity::iam::{access, fault, resource};
use wharf_identity::organizations::control_policy::{self, ControlPolicies};
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

/// Steps that the results of a page take together; the page ends with the one that takes the last of them. So many take some tenths
/// of a second.
const PAGE_STEPS: u64 = 40_000_000;
/// Steps between two looks whether the caller is still there.
const PIECE_STEPS: u64 = 1_000_000;

/// A page of results: each action on each resource, the resources of one action together. `asked` is what was asked beside the
/// page, in JSON: another question has other pages. It is computed in pieces: between two of them others of the account have their
/// turn, and a caller that has gone away ends it.
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
    let all = actions.len() * resources.len();
    let until = from.saturating_add(page.size()).min(all);
    let (mut at, mut results, mut steps) = (from, Vec::new(), 0);
    while at < until && steps < PAGE_STEPS {
        let piece = || {
            let end = steps + PIECE_STEPS;
            while at < until && steps < end {
                let (action, resource) = (at / resources.len(), at % resources.len());
                let (result, taken) = simulation.result(&actions[action], &resources[resource]);
                results.push(result);
                (at, steps) = (at + 1, steps + taken);
            }
        };
        let turn = (&context.call.account, For::Request);
        context.node.apart.compute(turn, "simulation", piece).await;
        tokio::task::yield_now().await;
    }
    let marker = (from < at && at < all).then(|| page.token(context, &(at - 1).to_string()));
    Ok(SimulatePolicyResponse {
        evaluation_results: Some(results),
        is_truncated: Some(marker.is_some()),
        marker,
    })
}

/// Reads policies as long as these, apart when they are long.
async fn read<T>(context: &Context<'_>, lists: &[Option<&[String]>], read: impl FnOnce() -> T) -> T {
    let length = lists.iter().copied().flatten().flatten().map(String::len).sum();
    let apart = &context.node.apart;
    apart.read(&context.call.account, "policies", length, read).await
}

/// A question, in JSON.
fn asked(input: &dyn Encode) -> String {
    String::from_utf8_lossy(&json11::encode(input)).into_owned()
}

/// A simulation of what the inputs say.
async fn prepare(
    context: &Context<'_>,
    inputs: Inputs,
    entity: Option<(&Entity, Arc<ControlPolicies>)>,
) -> Result<Simulation, Error<Fault>> {
    let lists = [
        inputs.policies.as_deref(),
        inputs.boundaries.as_deref(),
        inputs.resource_policy.as_ref().map(std::slice::from_ref),
    ];
    read(context, &lists, || {
        Simulation::new(&inputs, &context.call.account, entity)
    })
    .await
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
        let simulation = prepare(context, inputs, Some((&subject, Arc::clone(&control_policies)))).await?;
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
        let simulation = prepare(context, inputs, None).await?;
        simulate(context, &simulation, &asked, page.0.as_deref(), page.1).await
    }
}

operation! {
    /// The condition keys that policies ask for.
    GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyRequest) -> GetContextKeysForPolicyResponse,
    access(_, _) { access::anything("GetContextKeysForCustomPolicy") },
    run(context, input) {
        let lists = [Some(&*input.policy_input_list)];
        read(context, &lists, || {
            let given = sources("PolicyInputList", Some(&input.policy_input_list), PolicyKind::Identity)?;
            Ok(context_keys(given.iter()))
        })
        .await
    }
}

operation! {
    /// The condition keys that the policies of a user, group or role ask for, with others beside them.
    GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyRequest) -> GetContextKeysForPolicyResponse,
    access(input, _) { access::arn("GetContextKeysForPrincipalPolicy", &input.policy_source_arn) },
    run(context, input) {
        let list = input.policy_input_list.as_deref();
        let subject = subject(context, &input.policy_source_arn).await?;
        read(context, &[list], || {
            let given = sources("PolicyInputList", list, PolicyKind::Identity)?;
            Ok(context_keys(subject.policies.iter().chain(&given)))
        })
        .await
    }
}
