//! How many registries does an organization need? From one file to an answer, to the policies that make it true, and to
//! the proof that they do.
//!
//! [`mod@file`] reads the organization file into a [`Company`]; [`desired`] says which accounts, roles, repositories and
//! policies that means under its topology; [`access`] asks the evaluator of requests who can do what then.
//!
//! All of it is functions of their arguments, ids, time and randomness included, but for [`live`], [`reconcile`] and [`promote`]: they
//! talk to an endpoint, as clients of AWS's protocols that know nothing of how Wharf keeps its rows.

#![forbid(unsafe_code)]

pub mod access;
pub mod advise;
mod assertion;
mod company;
pub mod desired;
pub mod draw;
pub mod export;
pub mod file;
pub mod limits;
pub mod live;
mod pattern;
mod placement;
pub mod promote;
pub mod quota;
pub mod reconcile;
mod residency;
pub mod retention;
mod rule;
pub mod service;
#[cfg(feature = "testing")]
pub mod testing;
mod volume;

pub use assertion::{Action, Assertion, Party, Verb};
pub use company::{
    APPROVED, Account, Builder, Company, Consumer, Environment, Guardrail, Isolation, OidcTrust, Place,
    Places, Purpose, Repository, Requirements, Residency, Resident, Team, Topology, Unit, Volumes,
};
pub use pattern::Pattern;
pub use residency::Misplaced;
