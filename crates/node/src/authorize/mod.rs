//! The pipeline's decision: may this call do what an operation demands?
//!
//! Puts together what [`wharf_policy::evaluate`] needs: the caller's side (`caller`), the resource's side (`target`), and
//! the condition keys of both and of the request (`keys`). Everything comes from what the node remembers, which is never
//! older than [`wharf_kernel::memory::RECHECK`]; a token or a session carries identity, never permission.
//!
//! Not here: the rules (`wharf_policy`), and who owns which rows (the rooms).

mod caller;
mod keys;
mod target;

use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use wharf_aws::Timestamp;
use wharf_kernel::node::{Caller as CallerSide, Gate};
use wharf_kernel::{Access, Call, Node, Unavailable, audit};
use wharf_policy::{Context as Conditions, Decision, Policies, PrincipalKind, Request, Source};
use wharf_registry::ecr::resource::REPOSITORY_POLICY;
use wharf_registry::usage::Usage;

pub(crate) use caller::{everything, keys as principal_keys};

use caller::Caller;
use target::Target;

/// The gate over the facts of the rooms.
pub(crate) struct Rooms;

impl Gate for Rooms {
    fn caller<'a>(
        &'a self,
        node: &'a Node,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Arc<dyn CallerSide>, Unavailable>> {
        async {
            let caller = caller::of(&node.identity, call).await?;
            Ok(caller as Arc<dyn CallerSide>)
        }
        .boxed()
    }

    fn requested<'a>(&'a self, node: &'a Node, call: &'a Call, demands: &'a [Access]) -> BoxFuture<'a, ()> {
        Usage::requested(node, call, demands).boxed()
    }
}

impl CallerSide for Caller {
    fn decide<'a>(
        &'a self,
        node: &'a Node,
        call: &'a Call,
        access: &'a Access,
        repository_policy: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Decision, Unavailable>> {
        async move {
            let mut target = target::find(node, call, access).await?;
            if let Some(document) = repository_policy {
                target.policies.retain(|source| *source.id != *REPOSITORY_POLICY);
                target.policies.push(Source::compile(REPOSITORY_POLICY, document));
            }
            Ok(decide_on(node, call, self, access, &target))
        }
        .boxed()
    }

    fn identity(&self, call: &Call) -> Arc<RawValue> {
        Arc::clone(self.identity.get_or_init(|| audit::identity::of(call)))
    }

    fn note_use(&self, node: &Node, call: &Call, service: &str, now: Timestamp) {
        self.note(&node.identity, call, service, now);
    }
}

fn decide_on(node: &Node, call: &Call, caller: &Caller, access: &Access, target: &Target) -> Decision {
    let request_keys = keys::of(node, call, access);
    let layers = [&caller.keys, &target.tags, target.owner_keys(), &request_keys];
    let control_policies = caller.control_policies.as_deref();
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
        service_control: control_policies
            .filter(|_| is_subject)
            .and_then(|control_policies| control_policies.service_control.as_deref()),
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
            account_life: control_policies.map(|control_policies| control_policies.account_life),
            resource_account: target.owner,
            context: &Conditions::new(&layers),
        },
        &policies,
    )
}
