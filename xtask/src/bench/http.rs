//! A blocking HTTP/1.1 client whose own cost is small and the same for every contestant: one `TcpStream`, keep-alive,
//! one 1 MiB buffer. No TLS, no redirects, no pipelining.

use anyhow::{Context as _, bail, ensure};
use std::io::{IoSlice, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const BUFFER: usize = 1 << 20;
/// How much of a body one chunk of `Transfer-Encoding: chunked` carries.
const CHUNK: usize = 256 << 10;

/// What follows the head of a request.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    /// No body; `Content-Length: 0` for the methods that need it.
    Empty,
    /// Sent with its length.
    Sized(&'a [u8]),
    /// Sent in chunks without a length, as docker streams a layer.
    Chunked(&'a [u8]),
}

/// The head of an answer.
pub struct Head {
    pub status: u16,
    headers: Vec<(String, String)>,
}

impl Head {
    /// The first header of that (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// An answer with its whole body.
pub struct Response {
    pub head: Head,
    pub body: Vec<u8>,
}

impl Response {
    /// Fails with the server's own words unless the status is the one expected.
    pub fn expect(self, status: u16) -> anyhow::Result<Response> {
        let text = || String::from_utf8_lossy(&self.body[..self.body.len().min(400)]).into_owned();
        ensure!(
            self.head.status == status,
            "expected {status}, got {}: {}",
            self.head.status,
            text()
        );
        Ok(self)
    }
}

/// One keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    authorization: Option<String>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Connection {
    /// Connects; every request will carry the `Authorization` value, if there is one.
    pub fn open(address: SocketAddr, authorization: Option<&str>) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let authorization = authorization.map(str::to_owned);
        Ok(Connection {
            stream,
            address,
            authorization,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
        })
    }

    /// One exchange; the answer's body is kept.
    pub fn exchange(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body<'_>,
    ) -> anyhow::Result<Response> {
        self.send(method, path, headers, body)
            .with_context(|| format!("{method} {path}"))?;
        let head = self.head()?;
        let mut kept = Vec::new();
        self.body(method, &head, |piece| kept.extend_from_slice(piece))?;
        Ok(Response { head, body: kept })
    }

    /// One GET whose body is counted and dropped.
    pub fn drain(&mut self, path: &str) -> anyhow::Result<u64> {
        self.send("GET", path, &[], Body::Empty)?;
        let head = self.head()?;
        ensure!(head.status == 200, "GET {path}: status {}", head.status);
        let mut length = 0;
        self.body("GET", &head, |piece| length += piece.len() as u64)?;
        Ok(length)
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body<'_>,
    ) -> anyhow::Result<()> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if let Some(value) = &self.authorization {
            head += &format!("Authorization: {value}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        match body {
            Body::Empty if matches!(method, "GET" | "HEAD") => {}
            Body::Empty => head += "Content-Length: 0\r\n",
            Body::Sized(bytes) => head += &format!("Content-Length: {}\r\n", bytes.len()),
            Body::Chunked(_) => head += "Transfer-Encoding: chunked\r\n",
        }
        head += "\r\n";
        match body {
            Body::Empty => self.stream.write_all(head.as_bytes())?,
            Body::Sized(bytes) => self.write_both(head.as_bytes(), bytes)?,
            Body::Chunked(bytes) => {
                self.stream.write_all(head.as_bytes())?;
                for chunk in bytes.chunks(CHUNK) {
                    self.write_both(format!("{:x}\r\n", chunk.len()).as_bytes(), chunk)?;
                    self.stream.write_all(b"\r\n")?;
                }
                self.stream.write_all(b"0\r\n\r\n")?;
            }
        }
        Ok(())
    }

    /// Head and body in one system call where they fit, so that a small request is one packet.
    fn write_both(&mut self, first: &[u8], second: &[u8]) -> anyhow::Result<()> {
        let written = self
            .stream
            .write_vectored(&[IoSlice::new(first), IoSlice::new(second)])?;
        if written < first.len() {
            self.stream.write_all(&first[written..])?;
        }
        Ok(self
            .stream
            .write_all(&second[written.saturating_sub(first.len())..])?)
    }

    fn head(&mut self) -> anyhow::Result<Head> {
        let end = loop {
            if let Some(at) = find(&self.buffer[self.start..self.end], b"\r\n\r\n") {
                break self.start + at;
            }
            self.fill()?;
        };
        let text = std::str::from_utf8(&self.buffer[self.start..end])?;
        let mut lines = text.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .context("no status line")?
            .parse()?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        self.start = end + 4;
        if status == 100 {
            return self.head();
        }
        Ok(Head { status, headers })
    }

    fn body(&mut self, method: &str, head: &Head, mut take: impl FnMut(&[u8])) -> anyhow::Result<()> {
        if method == "HEAD" || matches!(head.status, 204 | 304) {
            return Ok(());
        }
        if let Some(length) = head.header("content-length") {
            return self.take(length.parse()?, &mut take);
        }
        if head
            .header("transfer-encoding")
            .is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
        {
            loop {
                let line = self.line()?;
                let size = usize::from_str_radix(line.split(';').next().unwrap_or("").trim(), 16)?;
                self.take(size, &mut take)?;
                self.line()?;
                if size == 0 {
                    return Ok(());
                }
            }
        }
        bail!("answer {} has neither Content-Length nor chunks", head.status)
    }

    fn take(&mut self, mut left: usize, take: &mut impl FnMut(&[u8])) -> anyhow::Result<()> {
        while left > 0 {
            if self.start == self.end {
                self.fill()?;
            }
            let piece = left.min(self.end - self.start);
            take(&self.buffer[self.start..self.start + piece]);
            self.start += piece;
            left -= piece;
        }
        Ok(())
    }

    fn line(&mut self) -> anyhow::Result<String> {
        loop {
            if let Some(at) = find(&self.buffer[self.start..self.end], b"\r\n") {
                let line = std::str::from_utf8(&self.buffer[self.start..self.start + at])?.to_owned();
                self.start += at + 2;
                return Ok(line);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> anyhow::Result<()> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        } else if self.end == self.buffer.len() {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        let read = self.stream.read(&mut self.buffer[self.end..])?;
        ensure!(read > 0, "the server closed the connection");
        self.end += read;
        Ok(())
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
