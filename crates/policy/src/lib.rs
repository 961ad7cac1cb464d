//! The IAM decision: may this principal do this action on this resource?
//!
//! Pure: everything that the answer depends on is an argument. A policy's text is read by [`check`] (what AWS refuses to
//! save, in AWS's words) and [`lint`] (what its author may have meant otherwise), compiled once by [`CompiledPolicy`], and
//! decided upon by [`evaluate`]; [`explain`] tells how a decision came about, and [`case`] reads whole requests with their
//! policies. [`wildcard`] matches the patterns of other documents.
//!
//! Anything that is not understood is refused when saved, grants nothing when evaluated, and in a `Deny` denies.
//!
//! Not here: where policies are stored, who called, and what an operation needs.

#![forbid(unsafe_code)]

mod account;
mod account_conditions;
mod arn;
pub mod case;
mod check;
mod comparison;
mod compile;
mod denial;
mod diagnostic;
mod document;
mod edit;
mod evaluate;
mod explain;
mod glob;
mod guess;
mod json;
mod keys;
mod lint;
mod names;
mod operator;
mod position;
mod principal;
mod request;
#[cfg(feature = "testing")]
pub mod testing;
pub mod wildcard;

pub use account::{AccountLife, NEVER, account_of, with_life, without_life};
pub use account_conditions::AccountValue;
pub use check::{PolicyKind, check};
pub use comparison::Comparison;
pub use compile::{CompiledPolicy, Source};
pub use denial::{Denial, Reason, Side};
pub use diagnostic::{Diagnostic, Refusal, Severity};
pub use document::PolicyDocument;
pub use edit::{Edit, apply};
pub use evaluate::{Decision, Policies, evaluate};
pub use explain::{Explanation, Outcome, StatementTrace, explain};
pub use keys::{Context, Keys};
pub use lint::{lint, lint_lifecycle};
pub use position::{Position, Positions};
pub use principal::MatchClass;
pub use request::{Action, Principal, PrincipalKind, Request};
