//! What is asked: principal, action, resource, context.

use std::collections::BTreeMap;
use std::fmt;

use wharf_aws::AccountId;

/// Who asks, in the form that policies and denial texts name (IAM User Guide, *IAM identifiers*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The caller's ARN, e.g. `arn:aws:iam::111122223333:root`.
    pub arn: String,
    /// The account that the principal belongs to.
    pub account: AccountId,
    /// What kind of principal it is.
    pub kind: PrincipalKind,
}

/// The kinds of principal that can call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The root user of an account.
    Root,
}

impl Principal {
    /// The root user of `account`.
    pub fn root(account: &AccountId) -> Principal {
        Principal {
            arn: format!("arn:aws:iam::{account}:root"),
            account: *account,
            kind: PrincipalKind::Root,
        }
    }
}

/// An IAM action, `service:Name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The service prefix, e.g. `ecr`.
    pub service: &'static str,
    /// The action's name, e.g. `PutImage`.
    pub name: &'static str,
}

impl Action {
    /// The action `service:name`.
    pub const fn new(service: &'static str, name: &'static str) -> Action {
        Action { service, name }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service, self.name)
    }
}

/// The request's condition keys, e.g. `aws:SourceIp` → `["192.0.2.1"]`.
pub type Context = BTreeMap<&'static str, Vec<String>>;

/// One question to the evaluator.
#[derive(Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: &'a Principal,
    /// To do what.
    pub action: Action,
    /// On what: an ARN, or `*`.
    pub resource: &'a str,
    /// The account that owns the resource; the caller's own for `*`.
    pub resource_account: &'a AccountId,
    /// Under which circumstances.
    pub context: &'a Context,
}
