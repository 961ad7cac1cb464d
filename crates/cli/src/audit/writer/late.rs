//! A thread that does not get on, because its disk hangs. Records are lost then, as on a disk that fails: no request waits for ever.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::timeout;

use super::{AuditWriter, Message, lost};

/// How long a request waits for room. While the thread does not get on, the others do not wait.
const PATIENCE: Duration = Duration::from_secs(5);

impl AuditWriter {
    /// Gives the record once there is room. Where the disk hangs none comes, and records are lost as on one that fails.
    pub(super) async fn wait_for_room(&self, message: Message) {
        if self.is_late.load(Ordering::Relaxed) {
            lost("not_written", 1);
            return;
        }
        let sender = self.sender.clone();
        // By itself: a caller that does not wait for the end of its request takes no record away.
        let sending = tokio::spawn(async move {
            let sent = timeout(PATIENCE, sender.send(message)).await;
            if sent.is_err() {
                lost("not_written", 1);
            }
            sent.is_ok()
        });
        if let Ok(false) = sending.await {
            self.note_late(true);
        }
    }

    /// Notes, and logs once, whether the thread gets on.
    pub(super) fn note_late(&self, is_late: bool) {
        let folder = self.folder.display();
        match (self.is_late.swap(is_late, Ordering::Relaxed), is_late) {
            (false, true) => tracing::error!(
                %folder,
                "audit records are lost: the disk of their folder does not answer. See to that disk; the node goes on with it by itself"
            ),
            (true, false) => tracing::info!(%folder, "audit records are written again"),
            _ => {}
        }
    }
}
