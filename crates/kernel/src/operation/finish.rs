//! Work that is done to its end though its caller goes away, and the record of it.
//!
//! A transaction that has begun commits whether or not a client waits for it. So what stores something for a caller is then not dropped with
//! the caller's request: the record says what came of it. One that still waits for its turn is taken back: what a request holds is bounded,
//! and what waits without one would not be. Of those that have begun a database has few.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{self, Poll, ready};

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;

use super::Context;
use super::record::failed;
use crate::Error;
use crate::audit::{Failure, Image};

/// Whether a transaction has begun, or was taken back before.
#[derive(Clone, Debug, Default)]
pub struct Turn(Arc<OnceLock<bool>>);

impl Turn {
    /// Says that the transaction begins: the first thing that it does.
    ///
    /// # Errors
    /// It was taken back, and must not commit.
    pub fn begin(&self) -> Result<(), wharf_sql::Error> {
        match self.0.get_or_init(|| true) {
            true => Ok(()),
            false => Err(wharf_sql::Error::Closed),
        }
    }

    /// Takes the transaction back, if it has not begun; whether it has.
    fn has_begun(&self) -> bool {
        *self.0.get_or_init(|| false)
    }
}

impl Context<'_> {
    /// Does what stores the image with a digest, in one transaction that takes its [`Turn`]. Where the caller goes away after the transaction
    /// has begun, it goes on by itself, and the call is recorded at its end: as one that succeeded, with the digest, or as one that failed. So it is where
    /// the caller goes away between its end and the answer.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn finish<T, F, W>(&self, digest: &str, work: impl FnOnce(Turn) -> W) -> Result<T, Error<F>>
    where
        T: Send + 'static,
        F: Failure + Send + 'static,
        W: Future<Output = Result<T, Error<F>>> + Send + 'static,
    {
        let context = self;
        let turn = Turn::default();
        let work: Option<Work<T, F>> = Some(Box::pin(work(turn.clone())));
        Finishing {
            context,
            digest,
            turn,
            work,
        }
        .await
    }
}

type Work<T, F> = BoxFuture<'static, Result<T, Error<F>>>;

/// Waits for the work. When it is dropped before the end, it lets the work go on, if that has begun.
struct Finishing<'c, T: Send + 'static, F: Failure + Send + 'static> {
    context: &'c Context<'c>,
    digest: &'c str,
    turn: Turn,
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
        if result.is_ok() {
            let mut pending = self.context.pending.lock();
            *pending = pending.take().map(|pending| pending.done(self.digest));
        }
        Poll::Ready(result)
    }
}

impl<T: Send + 'static, F: Failure + Send + 'static> Drop for Finishing<'_, T, F> {
    fn drop(&mut self) {
        let (Some(work), Ok(runtime)) = (self.work.take(), Handle::try_current()) else {
            return;
        };
        if !self.turn.has_begun() {
            return;
        }
        let pending = self.context.pending.lock().take();
        let (row, digest) = (self.context.row, self.digest.to_owned());
        let going_on = self.context.node.finishing.subscribe();
        runtime.spawn(async move {
            let result = work.await;
            let Some(pending) = pending else { return };
            let (failure, images) = match &result {
                Ok(_) => (None, vec![Image { digest, tag: None }]),
                Err(error) => (Some(failed(error, row)), Vec::new()),
            };
            pending.ended(None, failure).with_images(images).write().await;
            drop(going_on);
        });
    }
}
