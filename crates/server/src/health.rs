//! `GET /healthz`, `/readyz` and `/metrics`: for those who run the node.

use std::sync::atomic::Ordering;

use http::{Method, StatusCode};

use crate::request::State;
use crate::response::{self, Answer};

/// The answer, when the path is one of these.
pub(crate) async fn answer(state: &State, method: &Method, path: &str) -> Option<Answer> {
    if !matches!(path, "/healthz" | "/readyz" | "/metrics") {
        return None;
    }
    if method != Method::GET && method != Method::HEAD {
        return Some(response::text(
            StatusCode::METHOD_NOT_ALLOWED,
            "only GET and HEAD\n",
        ));
    }
    Some(match path {
        "/healthz" => response::text(StatusCode::OK, "ok\n"),
        "/readyz" => ready(state).await,
        _ => match &state.metrics {
            Some(metrics) => response::full(
                StatusCode::OK,
                "text/plain; version=0.0.4; charset=utf-8",
                metrics.render(),
            ),
            None => response::text(StatusCode::NOT_FOUND, "metrics are off\n"),
        },
    })
}

async fn ready(state: &State) -> Answer {
    if state.draining.load(Ordering::Relaxed) {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, "draining\n");
    }
    if !state.node.is_ready().await {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, "a database does not answer\n");
    }
    match state.node.jobs.health().standing_still() {
        None => response::text(StatusCode::OK, "ready\n"),
        Some((part, since)) => {
            let said = format!("the jobs of {part} stand still for {} seconds\n", since.as_secs());
            response::text(StatusCode::SERVICE_UNAVAILABLE, said)
        }
    }
}
