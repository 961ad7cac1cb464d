//! HTTP/2: hyper's own client over one connection, so that streams share it.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, pem::PemObject as _};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};

use crate::http::connect_from;
use crate::{Request, Response};

/// An HTTP/2 connection. Clones share it.
#[derive(Clone)]
pub struct Http2 {
    sender: SendRequest<Sent>,
    authority: String,
    scheme: &'static str,
}

impl Http2 {
    /// Connects: over TLS to `host` with the authority's certificate, else with prior knowledge. The server may send `window`
    /// bytes of an answer before the client reads it.
    pub async fn open(address: SocketAddr, host: &str, certificate: Option<&Path>, window: u32) -> Http2 {
        let stream = TcpStream::connect(address).await.expect("a connection");
        match certificate {
            None => Http2::start(stream, host, "http", window).await,
            Some(certificate) => {
                let name = ServerName::try_from(host.to_owned()).expect("a host name");
                let connector = TlsConnector::from(trusting(certificate));
                let stream = connector.connect(name, stream).await.expect("a TLS connection");
                assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
                Http2::start(stream, host, "https", window).await
            }
        }
    }

    /// Connects as the client at an address of this machine, with prior knowledge.
    pub async fn open_from(from: Ipv4Addr, address: SocketAddr, host: &str, window: u32) -> Http2 {
        let stream = connect_from(from, address).await.expect("a connection");
        Http2::start(stream, host, "http", window).await
    }

    async fn start<S>(stream: S, host: &str, scheme: &'static str, window: u32) -> Http2
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (sender, connection) = Builder::new(TokioExecutor::new())
            .initial_stream_window_size(window)
            .initial_connection_window_size(64 * 1024 * 1024)
            .handshake(TokioIo::new(stream))
            .await
            .expect("an HTTP/2 connection");
        tokio::spawn(connection);
        Http2 {
            sender,
            authority: host.to_owned(),
            scheme,
        }
    }

    /// Sends a request (its `Host` becomes the authority) and reads the answer.
    pub async fn exchange(&mut self, request: &Request) -> Response {
        self.begin(request).await.response().await
    }

    /// Sends a request and reads only the head of its answer.
    pub async fn begin(&mut self, request: &Request) -> Unread {
        self.send(request, request.body.len()).await
    }

    /// Sends a request with so many bytes of its body, after which nothing comes, and waits for the head of an answer.
    pub async fn hold(&mut self, request: &Request, sent: usize) -> Unread {
        assert!(sent < request.body.len(), "a part of it");
        self.send(request, sent).await
    }

    async fn send(&mut self, request: &Request, sent: usize) -> Unread {
        let uri = format!("{}://{}{}", self.scheme, self.authority, request.target);
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(uri);
        for (name, value) in request
            .headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("host"))
        {
            builder = builder.header(name.as_str(), value.as_str());
        }
        let body = Sent {
            bytes: request.body.slice(..sent),
            is_whole: sent == request.body.len(),
        };
        let request = builder.body(body).expect("a request");
        Unread(self.sender.send_request(request).await.expect("an answer"))
    }
}

/// The body of a request: all of it, or the part after which nothing comes.
struct Sent {
    bytes: Bytes,
    is_whole: bool,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match (self.bytes.is_empty(), self.is_whole) {
            (false, _) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.bytes))))),
            (true, true) => Poll::Ready(None),
            (true, false) => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_whole && self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.bytes.len() as u64;
        match self.is_whole {
            true => SizeHint::with_exact(length),
            false => SizeHint::default(),
        }
    }
}

/// An answer whose body is not read.
pub struct Unread(hyper::Response<Incoming>);

impl Unread {
    /// The status.
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// Reads the rest of the answer.
    pub async fn response(self) -> Response {
        let (head, body) = self.0.into_parts();
        let headers = head.headers.iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
        Response {
            status: head.status.as_u16(),
            headers: headers.collect(),
            body: body.collect().await.expect("a whole body").to_bytes(),
        }
    }

    /// Reads the body; none when the server ended it before.
    pub async fn read(self) -> Option<Bytes> {
        let body = self.0.into_body().collect().await;
        body.ok().map(|body| body.to_bytes())
    }
}

fn trusting(certificate: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(certificate).expect("a certificate");
    roots.add(certificate).expect("an authority");
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the usual versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config)
}
