//! Why a request was refused, in AWS's words (IAM User Guide, *Troubleshoot access denied error messages*).

use std::fmt;

use crate::Action;

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
}

/// Which kind of policy decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The owner of the resource has no policy that allows it.
    ResourcePolicySilent,
}

impl fmt::Display for Denial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Denial {
            principal,
            action,
            resource,
            reason,
        } = self;
        write!(
            formatter,
            "User: {principal} is not authorized to perform: {action} on resource: {resource} "
        )?;
        match reason {
            Reason::ResourcePolicySilent => {
                write!(
                    formatter,
                    "because no resource-based policy allows the {action} action"
                )
            }
        }
    }
}
