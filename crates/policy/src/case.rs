//! Cases: one request with all its policies as one JSON object, for `wharf policy evaluate` and for tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wharf_aws::AccountId;

use crate::denial::Reason;
use crate::evaluate::{Policies, reason};
use crate::explain::{Explanation, Outcome, explain};
use crate::keys::{Context, Keys};
use crate::request::{Action, Principal, PrincipalKind, Request};
use crate::{Source, arn};

/// One case. `context` is complete: nothing is derived from the principal.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// What the answer carries.
    #[serde(default)]
    pub id: Value,
    principal: CasePrincipal,
    action: String,
    resource: CaseResource,
    #[serde(default)]
    context: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    identity_policies: Vec<Value>,
    #[serde(default)]
    resource_policy: Option<Value>,
    #[serde(default)]
    permission_boundaries: Vec<Value>,
    #[serde(default)]
    session_policies: Vec<Value>,
    #[serde(default)]
    scps: Vec<Vec<Value>>,
    #[serde(default)]
    rcps: Vec<Vec<Value>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CasePrincipal {
    arn: String,
    #[serde(default)]
    account_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    role_arn: Option<String>,
    #[serde(default)]
    user_arn: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseResource {
    arn: String,
    #[serde(default)]
    account_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<String>),
    One(String),
}

/// The answer to a case.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The case's.
    pub id: Value,
    /// The decision.
    pub decision: Outcome,
    /// The kind of policy that decided, and how.
    pub because: Vec<String>,
}

/// Why a case cannot be decided.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// It is not of the form.
    #[error("{0}")]
    Form(#[from] serde_json::Error),
    /// A member has a value that means nothing.
    #[error("{member}: {reason}")]
    Member {
        /// Which.
        member: &'static str,
        /// Why.
        reason: String,
    },
}

/// A case with its policies compiled.
struct Ready {
    principal: Principal,
    action: Action,
    resource: String,
    resource_account: Option<AccountId>,
    keys: Keys,
    identity: Vec<Source>,
    resource_policies: Vec<Source>,
    boundaries: Vec<Source>,
    session: Option<Vec<Source>>,
    scps: Option<Vec<Vec<Source>>>,
    rcps: Option<Vec<Vec<Source>>>,
    is_trust: bool,
}

impl Case {
    /// Reads a line.
    pub fn parse(line: &str) -> Result<Case, CaseError> {
        Ok(serde_json::from_str(line)?)
    }

    /// Decides the case.
    pub fn answer(&self) -> Result<Answer, CaseError> {
        let ready = self.ready()?;
        let reason = ready.with(reason);
        let (decision, because) = match reason {
            None => (Outcome::Allowed, Vec::new()),
            Some(Reason::Implicit(side)) => (
                Outcome::ImplicitlyDenied,
                vec![format!("no {side:?} policy allows it")],
            ),
            Some(Reason::Explicit(side)) => (
                Outcome::ExplicitlyDenied,
                vec![format!("a {side:?} policy denies it")],
            ),
            Some(Reason::TooManySteps) => (
                Outcome::ExplicitlyDenied,
                vec!["its policies take too many steps to compare".to_owned()],
            ),
        };
        Ok(Answer {
            id: self.id.clone(),
            decision,
            because,
        })
    }

    /// Decides the case and tells how.
    pub fn explain(&self) -> Result<Explanation, CaseError> {
        Ok(self.ready()?.with(explain))
    }

    fn ready(&self) -> Result<Ready, CaseError> {
        let account = |member, text: &Option<String>| match text.as_deref() {
            None | Some("") => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| CaseError::Member {
                member,
                reason: format!("{text} is no account id"),
            }),
        };
        let caller = account("principal.accountId", &self.principal.account_id)?;
        let kind = match self.principal.kind.as_str() {
            "User" => PrincipalKind::User,
            "AssumedRole" => PrincipalKind::AssumedRole,
            "FederatedUser" => PrincipalKind::FederatedUser,
            "Root" => PrincipalKind::Root,
            "Service" => PrincipalKind::Service,
            "WebIdentity" => PrincipalKind::WebIdentity,
            other => {
                return Err(CaseError::Member {
                    member: "principal.type",
                    reason: format!("there is no type {other}"),
                });
            }
        };
        let is_outside = matches!(kind, PrincipalKind::Service | PrincipalKind::WebIdentity);
        let action = Action::parse(&self.action).ok_or_else(|| CaseError::Member {
            member: "action",
            reason: "an action is service:Name".to_owned(),
        })?;
        let owner = account("resource.accountId", &self.resource.account_id)?;
        let in_arn = arn::split(&self.resource.arn).and_then(|parts| parts[4].parse().ok());
        let mut keys = Keys::default();
        for (name, values) in &self.context {
            match values {
                OneOrMany::Many(values) => keys.add(name, values.iter().cloned()),
                OneOrMany::One(value) => keys.add(name, [value.clone()]),
            }
        }
        let is_trust = action.service.eq_ignore_ascii_case("sts")
            && [
                "assumerole",
                "assumerolewithwebidentity",
                "assumerolewithsaml",
                "tagsession",
                "setsourceidentity",
            ]
            .contains(&action.name.to_ascii_lowercase().as_str());
        let levels = |name: &str, levels: &[Vec<Value>]| {
            let level = |(at, level): (usize, &Vec<Value>)| sources(&format!("{name}[{at}]"), level);
            (!levels.is_empty()).then(|| levels.iter().enumerate().map(level).collect())
        };
        Ok(Ready {
            principal: Principal {
                kind,
                arn: self.principal.arn.clone(),
                account: if is_outside { None } else { caller },
                unique_id: None,
                role_arn: self.principal.role_arn.clone(),
                user_arn: self.principal.user_arn.clone(),
            },
            action,
            resource: self.resource.arn.clone(),
            resource_account: owner.or(in_arn).or(caller),
            keys,
            identity: sources("identityPolicies", &self.identity_policies),
            resource_policies: sources("resourcePolicy", self.resource_policy.as_slice()),
            boundaries: sources("permissionBoundaries", &self.permission_boundaries),
            session: (!self.session_policies.is_empty())
                .then(|| sources("sessionPolicies", &self.session_policies)),
            scps: levels("scps", &self.scps),
            rcps: levels("rcps", &self.rcps),
            is_trust,
        })
    }
}

impl Ready {
    fn with<T>(&self, decide: impl FnOnce(&Request<'_>, &Policies<'_>) -> T) -> T {
        let layers = [&self.keys];
        let request = Request {
            principal: &self.principal,
            action: &self.action,
            resource: &self.resource,
            account_life: None,
            resource_account: self.resource_account,
            context: &Context::new(&layers),
        };
        let policies = Policies {
            identity: &self.identity,
            boundaries: &self.boundaries,
            session: self.session.as_deref(),
            service_control: self.scps.as_deref(),
            resource_control: self.rcps.as_deref(),
            resource: &self.resource_policies,
            resource_must_allow: self.is_trust,
        };
        decide(&request, &policies)
    }
}

/// Policies as objects, or as their texts.
fn sources(name: &str, policies: &[Value]) -> Vec<Source> {
    let source = |(at, policy): (usize, &Value)| {
        let text = match policy {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Source::compile(&format!("{name}[{at}]"), &text)
    };
    let given = policies.iter().filter(|policy| !policy.is_null());
    given.enumerate().map(source).collect()
}
