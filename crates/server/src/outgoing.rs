//! The answer to a request on its way: it holds what the request may hold until its last byte has gone.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http::StatusCode;
use http_body::{Frame, SizeHint};

use crate::body::Body;
use crate::streams::Progress;
use crate::underway::Underway;

/// The last bytes of an answer over HTTP/2 that go to the connection with its end. The library waits until the client takes one
/// byte more, and is then done with the stream, with all that it was given: so that is one byte.
const TAIL: usize = 1;

/// The body of an answer on its way to the client.
pub(crate) struct Outgoing {
    body: Body,
    underway: Underway,
    progress: Option<Arc<Progress>>,
    /// The last bytes, where they wait until the client took some of those before them. The library is done with a stream
    /// that was given its end, however little of it the client takes.
    tail: Bytes,
}

impl Outgoing {
    /// The body of the answer to a request; `progress` is that of its stream.
    pub(crate) fn new(
        (status, body): (StatusCode, Body),
        underway: Underway,
        progress: Option<Arc<Progress>>,
    ) -> Outgoing {
        if let Some(progress) = &progress {
            progress.begin();
        }
        let is_refusal = status == StatusCode::SERVICE_UNAVAILABLE;
        underway.standing().answers(progress.clone(), is_refusal);
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
            _underway: self.underway.clone(),
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
    _underway: Underway,
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
