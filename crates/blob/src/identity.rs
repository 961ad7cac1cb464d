//! Which home it is.

use serde::{Deserialize, Serialize};

/// What a store says of itself, so that a caller who comes back tells it from another store, and from an older state of what the
/// caller wrote elsewhere. The store keeps it and reads nothing in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreIdentity {
    /// Which store.
    pub id: String,
    /// Rises with what the caller writes elsewhere.
    pub epoch: i64,
    /// When it rose last, in microseconds since the Unix epoch.
    pub raised_at_micros: i64,
}
