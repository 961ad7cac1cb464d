//! One request, from its head to its answer: id, protocol, front end, log line, metrics.
//!
//! The protocol is recognized by the path (`/v2/…`, `/layers/…`, health, metrics), by the header `X-Amz-Target` (JSON 1.1), or by a
//! form or query string with `Action` (Query).

use http::header::{CONNECTION, EXPECT, HOST, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode, Version};
use http_body::Body as _;
use hyper::body::Incoming;

use crate::peer::Peer;
use crate::proxies::Source;
use crate::request::{Noted, RequestContext, State, authority, is_too_long};
use crate::request_body::RequestBody;
use crate::response::{self, Answer, ErrorCode};
use crate::underway::Underway;
use crate::{cors, distribution, download, health, json11, query, unserved};

/// Characters of a path that the log shows: the longest that means something has a repository's name and a digest.
const MOST_LOGGED: usize = 512;

/// Characters of a method that the log shows: the longest that HTTP has is shorter.
const MOST_OF_METHOD: usize = 32;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Answers a request. Where its body was not read to the end, the connection goes on all the same, or the answer says that it ends.
pub(crate) async fn handle(
    state: &State,
    request: Request<Incoming>,
    peer: Peer,
    underway: &Underway,
) -> Answer {
    // HTTP/2 ends the stream, and no other.
    let has_streams = request.version() == Version::HTTP_2;
    let is_expecting = request.headers().contains_key(EXPECT);
    let (head, incoming) = request.into_parts();
    let pace = (!incoming.is_end_stream()).then(|| underway.receives());
    let (body, rest) = RequestBody::new(incoming, pace);
    let mut answer = recorded(state, Request::from_parts(head, body), peer, underway).await;
    if !has_streams && !rest.discard(is_expecting, underway.standing().displaced()).await {
        underway.leaves_unread();
        answer
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// Answers a request, logged and counted.
async fn recorded(
    state: &State,
    mut request: Request<RequestBody>,
    peer: Peer,
    underway: &Underway,
) -> Answer {
    let started = underway.began();
    let request_id = state.node.request_id();
    let mut authority = authority(&request);
    let names_host = authority.is_some();
    let (source, unbelieved) = match state.proxies.source(&peer, request.headers()) {
        Ok(source) => (source, None),
        Err(error) => (Source::of(&peer), Some(error)),
    };
    if let (Some(host), true) = (&source.host, names_host)
        && let Ok(value) = HeaderValue::from_str(host)
    {
        // The client signed the host that it called.
        request.headers_mut().insert(HOST, value);
        authority = Some(host.clone());
    }
    let context = RequestContext {
        state,
        peer,
        source,
        request_id,
        authority: authority.unwrap_or_default(),
        underway,
        noted: Noted::default(),
    };
    let line = tracing::enabled!(target: "wharf::access", tracing::Level::INFO).then(|| {
        (
            // A method may be as long as a head.
            request
                .method()
                .as_str()
                .chars()
                .take(MOST_OF_METHOD)
                .collect::<String>(),
            logged(request.uri().path()),
            context.authority.clone(),
        )
    });

    let is_head = request.method() == Method::HEAD;
    let page = state.cors.allowed(request.headers());
    let preflight = page.as_ref().and_then(|_| cors::preflight(&request));
    let (protocol, mut answer) = if !names_host {
        let text = "The request must name one host.\n";
        ("none", response::text(StatusCode::BAD_REQUEST, text))
    } else if let Some(error) = unbelieved {
        (
            "none",
            response::text(StatusCode::BAD_REQUEST, format!("{error}\n")),
        )
    } else if is_too_long(request.headers()) {
        let text = "The header User-Agent is too long: 8,192 bytes at most.\n";
        (
            "none",
            response::text(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, text),
        )
    } else if let Some(answer) = preflight {
        ("none", answer)
    } else {
        route(&context, request).await
    };

    // What tells of the node itself is for no page: it asks for no password.
    let page = page.filter(|_| protocol != "health");
    state.cors.mark(&mut answer, page.as_ref());
    if is_head {
        response::keep_head(&mut answer);
    }
    if let Ok(value) = HeaderValue::from_str(context.request_id.as_str()) {
        answer.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    let status = answer.status().as_u16();
    metrics::counter!("wharf_http_requests_total", "protocol" => protocol, "status" => class(status))
        .increment(1);
    metrics::histogram!("wharf_http_request_seconds", "protocol" => protocol)
        .record(started.elapsed().as_secs_f64());
    if let Some((method, path, host)) = line {
        let (principal, operation) = context.noted.get();
        let error = answer.extensions().get::<ErrorCode>().map(|code| code.0.as_str());
        tracing::info!(
            target: "wharf::access", request_id = %context.request_id, peer = %context.source,
            through = context.source.through, host, %method, path, principal, operation, status, error,
            bytes = answer.body().size_hint().exact(), milliseconds = started.elapsed().as_millis() as u64, "request"
        );
    }
    answer
}

/// A path as the log shows it.
fn logged(path: &str) -> String {
    // A download URL is a credential: the log shows only that one was used.
    if path.starts_with(download::PREFIX) {
        return download::PREFIX.to_owned();
    }
    match path.char_indices().nth(MOST_LOGGED) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => path.to_owned(),
    }
}

async fn route(context: &RequestContext<'_>, request: Request<RequestBody>) -> (&'static str, Answer) {
    let path = request.uri().path();
    let is_registry = path == "/v2" || path.starts_with("/v2/");
    let is_json = request.headers().contains_key("x-amz-target");
    if !is_registry && !is_json {
        // Those who run the node are answered however much clients ask. None of it needs a password, so each address has its places.
        if matches!(path, "/healthz" | "/readyz" | "/metrics") && !context.enter_to_look() {
            return ("health", health::crowded());
        }
        if let Some(answer) = health::answer(context.state, request.method(), path).await {
            return ("health", answer);
        }
        let asked = (request.method(), path, request.headers());
        if let Some(answer) = crate::metrics::answer(context.state.metrics.as_ref(), asked).await {
            return ("health", answer);
        }
    }
    // It is kept until the answer is there.
    let head = context.room_of_head(&request);
    let may_enter = head.is_ok() && context.enter();
    if is_registry {
        let answer = match may_enter {
            true => distribution::answer(context, request).await,
            false => distribution::crowded(),
        };
        return ("distribution", answer);
    }
    if is_json {
        let answer = match may_enter {
            true => Box::pin(json11::answer(context, request)).await,
            false => json11::crowded(request.headers()),
        };
        return ("json", answer);
    }
    if let Some(sealed) = path.strip_prefix(download::PREFIX) {
        let answer = match may_enter {
            true => download::answer(context, request.method(), request.headers(), sealed).await,
            false => download::unavailable(),
        };
        return ("download", answer);
    }
    if query::is_query(&request) {
        let answer = match may_enter {
            true => Box::pin(query::answer(context, request)).await,
            false => query::crowded(context),
        };
        return ("query", answer);
    }
    if let Some(answer) = unserved::answer(context, &request) {
        return ("none", answer);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_are_cut_in_the_log() {
        assert_eq!(logged("/v2/app/tags/list"), "/v2/app/tags/list");
        assert_eq!(logged("/layers/secret"), "/layers/");
        let long = format!("/v2/{}", "ä".repeat(100_000));
        assert_eq!(logged(&long).chars().count(), MOST_LOGGED + 1);
    }
}
