//! The answer to a request on its way, which holds what the request may hold until its last byte has gone.
//!
//! The library takes as much of a body as it has room for, a megabyte and more, and keeps it for as long as the client takes nothing.
//! Pieces that were read into memory are therefore given to it only as far as the stream's share of that memory goes
//! (`blob::ReadMemory`); pieces that the kernel sends from files, and answers that have their room elsewhere, as it asks for them.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http::StatusCode;
use http_body::{Frame, SizeHint};
use wharf_blob::ReadRoom;

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
    /// Room for the next piece that is read into memory; then that of the tail.
    room: Option<ReadRoom>,
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
            room: None,
            tail: Bytes::new(),
        }
    }

    fn piece(&self, bytes: Bytes, room: Option<ReadRoom>) -> Frame<Piece> {
        Frame::data(Piece {
            bytes,
            progress: self.progress.clone(),
            _underway: self.underway.clone(),
            _room: room,
        })
    }

    /// Waits until the answer may hold one piece more. The node has nothing to find meanwhile: it waits for the client.
    fn poll_room(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.room.is_none()
            && let Some(share) = self.body.share()
        {
            let room = ready!(share.poll_take(context));
            self.room = Some(room);
        }
        Poll::Ready(())
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
            let (tail, room) = (std::mem::take(&mut self.tail), self.room.take());
            return Poll::Ready(Some(Ok(self.piece(tail, room))));
        }
        ready!(self.poll_room(context));
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Some(progress) = &self.progress {
            progress.wait_for_us(polled.is_pending());
        }
        let Some(frame) = ready!(polled) else {
            return Poll::Ready(None);
        };
        let mut bytes = frame?.into_data().unwrap_or_default();
        let mut room = self.room.take();
        if let Some(room) = &mut room {
            room.resize(bytes.len() as u64);
        }
        if http_body::Body::is_end_stream(&self.body) {
            // The file is closed, however long the client takes for what was read of it.
            self.body = Body::empty();
            if self.progress.is_some() && bytes.len() > TAIL {
                self.tail = bytes.split_off(bytes.len() - TAIL);
                // Both lie in the same memory, and it goes last.
                self.room = room.take();
            }
        }
        Poll::Ready(Some(Ok(self.piece(bytes, room))))
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
    /// Its room in the memory of pieces, where it was read into memory.
    _room: Option<ReadRoom>,
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

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use futures_util::stream;
    use http_body::Body as _;
    use wharf_blob::ReadMemory;

    use super::*;
    use crate::underway::Activity;

    const PIECE: usize = 16 * 1024;

    /// The answer with a blob of so many pieces, which the library polls.
    fn answer(pieces: usize, memory: &ReadMemory, progress: Option<Arc<Progress>>) -> Outgoing {
        let stream = stream::iter((0..pieces).map(|_| Ok::<_, io::Error>(Bytes::from(vec![7; PIECE]))));
        let length = (pieces * PIECE) as u64;
        let body = Body::Stream(Box::pin(stream), length, None, Some(memory.share()));
        Outgoing::new(
            (StatusCode::OK, body),
            Underway::new(&Arc::<Activity>::default()),
            progress,
        )
    }

    /// All that the library gets before it has to wait, or at the end.
    fn take(answer: &mut Outgoing) -> Vec<Piece> {
        let mut context = Context::from_waker(Waker::noop());
        let mut pieces = Vec::new();
        while let Poll::Ready(Some(frame)) = Pin::new(&mut *answer).poll_frame(&mut context) {
            pieces.push(frame.unwrap().into_data().unwrap_or_else(|_| panic!("no data")));
        }
        pieces
    }

    #[test]
    fn answers_that_are_not_taken_share_the_memory_of_pieces() {
        let memory = ReadMemory::new(4 * 1024 * 1024);
        let mut held = Vec::new();
        for _ in 0..2000 {
            let mut answer = answer(100, &memory, None);
            let pieces = take(&mut answer);
            assert!((1..=8).contains(&pieces.len()), "{}", pieces.len());
            held.push((answer, pieces));
        }
        assert!(memory.held() <= 4 * 1024 * 1024 + 2000 * PIECE as u64);
        // Whose client takes something gets more, to the end.
        let (answer, pieces) = &mut held[1999];
        let mut got = pieces.len();
        while !answer.is_end_stream() {
            pieces.clear();
            *pieces = take(answer);
            assert!(!pieces.is_empty());
            got += pieces.len();
        }
        assert_eq!(got, 100);
        drop(held);
        assert_eq!(memory.held(), 0);
    }

    #[test]
    fn the_last_byte_keeps_the_room_of_its_piece() {
        let memory = ReadMemory::new(1024 * 1024);
        let mut answer = answer(1, &memory, Some(Arc::new(Progress::new())));
        let mut pieces = take(&mut answer);
        assert_eq!(pieces.len(), 2);
        pieces.remove(0);
        assert_eq!(memory.held(), PIECE as u64);
        drop(pieces);
        assert_eq!(memory.held(), 0);
    }
}
