//! `GET /healthz` and `/readyz`: for those who run the node.

use http::{Method, StatusCode};
use wharf_node::Node;
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
    let cells = state.node.open_cells();
    let stopped = cells.iter().filter(|cell| store_identity::is_stopped(cell));
    let stopped = stopped.map(|cell| {
        format!(
            "degraded: collection is stopped in {}: see wharf doctor\n",
            cell.region
        )
    });
    read_only(&state.node).into_iter().chain(stopped).collect()
}

/// Why the node takes no changes: pulls go on, so it stays ready.
fn read_only(node: &Node) -> Option<String> {
    let space = &node.space;
    let set = node.settings.read_only.then_some("by its settings");
    let why = space.closed().map(|closed| closed.reason());
    let why = set.or(why).or_else(|| {
        space
            .was_refused()
            .then_some("no space, or a read-only store, at the last change")
    });
    why.map(|why| format!("read only: {why}\n"))
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
