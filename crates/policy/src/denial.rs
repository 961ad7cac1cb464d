//! Why a request was refused, in AWS's words (IAM User Guide, *Troubleshoot access denied error messages*).

use std::fmt;

use crate::{Action, Comparison};

/// A refusal. Its `Display` is the text that every protocol shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// The caller's ARN.
    pub principal: String,
    /// The refused action.
    pub action: Action,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// Which kind of policy decided.
    pub reason: Reason,
    /// Whether the resource's policy is a role's trust policy.
    pub is_trust: bool,
    /// Whether the resource belongs to another account than the caller, whose policies are not the caller's to know.
    pub is_foreign: bool,
    /// Whether caller and resource are of the same organization, whose control policies are theirs to know.
    pub is_of_one_organization: bool,
    /// The conditions that decided, as far as they stand in policies of the caller's own account. The text does not have them: clients
    /// compare it.
    pub compared: Box<[Comparison]>,
}

/// Which kind of policy decided, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It denies.
    Explicit(Side),
    /// It does not allow.
    Implicit(Side),
    /// None did: to compare them all takes more steps than a decision may.
    TooManySteps,
}

/// The kinds of policy that a refusal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The caller's own.
    Identity,
    /// The resource's.
    Resource,
    /// The caller's permissions boundary.
    Boundary,
    /// The session's.
    Session,
    /// The caller's organization's.
    ServiceControl,
    /// The resource's organization's.
    ResourceControl,
}

impl Denial {
    fn word(&self, side: Side) -> &'static str {
        match side {
            Side::Identity => "identity-based policy",
            Side::Resource if self.is_trust => "role trust policy",
            Side::Resource => "resource-based policy",
            Side::Boundary => "permissions boundary",
            Side::Session => "session policy",
            Side::ServiceControl => "service control policy",
            Side::ResourceControl => "resource control policy",
        }
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Denial {
            principal,
            action,
            resource,
            ..
        } = self;
        write!(
            formatter,
            "User: {principal} is not authorized to perform: {action} on resource: {resource}"
        )?;
        match self.reason {
            // What another account's policies forbid is that account's to tell, and what an organization's do, its members' to know.
            Reason::Explicit(Side::Resource) if self.is_foreign => Ok(()),
            Reason::Explicit(Side::ResourceControl) if self.is_foreign && !self.is_of_one_organization => {
                Ok(())
            }
            Reason::Explicit(side) => {
                let word = self.word(side);
                let article = match side {
                    Side::Identity => "an",
                    Side::Resource if self.is_trust => "the",
                    _ => "a",
                };
                write!(formatter, " with an explicit deny in {article} {word}")
            }
            Reason::TooManySteps => write!(
                formatter,
                " because the wildcards of its policies take too many steps to compare"
            ),
            Reason::Implicit(side) => {
                write!(
                    formatter,
                    " because no {} allows the {action} action",
                    self.word(side)
                )
            }
        }
    }
}
