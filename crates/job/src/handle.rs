//! What the rest of the program holds of a supervisor.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::health::Health;

/// Wakes a supervisor when there may be work, and reports its health. It may be made before the supervisor is.
#[derive(Clone, Debug)]
pub struct Handle {
    pub(crate) wake: watch::Sender<()>,
    pub(crate) opened: Arc<Notify>,
    pub(crate) health: Arc<Health>,
}

impl Default for Handle {
    fn default() -> Handle {
        Handle {
            wake: watch::Sender::new(()),
            opened: Arc::default(),
            health: Arc::default(),
        }
    }
}

impl Handle {
    /// There may be work: the next look is now.
    pub fn wake(&self) {
        self.wake.send_replace(());
    }

    /// A Region was opened, perhaps for the first time.
    pub fn region_opened(&self) {
        self.opened.notify_one();
    }

    /// Whether the supervisor moves.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.health
    }
}
