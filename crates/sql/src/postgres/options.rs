//! What may be chosen about a PostgreSQL database. Address, user, password and names are in the URL.

use std::time::Duration;

/// Options of [`Database::postgres`](crate::Database::postgres).
#[derive(Debug, Clone)]
pub struct PostgresOptions {
    /// Connections at most. Each running transaction uses one, and one blocking thread; a quarter of them is left to reads.
    pub connections: usize,
    /// How long a call waits for a connection to become free or to be made.
    pub patience: Duration,
    /// How long the server may work on one statement.
    pub statement_timeout: Duration,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            connections: 16,
            patience: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(60),
        }
    }
}
