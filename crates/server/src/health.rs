//! `GET /healthz` and `/readyz`: for those who run the node.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::{Method, StatusCode};
use wharf_aws::Region;
use wharf_node::ecr::image;
use wharf_node::ecr::layer::damage;
use wharf_node::{Cell, Unavailable, store_identity};

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

/// What does not keep the node from serving, and wants an operator: as it is known in memory, so that a probe costs nothing.
fn degraded(state: &State) -> String {
    let node = &state.node;
    let read_only = node.read_only().map(|why| format!("read only: {why}\n"));
    let failed = node.failed_cells();
    let failed = failed
        .keys()
        .map(|region| format!("degraded: {region} does not open: see the log\n"));
    let identity = node.identity.database();
    let identity = (!identity.doubts().is_empty()).then(|| {
        "degraded: the database of accounts is damaged, or lost changes: see wharf doctor\n".to_owned()
    });
    let secrets = match node.unreadable_records().len() {
        0 => None,
        1 => Some("a sealed record does not".to_owned()),
        count => Some(format!("{count} sealed records do not")),
    };
    let secrets = secrets.map(|what| format!("degraded: {what} open: see wharf doctor\n"));
    let cells = node.open_cells();
    let of_cells = cells.iter().flat_map(|cell| {
        let stopped = store_identity::is_stopped(cell).then(|| "collection is stopped in".to_owned());
        let doubted = !cell.database.doubts().is_empty();
        let doubted = doubted.then(|| "a database is damaged, or lost changes, in".to_owned());
        let damaged = match damage::last_count(cell) {
            0 => None,
            1 => Some("a layer is missing or damaged in".to_owned()),
            count => Some(format!("{count} layers are missing or damaged in")),
        };
        let manifests = match image::damage::last_count(cell) {
            0 => None,
            1 => Some("the manifest of an image is missing or damaged in".to_owned()),
            count => Some(format!(
                "the manifests of {count} images are missing or damaged in"
            )),
        };
        let said = |(what, see)| format!("degraded: {what} {}: see {see}\n", cell.region);
        [
            (stopped, "wharf doctor"),
            (damaged, "wharf doctor"),
            (manifests, "wharf doctor"),
            (doubted, "wharf doctor"),
        ]
        .into_iter()
        .filter_map(|(what, see)| Some((what?, see)))
        .map(said)
        .collect::<Vec<_>>()
    });
    read_only
        .into_iter()
        .chain(failed)
        .chain(identity)
        .chain(secrets)
        .chain(of_cells)
        .collect()
}

/// The refusal of one who has too many such questions under way.
pub(crate) fn crowded() -> Answer {
    let text = "Too many of your requests are under way. Try again later.\n";
    let mut answer = response::text(StatusCode::SERVICE_UNAVAILABLE, text);
    response::come_again(&mut answer);
    answer
}

async fn ready(state: &State) -> Answer {
    if state.is_leaving.load(Ordering::Relaxed) {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, "draining\n");
    }
    let node = Arc::clone(&state.node);
    // One look for all who ask: it takes a place among those who wait for the database.
    let looked = state.ready.get(async move {
        let silent = node.silent_database().await;
        if silent.is_none() {
            node.look_at_unreadable().await;
        }
        silent
    });
    if let Some(silent) = looked
        .await
        .unwrap_or_else(|| Some("a database does not answer".to_owned()))
    {
        return response::text(StatusCode::SERVICE_UNAVAILABLE, format!("{silent}\n"));
    }
    let gone = |cell: &Arc<Cell>| Some((cell.region.clone(), store_identity::why_gone(cell)?));
    if let Some((region, why)) = state.node.open_cells().iter().find_map(gone) {
        let said = format!("the bytes of {region} are not there: {why}\n");
        return response::text(StatusCode::SERVICE_UNAVAILABLE, said);
    }
    let closed = |(region, why): (Region, Unavailable)| Some((region, why.closed()?));
    if let Some((region, why)) = state.node.failed_cells().into_iter().find_map(closed) {
        let said = format!("{region} does not open: {why}\n");
        return response::text(StatusCode::SERVICE_UNAVAILABLE, said);
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
