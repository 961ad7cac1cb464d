//! A client's socket, with the timeouts that the HTTP library leaves to us.
//!
//! - What came of a head counts, so that heads without an end take no memory without bound (`heads`).
//! - A client that connects must soon say which HTTP it speaks; afterwards the library's own timeout for heads takes over.
//! - A client must read the answer that it asked for: a connection that takes no byte for a while is closed.
//! - A connection that ends over an unread body is not closed at once: the system would reset it, and the
//!   client, still sending, would never read why it was refused. What it sends is thrown away for a while instead.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use crate::heads::Heads;
use crate::streams::STALL;
use crate::underway::Activity;

/// How an HTTP/2 connection begins (RFC 9113 §3.4); any other byte is HTTP/1.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The most that is read at once of what may be a head over HTTP/1. A body may begin behind it, which would count for it: so this is half
/// of what is not charged of each.
const PIECE: usize = 8 * 1024;
/// How long a client may go on sending a body that was refused.
pub(crate) const LINGER: Duration = Duration::from_secs(5);

pub(crate) struct Socket<S> {
    stream: S,
    /// Runs until the client has shown its protocol.
    patience: Option<Pin<Box<Sleep>>>,
    /// Bytes of the preface seen so far.
    seen: usize,
    activity: Arc<Activity>,
    /// None where few connections may be.
    heads: Option<Heads>,
    /// Runs while the client takes nothing; kept when it does, to be set again.
    stall: Option<Pin<Box<Sleep>>>,
    is_stalled: bool,
    is_shut: bool,
    linger: Option<Pin<Box<Sleep>>>,
}

impl<S> Socket<S> {
    /// Waits for `patience` for the first bytes. A request whose body is not read to its end says so in `activity`.
    pub(crate) fn new(stream: S, patience: Duration, activity: Arc<Activity>) -> Socket<S> {
        Socket {
            stream,
            patience: Some(Box::pin(sleep(patience))),
            seen: 0,
            activity,
            heads: None,
            stall: None,
            is_stalled: false,
            is_shut: false,
            linger: None,
        }
    }

    /// Counts what comes of heads.
    pub(crate) fn counting(mut self, heads: Heads) -> Socket<S> {
        self.heads = Some(heads);
        self
    }

    /// Counts bytes that came. Until the client has shown its protocol they may be of either.
    fn count(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(heads) = &mut self.heads else {
            return Ok(());
        };
        if self.patience.is_some() || self.activity.has_streams() {
            return heads.read_frames(bytes);
        }
        heads.read_head(bytes, !self.activity.is_idle())
    }

    /// Whether what comes over HTTP/1 may be a head, or has one behind it: also while a body is thrown away. The body of a caller who is
    /// proved is read as it comes.
    fn may_be_head(&self) -> bool {
        self.heads.is_some()
            && !self.activity.has_streams()
            && self.activity.proved.load(Ordering::Acquire) == 0
    }

    /// Says that there is an answer.
    fn answers(&mut self) {
        if let Some(heads) = &mut self.heads {
            heads.answered();
        }
    }

    fn note(&mut self, bytes: &[u8]) {
        let rest = &PREFACE[self.seen..];
        self.seen += bytes.len().min(rest.len());
        if bytes.len() >= rest.len() || !rest.starts_with(bytes) {
            self.patience = None;
        }
        if bytes.starts_with(rest) {
            self.activity.set_streams();
        }
    }
}

impl<S> Socket<S> {
    /// The outcome of a write, or that the client took nothing for too long.
    fn within_patience<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.is_stalled = false;
            self.activity.set_socket_busy(false);
            return written;
        }
        let stall = self.stall.get_or_insert_with(|| Box::pin(sleep(STALL)));
        if !self.is_stalled {
            self.is_stalled = true;
            self.activity.set_socket_busy(true);
            stall.as_mut().reset(Instant::now() + STALL);
        }
        ready!(stall.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> Socket<S> {
    /// Reads no more than may be counted.
    fn poll_piece(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let most = match self.may_be_head() {
            true => buffer.remaining().min(PIECE),
            false => buffer.remaining(),
        };
        if most == buffer.remaining() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let mut piece = ReadBuf::new(buffer.initialize_unfilled_to(most));
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut piece))?;
        let length = piece.filled().len();
        buffer.advance(length);
        Poll::Ready(Ok(()))
    }

    /// Throws away what arrives, until the client has closed or the time is over.
    fn poll_linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(linger) = &mut self.linger else {
            return Poll::Ready(());
        };
        let mut bytes = [0; 16 * 1024];
        loop {
            if linger.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            let mut buffer = ReadBuf::new(&mut bytes);
            match ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Socket<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match self.poll_piece(context, buffer) {
            Poll::Pending => {
                let this = &mut *self;
                let is_over = this
                    .patience
                    .as_mut()
                    .is_some_and(|patience| patience.as_mut().poll(context).is_ready())
                    || this
                        .heads
                        .as_mut()
                        .is_some_and(|heads| heads.poll_late(context).is_ready());
                match is_over {
                    true => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
                    false => Poll::Pending,
                }
            }
            Poll::Ready(Ok(())) => {
                let bytes = &buffer.filled()[before..];
                if self.patience.is_some() {
                    self.note(bytes);
                }
                Poll::Ready(self.count(bytes))
            }
            failed => failed,
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Socket<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.answers();
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.within_patience(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.answers();
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.within_patience(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.within_patience(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.is_shut {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
            self.is_shut = true;
            if self.activity.is_unread() {
                self.activity.set_socket_busy(true);
                self.linger = Some(Box::pin(sleep(LINGER)));
            }
        }
        self.poll_linger(context).map(Ok)
    }
}
