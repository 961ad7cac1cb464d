// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use crate::fault::faults;

faults! {
    /// A fault that an operation of IAM may raise.
    ConcurrentModification = "ConcurrentModification" 409;
    DeleteConflict = "DeleteConflict" 409;
    EntityAlreadyExists = "EntityAlreadyExists" 409;
    EntityTemporarilyUnmodifiable = "EntityTemporarilyUnmodifiable" 409;
    InvalidInput = "InvalidInput" 400;
    LimitExceeded = "LimitExceeded" 409;
    MalformedPolicyDocument = "MalformedPolicyDocument" 400;
    NoSuchEntity = "NoSuchEntity" 404;
    OpenIdIdpCommunicationError = "OpenIdIdpCommunicationError" 400;
    PasswordPolicyViolation = "PasswordPolicyViolation" 400;
    PolicyEvaluation = "PolicyEvaluation" 500;
    PolicyNotAttachable = "PolicyNotAttachable" 400;
    ServiceFailure = "ServiceFailure" 500;
    ServiceNotSupported = "NotSupportedService" 404;
    UnmodifiableEntity = "UnmodifiableEntity" 400;
}
