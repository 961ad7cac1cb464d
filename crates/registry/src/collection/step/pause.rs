//! How long a collection leaves the database to others.

use std::time::Instant;

/// A turn at the database, after which requests have as long as it took.
pub(super) struct Pause(Instant);

impl Pause {
    /// The turn begins.
    pub(super) fn begin() -> Pause {
        Pause(Instant::now())
    }

    /// The turn ends, and so does the time of the others.
    pub(super) async fn end(self) {
        tokio::time::sleep(self.0.elapsed()).await;
    }
}
