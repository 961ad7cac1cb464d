//! Signing, for our own clients and tests.

use crate::canonical::Canonical;
use crate::encode::percent_encode;
use crate::key;
use crate::request::{Credentials, EMPTY_BODY_SHA256, RequestParts};
use crate::scope::Scope;
use crate::time::RequestTime;
use crate::{ALGORITHM, MAX_PRESIGNED_SECONDS};

/// Headers that proxies and transports change on the way, or that the signature itself is in.
const NOT_SIGNED: &[&str] = &[
    "authorization",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// Signs a request in the header form.
///
/// `headers` has to hold `host` already. All of them are signed but those that transports change; `x-amz-date`,
/// `x-amz-security-token` (temporary credentials) and `authorization` are added, replacing any that were there.
/// `path` and `query` are those of the request line, percent-encoded.
#[expect(clippy::too_many_arguments, reason = "a request and a scope: both are flat")]
pub fn sign(
    method: &str,
    path: &str,
    query: Option<&str>,
    headers: &mut Vec<(String, String)>,
    body_sha256_hex: &str,
    credentials: &Credentials,
    region: &str,
    service: &str,
    now_micros: i64,
) {
    let time = RequestTime::from_micros(now_micros);
    let scope = Scope {
        date: time.day(),
        region: region.to_owned(),
        service: service.to_owned(),
    };
    for added in ["authorization", "x-amz-date", "x-amz-security-token"] {
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case(added));
    }
    headers.push(("x-amz-date".to_owned(), time.basic()));
    if let Some(token) = &credentials.session_token {
        headers.push(("x-amz-security-token".to_owned(), token.clone()));
    }
    let view: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let parts = RequestParts {
        method,
        path,
        query,
        headers: &view,
    };
    let signed_headers = signable(&parts);
    let canonical = Canonical {
        parts: &parts,
        signed_headers: &signed_headers,
        payload_sha256: body_sha256_hex,
        presigned: false,
        redacted: false,
    };
    let text = key::string_to_sign(time, &scope, &canonical.to_bytes());
    let signature = key::signature(&credentials.secret, &scope, &text);
    let id = &credentials.access_key_id;
    let names = signed_headers.join(";");
    headers.push((
        "authorization".to_owned(),
        format!("{ALGORITHM} Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}"),
    ));
}

/// Presigns a request without a body: the path and query that anyone who has them may send to `host` for
/// `expires_seconds` (kept within one second and seven days).
///
/// `query` is what the request asks for already, percent-encoded. Only `host` is signed among the headers.
#[expect(clippy::too_many_arguments, reason = "a request and a scope: both are flat")]
pub fn presign(
    method: &str,
    path: &str,
    query: Option<&str>,
    host: &str,
    credentials: &Credentials,
    region: &str,
    service: &str,
    expires_seconds: u32,
    now_micros: i64,
) -> String {
    let time = RequestTime::from_micros(now_micros);
    let scope = Scope {
        date: time.day(),
        region: region.to_owned(),
        service: service.to_owned(),
    };
    let mut target = query
        .filter(|query| !query.is_empty())
        .map(|query| format!("{query}&"))
        .unwrap_or_default();
    let credential = format!("{}/{scope}", credentials.access_key_id);
    let expires = expires_seconds.clamp(1, MAX_PRESIGNED_SECONDS);
    target.push_str(&format!(
        "X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host",
        percent_encode(credential.as_bytes()),
        time.basic(),
    ));
    if let Some(token) = &credentials.session_token {
        target.push_str(&format!(
            "&X-Amz-Security-Token={}",
            percent_encode(token.as_bytes())
        ));
    }
    let headers: &[(&str, &[u8])] = &[("host", host.as_bytes())];
    let parts = RequestParts {
        method,
        path,
        query: Some(&target),
        headers,
    };
    let canonical = Canonical {
        parts: &parts,
        signed_headers: &["host".to_owned()],
        payload_sha256: EMPTY_BODY_SHA256,
        presigned: true,
        redacted: false,
    };
    let text = key::string_to_sign(time, &scope, &canonical.to_bytes());
    let signature = key::signature(&credentials.secret, &scope, &text);
    let path = if path.is_empty() { "/" } else { path };
    format!("{path}?{target}&X-Amz-Signature={signature}")
}

fn signable(parts: &RequestParts<'_>) -> Vec<String> {
    let names = parts.headers.iter().map(|(name, _)| name.to_ascii_lowercase());
    let mut names: Vec<String> = names
        .filter(|name| !NOT_SIGNED.contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
