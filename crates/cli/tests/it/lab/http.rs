//! HTTP/1.1 over one connection, blocking: an error is an error, nothing is sent twice.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use crate::program::Node;

/// Bytes of a line of a head that are read.
const MAX_LINE: u64 = 1 << 20;
/// Nothing takes longer on this machine; what does, hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A socket, or TLS over one.
pub(crate) trait Stream: Read + Write + Send {}

impl<T: Read + Write + Send> Stream for T {}

/// What a client over TLS trusts, if the node has an authority of its own.
pub(crate) fn trusting(node: &Node) -> Option<Arc<ClientConfig>> {
    let node = node.json();
    let authority = node["ca"].as_str()?;
    let mut config = crate::tls::client(Path::new(authority)).as_ref().clone();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Some(Arc::new(config))
}

/// Connects, over TLS if there is something to trust; the time is that within which each read and write succeeds.
pub(crate) fn connect(
    address: SocketAddr,
    tls: Option<&Arc<ClientConfig>>,
    patience: Duration,
) -> io::Result<Box<dyn Stream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    let Some(tls) = tls else {
        return Ok(Box::new(stream));
    };
    let name = ServerName::try_from("localhost").map_err(io::Error::other)?;
    let connection = ClientConnection::new(Arc::clone(tls), name).map_err(io::Error::other)?;
    Ok(Box::new(StreamOwned::new(connection, stream)))
}

/// A connection, opened when needed.
pub(crate) struct Http {
    address: SocketAddr,
    tls: Option<Arc<ClientConfig>>,
    stream: Option<BufReader<Box<dyn Stream>>>,
    headers: String,
}

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Http {
    /// Requests go to `address`, each with these header lines.
    pub(crate) fn new(address: SocketAddr, headers: String) -> Http {
        Http {
            address,
            tls: None,
            stream: None,
            headers,
        }
    }

    /// The same over TLS, if there is something to trust.
    #[must_use]
    pub(crate) fn over_tls(self, tls: Option<Arc<ClientConfig>>) -> Http {
        Http { tls, ..self }
    }

    /// Sends a request and reads its answer.
    pub(crate) fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &str,
        body: &[u8],
    ) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = connect(self.address, self.tls.as_ref(), PATIENCE)?;
                BufReader::with_capacity(64 * 1024, stream)
            }
        };
        let length = body.len();
        let own = &self.headers;
        let head = format!("{method} {target} HTTP/1.1\r\n{own}{headers}Content-Length: {length}\r\n\r\n");
        stream.get_mut().write_all(head.as_bytes())?;
        // A server may answer before it has read everything; then the answer counts.
        let sent = stream.get_mut().write_all(body);
        let answer = read(&mut stream, method);
        if answer.is_ok() {
            self.stream = sent.is_ok().then_some(stream);
        }
        answer
    }
}

fn read(stream: &mut BufReader<Box<dyn Stream>>, method: &str) -> io::Result<Answer> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.take(MAX_LINE).read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let status = lines
        .first()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
    let mut answer = Answer {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: Vec::new(),
    };
    if method == "HEAD" || matches!(answer.status, 204 | 304) {
        return Ok(answer);
    }
    if let Some(length) = answer.header("content-length") {
        answer.body = vec![0; length.parse().map_err(io::Error::other)?];
        stream.read_exact(&mut answer.body)?;
    } else {
        loop {
            let mut line = String::new();
            stream.take(MAX_LINE).read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
            let mut chunk = vec![0; length + 2];
            stream.read_exact(&mut chunk)?;
            if length == 0 {
                break;
            }
            answer.body.extend_from_slice(&chunk[..length]);
        }
    }
    Ok(answer)
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(held, _)| held == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// This answer, if it has the status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Answer {
        assert_eq!(
            self.status,
            status,
            "{:?} {}",
            self.headers,
            String::from_utf8_lossy(&self.body)
        );
        self
    }
}
