//! What is asked: principal, action, resource, context.

use std::borrow::Cow;
use std::fmt;

use wharf_aws::AccountId;

use crate::account::AccountLife;
use crate::keys::Context;

/// Who asks, in the forms that policies name (IAM User Guide, *IAM identifiers*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// What kind of principal it is.
    pub kind: PrincipalKind,
    /// The ARN that messages show: a session's for roles. A service's name; an identity provider's ARN.
    pub arn: String,
    /// The account that it belongs to; services and identity providers belong to none.
    pub account: Option<AccountId>,
    /// `AIDA…`, or `AROA…:session`; of a federated user, its user's. `None` where ids are not known.
    pub unique_id: Option<String>,
    /// The ARN, with its path, of the role whose session it is.
    pub role_arn: Option<String>,
    /// The ARN of the user who vouched for a federated user.
    pub user_arn: Option<String>,
}

/// The kinds of principal that can call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The root user of an account.
    Root,
    /// An IAM user.
    User,
    /// A session of a role.
    AssumedRole,
    /// A session that a user vouched for (`GetFederationToken`).
    FederatedUser,
    /// The subject of an identity provider's token.
    WebIdentity,
    /// A service of AWS.
    Service,
}

impl Principal {
    /// The root user of `account`.
    pub fn root(account: &AccountId) -> Principal {
        Principal {
            kind: PrincipalKind::Root,
            arn: format!("arn:aws:iam::{account}:root"),
            account: Some(*account),
            unique_id: None,
            role_arn: None,
            user_arn: None,
        }
    }

    /// A user by ARN and unique id.
    pub fn user(account: &AccountId, arn: &str, id: &str) -> Principal {
        Principal {
            kind: PrincipalKind::User,
            arn: arn.to_owned(),
            unique_id: Some(id.to_owned()),
            ..Principal::root(account)
        }
    }

    /// A session of a role, by the role's ARN and unique id.
    pub fn role_session(account: &AccountId, role_arn: &str, id: &str, session: &str) -> Principal {
        let name = role_arn.rsplit('/').next().unwrap_or_default();
        Principal {
            kind: PrincipalKind::AssumedRole,
            arn: format!("arn:aws:sts::{account}:assumed-role/{name}/{session}"),
            unique_id: Some(format!("{id}:{session}")),
            role_arn: Some(role_arn.to_owned()),
            ..Principal::root(account)
        }
    }

    /// A federated user for whom `parent`, a user or the root user, vouched.
    pub fn federated_user(account: &AccountId, parent: &Principal, name: &str) -> Principal {
        let is_user = parent.kind == PrincipalKind::User;
        Principal {
            kind: PrincipalKind::FederatedUser,
            arn: format!("arn:aws:sts::{account}:federated-user/{name}"),
            unique_id: parent.unique_id.clone(),
            user_arn: is_user.then(|| parent.arn.clone()),
            ..Principal::root(account)
        }
    }

    /// The principal of an ARN, as far as the ARN tells: not the unique id, and a session's role without its path. A role
    /// itself stands for its sessions.
    pub fn of_arn(arn: &str) -> Option<Principal> {
        let [_, partition, service, _, account, resource] = crate::arn::split(arn)?;
        let account: AccountId = account.parse().ok()?;
        let (kind, name) = match resource.split_once('/') {
            Some((kind, name)) if !name.is_empty() => (kind, name),
            None if resource == "root" => ("root", ""),
            _ => return None,
        };
        let kind = match (service, kind) {
            ("iam", "root") => PrincipalKind::Root,
            ("iam", "user") => PrincipalKind::User,
            ("iam", "role") | ("sts", "assumed-role") => PrincipalKind::AssumedRole,
            ("sts", "federated-user") => PrincipalKind::FederatedUser,
            _ => return None,
        };
        let role_arn = match (service, name.split_once('/')) {
            ("sts", Some((role, _))) => Some(format!("arn:{partition}:iam::{account}:role/{role}")),
            ("iam", _) if kind == PrincipalKind::AssumedRole => Some(arn.to_owned()),
            _ => None,
        };
        Some(Principal {
            kind,
            arn: arn.to_owned(),
            role_arn,
            ..Principal::root(&account)
        })
    }

    /// The subject of a token of the identity provider with this ARN.
    pub fn web_identity(provider: &str) -> Principal {
        Principal {
            kind: PrincipalKind::WebIdentity,
            arn: provider.to_owned(),
            account: None,
            unique_id: None,
            role_arn: None,
            user_arn: None,
        }
    }

    /// A service, `codebuild.amazonaws.com`.
    pub fn service(name: &str) -> Principal {
        Principal {
            kind: PrincipalKind::Service,
            ..Principal::web_identity(name)
        }
    }

    /// `aws:userid`, as `GetCallerIdentity` shows it (IAM Reference, *Principal key values*).
    pub fn user_id(&self) -> Option<String> {
        match self.kind {
            PrincipalKind::Root => self.account.map(|account| account.to_string()),
            PrincipalKind::FederatedUser => {
                let name = self.arn.rsplit('/').next().unwrap_or_default();
                self.account.map(|account| format!("{account}:{name}"))
            }
            _ => self.unique_id.clone(),
        }
    }
}

/// An IAM action, `service:Name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The service prefix, e.g. `ecr`.
    pub service: Cow<'static, str>,
    /// The action's name, e.g. `PutImage`.
    pub name: Cow<'static, str>,
}

impl Action {
    /// The action `service:name`.
    pub const fn new(service: &'static str, name: &'static str) -> Action {
        Action {
            service: Cow::Borrowed(service),
            name: Cow::Borrowed(name),
        }
    }

    /// Reads `service:Name`.
    pub fn parse(text: &str) -> Option<Action> {
        let (service, name) = text.split_once(':')?;
        Some(Action {
            service: Cow::Owned(service.to_owned()),
            name: Cow::Owned(name.to_owned()),
        })
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service, self.name)
    }
}

/// One question to the evaluator.
#[derive(Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: &'a Principal,
    /// To do what.
    pub action: &'a Action,
    /// On what: an ARN, or `*`.
    pub resource: &'a str,
    /// Which saved policies mean the caller's account; `None`: all that have its id.
    pub account_life: Option<AccountLife>,
    /// The account that owns the resource; the caller's own for `*`.
    pub resource_account: Option<AccountId>,
    /// Under which circumstances.
    pub context: &'a Context<'a>,
}
