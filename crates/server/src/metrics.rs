//! `GET /metrics`: what the node counts, in Prometheus' text format.
//!
//! Everything is counted where it happens, by the macros of the crate `metrics`; here it is only shown.

use http::{Method, StatusCode};

use crate::request::State;
use crate::response::{self, Answer};

/// The answer, when the path is this one.
pub(crate) fn answer(state: &State, method: &Method, path: &str) -> Option<Answer> {
    if path != "/metrics" {
        return None;
    }
    Some(match (response::refuse_unless_read(method), &state.metrics) {
        (Some(refused), _) => refused,
        (None, Some(metrics)) => response::full(
            StatusCode::OK,
            "text/plain; version=0.0.4; charset=utf-8",
            metrics.render(),
        ),
        (None, None) => response::text(StatusCode::NOT_FOUND, "metrics are off\n"),
    })
}
