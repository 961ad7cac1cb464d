//! Pages in browsers that read answers: a registry's user interface on another host (Fetch Standard, *CORS protocol*).
//!
//! Off unless a setting names origins. A browser then lets their pages call everything that is served, with the password that the
//! person gave it for this host; what is allowed is decided for every request as always.

use std::collections::BTreeSet;
use std::str::FromStr;

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue, ORIGIN, VARY,
};
use http::{HeaderMap, Method, Request, StatusCode};

use crate::public_url::{PublicUrl, PublicUrlError};
use crate::response::{self, Answer};

/// What pages may ask, and may read of answers beside what every page may.
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
const EXPOSED: &str = "Docker-Content-Digest, Docker-Distribution-Api-Version, Content-Length, Content-Range, ETag, Link, Location, \
                       OCI-Filters-Applied, OCI-Subject, OCI-Tag, Range, Retry-After, WWW-Authenticate, x-amzn-RequestId, \
                       x-amzn-ErrorType";
/// Seconds for which a browser need not ask again.
const AGE: &str = "600";

/// An origin whose pages may call the node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorsOrigin {
    /// Every one. Browsers keep what they know of passwords to themselves then; pages send their own.
    Any,
    /// This one, as browsers write it.
    One(String),
}

impl FromStr for CorsOrigin {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<CorsOrigin, PublicUrlError> {
        if text == "*" {
            return Ok(CorsOrigin::Any);
        }
        let url: PublicUrl = text.parse()?;
        Ok(CorsOrigin::One(url.origin()))
    }
}

/// The origins whose pages may call the node; none by default.
#[derive(Clone, Debug, Default)]
pub struct CorsOrigins(BTreeSet<CorsOrigin>);

/// What a request's answer says to the browser.
pub(crate) struct Allowed {
    origin: HeaderValue,
    is_any: bool,
}

impl CorsOrigins {
    /// These ones.
    pub fn new(origins: impl IntoIterator<Item = CorsOrigin>) -> CorsOrigins {
        CorsOrigins(origins.into_iter().collect())
    }

    /// Who may read the answer, where the request is one of a page that may.
    pub(crate) fn allowed(&self, headers: &HeaderMap) -> Option<Allowed> {
        let origin = headers.get(ORIGIN)?;
        let text = origin.to_str().ok()?;
        if self.0.contains(&CorsOrigin::One(text.to_owned())) {
            return Some(Allowed {
                origin: origin.clone(),
                is_any: false,
            });
        }
        self.0.contains(&CorsOrigin::Any).then(|| Allowed {
            origin: HeaderValue::from_static("*"),
            is_any: true,
        })
    }

    /// Whether answers differ by who asks.
    fn vary(&self) -> bool {
        !self.0.is_empty()
    }

    /// Says in an answer who may read it.
    pub(crate) fn mark(&self, answer: &mut Answer, allowed: Option<&Allowed>) {
        let headers = answer.headers_mut();
        if self.vary() {
            headers.append(VARY, HeaderValue::from_static("Origin"));
        }
        let Some(allowed) = allowed else { return };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed.origin.clone());
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        if !allowed.is_any {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
}

/// The answer to a browser that asks whether a page may send its request.
pub(crate) fn preflight<B>(request: &Request<B>) -> Option<Answer> {
    let headers = request.headers();
    if request.method() != Method::OPTIONS || !headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        return None;
    }
    let mut answer = response::empty(StatusCode::OK);
    response::set(&mut answer, ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    response::set(&mut answer, ACCESS_CONTROL_MAX_AGE, AGE);
    // Signed requests have headers of their own for each service.
    if let Some(wanted) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_as_browsers_write_them() {
        let one = |text: &str| CorsOrigin::One(text.to_owned());
        for (text, origin) in [
            ("*", CorsOrigin::Any),
            ("https://UI.example:443", one("https://ui.example")),
            ("http://localhost:8080/", one("http://localhost:8080")),
        ] {
            assert_eq!(text.parse(), Ok(origin), "{text}");
        }
        for text in [
            "",
            "null",
            "ui.example",
            "https://ui.example/path",
            "https://*.example",
        ] {
            assert!(text.parse::<CorsOrigin>().is_err(), "{text}");
        }
    }
}
