//! mock
#![allow(missing_docs)]
use crate::{Action, Decision, Denial, Principal, PrincipalKind, Reason};
use std::collections::BTreeMap;
use std::sync::Arc;
use wharf_aws::AccountId;
#[derive(Default, Clone, Debug)]
pub struct Keys(BTreeMap<String, Vec<String>>);
impl Keys {
    pub fn insert(&mut self, n: &str, v: impl IntoIterator<Item = String>) {
        self.0.insert(n.to_lowercase(), v.into_iter().collect());
    }
}
pub struct Context<'a>(#[allow(dead_code)] &'a [&'a Keys]);
impl<'a> Context<'a> {
    pub fn new(l: &'a [&'a Keys]) -> Context<'a> {
        Context(l)
    }
}
#[derive(Debug)]
pub struct CompiledPolicy;
impl CompiledPolicy {
    pub fn compile(_t: &str) -> CompiledPolicy {
        CompiledPolicy
    }
}
#[derive(Clone, Debug)]
pub struct Source {
    pub id: Arc<str>,
    pub policy: Arc<CompiledPolicy>,
}
pub struct Policies<'a> {
    pub identity: &'a [Source],
    pub boundaries: &'a [Source],
    pub session: Option<&'a [Source]>,
    pub service_control: Option<&'a [Vec<Source>]>,
    pub resource_control: Option<&'a [Vec<Source>]>,
    pub resource: &'a [Source],
    pub resource_must_allow: bool,
}
pub struct Request<'a> {
    pub principal: &'a Principal,
    pub action: &'a Action,
    pub resource: &'a str,
    pub resource_account: Option<AccountId>,
    pub context: &'a Context<'a>,
}
pub fn evaluate(r: &Request<'_>, p: &Policies<'_>) -> Decision {
    if r.principal.kind == PrincipalKind::FederatedUser && p.session.is_some_and(|s| !s.is_empty()) {
        return Decision::Allowed;
    }
    if r.principal.kind == PrincipalKind::Root && r.principal.account == r.resource_account {
        return Decision::Allowed;
    }
    Decision::Denied(Denial {
        principal: r.principal.arn.clone(),
        action: r.action.clone(),
        resource: r.resource.to_owned(),
        reason: Reason::ResourcePolicySilent,
    })
}

pub enum PolicyKind {
    Session,
}
#[derive(Debug)]
pub struct Refusal;
impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Syntax errors in policy.")
    }
}
pub fn check(text: &str, _kind: PolicyKind) -> Result<(), Refusal> {
    if text.trim_start().starts_with('{') {
        Ok(())
    } else {
        Err(Refusal)
    }
}
