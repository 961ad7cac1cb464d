//! Whether a store takes more bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a store takes more bytes, asked before each piece of a body. Clones are the same: several stores may share one.
///
/// What is stopped is answered as a full disk is ([`Error::Full`](crate::Error::Full)). Reading, and all that frees bytes, goes on.
#[derive(Clone, Debug, Default)]
pub struct Intake(Arc<AtomicBool>);

impl Intake {
    /// Takes no more bytes, or takes them again.
    pub fn stop(&self, is_stopped: bool) {
        self.0.store(is_stopped, Ordering::Relaxed);
    }

    /// Whether no more bytes are taken.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
