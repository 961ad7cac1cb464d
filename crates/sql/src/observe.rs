//! One `debug` event per transaction and per statement outside one, a `trace` event per statement in one, and a warning for
//! a point read that held up its thread. Names and durations only, never values.

use std::time::{Duration, Instant};

use crate::Statement;

/// A point read runs on the thread that serves requests; beyond this it was not a point read, or the disk is slow.
const SLOW_POINT: Duration = Duration::from_millis(20);

/// Measures one statement or transaction.
pub(crate) struct Timer {
    started: Instant,
}

impl Timer {
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    pub(crate) fn statement(&self, statement: &Statement, rows: usize) {
        let elapsed = self.started.elapsed();
        tracing::debug!(
            statement = statement.name,
            micros = micros(elapsed),
            rows,
            "statement"
        );
        if statement.point && elapsed > SLOW_POINT {
            tracing::warn!(
                statement = statement.name,
                micros = micros(elapsed),
                "a point read was slow"
            );
        }
    }

    pub(crate) fn transaction(&self, name: &'static str, attempts: u32) {
        tracing::debug!(
            transaction = name,
            micros = micros(self.started.elapsed()),
            attempts,
            "transaction"
        );
    }
}

/// Notes a statement of a transaction. It is not timed: what it takes is in the transaction's time.
pub(crate) fn in_transaction(statement: &Statement) {
    tracing::trace!(statement = statement.name, "statement in a transaction");
}

fn micros(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)
}
