// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::ServiceFault;

/// A fault that a served operation of IAM may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `ConcurrentModification`, HTTP 409.
    ConcurrentModification {
        /// The text for people.
        message: String,
    },
    /// `DeleteConflict`, HTTP 409.
    DeleteConflict {
        /// The text for people.
        message: String,
    },
    /// `EntityAlreadyExists`, HTTP 409.
    EntityAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `EntityTemporarilyUnmodifiable`, HTTP 409.
    EntityTemporarilyUnmodifiable {
        /// The text for people.
        message: String,
    },
    /// `InvalidInput`, HTTP 400.
    InvalidInput {
        /// The text for people.
        message: String,
    },
    /// `LimitExceeded`, HTTP 409.
    LimitExceeded {
        /// The text for people.
        message: String,
    },
    /// `MalformedPolicyDocument`, HTTP 400.
    MalformedPolicyDocument {
        /// The text for people.
        message: String,
    },
    /// `NoSuchEntity`, HTTP 404.
    NoSuchEntity {
        /// The text for people.
        message: String,
    },
    /// `OpenIdIdpCommunicationError`, HTTP 400.
    OpenIdIdpCommunicationError {
        /// The text for people.
        message: String,
    },
    /// `PolicyEvaluation`, HTTP 500.
    PolicyEvaluation {
        /// The text for people.
        message: String,
    },
    /// `PolicyNotAttachable`, HTTP 400.
    PolicyNotAttachable {
        /// The text for people.
        message: String,
    },
    /// `ServiceFailure`, HTTP 500.
    ServiceFailure {
        /// The text for people.
        message: String,
    },
    /// `UnmodifiableEntity`, HTTP 400.
    UnmodifiableEntity {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ConcurrentModification { .. } => "ConcurrentModification",
            Self::DeleteConflict { .. } => "DeleteConflict",
            Self::EntityAlreadyExists { .. } => "EntityAlreadyExists",
            Self::EntityTemporarilyUnmodifiable { .. } => "EntityTemporarilyUnmodifiable",
            Self::InvalidInput { .. } => "InvalidInput",
            Self::LimitExceeded { .. } => "LimitExceeded",
            Self::MalformedPolicyDocument { .. } => "MalformedPolicyDocument",
            Self::NoSuchEntity { .. } => "NoSuchEntity",
            Self::OpenIdIdpCommunicationError { .. } => "OpenIdIdpCommunicationError",
            Self::PolicyEvaluation { .. } => "PolicyEvaluation",
            Self::PolicyNotAttachable { .. } => "PolicyNotAttachable",
            Self::ServiceFailure { .. } => "ServiceFailure",
            Self::UnmodifiableEntity { .. } => "UnmodifiableEntity",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::ConcurrentModification { .. } => 409,
            Self::DeleteConflict { .. } => 409,
            Self::EntityAlreadyExists { .. } => 409,
            Self::EntityTemporarilyUnmodifiable { .. } => 409,
            Self::LimitExceeded { .. } => 409,
            Self::NoSuchEntity { .. } => 404,
            Self::PolicyEvaluation { .. } => 500,
            Self::ServiceFailure { .. } => 500,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::ConcurrentModification { message }
            | Self::DeleteConflict { message }
            | Self::EntityAlreadyExists { message }
            | Self::EntityTemporarilyUnmodifiable { message }
            | Self::InvalidInput { message }
            | Self::LimitExceeded { message }
            | Self::MalformedPolicyDocument { message }
            | Self::NoSuchEntity { message }
            | Self::OpenIdIdpCommunicationError { message }
            | Self::PolicyEvaluation { message }
            | Self::PolicyNotAttachable { message }
            | Self::ServiceFailure { message }
            | Self::UnmodifiableEntity { message } => message,
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Fault {}

impl ServiceFault for Fault {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn http_status(&self) -> u16 {
        self.http_status()
    }

    fn message(&self) -> &str {
        self.message()
    }

    fn members(&self) -> Map<String, Value> {
        Map::new()
    }
}
