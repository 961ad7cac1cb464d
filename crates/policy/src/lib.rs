//! The IAM decision: may this principal do this action on this resource?
//!
//! Pure: everything that the answer depends on is in the [`Request`]. Today the only principals are the root users of
//! accounts and there are no policy documents yet, so the rules are the two that remain of AWS's evaluation order
//! (IAM User Guide, *Policy evaluation logic*): the root user of an account may do everything with what that account
//! owns, and a cross-account request needs a resource-based policy, which nobody can write yet. The document language,
//! its evaluator and the traces join here; callers already pass everything they will need.
//!
//! Not here: where policies are stored, who called, and what an operation needs.

#![forbid(unsafe_code)]

mod denial;
mod request;

pub use denial::{Denial, Reason};
pub use request::{Action, Context, Principal, PrincipalKind, Request};

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Some policy allows it and none forbids it.
    Allowed,
    /// Refused, with what AWS would say about it.
    Denied(Denial),
}

/// Decides one request.
pub fn evaluate(request: &Request<'_>) -> Decision {
    let PrincipalKind::Root = request.principal.kind;
    if request.principal.account == *request.resource_account {
        return Decision::Allowed;
    }
    // Both sides must agree across accounts. Root allows itself everything; the owner's side is silent.
    Decision::Denied(Denial {
        principal: request.principal.arn.clone(),
        action: request.action.clone(),
        resource: request.resource.to_owned(),
        reason: Reason::ResourcePolicySilent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_aws::AccountId;

    fn decide(caller: &str, owner: &str) -> Decision {
        let principal = Principal::root(&caller.parse::<AccountId>().unwrap());
        let owner: AccountId = owner.parse().unwrap();
        evaluate(&Request {
            principal: &principal,
            action: Action::new("ecr", "PutImage"),
            resource: "arn:aws:ecr:us-east-1:222233334444:repository/app",
            resource_account: &owner,
            context: &Context::default(),
        })
    }

    #[test]
    fn root_may_do_everything_with_its_own() {
        assert_eq!(decide("222233334444", "222233334444"), Decision::Allowed);
    }

    #[test]
    fn root_may_do_nothing_with_what_others_own() {
        let Decision::Denied(denial) = decide("111122223333", "222233334444") else {
            panic!("allowed")
        };
        assert_eq!(
            denial.to_string(),
            "User: arn:aws:iam::111122223333:root is not authorized to perform: ecr:PutImage on resource: \
             arn:aws:ecr:us-east-1:222233334444:repository/app because no resource-based policy allows the \
             ecr:PutImage action"
        );
    }
}
