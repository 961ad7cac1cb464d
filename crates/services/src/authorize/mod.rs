//! The pipeline's decision: may this call do what an operation demands?
//!
//! Puts together what [`wharf_policy::evaluate`] needs: the caller's side (`caller`), the resource's side (`target`), and
//! the condition keys of both and of the request (`keys`). Everything comes from what the node remembers, which is never
//! older than [`crate::memory::RECHECK`]; a token or a session carries identity, never permission.
//!
//! Not here: the rules (`wharf_policy`), and who owns which rows (the rooms).

mod access;
mod caller;
mod keys;
mod target;

use std::sync::Arc;

use wharf_policy::{
    CompiledPolicy, Context as Conditions, Decision, Policies, PrincipalKind, Request, Source,
};

pub use access::{Access, IamResource, OrganizationResource, Resource};
pub(crate) use caller::{Caller, everything, keys as principal_keys};

use target::Target;

use crate::ecr::resource::REPOSITORY_POLICY;
use crate::{Call, Node, Unavailable};

/// The caller's side of the decisions about a call.
pub(crate) async fn caller(node: &Node, call: &Call) -> Result<Arc<Caller>, Unavailable> {
    Ok(caller::of(&node.identity, call).await?)
}

/// Decides one permission.
pub(crate) async fn decide(
    node: &Node,
    call: &Call,
    caller: &Caller,
    access: &Access,
) -> Result<Decision, Unavailable> {
    let target = target::find(node, call, access).await?;
    Ok(decide_on(node, call, caller, access, &target))
}

/// [`decide`] as it would be under another policy of the resource.
pub(crate) async fn decide_under(
    node: &Node,
    call: &Call,
    caller: &Caller,
    access: &Access,
    document: &str,
) -> Result<Decision, Unavailable> {
    let mut target = target::find(node, call, access).await?;
    target.policies.retain(|source| *source.id != *REPOSITORY_POLICY);
    target.policies.push(Source {
        id: REPOSITORY_POLICY.into(),
        policy: Arc::new(CompiledPolicy::compile(document)),
    });
    Ok(decide_on(node, call, caller, access, &target))
}

fn decide_on(node: &Node, call: &Call, caller: &Caller, access: &Access, target: &Target) -> Decision {
    let request_keys = keys::of(node, call, access);
    let layers = [&caller.keys, &target.tags, target.owner_keys(), &request_keys];
    let guardrails = caller.guardrails.as_deref();
    // Organization policies leave service-linked roles alone; a service's own calls have no account.
    // The node's operator stands above the organization: it could open the databases as well.
    let is_operator = call.operator.is_some();
    let is_subject =
        !caller.is_service_linked && !is_operator && call.principal.kind != PrincipalKind::Service;
    // What a session may not call at all, no policy of its own allows.
    let barred = call
        .session
        .as_deref()
        .is_some_and(|session| !session.may_call(&access.action.service));
    let policies = Policies {
        identity: &caller.policies,
        boundaries: &caller.boundaries,
        session: if barred {
            Some(&[])
        } else {
            caller.session.as_deref()
        },
        service_control: guardrails
            .filter(|_| is_subject)
            .and_then(|guardrails| guardrails.service_control.as_deref()),
        resource_control: target
            .resource_control()
            .filter(|_| !caller.is_service_linked && !is_operator),
        resource: &target.policies,
        resource_must_allow: target.must_allow,
    };
    wharf_policy::evaluate(
        &Request {
            principal: &call.principal,
            action: &access.action,
            resource: &target.arn,
            resource_account: target.owner,
            context: &Conditions::new(&layers),
        },
        &policies,
    )
}
