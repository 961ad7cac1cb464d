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
pub use request::{Action, Principal, PrincipalKind};
mod mock;
pub use mock::*;

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Some policy allows it and none forbids it.
    Allowed,
    /// Refused, with what AWS would say about it.
    Denied(Denial),
}
