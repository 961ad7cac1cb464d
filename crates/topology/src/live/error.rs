//! What can go wrong between us and an endpoint.

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// The endpoint refused.
    #[error("{service}:{operation}: {code}: {message}")]
    Fault {
        /// `ecr`, `iam`, …
        service: &'static str,
        /// The operation.
        operation: String,
        /// The code, e.g. `NoSuchEntity`.
        code: String,
        /// What it says.
        message: String,
    },
    /// It could not be reached, or broke off.
    #[error("{operation} at {url}: {reason}")]
    Unreachable {
        /// The operation.
        operation: String,
        /// The endpoint.
        url: String,
        /// What happened.
        reason: String,
    },
    /// The answer is not of the protocol.
    #[error("{operation}: an answer that cannot be read: {reason}")]
    Unreadable {
        /// The operation.
        operation: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The company and what is there do not go together.
    #[error("{0}")]
    Conflict(String),
}

impl LiveError {
    /// Whether the endpoint refused with one of these codes.
    pub fn is(&self, codes: &[&str]) -> bool {
        matches!(self, LiveError::Fault { code, .. } if codes.contains(&code.as_str()))
    }
}

/// The answer; nothing when the endpoint says that there is no such thing.
pub(crate) fn found<T>(answer: Result<T, LiveError>, missing: &[&str]) -> Result<Option<T>, LiveError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.is(missing) => Ok(None),
        Err(error) => Err(error),
    }
}
