//! The room of simulations: what policies would decide, without asking for it (IAM User Guide, *IAM policy testing with
//! the IAM policy simulator*).
//!
//! Owns no rows. The evaluator is the one that decides requests; service control policies count, with their conditions.
//! As in AWS, resource control policies and session policies do not.

mod operations;
mod result;
mod table;

pub use operations::*;
pub use table::ROWS;

use std::sync::Arc;

use wharf_aws::iam::{ContextEntry, ContextKeyTypeEnum, Fault};
use wharf_aws::{AccountId, Arn};
use wharf_policy::{Action, Keys, PolicyDocument, PolicyKind, Principal, Refusal, Source};

use crate::authorize::principal_keys;
use wharf_identity::iam::fault;
use wharf_identity::iam::principal::Entity;
use wharf_identity::organizations::control_policy::ControlPolicies;
use wharf_kernel::Error;

/// What is simulated: everything but the action and the resource.
struct Simulation {
    principal: Principal,
    identity: Vec<Source>,
    boundary: Vec<Source>,
    control_policies: Option<Arc<ControlPolicies>>,
    /// The keys that the request states, before those of the principal.
    stated: Keys,
    keys: Keys,
    resource_policy: Vec<Source>,
    owner: Option<AccountId>,
    actions: Vec<Action>,
    resources: Vec<String>,
}

/// The inputs that both simulations have.
struct Inputs {
    policies: Option<Vec<String>>,
    boundaries: Option<Vec<String>>,
    resource_policy: Option<String>,
    resource_owner: Option<String>,
    caller_arn: Option<String>,
    context: Option<Vec<ContextEntry>>,
    actions: Vec<String>,
    resources: Option<Vec<String>>,
    handling: Option<String>,
}

impl Simulation {
    /// Reads the inputs; `entity` is whose policies are simulated besides those of the input, with its account's
    /// control policies.
    fn new(
        inputs: &Inputs,
        account: &AccountId,
        entity: Option<(&Entity, Arc<ControlPolicies>)>,
    ) -> Result<Simulation, Error<Fault>> {
        if inputs.handling.is_some() {
            return Err(fault::invalid(
                "ResourceHandlingOption is about scenarios of Amazon EC2, which are not simulated."
                    .to_owned(),
            ));
        }
        let mut identity = entity
            .as_ref()
            .map_or_else(Vec::new, |(entity, _)| entity.policies.clone());
        identity.extend(sources(
            "PolicyInputList",
            inputs.policies.as_deref(),
            PolicyKind::Identity,
        )?);
        let mut boundary = sources(
            "PermissionsBoundaryPolicyInputList",
            inputs.boundaries.as_deref(),
            PolicyKind::Boundary,
        )?;
        if boundary.is_empty() {
            boundary.extend(entity.as_ref().and_then(|(entity, _)| entity.boundary.clone()));
        }
        let principal = match &inputs.caller_arn {
            Some(arn) => Principal::of_arn(arn).ok_or_else(|| not_an_arn(arn))?,
            None => entity.as_ref().map_or_else(
                // No user in particular: no resource's policy names it.
                || Principal::user(account, &format!("arn:aws:iam::{account}:user/simulated"), ""),
                |(entity, _)| principal_of(entity),
            ),
        };
        let no_control_policies = ControlPolicies::new(account, None);
        let keys = principal_keys(
            &principal,
            entity
                .as_ref()
                .map_or(&no_control_policies, |(_, control_policies)| control_policies),
            entity.as_ref().map(|(entity, _)| *entity),
            None,
        );
        let is_service_linked = entity
            .as_ref()
            .is_some_and(|(entity, _)| entity.is_service_linked());
        Ok(Simulation {
            principal,
            identity,
            boundary,
            control_policies: entity
                .map(|(_, control_policies)| control_policies)
                .filter(|_| !is_service_linked),
            stated: stated(inputs.context.as_deref().unwrap_or_default())?,
            keys,
            resource_policy: resource_policy(inputs.resource_policy.as_deref())?,
            owner: inputs.resource_owner.as_deref().map(owner).transpose()?,
            actions: inputs
                .actions
                .iter()
                .map(|name| action(name))
                .collect::<Result<_, _>>()?,
            resources: resources(inputs.resources.as_deref())?,
        })
    }
}

/// Who a request of the entity comes from.
fn principal_of(entity: &Entity) -> Principal {
    let principal = Principal::of_arn(&entity.arn);
    // A group is no principal: its policies are simulated as those of a member.
    let mut principal = principal.unwrap_or_else(|| Principal::user(&entity.account, &entity.arn, ""));
    principal.unique_id = Some(entity.id.clone());
    principal
}

/// Policies of the input under the names that answers give them: `PolicyInputList.1`.
fn sources(list: &str, texts: Option<&[String]>, kind: PolicyKind) -> Result<Vec<Source>, Error<Fault>> {
    let numbered = texts.unwrap_or_default().iter().zip(1..);
    numbered
        .map(|(text, number)| {
            wharf_policy::check(text, kind).map_err(|refusal| fault::invalid(refusal.explained(text)))?;
            Ok(Source::compile(&format!("{list}.{number}"), text))
        })
        .collect()
}

fn resource_policy(text: Option<&str>) -> Result<Vec<Source>, Error<Fault>> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    PolicyDocument::parse(text).map_err(|flaw| {
        let refusal = Refusal {
            diagnostics: vec![flaw],
        };
        fault::invalid(refusal.explained(text))
    })?;
    Ok(vec![Source::compile("ResourcePolicy", text)])
}

fn stated(entries: &[ContextEntry]) -> Result<Keys, Error<Fault>> {
    let mut keys = Keys::default();
    for entry in entries {
        let Some(name) = &entry.context_key_name else {
            return Err(fault::invalid(
                "A context entry has no ContextKeyName.".to_owned(),
            ));
        };
        let values = entry.context_key_values.as_deref().unwrap_or_default();
        let is_list = entry.context_key_type.as_ref().is_some_and(|kind| {
            use ContextKeyTypeEnum as Type;
            !matches!(
                kind,
                Type::String | Type::Numeric | Type::Boolean | Type::Ip | Type::Binary | Type::Date
            )
        });
        if values.len() > 1 && !is_list {
            return Err(fault::invalid(format!(
                "The context key {name} has several values but a type of one."
            )));
        }
        keys.add(name, values.iter().cloned());
    }
    Ok(keys)
}

fn action(name: &str) -> Result<Action, Error<Fault>> {
    let action = Action::parse(name).filter(|action| !action.name.is_empty() && !name.contains(['*', '?']));
    action.ok_or_else(|| fault::invalid(format!("Invalid action name: {name}.")))
}

fn resources(arns: Option<&[String]>) -> Result<Vec<String>, Error<Fault>> {
    let arns = arns.filter(|arns| !arns.is_empty());
    let arns = arns.map_or_else(|| vec!["*".to_owned()], <[String]>::to_vec);
    match arns.iter().find(|arn| *arn != "*" && arn.parse::<Arn>().is_err()) {
        Some(arn) => Err(not_an_arn(arn)),
        None => Ok(arns),
    }
}

/// An account as `ResourceOwner` names it: by its id, or by an ARN in it.
fn owner(text: &str) -> Result<AccountId, Error<Fault>> {
    let in_arn = || text.parse::<Arn>().ok()?.account_id();
    text.parse().ok().or_else(in_arn).ok_or_else(|| not_an_arn(text))
}

fn not_an_arn(text: &str) -> Error<Fault> {
    fault::invalid(format!("ARN {text} is not valid."))
}
