//! How an operation fails.

use std::time::Duration;

use wharf_aws::{CommonFault, Region};
use wharf_policy::Denial;

use crate::{NoMemory, Unreadable};

/// What is said to calls that would change what is stored, while the node is read only.
pub(crate) const READ_ONLY: &str = "This registry is read only for now, and nothing was changed: its operator has switched changes off with the setting \
     `read-only`, and switches them on again by a start without it. Pulls go on.";

/// Why an operation did not do what was asked. `F` is the service's own faults.
#[derive(Debug, thiserror::Error)]
pub enum Error<F> {
    /// A fault that the service's model names.
    #[error("{0:?}")]
    Fault(F),
    /// A value that its shape lets through and the service does not: `ValidationError`.
    #[error("{0}")]
    Invalid(String),
    /// The policies do not allow it.
    #[error("{0}")]
    Denied(Denial),
    /// Too many requests of the caller or of its account; how long until another one may come.
    #[error("Rate exceeded")]
    Throttled(Duration),
    /// The answer is large, and those to the caller have all the memory that they may have.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// It would change what is stored, and the node is read only.
    #[error("{READ_ONLY}")]
    ReadOnly,
    /// It is not the caller's doing.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why there is no cell for a Region.
#[derive(Debug, thiserror::Error)]
pub enum CellError {
    /// This node does not serve the Region.
    #[error("the Region '{0}' is not served here")]
    NotServed(Region),
    /// Its store does not open.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// A failure of this node or of what it stands on.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Unavailable {
    /// No space is left for bytes or rows. Nothing was lost.
    #[error("no space is left in the store")]
    Full,
    /// What the node stands on takes no changes: a disk that is mounted read-only, a database that is a standby. Nothing was lost.
    #[error("the store is read-only")]
    ReadOnly,
    /// What the node stands on does not answer at the moment; the text is for the log.
    #[error("{0}")]
    Outage(String),
    /// The rows and the bytes of a Region do not belong together, until an operator decides; the text is for the operator.
    #[error("{0}")]
    Mismatch(String),
    /// What a Region stands on is not there, or does not say what it is, until an operator sees to it; other Regions are served. The
    /// text is for the operator.
    #[error("{0}")]
    Closed(String),
    /// The rows cannot be read, because their database is damaged; the text is for the operator.
    #[error("{0}")]
    Damaged(String),
    /// A sealed record does not open; the text is for the operator.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Anything else; the text is for the log, not for the caller.
    #[error("{0}")]
    Internal(String),
}

impl Unavailable {
    /// How it is answered where the service has no fault of its own for it.
    pub fn common(&self) -> CommonFault {
        match self {
            Unavailable::Full | Unavailable::ReadOnly => CommonFault::NoChanges(self.text()),
            Unavailable::Outage(_) | Unavailable::Mismatch(_) | Unavailable::Closed(_) => {
                CommonFault::ServiceUnavailable
            }
            Unavailable::Damaged(_) | Unavailable::Unreadable(_) | Unavailable::Internal(_) => {
                CommonFault::InternalFailure
            }
        }
    }

    /// What clients are told, who need not know what the node stands on.
    pub fn text(&self) -> &'static str {
        match self {
            Unavailable::Full => "The registry has no storage space left. Nothing was changed.",
            Unavailable::ReadOnly => {
                "The registry's storage takes no changes at the moment. Nothing was changed."
            }
            Unavailable::Outage(_) | Unavailable::Mismatch(_) | Unavailable::Closed(_) => {
                "The registry is unavailable at the moment. Try again later."
            }
            Unavailable::Damaged(_) | Unavailable::Unreadable(_) | Unavailable::Internal(_) => {
                "The request failed because of a server-side issue. Try again."
            }
        }
    }

    /// Why a Region is not opened until an operator has seen to it, in words for operators; nothing where that is not why.
    pub fn closed(&self) -> Option<String> {
        match self {
            Unavailable::Mismatch(why) => Some(format!("the bytes do not belong to the database: {why}")),
            Unavailable::Closed(why) => Some(why.clone()),
            _ => None,
        }
    }

    /// Whether it may be another way later, so that who asked may come again.
    pub fn may_pass(&self) -> bool {
        matches!(self, Unavailable::Outage(_)) || self.closed().is_some()
    }

    /// Whether the store has no space, or is read-only: it can still be read.
    pub fn takes_nothing(&self) -> bool {
        matches!(self, Unavailable::Full | Unavailable::ReadOnly)
    }
}

impl From<wharf_sql::Error> for Unavailable {
    fn from(error: wharf_sql::Error) -> Unavailable {
        if error.is_full() {
            Unavailable::Full
        } else if error.is_read_only() {
            Unavailable::ReadOnly
        } else if error.is_outage() {
            if error.is_out_of_files() {
                refused_for_files();
            }
            Unavailable::Outage(error.to_string())
        } else if let wharf_sql::Error::Corrupt(_) = error {
            Unavailable::Damaged(error.to_string())
        } else {
            Unavailable::Internal(error.to_string())
        }
    }
}

impl From<Unavailable> for wharf_job::StepError {
    fn from(unavailable: Unavailable) -> wharf_job::StepError {
        match unavailable {
            Unavailable::Internal(reason) | Unavailable::Damaged(reason) => {
                wharf_job::StepError::failed(reason)
            }
            Unavailable::Unreadable(record) => wharf_job::StepError::failed(record.to_string()),
            Unavailable::Full => wharf_job::StepError::Full,
            outage => wharf_job::StepError::Outage(outage.to_string()),
        }
    }
}

impl From<CellError> for Unavailable {
    fn from(error: CellError) -> Unavailable {
        match error {
            CellError::Unavailable(unavailable) => unavailable,
            // The front ends refuse a Region that is not served before they get here.
            CellError::NotServed(region) => Unavailable::Internal(format!("Region {region} is not served")),
        }
    }
}

impl<F> From<wharf_sql::Error> for Error<F> {
    fn from(error: wharf_sql::Error) -> Error<F> {
        Error::Unavailable(error.into())
    }
}

impl<F> From<wharf_policy::Denial> for Error<F> {
    fn from(denial: Denial) -> Error<F> {
        Error::Denied(denial)
    }
}

impl From<wharf_aws::iam::Fault> for Error<wharf_aws::iam::Fault> {
    fn from(fault: wharf_aws::iam::Fault) -> Error<wharf_aws::iam::Fault> {
        Error::Fault(fault)
    }
}

impl From<wharf_aws::ecr::Fault> for Error<wharf_aws::ecr::Fault> {
    fn from(fault: wharf_aws::ecr::Fault) -> Error<wharf_aws::ecr::Fault> {
        Error::Fault(fault)
    }
}

impl<F> Error<F> {
    /// Its label in metrics, and what the log says about it.
    pub fn outcome(&self) -> (&'static str, Option<&Unavailable>) {
        match self {
            Error::Fault(_) | Error::Invalid(_) => ("fault", None),
            Error::Denied(_) => ("denied", None),
            Error::Throttled(_) => ("throttled", None),
            Error::NoMemory(_) => ("no_memory", None),
            Error::ReadOnly => ("read_only", None),
            Error::Unavailable(error) => ("unavailable", Some(error)),
        }
    }

    /// Whether the caller was refused; else it asked too often or for too much, or the failure is not its doing.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Error::Fault(_) | Error::Invalid(_) | Error::Denied(_))
    }

    /// Keeps denials and outages, turns the fault into another service's.
    pub fn map_fault<G>(self, map: impl FnOnce(F) -> G) -> Error<G> {
        match self {
            Error::Fault(fault) => Error::Fault(map(fault)),
            Error::Invalid(text) => Error::Invalid(text),
            Error::Denied(denial) => Error::Denied(denial),
            Error::Throttled(wait) => Error::Throttled(wait),
            Error::NoMemory(none) => Error::NoMemory(none),
            Error::ReadOnly => Error::ReadOnly,
            Error::Unavailable(unavailable) => Error::Unavailable(unavailable),
        }
    }
}

impl From<wharf_blob::Error> for Unavailable {
    /// For errors that no request caused: a room turns those that it expects into its own faults before.
    fn from(error: wharf_blob::Error) -> Unavailable {
        if error.is_full() {
            return Unavailable::Full;
        }
        if let wharf_blob::Error::Identity(why) = error {
            return Unavailable::Closed(why);
        }
        if error.is_out_of_files() {
            refused_for_files();
        }
        let mut text = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        match error.is_transient() || error.is_gone() {
            true => Unavailable::Outage(text),
            false => Unavailable::Internal(text),
        }
    }
}

/// Counts a request that was refused because no more files can be opened.
fn refused_for_files() {
    metrics::counter!("wharf_refused_requests_total", "bound" => "files").increment(1);
}

impl<F> From<wharf_blob::Error> for Error<F> {
    fn from(error: wharf_blob::Error) -> Error<F> {
        Error::Unavailable(error.into())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn what_everything_stands_on_is_an_outage() {
        let bytes = |kind: io::ErrorKind| wharf_blob::Error::io("read", kind.into()).into();
        let outages: [Unavailable; 9] = [
            wharf_sql::Error::OutOfFiles.into(),
            wharf_sql::Error::Closed.into(),
            wharf_sql::Error::OutcomeUnknown.into(),
            wharf_sql::Error::Busy.into(),
            bytes(io::ErrorKind::TimedOut),
            bytes(io::ErrorKind::ConnectionReset),
            wharf_sql::Error::Locked.into(),
            wharf_blob::Error::Busy.into(),
            // A folder of the store: a blob that is missing says so.
            bytes(io::ErrorKind::NotFound),
        ];
        for outage in outages {
            assert!(matches!(outage, Unavailable::Outage(_)), "{outage:?}");
        }
        assert!(matches!(
            Unavailable::from(wharf_sql::Error::ReadOnly),
            Unavailable::ReadOnly
        ));
        let failures: [Unavailable; 3] = [
            wharf_sql::Error::UniqueViolation.into(),
            bytes(io::ErrorKind::PermissionDenied),
            wharf_blob::Error::BlobUnknown.into(),
        ];
        for failure in failures {
            assert!(matches!(failure, Unavailable::Internal(_)), "{failure:?}");
        }
    }
}
