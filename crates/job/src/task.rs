//! Tasks of one process that are no jobs, because nothing of them outlives it: flushes of memory, polls of a file. One that
//! panics is counted, logged and started again.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;

/// How long a task that ended waits to be begun again.
const PAUSE: Duration = Duration::from_secs(1);

/// Does something again and again: first after `first`, then so long after the last time ended.
pub async fn every<F: Future<Output = ()>>(
    name: &'static str,
    first: Duration,
    then: Duration,
    mut work: impl FnMut() -> F,
) {
    tokio::time::sleep(first).await;
    loop {
        once(name, &mut work).await;
        tokio::time::sleep(then).await;
    }
}

/// Begins something anew whenever it ends.
pub async fn keep<F: Future<Output = ()>>(name: &'static str, mut work: impl FnMut() -> F) {
    loop {
        once(name, &mut work).await;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn once<F: Future<Output = ()>>(name: &'static str, work: &mut impl FnMut() -> F) {
    let guarded = AssertUnwindSafe(async { work().await }).catch_unwind();
    if let Err(panic) = guarded.await {
        metrics::counter!("wharf_task_panics_total", "task" => name).increment(1);
        tracing::error!(
            task = name,
            panic = message(panic.as_ref()),
            "a task panicked and goes on"
        );
    }
}

/// What a panic said.
pub(crate) fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_goes_on() {
        let turns = AtomicUsize::new(0);
        let work = || async {
            if turns.fetch_add(1, Ordering::SeqCst) == 1 {
                panic!("the second turn");
            }
        };
        let second = Duration::from_secs(1);
        let forever = every("test", second, second, work);
        let ended = tokio::time::timeout(Duration::from_millis(5500), forever).await;
        assert!(ended.is_err());
        assert_eq!(turns.load(Ordering::SeqCst), 5);
    }
}
