//! One request, from its head to its answer: id, protocol, front end, log line, metrics.
//!
//! The protocol is told by the path (`/v2/…`, `/layers/…`, health), by the header `X-Amz-Target` (JSON 1.1), or by a
//! form or query string with `Action` (Query).

use std::time::Instant;

use http::header::{HOST, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use wharf_aws::RequestId;
use wharf_services::Endpoint;

use crate::listener::{Peer, State};
use crate::response::{self, Answer};
use crate::{distribution, download, health, json11, query};

static REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// What a front end knows of a request before it has read its body.
pub(crate) struct Incomer<'a> {
    pub(crate) state: &'a State,
    pub(crate) peer: Peer,
    pub(crate) request_id: RequestId,
    /// The `Host` header, or HTTP/2's authority.
    pub(crate) authority: String,
}

impl Incomer<'_> {
    /// The address by which the client reached us.
    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint {
            secure: self.peer.secure,
            authority: self.authority.clone(),
            zone: self.state.hosts.zone(&self.authority),
        }
    }
}

/// Answers a request.
pub(crate) async fn handle(state: &State, request: Request<Incoming>, peer: Peer) -> Answer {
    let started = Instant::now();
    let request_id = state.node.request_id();
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().to_owned())
        .or_else(|| Some(request.headers().get(HOST)?.to_str().ok()?.to_owned()))
        .unwrap_or_default();
    let incomer = Incomer {
        state,
        peer,
        request_id,
        authority,
    };
    let line = tracing::enabled!(target: "wharf::access", tracing::Level::INFO).then(|| {
        (
            request.method().clone(),
            request.uri().path().to_owned(),
            incomer.authority.clone(),
        )
    });

    let (protocol, mut answer) = route(&incomer, request).await;

    if let Ok(value) = HeaderValue::from_str(incomer.request_id.as_str()) {
        answer.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    let status = answer.status().as_u16();
    metrics::counter!("wharf_http_requests_total", "protocol" => protocol, "status" => class(status))
        .increment(1);
    metrics::histogram!("wharf_http_request_seconds", "protocol" => protocol)
        .record(started.elapsed().as_secs_f64());
    if let Some((method, path, host)) = line {
        // A download URL is a credential: the log shows only that one was used.
        let path = if path.starts_with(download::PREFIX) {
            download::PREFIX.to_owned()
        } else {
            path
        };
        tracing::info!(
            target: "wharf::access", request_id = %incomer.request_id, peer = %peer.address, host, %method, path, status,
            milliseconds = started.elapsed().as_millis() as u64, "request"
        );
    }
    answer
}

async fn route(incomer: &Incomer<'_>, request: Request<Incoming>) -> (&'static str, Answer) {
    let path = request.uri().path();
    if path == "/v2" || path.starts_with("/v2/") {
        return ("distribution", distribution::answer(incomer, request).await);
    }
    if request.headers().contains_key("x-amz-target") {
        return ("json", json11::answer(incomer, request).await);
    }
    if let Some(sealed) = path.strip_prefix(download::PREFIX) {
        let answer = download::answer(incomer.state, request.method(), request.headers(), sealed).await;
        return ("download", answer);
    }
    if let Some(answer) = health::answer(incomer.state, request.method(), path).await {
        return ("health", answer);
    }
    if query::is_query(&request) {
        return ("query", query::answer(incomer, request).await);
    }
    let known = matches!(*request.method(), Method::GET | Method::HEAD) && path == "/";
    let status = if known {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    (
        "none",
        response::text(
            status,
            "This is Wharf, a container registry. Registry clients use /v2/, AWS clients POST /.\n",
        ),
    )
}

fn class(status: u16) -> &'static str {
    match status {
        ..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
