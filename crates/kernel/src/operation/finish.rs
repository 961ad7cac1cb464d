//! Work that is done to its end though its caller goes away, and the record of it.
//!
//! A transaction commits whether or not anybody waits for it. So what stores something for a caller is not dropped with the caller's request:
//! the record says what came of it.

use std::pin::Pin;
use std::task::{self, Poll, ready};

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;

use super::{Context, failed};
use crate::Error;
use crate::audit::Failure;

impl Context<'_> {
    /// Does what stores the image with a digest. Where the caller goes away meanwhile, it goes on by itself, and the call is recorded at its
    /// end: as one that succeeded, with the digest, or as one that failed.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn finish<T, F>(
        &self,
        digest: &str,
        work: impl Future<Output = Result<T, Error<F>>> + Send + 'static,
    ) -> Result<T, Error<F>>
    where
        T: Send + 'static,
        F: Failure + Send + 'static,
    {
        let context = self;
        let work: Option<Work<T, F>> = Some(Box::pin(work));
        Finishing {
            context,
            digest,
            work,
        }
        .await
    }
}

type Work<T, F> = BoxFuture<'static, Result<T, Error<F>>>;

/// Waits for the work, and lets it go on when it is dropped before the end.
struct Finishing<'c, T: Send + 'static, F: Failure + Send + 'static> {
    context: &'c Context<'c>,
    digest: &'c str,
    /// Nothing once it has ended.
    work: Option<Work<T, F>>,
}

impl<T: Send + 'static, F: Failure + Send + 'static> Future for Finishing<'_, T, F> {
    type Output = Result<T, Error<F>>;

    fn poll(mut self: Pin<&mut Self>, polled: &mut task::Context<'_>) -> Poll<Self::Output> {
        let work = self
            .work
            .as_mut()
            .expect("INVARIANT: what has ended is not polled");
        let result = ready!(work.as_mut().poll(polled));
        self.work = None;
        Poll::Ready(result)
    }
}

impl<T: Send + 'static, F: Failure + Send + 'static> Drop for Finishing<'_, T, F> {
    fn drop(&mut self) {
        let (Some(work), Ok(runtime)) = (self.work.take(), Handle::try_current()) else {
            return;
        };
        let pending = self.context.pending.lock().take();
        let (row, digest) = (self.context.row, self.digest.to_owned());
        runtime.spawn(async move {
            let result = work.await;
            let Some(pending) = pending else { return };
            let (failure, digests) = match &result {
                Ok(_) => (None, vec![digest]),
                Err(error) => (Some(failed(error, row)), Vec::new()),
            };
            pending.ended(None, failure).with_digests(digests).write().await;
        });
    }
}
