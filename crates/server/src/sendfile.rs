//! Plain TCP that sends blobs from their files: the kernel copies from the page cache to the socket, we copy nothing.
//!
//! hyper writes what it is given, in order, by vectored writes. A slice that lies in a window of a blob (see
//! `blob::Windows`) is sent by `sendfile`; everything else as ever. A body that some layer looks at or copies (HTTP/2) has
//! another address and goes the ordinary way.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use wharf_blob::{Piece, Windows};

/// The most that one call sends: other connections of the thread wait for it.
const MOST: usize = 2 * 1024 * 1024;

/// A socket and the blobs on their way through it.
pub(crate) struct Sendfile {
    socket: TcpStream,
    windows: Windows,
    /// Whether the kernel holds back what does not fill a segment. It splices 64 KiB at a time, and without this the
    /// few bytes of each that do not fit in a segment would travel in one of their own.
    corked: bool,
}

impl Sendfile {
    pub(crate) fn new(socket: TcpStream, windows: Windows) -> Sendfile {
        Sendfile {
            socket,
            windows,
            corked: false,
        }
    }

    fn cork(&mut self, corked: bool) -> io::Result<()> {
        if self.corked != corked {
            rustix::net::sockopt::set_tcp_cork(&self.socket, corked)?;
            self.corked = corked;
        }
        Ok(())
    }

    fn poll_send(
        &mut self,
        context: &mut Context<'_>,
        piece: &Piece,
        length: usize,
    ) -> Poll<io::Result<usize>> {
        self.cork(true)?;
        let length = length.min(MOST);
        loop {
            ready!(self.socket.poll_write_ready(context))?;
            let sent = self.socket.try_io(Interest::WRITABLE, || {
                let mut offset = piece.offset;
                Ok(rustix::fs::sendfile(
                    &self.socket,
                    &*piece.file,
                    Some(&mut offset),
                    length,
                )?)
            });
            match sent {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                // The file is shorter than the blob that it holds: never pretend that the rest was sent.
                Ok(0) if length > 0 => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                sent => return Poll::Ready(sent),
            }
        }
    }
}

impl AsyncRead for Sendfile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl AsyncWrite for Sendfile {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.windows.find(bytes) {
            Some(piece) => self.poll_send(context, &piece, bytes.len()),
            None => Pin::new(&mut self.socket).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut ordinary = 0;
        for slice in slices {
            match self.windows.find(slice) {
                Some(piece) if ordinary == 0 && !slice.is_empty() => {
                    return self.poll_send(context, &piece, slice.len());
                }
                // What stands before a window goes first, by itself.
                Some(_) => break,
                None => ordinary += 1,
            }
        }
        Pin::new(&mut self.socket).poll_write_vectored(context, &slices[..ordinary])
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.cork(false)?;
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
