//! The faults of STS: those that the model names, and two that any operation may raise with words of its own.

use serde_json::{Map, Value};
use wharf_aws::ServiceFault;
use wharf_aws::sts::Fault as Modelled;

use wharf_kernel::Error;

/// A fault of an STS operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// One that the model names.
    #[error(transparent)]
    Modelled(#[from] Modelled),
    /// `AccessDenied`, HTTP 403: refused regardless of policies.
    #[error("{0}")]
    AccessDenied(String),
    /// `ValidationError`, HTTP 400: the input is at fault in a way that its shape does not tell.
    #[error("{0}")]
    Validation(String),
}

impl ServiceFault for Fault {
    fn code(&self) -> &'static str {
        match self {
            Fault::Modelled(fault) => fault.code(),
            Fault::AccessDenied(_) => "AccessDenied",
            Fault::Validation(_) => "ValidationError",
        }
    }

    fn http_status(&self) -> u16 {
        match self {
            Fault::Modelled(fault) => fault.http_status(),
            Fault::AccessDenied(_) => 403,
            Fault::Validation(_) => 400,
        }
    }

    fn message(&self) -> &str {
        match self {
            Fault::Modelled(fault) => fault.message(),
            Fault::AccessDenied(text) | Fault::Validation(text) => text,
        }
    }

    fn members(&self) -> Map<String, Value> {
        Map::new()
    }
}

impl From<Fault> for Error<Fault> {
    fn from(fault: Fault) -> Error<Fault> {
        Error::Fault(fault)
    }
}

pub(super) fn invalid(text: impl Into<String>) -> Fault {
    Fault::Validation(text.into())
}

pub(super) fn denied(text: impl Into<String>) -> Fault {
    Fault::AccessDenied(text.into())
}
