//! The faults that IAM's rooms raise, with the texts that clients and scripts compare (IAM API Reference; wordings as
//! observed).

use wharf_aws::iam::Fault;

use super::entity::EntityKind;
use wharf_kernel::Error;

type Failure = Error<Fault>;

/// `NoSuchEntity`.
pub fn no_such_entity(message: String) -> Failure {
    Error::Fault(Fault::NoSuchEntity { message })
}

/// No user, group, … of that name.
pub fn not_found(kind: EntityKind, name: &str) -> Failure {
    no_such_entity(match kind {
        EntityKind::InstanceProfile => format!("Instance Profile {name} cannot be found."),
        EntityKind::Policy => format!("Policy {name} was not found."),
        _ => format!("The {} with name {name} cannot be found.", kind.word()),
    })
}

/// No policy of that ARN, to be attached.
pub fn not_attachable(arn: &str) -> Failure {
    no_such_entity(format!("Policy {arn} does not exist or is not attachable."))
}

/// A policy that AWS has for service-linked roles alone.
pub fn of_service_linked_roles() -> Failure {
    Error::Fault(Fault::PolicyNotAttachable {
        message: "Cannot attach a Service Role Policy to a Customer Role.".to_owned(),
    })
}

/// The name is taken.
pub fn already_exists(kind: EntityKind, name: &str) -> Failure {
    let message = match kind {
        EntityKind::User => format!("User with name {name} already exists."),
        EntityKind::Group => format!("Group with name {name} already exists."),
        EntityKind::Role => format!("Role with name {name} already exists."),
        EntityKind::InstanceProfile => format!("Instance Profile {name} already exists."),
        EntityKind::Policy => {
            format!("A policy called {name} already exists. Duplicate names are not allowed.")
        }
    };
    Error::Fault(Fault::EntityAlreadyExists { message })
}

/// `DeleteConflict`.
pub fn conflict(message: &str) -> Failure {
    Error::Fault(Fault::DeleteConflict {
        message: message.to_owned(),
    })
}

/// `LimitExceeded`.
pub fn limit(message: String) -> Failure {
    Error::Fault(Fault::LimitExceeded { message })
}

/// `InvalidInput`.
pub fn invalid(message: String) -> Failure {
    Error::Fault(Fault::InvalidInput { message })
}

/// `MalformedPolicyDocument`.
pub fn malformed(message: String) -> Failure {
    Error::Fault(Fault::MalformedPolicyDocument { message })
}

/// Service-linked roles are their service's to change.
pub fn unmodifiable(name: &str) -> Failure {
    let message = format!(
        "Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS"
    );
    Error::Fault(Fault::UnmodifiableEntity { message })
}
