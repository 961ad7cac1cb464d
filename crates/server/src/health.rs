//! `GET /healthz` and `/readyz`: for those who run the node.

use http::{Method, StatusCode};
use wharf_node::store_identity;

use crate::request::State;
use crate::response::{self, Answer};

/// The answer, when the path is one of these.
pub(crate) async fn answer(state: &State, method: &Method, path: &str) -> Option<Answer> {
    if !matches!(path, "/healthz" | "/readyz") {
        return None;
    }
    Some(match response::refuse_unless_read(method) {
        Some(refused) => refused,
        None if path == "/healthz" => response::text(StatusCode::OK, "ok\n"),
        None => ready(state).await,
    })
}

/// What does not keep the node from serving, and wants an operator.
fn degraded(state: &State) -> String {
    let read_only = match state.node.settings.read_only {
        true => "read only: by its settings\n",
        false => "",
    };
    let cells = state.node.open_cells();
    let stopped = cells.iter().filter(|cell| store_identity::is_stopped(cell));
    let stopped = stopped.map(|cell| {
        format!(
            "degraded: collection is stopped in {}: see wharf doctor\n",
            cell.region
        )
    });
    [read_only.to_owned()].into_iter().chain(stopped).collect()
}

async fn ready(state: &State) -> Answer {
    if *state.draining.borrow() {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, "draining\n");
    }
    if !state.node.is_ready().await {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, "a database does not answer\n");
    }
    match state.node.jobs.health().standing_still() {
        None => response::text(StatusCode::OK, format!("ready\n{}", degraded(state))),
        Some((part, since)) => {
            let said = format!(
                "the jobs of {part} have made no progress for {} seconds\n",
                since.as_secs()
            );
            response::text(StatusCode::SERVICE_UNAVAILABLE, said)
        }
    }
}
