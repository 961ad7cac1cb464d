//! Sockets: accept, TLS, HTTP/1.1 and HTTP/2 on one port, graceful drain.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::Request;
use http_body::Body as _;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use wharf_blob::Windows;
use wharf_node::Node;

use crate::hosts::Hosts;
use crate::operator_socket::OperatorSocket;
use crate::pipeline;
use crate::request::{Downloads, Peer, State};
use crate::sendfile::Sendfile;
use crate::socket::Socket;

/// How long a client may take for the head of a request, and for a TLS handshake.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// What a server needs to know.
pub struct Options {
    /// The address to listen on; port 0 for any free one.
    pub listen: SocketAddr,
    /// TLS, or `None` for plain HTTP.
    pub tls: Option<Arc<ServerConfig>>,
    /// The meaning of host names.
    pub hosts: Hosts,
    /// How layers are downloaded.
    pub downloads: Downloads,
    /// How long a drain waits for the requests under way.
    pub drain: Duration,
    /// What `/metrics` shows.
    pub metrics: Option<PrometheusHandle>,
    /// The socket of the node's operators, if it has one.
    pub operators: Option<OperatorSocket>,
}

/// A listening server.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    drain: Duration,
    operators: Option<OperatorSocket>,
    state: Arc<State>,
}

impl Server {
    /// Listens. Connections are accepted by [`Server::run`].
    pub async fn bind(node: Arc<Node>, options: Options) -> io::Result<Server> {
        let listener = TcpListener::bind(options.listen).await?;
        Ok(Server {
            address: listener.local_addr()?,
            listener,
            tls: options.tls.map(TlsAcceptor::from),
            drain: options.drain,
            operators: options.operators,
            state: Arc::new(State {
                node,
                hosts: options.hosts,
                downloads: options.downloads,
                metrics: options.metrics,
                draining: AtomicBool::new(false),
            }),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown`, then refuses new connections, lets the requests under way end, and returns.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                (stream, user) = OperatorSocket::accept_if_any(self.operators.as_ref()) => {
                    let peer = Peer { address: None, operator: Some(Arc::new(user)), secure: false, windows: None };
                    tokio::spawn(serve(Arc::clone(&self.state), stream, peer, graceful.watcher()));
                    continue;
                }
                () = &mut shutdown => break,
            };
            let (socket, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors, most likely: wait for connections to end rather than spin.
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let watcher = graceful.watcher();
            let (state, tls) = (Arc::clone(&self.state), self.tls.clone());
            tokio::spawn(connection(state, tls, socket, address, watcher));
        }
        drop((self.listener, self.operators));
        self.state.draining.store(true, Ordering::Relaxed);
        tracing::info!(seconds = self.drain.as_secs(), "draining");
        if tokio::time::timeout(self.drain, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("requests still under way are cut off");
        }
    }
}

async fn connection(
    state: Arc<State>,
    tls: Option<TlsAcceptor>,
    socket: TcpStream,
    address: SocketAddr,
    watcher: hyper_util::server::graceful::Watcher,
) {
    // Answers are written whole; waiting to coalesce them only adds latency.
    let _ = socket.set_nodelay(true);
    let mut peer = Peer {
        address: Some(address),
        operator: None,
        secure: tls.is_some(),
        windows: None,
    };
    match tls {
        None => {
            let windows = Windows::default();
            peer.windows = Some(windows.clone());
            serve(state, Sendfile::new(socket, windows), peer, watcher).await;
        }
        Some(acceptor) => match tokio::time::timeout(HEAD_TIMEOUT, acceptor.accept(socket)).await {
            Ok(Ok(stream)) => serve(state, stream, peer, watcher).await,
            Ok(Err(error)) => tracing::debug!(%address, %error, "TLS handshake failed"),
            Err(_elapsed) => tracing::debug!(%address, "TLS handshake timed out"),
        },
    }
}

async fn serve<S>(state: Arc<State>, stream: S, peer: Peer, watcher: hyper_util::server::graceful::Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(512 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .initial_stream_window_size(1024 * 1024)
        .initial_connection_window_size(4 * 1024 * 1024)
        .max_send_buf_size(1024 * 1024)
        .max_concurrent_streams(128)
        .max_header_list_size(64 * 1024)
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(20));
    let unread = Arc::new(AtomicBool::new(false));
    let stream = Socket::new(stream, HEAD_TIMEOUT, Arc::clone(&unread));
    let from = peer.to_string();
    let service = service_fn(move |request: Request<Incoming>| {
        let (state, unread, peer) = (Arc::clone(&state), Arc::clone(&unread), peer.clone());
        let has_body = !request.body().is_end_stream();
        async move {
            let answer = pipeline::handle(&state, request, peer).await;
            unread.store(has_body && answer.status().as_u16() >= 400, Ordering::Relaxed);
            Ok::<_, std::convert::Infallible>(answer)
        }
    });
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(peer = from, %error, "connection ended early");
    }
}
