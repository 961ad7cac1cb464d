// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::Violation;
use crate::{ServiceFault, json11};

/// A fault that a served operation of WHARF may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `AccessKeyNotFoundException`, HTTP 400.
    AccessKeyNotFound {
        /// The text for people.
        message: String,
    },
    /// `AccountAlreadyExistsException`, HTTP 400.
    AccountAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `AccountNotFoundException`, HTTP 400.
    AccountNotFound {
        /// The text for people.
        message: String,
    },
    /// `ImageIncompleteException`, HTTP 400.
    ImageIncomplete {
        /// The text for people.
        message: String,
    },
    /// `ImageNotKeptException`, HTTP 400.
    ImageNotKept {
        /// The text for people.
        message: String,
    },
    /// `InvalidParameterException`, HTTP 400.
    InvalidParameter {
        /// The text for people.
        message: String,
    },
    /// `LimitExceededException`, HTTP 400.
    LimitExceeded {
        /// The text for people.
        message: String,
    },
    /// `RepositoryNotFoundException`, HTTP 400.
    RepositoryNotFound {
        /// The text for people.
        message: String,
    },
    /// `ServerException`, HTTP 500.
    Server {
        /// The text for people.
        message: String,
    },
    /// `WebhookAlreadyExistsException`, HTTP 400.
    WebhookAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `WebhookNotFoundException`, HTTP 400.
    WebhookNotFound {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.
    pub fn from_violations(violations: &[Violation]) -> Self {
        let message = violations.first().map(Violation::ecr_text).unwrap_or_default();
        Self::InvalidParameter { message }
    }

    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AccessKeyNotFound { .. } => "AccessKeyNotFoundException",
            Self::AccountAlreadyExists { .. } => "AccountAlreadyExistsException",
            Self::AccountNotFound { .. } => "AccountNotFoundException",
            Self::ImageIncomplete { .. } => "ImageIncompleteException",
            Self::ImageNotKept { .. } => "ImageNotKeptException",
            Self::InvalidParameter { .. } => "InvalidParameterException",
            Self::LimitExceeded { .. } => "LimitExceededException",
            Self::RepositoryNotFound { .. } => "RepositoryNotFoundException",
            Self::Server { .. } => "ServerException",
            Self::WebhookAlreadyExists { .. } => "WebhookAlreadyExistsException",
            Self::WebhookNotFound { .. } => "WebhookNotFoundException",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::Server { .. } => 500,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::AccessKeyNotFound { message }
            | Self::AccountAlreadyExists { message }
            | Self::AccountNotFound { message }
            | Self::ImageIncomplete { message }
            | Self::ImageNotKept { message }
            | Self::InvalidParameter { message }
            | Self::LimitExceeded { message }
            | Self::RepositoryNotFound { message }
            | Self::Server { message }
            | Self::WebhookAlreadyExists { message }
            | Self::WebhookNotFound { message } => message,
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
