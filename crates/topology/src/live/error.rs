//! What can go wrong between us and an endpoint.

use reqwest::Url;

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
        /// The endpoint, without what lets its reader in.
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
    /// That an operation did not reach a URL.
    pub(super) fn unreachable(operation: &str, url: &str, reason: String) -> LiveError {
        LiveError::Unreachable {
            operation: operation.to_owned(),
            url: shown(url),
            reason,
        }
    }

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

/// Where a layer's address has its sealed part, which permits the download.
const SEALED: &str = "/layers/";

/// A URL without what lets its reader in: a user and a password, the query, which has the signature of a presigned one, and what is sealed in
/// a path.
fn shown(url: &str) -> String {
    let Ok(mut url) = Url::parse(url) else {
        return "what is no URL".to_owned();
    };
    // These fail for URLs without a host, which have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    match url.as_str().split_once(SEALED) {
        Some((before, _)) => format!("{before}{SEALED}…"),
        None => url.as_str().trim_end_matches('/').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lets_its_reader_in_is_not_shown() {
        for (url, expected) in [
            ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
            (
                "http://user:secret@[::1]:5000/layers/secret",
                "http://[::1]:5000/layers/…",
            ),
            (
                "https://bucket.s3.us-east-1.amazonaws.com/1/2?X-Amz-Signature=secret&X-Amz-Expires=3600#secret",
                "https://bucket.s3.us-east-1.amazonaws.com/1/2",
            ),
            ("secret", "what is no URL"),
        ] {
            assert_eq!(shown(url), expected);
        }
    }
}
