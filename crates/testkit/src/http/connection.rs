//! One TCP connection, whose bytes the test chooses.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::{Request, Response};

/// A test that waits longer for an answer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether the server's end of a connection between two ports of this machine has nothing to read (`proc_net_tcp(5)`).
pub fn is_read(client: u16, server: u16) -> bool {
    let table = std::fs::read_to_string("/proc/net/tcp").expect("the table of connections");
    table.lines().skip(1).any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, local, remote, _, queues, ..] = fields.as_slice() else {
            return false;
        };
        local.ends_with(&format!(":{server:04X}"))
            && remote.ends_with(&format!(":{client:04X}"))
            && queues.ends_with(":00000000")
    })
}

/// A connection from an address of this machine, all of which in 127.0.0.0/8 are.
pub(crate) async fn connect_from(from: Ipv4Addr, server: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(server).await
}

/// A connection.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Connection {
        Connection::try_open(address).await.expect("a connection")
    }

    /// Connects, if a server listens.
    pub async fn try_open(address: SocketAddr) -> io::Result<Connection> {
        Connection::over(TcpStream::connect(address).await?)
    }

    /// Connects as the client at an address of this machine.
    pub async fn open_from(from: Ipv4Addr, address: SocketAddr) -> Connection {
        let stream = connect_from(from, address).await;
        stream.and_then(Connection::over).expect("a connection")
    }

    fn over(stream: TcpStream) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            received: Vec::new(),
        })
    }

    /// Sends bytes.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.try_write(bytes).await.expect("the server reads");
    }

    /// Sends bytes to a server that may have closed.
    pub async fn try_write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref()).await
    }

    /// Whether the server has read all that was sent: nothing is left in the queue of its socket.
    pub fn is_read_by_server(&self) -> bool {
        let (own, server) = (self.stream.local_addr(), self.stream.peer_addr());
        is_read(
            own.expect("an address").port(),
            server.expect("an address").port(),
        )
    }

    /// Waits until it has.
    pub async fn read_by_server(&self) {
        let begun = tokio::time::Instant::now();
        while !self.is_read_by_server() {
            assert!(begun.elapsed() < PATIENCE, "the server does not read");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Says that nothing more will be sent.
    pub async fn finish(&mut self) {
        self.stream.shutdown().await.expect("an open connection");
    }

    /// Sends a request and reads its answer.
    pub async fn exchange(&mut self, request: &Request) -> Response {
        // A server may answer, and close, before it has read all: the answer counts.
        let _ = self.try_write(request.to_bytes()).await;
        self.response(&request.method).await
    }

    /// Sends the head of a request and, once the server asks for the body, so many bytes of it.
    pub async fn begin(&mut self, request: &Request, sent: usize) {
        let expecting = request.clone().header("Expect", "100-continue");
        self.write(expecting.head()).await;
        assert_eq!(self.response(&request.method).await.status, 100, "{request:?}");
        self.write(&request.body[..sent]).await;
        self.read_by_server().await;
    }

    /// Reads an answer to a request of this method.
    pub async fn response(&mut self, method: &str) -> Response {
        let response = tokio::time::timeout(PATIENCE, self.try_response(method)).await;
        let response = response.unwrap_or_else(|_| panic!("no answer to {method} within {PATIENCE:?}"));
        response.unwrap_or_else(|error| panic!("no answer to {method}: {error}"))
    }

    /// Reads an answer, or says how the connection ended.
    pub async fn try_response(&mut self, method: &str) -> io::Result<Response> {
        let head = loop {
            if let Some(at) = find(&self.received, b"\r\n\r\n") {
                break self.received.drain(..at + 4).collect::<Vec<u8>>();
            }
            self.more().await?;
        };
        let head = String::from_utf8(head).map_err(io::Error::other)?;
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .unwrap_or_default();
        let status: u16 = status.parse().map_err(io::Error::other)?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        let mut response = Response {
            status,
            headers: headers.collect(),
            body: bytes::Bytes::new(),
        };
        if method != "HEAD" && !matches!(status, 100..=199 | 204 | 304) {
            response.body = self.body(&response).await?.into();
        }
        Ok(response)
    }

    async fn body(&mut self, response: &Response) -> io::Result<Vec<u8>> {
        if response.header("transfer-encoding") == Some("chunked") {
            return self.chunks().await;
        }
        let length = response
            .header("content-length")
            .and_then(|length| length.parse().ok());
        match length {
            Some(length) => self.take(length).await,
            None => {
                while self.more().await.is_ok() {}
                Ok(std::mem::take(&mut self.received))
            }
        }
    }

    async fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let at = loop {
                match find(&self.received, b"\r\n") {
                    Some(at) => break at,
                    None => self.more().await?,
                }
            };
            let line = self.take(at + 2).await?;
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            let length = usize::from_str_radix(&line, 16).map_err(io::Error::other)?;
            let chunk = self.take(length + 2).await?;
            if length == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..length]);
        }
    }

    async fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.received.len() < length {
            self.more().await?;
        }
        Ok(self.received.drain(..length).collect())
    }

    async fn more(&mut self) -> io::Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        let read = self.stream.read(&mut buffer).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.received.extend_from_slice(&buffer[..read]);
        Ok(())
    }

    /// Reads a frame of HTTP/2: its kind, its flags and what it says.
    pub async fn frame(&mut self) -> (u8, u8, Vec<u8>) {
        let read = async {
            let head = self.take(9).await?;
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
            let length = usize::try_from(length).map_err(io::Error::other)?;
            Ok::<_, io::Error>((head[3], head[4], self.take(length).await?))
        };
        let frame = tokio::time::timeout(PATIENCE, read).await;
        let frame = frame.unwrap_or_else(|_| panic!("no frame within {PATIENCE:?}"));
        frame.expect("a frame")
    }

    /// Waits until the server has closed, and gives what it still sent.
    pub async fn closed(&mut self) -> Vec<u8> {
        let wait = async { while self.more().await.is_ok() {} };
        wait.await;
        std::mem::take(&mut self.received)
    }

    /// Whether nothing arrives for this long.
    pub async fn is_silent(&mut self, time: Duration) -> bool {
        self.received.is_empty() && tokio::time::timeout(time, self.more()).await.is_err()
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
