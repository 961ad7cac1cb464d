//! What is asked: principal, action, resource, context.

use std::fmt;

use wharf_aws::AccountId;

/// Who asks, in the form that policies and denial texts name (IAM User Guide, *IAM identifiers*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The caller's ARN, e.g. `arn:aws:iam::111122223333:root`.
    pub arn: String,
    /// The account that the principal belongs to.
    pub account: Option<AccountId>,
    /// u
    pub unique_id: Option<String>,
    /// r
    pub role_arn: Option<String>,
    /// u
    pub user_arn: Option<String>,
    /// What kind of principal it is.
    pub kind: PrincipalKind,
}

/// The kinds of principal that can call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The root user of an account.
    Root,
    /// u
    User,
    /// r
    AssumedRole,
    /// f
    FederatedUser,
    /// w
    WebIdentity,
    /// s
    Service,
}

impl Principal {
    /// The root user of `account`.
    pub fn root(account: &AccountId) -> Principal {
        Principal {
            arn: format!("arn:aws:iam::{account}:root"),
            account: Some(*account),
            unique_id: None,
            role_arn: None,
            user_arn: None,
            kind: PrincipalKind::Root,
        }
    }
    /// u
    pub fn user(account: &AccountId, arn: &str, id: &str) -> Principal {
        Principal {
            arn: arn.to_owned(),
            unique_id: Some(id.to_owned()),
            kind: PrincipalKind::User,
            ..Principal::root(account)
        }
    }
    /// u
    pub fn role_session(account: &AccountId, arn: &str, id: &str, s: &str) -> Principal {
        let name = arn.rsplit('/').next().unwrap_or_default();
        Principal {
            arn: format!("arn:aws:sts::{account}:assumed-role/{name}/{s}"),
            role_arn: Some(arn.to_owned()),
            unique_id: Some(format!("{id}:{s}")),
            kind: PrincipalKind::AssumedRole,
            ..Principal::root(account)
        }
    }
    /// u
    pub fn federated_user(account: &AccountId, p: &Principal, n: &str) -> Principal {
        Principal {
            arn: format!("arn:aws:sts::{account}:federated-user/{n}"),
            unique_id: p.unique_id.clone(),
            kind: PrincipalKind::FederatedUser,
            ..Principal::root(account)
        }
    }
    /// w
    pub fn web_identity(provider: &str) -> Principal {
        Principal {
            arn: provider.to_owned(),
            account: None,
            unique_id: None,
            role_arn: None,
            user_arn: None,
            kind: PrincipalKind::WebIdentity,
        }
    }
    /// u
    pub fn user_id(&self) -> Option<String> {
        self.account.map(|a| a.to_string())
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
