//! What a refusal has besides the kind of policy that decided: who may know of it, and which conditions decided.

use super::{Evaluator, Mismatch, Policies, is_foreign};
use crate::comparison::Comparison;
use crate::denial::{Reason, Side};
use crate::request::Request;

/// Whether caller and resource are of the same organization.
pub(super) fn is_of_one_organization(request: &Request<'_>) -> bool {
    let organization = |key: &str| request.context.readings(key).next();
    let own = organization("aws:principalorgid");
    own.is_some() && own == organization("aws:resourceorgid")
}

/// What decided a refusal, as far as it stands in policies of the caller's own account: the conditions for want of which nothing was
/// allowed, or those that held where something is denied.
pub(super) fn compared(request: &Request<'_>, policies: &Policies<'_>, reason: Reason) -> Vec<Comparison> {
    let (side, denies) = match reason {
        Reason::Explicit(side) => (side, true),
        Reason::Implicit(side) => (side, false),
        Reason::TooManySteps => return Vec::new(),
    };
    let sources = match side {
        Side::Identity => policies.identity,
        Side::Boundary => policies.boundaries,
        Side::Session => policies.session.unwrap_or_default(),
        Side::Resource if !is_foreign(request) && request.principal.account.is_some() => policies.resource,
        _ => return Vec::new(),
    };
    let evaluator = Evaluator::new(request, policies);
    let mut compared = Vec::new();
    for statement in sources.iter().flat_map(|source| &source.policy.statements) {
        if request.context.is_spent() || compared.len() >= MOST_COMPARED {
            break;
        }
        let is_told = match evaluator.applies(statement) {
            Ok(_) => denies && !statement.allows,
            Err(Mismatch::Condition(_)) => !denies && statement.allows,
            Err(_) => false,
        };
        if is_told {
            compared.extend(evaluator.comparisons(statement, denies));
        }
    }
    compared.truncate(MOST_COMPARED);
    compared
}

/// Conditions of which a refusal tells.
const MOST_COMPARED: usize = 8;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Source;
    use crate::denial::Denial;
    use crate::evaluate::{Decision, evaluate};
    use crate::keys::{Context, Keys};
    use crate::request::{Action, Principal};

    /// The refusal of a request for a repository of another account, whose organization's control policy denies it.
    fn denied_above(own: &str, other: &str) -> Denial {
        let mut keys = Keys::default();
        keys.insert("aws:PrincipalOrgID", [own.to_owned()]);
        keys.insert("aws:ResourceOrgID", [other.to_owned()]);
        let (account, layers) = ("111111111111".parse().unwrap(), [&keys]);
        let deny = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*"}});
        let request = Request {
            principal: &Principal::user(&account, "arn:aws:iam::111111111111:user/dev", "AIDAEXAMPLE"),
            action: &Action::new("ecr", "PutImage"),
            resource: "arn:aws:ecr:us-east-1:222222222222:repository/app",
            account_life: None,
            resource_account: "222222222222".parse().ok(),
            context: &Context::new(&layers),
        };
        let policies = Policies {
            resource_control: Some(&[vec![Source::compile("rcp", &deny.to_string())]]),
            ..Policies::default()
        };
        match evaluate(&request, &policies) {
            Decision::Denied(denial) => denial,
            Decision::Allowed => panic!("allowed"),
        }
    }

    #[test]
    fn a_resource_control_policy_is_named_in_its_organization() {
        let tail = "with an explicit deny in a resource control policy";
        assert!(denied_above("o-1", "o-1").to_string().ends_with(tail));
        assert!(denied_above("o-1", "o-2").to_string().ends_with("repository/app"));
    }

    #[test]
    fn a_refusal_has_the_conditions_of_the_callers_own_policies() {
        let mut keys = Keys::default();
        keys.insert("aws:SourceIp", ["192.0.2.1".to_owned()]);
        let (account, layers) = ("111111111111".parse().unwrap(), [&keys]);
        let statement = |effect: &str, address: &str| {
            let operator = if effect == "Allow" {
                "IpAddress"
            } else {
                "NotIpAddress"
            };
            let text = json!({"Version": "2012-10-17", "Statement": {"Effect": effect, "Action": "*", "Resource": "*",
                "Condition": {operator: {"aws:sourceip": address}}}});
            Source::compile("own", &text.to_string())
        };
        for (effect, foreign) in [("Allow", false), ("Deny", false), ("Allow", true)] {
            let own = [statement(effect, "10.0.0.0/8")];
            let owner = if foreign { "222222222222" } else { "111111111111" };
            let request = Request {
                principal: &Principal::user(&account, "arn:aws:iam::111111111111:user/dev", "AIDAEXAMPLE"),
                action: &Action::new("ecr", "PutImage"),
                resource: "arn:aws:ecr:us-east-1:111111111111:repository/app",
                account_life: None,
                resource_account: owner.parse().ok(),
                context: &Context::new(&layers),
            };
            // What another account's policy wants is not told.
            let (identity, resource): (&[Source], &[Source]) =
                if foreign { (&[], &own) } else { (&own, &[]) };
            let Decision::Denied(denial) = evaluate(
                &request,
                &Policies {
                    identity,
                    resource,
                    ..Policies::default()
                },
            ) else {
                panic!("allowed");
            };
            let told: Vec<String> = denial.compared.iter().map(ToString::to_string).collect();
            let wanted = match (effect, foreign) {
                (_, true) => Vec::new(),
                ("Allow", _) => {
                    vec![r#"IpAddress aws:SourceIp wants "10.0.0.0/8", the request has "192.0.2.1""#]
                }
                _ => vec![r#"NotIpAddress aws:SourceIp wants "10.0.0.0/8", the request has "192.0.2.1""#],
            };
            assert_eq!(told, wanted);
        }
    }
}
