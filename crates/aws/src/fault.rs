//! Faults: the modelled ones of a service behind one trait, and those that any service may answer with.

use std::borrow::Cow;

use serde_json::{Map, Value};
use wharf_oci::name::RepositoryName;

use crate::AccountId;
use crate::decode::{DecodeFault, Violation, joined_text};

/// A modelled fault of a service. Implemented by the generated `Fault` enums.
pub trait ServiceFault: std::error::Error {
    /// The code on the wire: `RepositoryNotFoundException`.
    fn code(&self) -> &'static str;
    /// The HTTP status of the answer.
    fn http_status(&self) -> u16;
    /// The text for people.
    fn message(&self) -> &str;
    /// The members besides the message, as the model names them.
    fn members(&self) -> Map<String, Value>;
}

/// A fault that no model lists because every operation may have it. One set for both protocols: each says the code
/// and the status in which it shows there (Amazon ECR API Reference and IAM API Reference, *Common Errors*).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CommonFault {
    /// The body cannot be read.
    #[error("{0}")]
    Serialization(String),
    /// Constraints of the model do not hold. ECR answers with its own `InvalidParameterException` instead.
    #[error("{}", joined_text(.0))]
    Validation(Vec<Violation>),
    /// The service has no such operation.
    #[error("Could not find operation {operation} for version {version}")]
    UnknownOperation {
        /// The name that was asked for.
        operation: String,
        /// The version of the API.
        version: String,
    },
    /// The service that is asked is none of those that are served, which the text says. A code of ours: no client of AWS meets it.
    #[error("{0}")]
    UnknownService(String),
    /// A Query request without `Action`.
    #[error("The request must contain the parameter Action")]
    MissingAction,
    /// Policies do not allow it.
    #[error("{0}")]
    AccessDenied(String),
    /// Unknown or inactive key, or a session token that does not fit.
    #[error("The security token included in the request is invalid.")]
    UnrecognizedClient,
    /// The signature, its scope or its time is wrong.
    #[error("{0}")]
    InvalidSignature(String),
    /// The session has expired.
    #[error("The security token included in the request is expired")]
    ExpiredToken,
    /// Nothing is signed. Query answers in its own words.
    #[error("Missing Authentication Token")]
    MissingAuthenticationToken,
    /// The authorization is malformed.
    #[error("{0}")]
    IncompleteSignature(String),
    /// Too many requests.
    #[error("Rate exceeded")]
    Throttling,
    /// The body is larger than the operation's largest input.
    #[error("The request body is too large")]
    RequestTooLarge,
    /// Not now: starting, draining, or a dependency is away.
    #[error("The service is unavailable. Try again later.")]
    ServiceUnavailable,
    /// No change is taken for now, and why: no space is left, for one. Its code is that of `ServiceUnavailable`.
    #[error("{0}")]
    NoChanges(&'static str),
    /// Bodies of requests have all the memory that they may have.
    #[error("Please reduce the size or the number of your requests. Try again later.")]
    SlowDown,
    /// Our mistake; the log has the cause under the request's id.
    #[error("The request processing has failed because of an unknown error, exception or failure.")]
    InternalFailure,
}

impl CommonFault {
    /// The code in JSON 1.1.
    pub fn json_code(&self) -> &'static str {
        self.shown().0
    }

    /// The HTTP status in JSON 1.1.
    pub fn json_status(&self) -> u16 {
        self.shown().1
    }

    /// The code in Query.
    pub fn query_code(&self) -> &'static str {
        self.shown().2
    }

    /// The HTTP status in Query.
    pub fn query_status(&self) -> u16 {
        self.shown().3
    }

    /// The text of a Query answer: `Display`, but for the one fault that Query words otherwise.
    pub fn query_message(&self) -> Cow<'static, str> {
        match self {
            Self::MissingAuthenticationToken => "Request is missing Authentication Token".into(),
            other => other.to_string().into(),
        }
    }

    /// JSON code and status, Query code and status.
    fn shown(&self) -> (&'static str, u16, &'static str, u16) {
        match self {
            Self::Serialization(_) => ("SerializationException", 400, "MalformedInput", 400),
            Self::Validation(_) => ("ValidationException", 400, "ValidationError", 400),
            Self::UnknownOperation { .. } => ("UnknownOperationException", 400, "InvalidAction", 400),
            Self::UnknownService(_) => ("UnknownService", 400, "UnknownService", 400),
            Self::MissingAction => ("UnknownOperationException", 400, "MissingAction", 400),
            Self::AccessDenied(_) => ("AccessDeniedException", 400, "AccessDenied", 403),
            Self::UnrecognizedClient => ("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
            Self::InvalidSignature(_) => ("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
            Self::ExpiredToken => ("ExpiredTokenException", 400, "ExpiredToken", 403),
            Self::MissingAuthenticationToken => (
                "MissingAuthenticationTokenException",
                400,
                "MissingAuthenticationToken",
                403,
            ),
            Self::IncompleteSignature(_) => ("IncompleteSignatureException", 400, "IncompleteSignature", 400),
            Self::Throttling => ("ThrottlingException", 400, "Throttling", 400),
            Self::RequestTooLarge => (
                "RequestEntityTooLargeException",
                413,
                "RequestEntityTooLarge",
                413,
            ),
            Self::ServiceUnavailable | Self::NoChanges(_) => {
                ("ServiceUnavailable", 503, "ServiceUnavailable", 503)
            }
            Self::SlowDown => ("SlowDown", 503, "SlowDown", 503),
            Self::InternalFailure => ("InternalFailure", 500, "InternalFailure", 500),
        }
    }
}

impl From<DecodeFault> for CommonFault {
    fn from(fault: DecodeFault) -> Self {
        match fault {
            DecodeFault::Serialization(text) => Self::Serialization(text),
            DecodeFault::Constraint(violations) => Self::Validation(violations),
        }
    }
}

/// A member of a fault besides the message.
pub(crate) trait FaultMember {
    /// The value in the fault's body.
    fn value(&self) -> Value;
}

impl FaultMember for String {
    fn value(&self) -> Value {
        self.as_str().into()
    }
}

impl FaultMember for AccountId {
    fn value(&self) -> Value {
        self.as_str().into()
    }
}

impl FaultMember for RepositoryName {
    fn value(&self) -> Value {
        self.as_str().into()
    }
}

impl FaultMember for i64 {
    fn value(&self) -> Value {
        (*self).into()
    }
}

/// Declares the faults of a service: of each the variant's name, its code, its HTTP status, and its members besides the
/// message, `Kms = "KmsException" 400 { kms_error: String = "kmsError"; };`.
macro_rules! faults {
    ($(#[$meta:meta])* $(
        $Variant:ident = $code:literal $status:literal $({ $($field:ident: $type:ty = $name:literal;)* })?;
    )+) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fault {$(
            #[doc = concat!("`", $code, "`, HTTP ", $status, ".")]
            $Variant {
                /// The text for people.
                message: String,
                $($(#[doc = concat!("`", $name, "`")] $field: Option<$type>,)*)?
            },
        )+}

        impl Fault {
            /// The code on the wire.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$Variant { .. } => $code,)+ }
            }

            /// The HTTP status of the answer.
            pub fn http_status(&self) -> u16 {
                match self { $(Self::$Variant { .. } => $status,)+ }
            }

            /// The text for people.
            pub fn message(&self) -> &str {
                match self { $(Self::$Variant { message, .. })|+ => message }
            }
        }

        impl std::fmt::Display for Fault {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}: {}", self.code(), self.message())
            }
        }

        impl std::error::Error for Fault {}

        impl $crate::ServiceFault for Fault {
            fn code(&self) -> &'static str {
                self.code()
            }

            fn http_status(&self) -> u16 {
                self.http_status()
            }

            fn message(&self) -> &str {
                self.message()
            }

            fn members(&self) -> serde_json::Map<String, serde_json::Value> {
                let members: &[(&str, Option<&dyn $crate::fault::FaultMember>)] = match self {$(
                    Self::$Variant { message: _, $($($field),*)? } => &[$($(
                        ($name, $field.as_ref().map(|value| value as _)),
                    )*)?],
                )+};
                $crate::fault::members(members)
            }
        }
    };
}

pub(crate) use faults;

/// The members that are there.
pub(crate) fn members(members: &[(&str, Option<&dyn FaultMember>)]) -> Map<String, Value> {
    let there = members
        .iter()
        .filter_map(|(name, value)| Some((*name, value.as_ref()?)));
    there
        .map(|(name, value)| (name.to_owned(), value.value()))
        .collect()
}
