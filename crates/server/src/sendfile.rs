//! Plain TCP that sends blobs from their files: the kernel copies from the page cache to the socket, we copy nothing.
//!
//! hyper writes what it is given, in order, by vectored writes. A slice that lies in a window of a blob (see
//! `blob::Windows`) is an address without bytes: it is sent by `sendfile`, or read into a buffer where the kernel cannot do that
//! for the file. Everything else goes the ordinary way. Layers that look at what they send (TLS, HTTP/2) get no windows.

use std::io::{self, IoSlice};
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use wharf_blob::{Piece, Windows};

/// The most that one call sends: other connections of the thread wait for it.
const MOST: usize = 2 * 1024 * 1024;
/// The same where it has to be read.
const MOST_READ: usize = 64 * 1024;

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
                Err(error) if is_unsupported(&error) => {
                    return self.poll_read_and_send(context, piece, length);
                }
                // The file is shorter than the blob that it holds: never pretend that the rest was sent.
                Ok(0) if length > 0 => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                sent => return Poll::Ready(sent),
            }
        }
    }

    /// The same by a buffer. What the socket does not take is read once more.
    fn poll_read_and_send(
        &mut self,
        context: &mut Context<'_>,
        piece: &Piece,
        length: usize,
    ) -> Poll<io::Result<usize>> {
        let mut buffer = vec![0; length.min(MOST_READ)];
        let read = piece.file.read_at(&mut buffer, piece.offset)?;
        if read == 0 && length > 0 {
            return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
        }
        Pin::new(&mut self.socket).poll_write(context, &buffer[..read])
    }
}

/// Whether the kernel cannot send from files of this kind: their filesystem has no pages to give.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        rustix::io::Errno::from_io_error(error),
        Some(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP)
    )
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

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::Arc;

    use tokio::io::AsyncReadExt as _;
    use tokio::net::TcpListener;

    use super::*;

    /// Both ways give the bytes from the piece's offset on, and say where a file ends too early.
    #[tokio::test]
    async fn from_the_kernel_and_from_a_buffer() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (socket, _) = listener.accept().await.unwrap();
        let mut sendfile = Sendfile::new(socket, Windows::default());
        let file = tempfile::tempfile().unwrap();
        file.write_all_at(b"0123456789", 0).unwrap();
        let file = Arc::new(file);
        let piece = |offset| Piece {
            file: Arc::clone(&file),
            offset,
        };

        let sent = poll_fn(|context| sendfile.poll_send(context, &piece(2), 3)).await;
        assert_eq!(sent.unwrap(), 3);
        let sent = poll_fn(|context| sendfile.poll_read_and_send(context, &piece(5), 4)).await;
        assert_eq!(sent.unwrap(), 4);
        let mut got = [0; 7];
        sendfile.cork(false).unwrap();
        client.read_exact(&mut got).await.unwrap();
        assert_eq!(&got, b"2345678");

        let ended = poll_fn(|context| sendfile.poll_send(context, &piece(10), 1)).await;
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        let ended = poll_fn(|context| sendfile.poll_read_and_send(context, &piece(10), 1)).await;
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn what_the_kernel_cannot_send_is_told_from_what_failed() {
        let is_unsupported = |error: rustix::io::Errno| is_unsupported(&error.into());
        assert!(is_unsupported(rustix::io::Errno::INVAL));
        assert!(!is_unsupported(rustix::io::Errno::IO));
    }
}
