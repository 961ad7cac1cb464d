//! One request, from its head to its answer: id, protocol, front end, log line, metrics.
//!
//! The protocol is told by the path (`/v2/…`, `/layers/…`, health), by the header `X-Amz-Target` (JSON 1.1), or by a
//! form or query string with `Action` (Query).

use std::time::Instant;

use http::header::{HOST, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request, StatusCode, Version};
use hyper::body::Incoming;
use wharf_aws::{Region, RequestId};
use wharf_services::authenticate::{Identified, nobody};
use wharf_services::{Call, Endpoint};

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

    /// The call that an identified caller makes with this request.
    pub(crate) fn call(&self, caller: Identified, region: Region, headers: &HeaderMap) -> Call {
        let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Call {
            account: caller.account,
            principal: caller.principal,
            access_key_id: caller.access_key_id,
            session: caller.session,
            region,
            endpoint: self.endpoint(),
            source_ip: Some(self.peer.address.ip()),
            user_agent: user_agent.map(str::to_owned),
            request_id: self.request_id,
        }
    }

    /// The call that a request makes which nobody signed.
    pub(crate) fn unsigned_call(&self, headers: &HeaderMap) -> Call {
        let region = self.state.hosts.api_region(&self.authority);
        let (_, default) = &self.state.node.settings.default_registry;
        let region = region.filter(|region| self.state.node.serves(region));
        let region = region.unwrap_or_else(|| default.clone());
        self.call(nobody(&self.state.node), region, headers)
    }
}

/// Answers a request.
pub(crate) async fn handle(state: &State, request: Request<Incoming>, peer: Peer) -> Answer {
    let started = Instant::now();
    let request_id = state.node.request_id();
    let authority = authority(&request);
    let names_host = authority.is_some();
    let incomer = Incomer {
        state,
        peer,
        request_id,
        authority: authority.unwrap_or_default(),
    };
    let line = tracing::enabled!(target: "wharf::access", tracing::Level::INFO).then(|| {
        (
            request.method().clone(),
            request.uri().path().to_owned(),
            incomer.authority.clone(),
        )
    });

    let is_head = request.method() == Method::HEAD;
    let (protocol, mut answer) = if names_host {
        route(&incomer, request).await
    } else {
        let text = "The request must name one host.\n";
        ("none", response::text(StatusCode::BAD_REQUEST, text))
    };

    if is_head {
        response::keep_head(&mut answer);
    }
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
            target: "wharf::access", request_id = %incomer.request_id, peer = %incomer.peer.address, host, %method, path, status,
            milliseconds = started.elapsed().as_millis() as u64, "request"
        );
    }
    answer
}

/// The host that is called: the target's, else that of `Host`. `None` when the head says none, several, or what is no
/// host (RFC 9112 §3.2 demands a refusal); we repeat it in headers and addresses.
fn authority(request: &Request<Incoming>) -> Option<String> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next();
    if hosts.next().is_some() {
        return None;
    }
    let text = match (request.uri().authority(), host) {
        (Some(authority), _) => authority.as_str(),
        (None, Some(host)) => host.to_str().ok()?,
        // Probes of load balancers speak HTTP/1.0 and name no host.
        (None, None) if request.version() <= Version::HTTP_10 => "",
        (None, None) => return None,
    };
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    text.bytes().all(is_host).then(|| text.to_owned())
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
        let answer = download::answer(incomer, request.method(), request.headers(), sealed).await;
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
