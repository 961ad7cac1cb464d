//! Where time and randomness come from.

use std::sync::Arc;

/// Where the time of rows and the spread of their waits come from.
#[derive(Clone)]
pub struct Environment {
    /// Microseconds since 1970.
    pub clock: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Any number.
    pub random: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Environment {
    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }
}
