//! Ctrl-C on a command that takes long: it stops between two things or in the middle of one, says what it has done, and ends by
//! itself. The second Ctrl-C ends it at once.

use std::future::Future;

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use crate::exit::{INTERRUPTED, Interrupted};
use crate::progress::Progress;

/// Does work and shows how far it is, until it is done or Ctrl-C comes; then `done` says what was done.
///
/// From here on Ctrl-C does not kill the process by itself: questions are asked before.
pub(crate) async fn unless_interrupted<T>(
    progress: &Progress,
    done: impl FnOnce() -> String,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be listened to")?;
    let outcome = tokio::select! {
        biased;
        _ = interrupt.recv() => None,
        outcome = progress.beside(work) => Some(outcome),
    };
    if let Some(outcome) = outcome {
        return outcome;
    }
    tokio::spawn(async move {
        interrupt.recv().await;
        std::process::exit(i32::from(INTERRUPTED));
    });
    Err(Interrupted(done()).into())
}

/// From here on Ctrl-C ends the process as it does where nothing listens to it: what follows only prints what was found.
pub(crate) fn ends_the_process() {
    // A thread of its own, for what prints gives no way to anything else.
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            let Ok(mut interrupt) = signal(SignalKind::interrupt()) else {
                return;
            };
            interrupt.recv().await;
            std::process::exit(i32::from(INTERRUPTED));
        });
    });
}
