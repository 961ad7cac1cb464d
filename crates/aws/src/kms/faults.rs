// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::{ServiceFault, json11};

/// A fault that a served operation of KMS may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `AlreadyExistsException`, HTTP 400.
    AlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `CloudHsmClusterInvalidConfigurationException`, HTTP 400.
    CloudHsmClusterInvalidConfiguration {
        /// The text for people.
        message: String,
    },
    /// `ConflictException`, HTTP 400.
    Conflict {
        /// The text for people.
        message: String,
    },
    /// `CustomKeyStoreInvalidStateException`, HTTP 400.
    CustomKeyStoreInvalidState {
        /// The text for people.
        message: String,
    },
    /// `CustomKeyStoreNotFoundException`, HTTP 400.
    CustomKeyStoreNotFound {
        /// The text for people.
        message: String,
    },
    /// `DependencyTimeoutException`, HTTP 500.
    DependencyTimeout {
        /// The text for people.
        message: String,
    },
    /// `DisabledException`, HTTP 400.
    Disabled {
        /// The text for people.
        message: String,
    },
    /// `InvalidAliasNameException`, HTTP 400.
    InvalidAliasName {
        /// The text for people.
        message: String,
    },
    /// `InvalidArnException`, HTTP 400.
    InvalidArn {
        /// The text for people.
        message: String,
    },
    /// `InvalidMarkerException`, HTTP 400.
    InvalidMarker {
        /// The text for people.
        message: String,
    },
    /// `KMSInternalException`, HTTP 500.
    KMSInternal {
        /// The text for people.
        message: String,
    },
    /// `KMSInvalidStateException`, HTTP 400.
    KMSInvalidState {
        /// The text for people.
        message: String,
    },
    /// `LimitExceededException`, HTTP 400.
    LimitExceeded {
        /// The text for people.
        message: String,
    },
    /// `MalformedPolicyDocumentException`, HTTP 400.
    MalformedPolicyDocument {
        /// The text for people.
        message: String,
    },
    /// `NotFoundException`, HTTP 400.
    NotFound {
        /// The text for people.
        message: String,
    },
    /// `TagException`, HTTP 400.
    Tag {
        /// The text for people.
        message: String,
    },
    /// `UnsupportedOperationException`, HTTP 400.
    UnsupportedOperation {
        /// The text for people.
        message: String,
    },
    /// `XksKeyAlreadyInUseException`, HTTP 400.
    XksKeyAlreadyInUse {
        /// The text for people.
        message: String,
    },
    /// `XksKeyInvalidConfigurationException`, HTTP 400.
    XksKeyInvalidConfiguration {
        /// The text for people.
        message: String,
    },
    /// `XksKeyNotFoundException`, HTTP 400.
    XksKeyNotFound {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyExists { .. } => "AlreadyExistsException",
            Self::CloudHsmClusterInvalidConfiguration { .. } => {
                "CloudHsmClusterInvalidConfigurationException"
            }
            Self::Conflict { .. } => "ConflictException",
            Self::CustomKeyStoreInvalidState { .. } => "CustomKeyStoreInvalidStateException",
            Self::CustomKeyStoreNotFound { .. } => "CustomKeyStoreNotFoundException",
            Self::DependencyTimeout { .. } => "DependencyTimeoutException",
            Self::Disabled { .. } => "DisabledException",
            Self::InvalidAliasName { .. } => "InvalidAliasNameException",
            Self::InvalidArn { .. } => "InvalidArnException",
            Self::InvalidMarker { .. } => "InvalidMarkerException",
            Self::KMSInternal { .. } => "KMSInternalException",
            Self::KMSInvalidState { .. } => "KMSInvalidStateException",
            Self::LimitExceeded { .. } => "LimitExceededException",
            Self::MalformedPolicyDocument { .. } => "MalformedPolicyDocumentException",
            Self::NotFound { .. } => "NotFoundException",
            Self::Tag { .. } => "TagException",
            Self::UnsupportedOperation { .. } => "UnsupportedOperationException",
            Self::XksKeyAlreadyInUse { .. } => "XksKeyAlreadyInUseException",
            Self::XksKeyInvalidConfiguration { .. } => "XksKeyInvalidConfigurationException",
            Self::XksKeyNotFound { .. } => "XksKeyNotFoundException",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::DependencyTimeout { .. } => 500,
            Self::KMSInternal { .. } => 500,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::AlreadyExists { message }
            | Self::CloudHsmClusterInvalidConfiguration { message }
            | Self::Conflict { message }
            | Self::CustomKeyStoreInvalidState { message }
            | Self::CustomKeyStoreNotFound { message }
            | Self::DependencyTimeout { message }
            | Self::Disabled { message }
            | Self::InvalidAliasName { message }
            | Self::InvalidArn { message }
            | Self::InvalidMarker { message }
            | Self::KMSInternal { message }
            | Self::KMSInvalidState { message }
            | Self::LimitExceeded { message }
            | Self::MalformedPolicyDocument { message }
            | Self::NotFound { message }
            | Self::Tag { message }
            | Self::UnsupportedOperation { message }
            | Self::XksKeyAlreadyInUse { message }
            | Self::XksKeyInvalidConfiguration { message }
            | Self::XksKeyNotFound { message } => message,
        }
    }

    /// The body of the answer: `__type`, `message` and the fault's own members.
    pub fn body(&self) -> Map<String, Value> {
        json11::fault_body(self)
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
