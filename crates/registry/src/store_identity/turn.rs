//! What is done now and then at a store whose disk may hang: one at a time, so that it keeps no thread but its own.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use wharf_kernel::Unavailable;

/// Held by the one that is under way, until it ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn(Arc<Mutex<()>>);

impl Turn {
    /// Does it, and waits for so long until it ends; it goes on behind that. Nothing where it does not end in time, or is not begun, because
    /// the one before it is still under way. `is_last`: that one is waited for.
    pub(super) async fn take<T: Send + 'static>(
        &self,
        (patience, is_last): (Duration, bool),
        work: impl Future<Output = Result<T, Unavailable>> + Send + 'static,
    ) -> Option<Result<T, Unavailable>> {
        let done = async {
            let turn = match is_last {
                true => Arc::clone(&self.0).lock_owned().await,
                false => Arc::clone(&self.0).try_lock_owned().ok()?,
            };
            let done = tokio::spawn(async move {
                let _turn = turn;
                work.await
            });
            Some(
                done.await
                    .unwrap_or_else(|error| Err(Unavailable::Internal(error.to_string()))),
            )
        };
        tokio::time::timeout(patience, done).await.ok().flatten()
    }
}
