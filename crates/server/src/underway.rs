//! What a connection has under way, so that it can be closed when there is nothing; and the answer to a request, which
//! holds what the request may hold until its last byte has gone.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http_body::{Frame, SizeHint};
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::answer_room::AnswerRoom;
use crate::body::Body;
use crate::bounds::Slot;
use crate::budget::Share;
use crate::streams::Progress;

/// The last bytes of an answer over HTTP/2 that go to the connection with its end. The library waits until the client takes one
/// byte more, and is then done with the stream, with all that it was given: so that is one byte.
const TAIL: usize = 1;

/// What a connection does.
#[derive(Default)]
pub(crate) struct Activity {
    requests: AtomicUsize,
    /// Whether the socket has not taken all that it was given, or reads what is thrown away.
    is_socket_busy: AtomicBool,
    has_streams: AtomicBool,
    /// Whether the last request's body may not have been read.
    pub(crate) is_unread: AtomicBool,
    changed: Notify,
}

impl Activity {
    /// Says whether the socket has something to do.
    pub(crate) fn set_socket_busy(&self, is_busy: bool) {
        if self.is_socket_busy.swap(is_busy, Ordering::Relaxed) != is_busy {
            self.changed.notify_one();
        }
    }

    /// Says that the client speaks HTTP/2.
    pub(crate) fn set_streams(&self) {
        self.has_streams.store(true, Ordering::Relaxed);
    }

    /// Whether the client speaks HTTP/2.
    pub(crate) fn has_streams(&self) -> bool {
        self.has_streams.load(Ordering::Relaxed)
    }

    /// Waits until no request is under way, as far as the connection knows: half of a head is none.
    pub(crate) async fn idle(&self) {
        loop {
            let changed = self.changed.notified();
            if self.requests.load(Ordering::Acquire) == 0 && !self.is_socket_busy.load(Ordering::Relaxed) {
                return;
            }
            changed.await;
        }
    }
}

/// A request from its head to the last byte of its answer.
pub(crate) struct Underway {
    activity: Arc<Activity>,
    slots: Mutex<Vec<Slot>>,
    /// The room of the answer in memory, once it is known whose it is.
    answer: OnceLock<Arc<AnswerRoom>>,
}

impl Underway {
    /// A request that begins.
    pub(crate) fn new(activity: &Arc<Activity>) -> Arc<Underway> {
        activity.requests.fetch_add(1, Ordering::Relaxed);
        Arc::new(Underway {
            activity: Arc::clone(activity),
            slots: Mutex::default(),
            answer: OnceLock::new(),
        })
    }

    /// The room of the answer, which has this share.
    pub(crate) fn answer_room(&self, share: impl FnOnce() -> Share) -> Arc<AnswerRoom> {
        let room = self.answer.get_or_init(|| Arc::new(AnswerRoom::new(share())));
        Arc::clone(room)
    }

    /// Keeps room for an answer that was made, until its last byte has gone; false when there is none.
    pub(crate) fn settle(&self, length: usize) -> bool {
        self.answer.get().is_none_or(|room| room.settle(length))
    }

    /// Keeps a place until the request ends.
    pub(crate) fn keep(&self, slot: Slot) {
        self.slots.lock().push(slot);
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.activity.requests.fetch_sub(1, Ordering::Release);
        self.activity.changed.notify_one();
    }
}

/// The body of an answer on its way to the client.
pub(crate) struct Outgoing {
    body: Body,
    underway: Arc<Underway>,
    progress: Option<Arc<Progress>>,
    /// The last bytes, where they wait until the client took some of those before them. The library is done with a stream
    /// that was given its end, however little of it the client takes.
    tail: Bytes,
}

impl Outgoing {
    /// The body of the answer to a request; `progress` is that of its stream.
    pub(crate) fn new(body: Body, underway: Arc<Underway>, progress: Option<Arc<Progress>>) -> Outgoing {
        if let Some(progress) = &progress {
            progress.begin();
        }
        Outgoing {
            body,
            underway,
            progress,
            tail: Bytes::new(),
        }
    }

    fn piece(&self, bytes: Bytes) -> Frame<Piece> {
        Frame::data(Piece {
            bytes,
            progress: self.progress.clone(),
            _underway: Arc::clone(&self.underway),
        })
    }
}

impl http_body::Body for Outgoing {
    type Data = Piece;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Piece>, io::Error>>> {
        if !self.tail.is_empty() {
            let tail = std::mem::take(&mut self.tail);
            return Poll::Ready(Some(Ok(self.piece(tail))));
        }
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Some(progress) = &self.progress {
            progress.wait_for_us(polled.is_pending());
        }
        let Some(frame) = ready!(polled) else {
            return Poll::Ready(None);
        };
        let mut bytes = frame?.into_data().unwrap_or_default();
        if http_body::Body::is_end_stream(&self.body) {
            // The file is closed, however long the client takes for what was read of it.
            self.body = Body::empty();
            if self.progress.is_some() && bytes.len() > TAIL {
                self.tail = bytes.split_off(bytes.len() - TAIL);
            }
        }
        Poll::Ready(Some(Ok(self.piece(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.tail.is_empty() && http_body::Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        let body = http_body::Body::size_hint(&self.body).lower();
        SizeHint::with_exact(body + self.tail.len() as u64)
    }
}

/// Bytes of an answer. They lie where they lay in the body, so that they can be sent from a file.
pub(crate) struct Piece {
    bytes: Bytes,
    progress: Option<Arc<Progress>>,
    _underway: Arc<Underway>,
}

impl Buf for Piece {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn advance(&mut self, count: usize) {
        self.bytes.advance(count);
        if let Some(progress) = &self.progress {
            progress.note();
        }
    }
}
