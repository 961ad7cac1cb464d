//! One result: what the policies say of one action on one resource, as the API tells it.

use std::collections::BTreeMap;

use wharf_aws::iam::{
    EvaluationResult, OrganizationsDecisionDetail, PermissionsBoundaryDecisionDetail,
    PolicyEvaluationDecisionType as Decision, PolicySourceType, Position, Statement,
};
use wharf_aws::{AccountId, Arn};
use wharf_policy::{
    Action, Context as Conditions, Explanation, Outcome, Policies, Request, Side, Source, StatementTrace,
    explain,
};

use super::Simulation;
use crate::authorize::everything;

impl Simulation {
    /// The result, and the steps that it took.
    pub(super) fn result(&self, action: &Action, resource: &str) -> (EvaluationResult, u64) {
        let owner = self.owner_of(resource);
        let explanation = self.explain(
            action,
            resource,
            owner,
            &Policies {
                identity: &self.identity,
                boundaries: &self.boundary,
                service_control: self.service_control(),
                resource: &self.resource_policy,
                ..Policies::default()
            },
        );
        let mut steps = explanation.steps;
        let organizations = self.service_control().map(|levels| {
            let alone = Policies {
                identity: &[everything()],
                service_control: Some(levels),
                ..Policies::default()
            };
            // Within the account, so that nothing else is missing.
            let allowed = self.explain(action, resource, self.principal.account, &alone);
            steps += allowed.steps;
            OrganizationsDecisionDetail {
                allowed_by_organizations: Some(allowed.decision == Outcome::Allowed),
            }
        });
        let boundary = (!self.boundary.is_empty()).then(|| PermissionsBoundaryDecisionDetail {
            allowed_by_permissions_boundary: Some(of_side(&explanation, Side::Boundary) == Decision::Allowed),
        });
        // Told of requests across accounts only.
        let details = (owner != self.principal.account).then(|| {
            let sides = [
                ("IAM Policy", Side::Identity),
                ("Resource Policy", Side::Resource),
            ];
            let decided = sides.map(|(name, side)| (name.to_owned(), of_side(&explanation, side)));
            BTreeMap::from(decided)
        });
        let result = EvaluationResult {
            eval_action_name: action.to_string(),
            eval_resource_name: Some(resource.to_owned()),
            eval_decision: match explanation.decision {
                Outcome::Allowed => Decision::Allowed,
                Outcome::ImplicitlyDenied => Decision::ImplicitDeny,
                Outcome::ExplicitlyDenied => Decision::ExplicitDeny,
            },
            matched_statements: Some(matched(&explanation)),
            missing_context_values: Some(explanation.missing_keys),
            organizations_decision_detail: organizations,
            permissions_boundary_decision_detail: boundary,
            eval_decision_details: details,
            resource_specific_results: None,
        };
        (result, steps)
    }

    /// Whose the resource is: the account in its ARN, else the one that the request says, else the caller's.
    fn owner_of(&self, resource: &str) -> Option<AccountId> {
        let in_arn = || resource.parse::<Arn>().ok()?.account_id();
        in_arn().or(self.owner).or(self.principal.account)
    }

    fn service_control(&self) -> Option<&[Vec<Source>]> {
        self.control_policies.as_ref()?.service_control.as_deref()
    }

    fn explain(
        &self,
        action: &Action,
        resource: &str,
        owner: Option<AccountId>,
        policies: &Policies<'_>,
    ) -> Explanation {
        let layers = [&self.stated, &self.keys];
        let request = Request {
            principal: &self.principal,
            action,
            resource,
            account_life: None,
            resource_account: owner,
            context: &Conditions::new(&layers),
        };
        explain(&request, policies)
    }
}

/// What the policies of one side say by themselves.
fn of_side(explanation: &Explanation, side: Side) -> Decision {
    let says = |effect: &str| {
        let mut statements = explanation.statements.iter();
        statements.any(|statement| statement.side == side && statement.applies && statement.effect == effect)
    };
    if says("Deny") {
        Decision::ExplicitDeny
    } else if says("Allow") {
        Decision::Allowed
    } else {
        Decision::ImplicitDeny
    }
}

/// The statements that determine the decision: those that deny, else those that allow. Those of organizations are their
/// own.
fn matched(explanation: &Explanation) -> Vec<Statement> {
    let effect = match explanation.decision {
        Outcome::Allowed => "Allow",
        Outcome::ExplicitlyDenied => "Deny",
        Outcome::ImplicitlyDenied => return Vec::new(),
    };
    let statements = explanation.statements.iter();
    let decisive = statements.filter(|statement| {
        statement.applies && statement.effect == effect && statement.side != Side::ServiceControl
    });
    decisive.map(shown).collect()
}

fn shown(statement: &StatementTrace) -> Statement {
    let [start, end] = statement.place.map(|place| {
        let number = |number: usize| Some(i64::try_from(number).unwrap_or(i64::MAX));
        Position {
            line: number(place.line),
            column: number(place.column),
        }
    });
    let (id, kind) = source(&statement.policy);
    Statement {
        source_policy_id: Some(id.to_owned()),
        source_policy_type: Some(kind),
        start_position: Some(start),
        end_position: Some(end),
    }
}

/// What a policy is called, and what it is of, by the name that the evaluator knows it under.
fn source(policy: &str) -> (&str, PolicySourceType) {
    let name = policy.rsplit('/').next().unwrap_or(policy);
    if policy.starts_with("arn:aws:iam::aws:policy/") {
        return (name, PolicySourceType::AwsManaged);
    }
    if policy.starts_with("arn:") {
        return (name, PolicySourceType::UserManaged);
    }
    let kinds = [
        ("user_", PolicySourceType::User),
        ("group_", PolicySourceType::Group),
        ("role_", PolicySourceType::Role),
        ("ResourcePolicy", PolicySourceType::Resource),
    ];
    let kind = kinds.into_iter().find(|(prefix, _)| policy.starts_with(prefix));
    (policy, kind.map_or(PolicySourceType::None, |(_, kind)| kind))
}
