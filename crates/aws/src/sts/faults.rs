// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::ServiceFault;

/// A fault that a served operation of STS may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `ExpiredTokenException`, HTTP 400.
    ExpiredToken {
        /// The text for people.
        message: String,
    },
    /// `IDPCommunicationError`, HTTP 400.
    IDPCommunicationError {
        /// The text for people.
        message: String,
    },
    /// `IDPRejectedClaim`, HTTP 403.
    IDPRejectedClaim {
        /// The text for people.
        message: String,
    },
    /// `InvalidAuthorizationMessageException`, HTTP 400.
    InvalidAuthorizationMessage {
        /// The text for people.
        message: String,
    },
    /// `InvalidIdentityToken`, HTTP 400.
    InvalidIdentityToken {
        /// The text for people.
        message: String,
    },
    /// `MalformedPolicyDocument`, HTTP 400.
    MalformedPolicyDocument {
        /// The text for people.
        message: String,
    },
    /// `PackedPolicyTooLarge`, HTTP 400.
    PackedPolicyTooLarge {
        /// The text for people.
        message: String,
    },
    /// `RegionDisabledException`, HTTP 403.
    RegionDisabled {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ExpiredToken { .. } => "ExpiredTokenException",
            Self::IDPCommunicationError { .. } => "IDPCommunicationError",
            Self::IDPRejectedClaim { .. } => "IDPRejectedClaim",
            Self::InvalidAuthorizationMessage { .. } => "InvalidAuthorizationMessageException",
            Self::InvalidIdentityToken { .. } => "InvalidIdentityToken",
            Self::MalformedPolicyDocument { .. } => "MalformedPolicyDocument",
            Self::PackedPolicyTooLarge { .. } => "PackedPolicyTooLarge",
            Self::RegionDisabled { .. } => "RegionDisabledException",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::IDPRejectedClaim { .. } => 403,
            Self::RegionDisabled { .. } => 403,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::ExpiredToken { message }
            | Self::IDPCommunicationError { message }
            | Self::IDPRejectedClaim { message }
            | Self::InvalidAuthorizationMessage { message }
            | Self::InvalidIdentityToken { message }
            | Self::MalformedPolicyDocument { message }
            | Self::PackedPolicyTooLarge { message }
            | Self::RegionDisabled { message } => message,
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
