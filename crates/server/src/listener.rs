//! Sockets: accept, TLS, HTTP/1.1 and HTTP/2 on one port, graceful drain.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::{Request, Version};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use wharf_blob::Windows;
use wharf_node::Node;

use crate::bounds::{Bounds, Client};
use crate::cors::CorsOrigins;
use crate::heads::Heads;
use crate::hosts::Hosts;
use crate::metrics::Exposed;
use crate::metrics_port::MetricsPort;
use crate::operator_socket::OperatorSocket;
use crate::outgoing::Outgoing;
use crate::peer::Peer;
use crate::pipeline;
use crate::proxies::TrustedProxies;
use crate::public_url::PublicUrl;
use crate::request::{Downloads, State};
use crate::sendfile::Sendfile;
use crate::slots::{Occupant, Slot};
use crate::socket::{LINGER, Socket};
use crate::streams::{Progress, Streams};
use crate::together::Together;
use crate::underway::{Activity, Underway};

/// How long a client may take for the head of a request, and for a TLS handshake.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a client of HTTP/2 without a request may take to say that it heard of the end.
const GOODBYE: Duration = Duration::from_secs(1);
/// So many connections are few: what each of them has of its own need not be small.
const FEW: usize = 128;
/// The longest record of TLS, in bytes.
const RECORD: usize = 16 * 1024;

/// What a server needs to know.
pub struct Options {
    /// The address to listen on; port 0 for any free one.
    pub listen: SocketAddr,
    /// TLS, or `None` for plain HTTP.
    pub tls: Option<Arc<ServerConfig>>,
    /// The meaning of host names.
    pub hosts: Hosts,
    /// The address by which clients reach the node, where it is another than that which they call.
    pub public_url: Option<PublicUrl>,
    /// The proxies whose words about clients are believed.
    pub proxies: TrustedProxies,
    /// The origins whose pages browsers let call the node.
    pub cors: CorsOrigins,
    /// How layers are downloaded.
    pub downloads: Downloads,
    /// How long the server goes on, and says that it is not ready, before it drains.
    pub shutdown_delay: Duration,
    /// How long a drain waits for the requests under way.
    pub drain: Duration,
    /// What `/metrics` shows, and to whom.
    pub metrics: Option<Exposed>,
    /// Where all of it is shown, if that has a port of its own.
    pub metrics_port: Option<MetricsPort>,
    /// The socket of the node's operators, if it has one.
    pub operators: Option<OperatorSocket>,
    /// How many files the process may have open: the bounds of what clients may hold follow from it.
    pub open_files: usize,
}

/// A listening server.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    shutdown_delay: Duration,
    drain: Duration,
    operators: Option<OperatorSocket>,
    metrics: Option<MetricsPort>,
    state: Arc<State>,
}

impl Server {
    /// Listens. Connections are accepted by [`Server::run`].
    pub async fn bind(node: Arc<Node>, options: Options) -> io::Result<Server> {
        let listener = TcpListener::bind(options.listen).await?;
        Ok(Server {
            metrics: options.metrics_port,
            shutdown_delay: options.shutdown_delay,
            address: listener.local_addr()?,
            listener,
            tls: options.tls.map(TlsAcceptor::from),
            drain: options.drain,
            operators: options.operators,
            state: Arc::new(State {
                node,
                hosts: options.hosts,
                public_url: options.public_url,
                proxies: options.proxies,
                cors: options.cors,
                downloads: options.downloads,
                metrics: options.metrics,
                is_leaving: AtomicBool::new(false),
                draining: watch::Sender::new(false),
                bounds: Bounds::new(options.open_files),
                ready: Together::default(),
            }),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown`, then says for a while that it is not ready, refuses new connections, lets the requests under way end,
    /// and returns.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        // It ends with this function.
        let mut watched = JoinSet::new();
        if let Some(metrics) = self.metrics.take() {
            watched.spawn(metrics.run(Arc::clone(&self.state)));
        }
        self.accept_until(shutdown, &graceful).await;
        self.state.is_leaving.store(true, Ordering::Relaxed);
        if !self.shutdown_delay.is_zero() {
            let seconds = self.shutdown_delay.as_secs();
            tracing::info!(
                seconds,
                "not ready any more: clients are answered until load balancers know"
            );
            self.accept_until(tokio::time::sleep(self.shutdown_delay), &graceful)
                .await;
        }
        drop((self.listener, self.operators));
        self.state.draining.send_replace(true);
        tracing::info!(seconds = self.drain.as_secs(), "draining");
        if tokio::time::timeout(self.drain, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("requests still under way are cut off");
        }
    }

    /// Takes connections until something happens.
    async fn accept_until(&self, end: impl Future<Output = ()>, graceful: &GracefulShutdown) {
        let mut end = std::pin::pin!(end);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                (stream, user) = OperatorSocket::accept_if_any(self.operators.as_ref()) => {
                    let peer = Peer { address: None, operator: Some(Arc::new(user)), secure: false, windows: None };
                    let activity = Arc::<Activity>::default();
                    tokio::spawn(serve(Arc::clone(&self.state), stream, peer, activity, graceful.watcher()));
                    continue;
                }
                () = &mut end => return,
            };
            let (socket, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors, most likely: wait for connections to end rather than spin.
                    tracing::warn!(%error, "cannot accept a connection");
                    metrics::counter!("wharf_refused_connections_total").increment(1);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let activity = Arc::<Activity>::default();
            let Some(slot) = self.place(address, &activity) else {
                metrics::counter!("wharf_refused_connections_total").increment(1);
                continue;
            };
            let watcher = graceful.watcher();
            let (state, tls) = (Arc::clone(&self.state), self.tls.clone());
            tokio::spawn(connection(
                state,
                tls,
                (socket, slot),
                (address, activity),
                watcher,
            ));
        }
    }

    /// A place for a connection.
    fn place(&self, address: SocketAddr, activity: &Arc<Activity>) -> Option<Slot> {
        // A trusted proxy's connections are of many clients: none of them is closed for the sake of another client.
        let occupant = (!self.state.proxies.contains(address.ip()))
            .then(|| Arc::<Activity>::clone(activity) as Arc<dyn Occupant>);
        let bounds = &self.state.bounds;
        bounds.leave_files_to(self.state.node.open_databases());
        bounds.connections.take(Client::at(address.ip()), occupant)
    }
}

/// How many bytes a connection over TLS may have sealed and not sent, where there are so many connections with it; none for the
/// library's own bound of 64 KiB, which means fewer calls of the kernel.
fn sealed_bytes(connections: usize) -> Option<usize> {
    (connections > FEW).then_some(RECORD)
}

async fn connection(
    state: Arc<State>,
    tls: Option<TlsAcceptor>,
    (socket, slot): (TcpStream, Slot),
    (address, activity): (SocketAddr, Arc<Activity>),
    watcher: Watcher,
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
            serve(state, Sendfile::new(socket, windows), peer, activity, watcher).await;
        }
        Some(acceptor) => {
            let accepted = acceptor.accept_with(socket, |session| {
                if let Some(most) = sealed_bytes(slot.all) {
                    session.set_buffer_limit(Some(most));
                }
            });
            let shaken = tokio::select! {
                shaken = tokio::time::timeout(HEAD_TIMEOUT, accepted) => shaken,
                () = state.ends() => return,
                () = activity.displaced() => return,
            };
            match shaken {
                Ok(Ok(stream)) => serve(state, stream, peer, activity, watcher).await,
                Ok(Err(error)) => tracing::debug!(%address, %error, "TLS handshake failed"),
                Err(_elapsed) => tracing::debug!(%address, "TLS handshake timed out"),
            }
        }
    }
}

/// Waits until a connection that has to end has nothing under way, or has no moment more. The library would wait for a head of which
/// a part is there.
async fn finished(activity: &Activity) {
    let quiet = async {
        activity.idle().await;
        if activity.is_unread() {
            // What the client still sends is thrown away for a while, and the connection ends by itself.
            tokio::time::sleep(2 * LINGER).await;
        }
        if activity.has_streams() {
            // A client of HTTP/2 learns which of its requests were still taken.
            tokio::time::sleep(GOODBYE).await;
            activity.idle().await;
        }
    };
    let cut = async {
        while !activity.is_cut() {
            activity.displaced().await;
        }
    };
    tokio::select! {
        () = quiet => {}
        () = cut => {}
    }
}

/// Serves a connection; the server waits for the end of its watcher.
async fn serve<S>(state: Arc<State>, stream: S, peer: Peer, activity: Arc<Activity>, _watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = auto::Builder::new(Streams);
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
    let mut stream = Socket::new(stream, HEAD_TIMEOUT, Arc::clone(&activity));
    if let Some(address) = peer.address {
        let share = state.bounds.heads.share([Client::at(address.ip())]);
        stream = stream.counting(Heads::new(share, HEAD_TIMEOUT));
    }
    let from = peer.to_string();
    let (of, doing) = (Arc::clone(&state), Arc::clone(&activity));
    let service = service_fn(move |request: Request<Incoming>| {
        let (state, mut peer) = (Arc::clone(&of), peer.clone());
        if request.version() == Version::HTTP_2 {
            // Frames of the protocol are made of bytes, and a window has none.
            peer.windows = None;
        }
        let underway = Underway::new(&doing);
        async move {
            // On the heap, until the answer is there: a stream that is not read would hold the large states of all front ends.
            let answer = Box::pin(pipeline::handle(&state, request, peer, &underway)).await;
            let status = answer.status();
            let answer = answer.map(|body| Outgoing::new((status, body), underway, Progress::of_stream()));
            Ok::<_, std::convert::Infallible>(answer)
        }
    });
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    let mut connection = pin!(connection);
    let outcome = tokio::select! {
        biased;
        outcome = connection.as_mut() => Some(outcome),
        () = state.ends() => None,
        () = activity.displaced() => None,
    };
    let outcome = match outcome {
        Some(outcome) => outcome,
        None => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                biased;
                outcome = connection.as_mut() => outcome,
                () = finished(&activity) => Ok(()),
            }
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(peer = from, %error, "connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_connections_have_the_library_s_room_for_what_is_sealed() {
        assert_eq!(sealed_bytes(1), None);
        assert_eq!(sealed_bytes(FEW), None);
        assert_eq!(sealed_bytes(FEW + 1), Some(RECORD));
    }
}
