//! The decision, in the order that AWS documents (IAM User Guide, *Policy evaluation logic*).
//!
//! 1. An explicit deny anywhere.
//! 2. The service control policies of every level above the caller.
//! 3. Within one account, the resource's policy or the identity's, the latter (and a grant to the role or user behind a
//!    session) within boundary and session; across accounts both.

mod refusal;

use crate::arn;
use crate::comparison::Comparison;
use crate::compile::{CompiledStatement, Source};
use crate::denial::{Denial, Reason, Side};
use crate::principal::MatchClass;
use crate::request::{PrincipalKind, Request};
use refusal::{compared, is_of_one_organization};

/// Everything that decides one request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policies<'a> {
    /// The caller's: inline, attached, its groups'.
    pub identity: &'a [Source],
    /// The caller's boundaries; each must allow.
    pub boundaries: &'a [Source],
    /// The session's; one of them must allow. `None`: the session is not restricted.
    pub session: Option<&'a [Source]>,
    /// The service control policies above the caller, by level, the root's first. `None`: not subject to any.
    pub service_control: Option<&'a [Vec<Source>]>,
    /// The resource control policies above the resource, by level. That everything is allowed at each is implied.
    pub resource_control: Option<&'a [Vec<Source>]>,
    /// The resource's: of the repository and the registry, or the role's trust policy.
    pub resource: &'a [Source],
    /// Whether access needs the permission of the resource's own policy: a role's trust policy.
    pub resource_must_allow: bool,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Some policy allows it and none forbids it.
    Allowed,
    /// Refused, with what AWS would say about it.
    Denied(Denial),
}

/// What one kind of policy says.
#[derive(Clone, Copy, Debug, Default)]
struct Verdict {
    denies: bool,
    /// How closely the caller is meant by what grants; policies without principals mean it directly.
    grants: Option<MatchClass>,
}

pub(crate) struct Evaluator<'a> {
    request: &'a Request<'a>,
    parts: Option<[&'a str; 6]>,
    has_boundary: bool,
}

/// Decides one request.
pub fn evaluate(request: &Request<'_>, policies: &Policies<'_>) -> Decision {
    match reason(request, policies) {
        None => Decision::Allowed,
        Some(reason) => Decision::Denied(Denial {
            principal: request.principal.arn.clone(),
            action: request.action.clone(),
            resource: request.resource.to_owned(),
            reason,
            is_trust: policies.resource_must_allow,
            is_foreign: is_foreign(request),
            is_of_one_organization: is_of_one_organization(request),
            compared: compared(request, policies, reason).into(),
        }),
    }
}

fn is_foreign(request: &Request<'_>) -> bool {
    request.principal.account.is_some() && request.principal.account != request.resource_account
}

/// Whether an action needs no permission (STS API Reference, *GetCallerIdentity*: not even a policy that denies it has an effect).
pub(crate) fn needs_no_permission(request: &Request<'_>) -> bool {
    let action = request.action;
    action.service.eq_ignore_ascii_case("sts") && action.name.eq_ignore_ascii_case("GetCallerIdentity")
}

/// The policies that restrict a session. A federated user's without any may do nothing by the policies of the user (IAM User Guide,
/// *Permissions for GetFederationToken*).
pub(crate) fn restricting<'p>(request: &Request<'_>, policies: &Policies<'p>) -> Option<&'p [Source]> {
    match request.principal.kind {
        PrincipalKind::FederatedUser => Some(policies.session.unwrap_or_default()),
        _ => policies.session,
    }
}

/// Why a request is refused; `None` when it is allowed.
pub(crate) fn reason(request: &Request<'_>, policies: &Policies<'_>) -> Option<Reason> {
    request.context.count_anew();
    if needs_no_permission(request) {
        return None;
    }
    if request.context.is_spent() {
        return Some(Reason::TooManySteps);
    }
    let evaluator = Evaluator::new(request, policies);
    let scan = |sources: &[Source]| evaluator.scan(sources);
    let has_side = !matches!(
        request.principal.kind,
        PrincipalKind::Service | PrincipalKind::WebIdentity
    );
    let resource = scan(policies.resource);
    let mut identity = scan(policies.identity);
    if request.principal.kind == PrincipalKind::Root {
        identity.grants = Some(MatchClass::Direct);
    }
    let boundaries: Vec<Verdict> = policies
        .boundaries
        .iter()
        .map(|source| scan(std::slice::from_ref(source)))
        .collect();
    let session = restricting(request, policies).map(scan);
    let levels = |levels: Option<&[Vec<Source>]>| -> Vec<Verdict> {
        levels
            .unwrap_or_default()
            .iter()
            .map(|level| scan(level))
            .collect()
    };
    let service_control = levels(policies.service_control);
    let resource_control = levels(policies.resource_control);

    if request.context.is_spent() {
        return Some(Reason::TooManySteps);
    }
    let denies = |verdicts: &[Verdict]| verdicts.iter().any(|verdict| verdict.denies);
    let explicit = [
        (Side::ServiceControl, has_side && denies(&service_control)),
        (Side::ResourceControl, denies(&resource_control)),
        (Side::Resource, resource.denies),
        (Side::Identity, has_side && identity.denies),
        (Side::Boundary, has_side && denies(&boundaries)),
        (
            Side::Session,
            has_side && session.is_some_and(|session| session.denies),
        ),
    ];
    if let Some((side, _)) = explicit.into_iter().find(|(_, denies)| *denies) {
        return Some(Reason::Explicit(side));
    }
    if !has_side {
        return resource
            .grants
            .is_none()
            .then_some(Reason::Implicit(Side::Resource));
    }
    if policies.service_control.is_some() && !service_control.iter().all(|level| level.grants.is_some()) {
        return Some(Reason::Implicit(Side::ServiceControl));
    }
    let within = if !boundaries.iter().all(|boundary| boundary.grants.is_some()) {
        Some(Reason::Implicit(Side::Boundary))
    } else if session.is_some_and(|session| session.grants.is_none()) {
        Some(Reason::Implicit(Side::Session))
    } else {
        None
    };
    let silent = |side| Some(Reason::Implicit(side));
    let identity_allows = identity.grants.is_some();
    if is_foreign(request) {
        return match (identity_allows, resource.grants) {
            (false, _) => silent(Side::Identity),
            (true, None) => silent(Side::Resource),
            (true, Some(_)) => within,
        };
    }
    match resource.grants {
        Some(MatchClass::Direct) => None,
        Some(MatchClass::Underlying) => within,
        Some(MatchClass::Account) if policies.resource_must_allow && identity_allows => within,
        None if policies.resource_must_allow => silent(Side::Resource),
        _ if policies.resource_must_allow => silent(Side::Identity),
        _ if identity_allows => within,
        _ => silent(Side::Identity),
    }
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(request: &'a Request<'a>, policies: &Policies<'_>) -> Evaluator<'a> {
        Evaluator {
            request,
            parts: arn::split(request.resource),
            has_boundary: !policies.boundaries.is_empty(),
        }
    }

    /// What policies say. Where the steps are spent it stops, and what they say is not asked for.
    fn scan(&self, sources: &[Source]) -> Verdict {
        let mut verdict = Verdict::default();
        for statement in sources.iter().flat_map(|source| &source.policy.statements) {
            if self.request.context.is_spent() {
                break;
            }
            if let Ok(class) = self.applies(statement) {
                if statement.allows {
                    verdict.grants = verdict.grants.max(Some(class));
                } else {
                    verdict.denies = true;
                }
            }
        }
        verdict
    }

    /// The conditions of a statement that hold, or those that do not.
    pub(crate) fn comparisons(&self, statement: &CompiledStatement, held: bool) -> Vec<Comparison> {
        let (context, life) = (self.request.context, self.request.account_life);
        Comparison::of_statement(statement, context, life, |holds| holds == held)
    }

    /// How closely a statement means the caller, if it applies to the request; else the element that does not.
    pub(crate) fn applies<'s>(&self, statement: &'s CompiledStatement) -> Result<MatchClass, Mismatch<'s>> {
        if statement.denies_all {
            return Ok(MatchClass::Direct);
        }
        let (request, context) = (self.request, self.request.context);
        context.spend(1);
        if !statement.covers_action(request.action, context) {
            return Err(Mismatch::Action);
        }
        if !statement.covers_resource(self.parts.as_ref(), context) {
            return Err(Mismatch::Resource);
        }
        let class = match &statement.principal {
            None => MatchClass::Direct,
            Some(matcher) => {
                let class = matcher.class(request, statement.allows, self.has_boundary);
                class.ok_or(Mismatch::Principal)?
            }
        };
        match statement
            .conditions
            .iter()
            .find(|condition| !condition.holds(context, statement.allows, request.account_life))
        {
            Some(condition) => Err(Mismatch::Condition(&condition.written)),
            None => Ok(class),
        }
    }
}

/// The element of a statement that a request does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch<'s> {
    Action,
    Resource,
    Principal,
    /// The condition of this key.
    Condition(&'s str),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keys::{Context, Keys};
    use crate::request::{Action, Principal};

    /// A policy whose every statement allows, if each of so many keys that no request has differs from a value.
    fn of_absent_keys(statements: usize, keys: usize) -> Source {
        let pairs: serde_json::Map<_, _> = (0..keys).map(|at| (format!("k:{at}"), json!("v"))).collect();
        let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": pairs}});
        let text = json!({"Version": "2012-10-17", "Statement": vec![statement; statements]});
        Source::compile("absent", &text.to_string())
    }

    /// Why a request with these keys is refused, in how many steps that was decided, and in how many told.
    fn decided(keys: &Keys, identity: &[Source]) -> (Option<Reason>, u64, u64) {
        let account = "111111111111".parse().unwrap();
        let layers = [keys];
        let context = Context::new(&layers);
        let request = Request {
            principal: &Principal::user(&account, "arn:aws:iam::111111111111:user/dev", "AIDAEXAMPLE"),
            action: &Action::new("ecr", "PutImage"),
            resource: "arn:aws:ecr:us-east-1:111111111111:repository/app",
            account_life: None,
            resource_account: Some(account),
            context: &context,
        };
        let policies = Policies {
            identity,
            ..Policies::default()
        };
        let explained = crate::explain(&request, &policies);
        if matches!(reason(&request, &policies), Some(Reason::TooManySteps)) {
            assert!(explained.statements.is_empty() && explained.missing_keys.is_empty());
        }
        (reason(&request, &policies), context.steps(), explained.steps)
    }

    #[test]
    fn looking_for_keys_costs_steps() {
        let mut keys = Keys::default();
        for at in 0..1_000 {
            keys.add(&format!("aws:RequestTag/{at}"), [String::new()]);
        }
        let (reason, steps, _) = decided(&keys, &[of_absent_keys(10, 100)]);
        assert_eq!(reason, None);
        assert!((10 * 1_000..20 * 1_000).contains(&steps), "{steps} steps");
    }

    #[test]
    fn nothing_is_looked_up_among_more_values_than_any_request_may_have() {
        let mut keys = Keys::default();
        keys.insert("aws:TagKeys", vec![String::new(); 3_000]);
        let policies = [of_absent_keys(10, 100)];
        assert_eq!(decided(&keys, &policies), (Some(Reason::TooManySteps), 0, 0));
    }

    #[test]
    fn a_decision_ends_where_its_steps_are_spent() {
        let mut keys = Keys::default();
        keys.insert("k:long", ["a".repeat(100_000)]);
        // To read a value as a number takes as many steps as it is long.
        let numbers: Vec<String> = (0..300).map(|at| at.to_string()).collect();
        let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": {"NumericNotEquals": {"k:long": numbers}}});
        let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
        let costly = Source::compile("costly", &text);
        let (reason, alone, told) = decided(&keys, std::slice::from_ref(&costly));
        assert_eq!(reason, Some(Reason::TooManySteps));
        let beside_others = decided(&keys, &[costly, of_absent_keys(100, 100)]);
        assert_eq!(beside_others, (reason, alone, told));
    }
}
