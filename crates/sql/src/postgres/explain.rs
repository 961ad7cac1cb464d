//! The plan of a statement whose values are not known, as PostgreSQL 15 lets one ask for it.

use deadpool_postgres::ClientWrapper;
use tokio_postgres::SimpleQueryMessage;

use super::fault::fault;
use crate::{Error, Statement, scan};

/// The plan with sequential scans made as dear as can be. The connection is not used again: the prepared
/// statement lives in its session.
pub(super) async fn plan(client: ClientWrapper, statement: &Statement) -> Result<String, Error> {
    let values = vec!["NULL"; scan::highest_placeholder(statement.text)].join(", ");
    let values = if values.is_empty() {
        values
    } else {
        format!("({values})")
    };
    let script = format!(
        "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;
         PREPARE explained AS {};
         EXPLAIN (COSTS OFF) EXECUTE explained{values}",
        statement.text
    );
    let messages = client
        .simple_query(&script)
        .await
        .map_err(|error| fault(statement.name, &error))?;
    let lines = messages.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}
