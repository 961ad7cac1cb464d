//! A listener for those who watch the node: `/metrics` with all of it, `/healthz` and `/readyz`, over plain HTTP/1.1. It goes on
//! until the last request of clients has ended.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::health;
use crate::metrics::{Metrics, Shown, show};
use crate::request::State;
use crate::response::{self, Answer};
use crate::socket::Socket;
use crate::underway::Activity;

/// Connections at the same time: a few collectors and probes. One whose client takes nothing ends.
const MOST: usize = 64;
/// How long a client may take for the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// A listener that shows all of `/metrics` to everyone who reaches it.
#[derive(Debug)]
pub struct MetricsPort {
    listener: TcpListener,
    address: SocketAddr,
    metrics: Metrics,
}

impl MetricsPort {
    /// Listens; it is answered by [`Server::run`](crate::Server::run).
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn bind(address: SocketAddr, metrics: Metrics) -> io::Result<MetricsPort> {
        let listener = TcpListener::bind(address).await?;
        Ok(MetricsPort {
            address: listener.local_addr()?,
            listener,
            metrics,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until it is dropped.
    pub(crate) async fn run(self, state: Arc<State>) {
        let places = Arc::new(Semaphore::new(MOST));
        let mut connections = JoinSet::new();
        loop {
            let socket = match self.listener.accept().await {
                Ok((socket, _)) => socket,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection to the port of metrics");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            while connections.try_join_next().is_some() {}
            let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
                continue;
            };
            let (state, metrics) = (Arc::clone(&state), self.metrics.clone());
            connections.spawn(async move {
                let service = service_fn(move |request: Request<Incoming>| {
                    let (state, metrics) = (Arc::clone(&state), metrics.clone());
                    async move { Ok::<_, std::convert::Infallible>(answer(&state, &metrics, &request).await) }
                });
                let mut builder = http1::Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
                let socket = Socket::new(socket, HEAD_TIMEOUT, Arc::<Activity>::default());
                if let Err(error) = builder.serve_connection(TokioIo::new(socket), service).await {
                    tracing::debug!(%error, "a connection to the port of metrics ended early");
                }
                drop(place);
            });
        }
    }
}

async fn answer(state: &State, metrics: &Metrics, request: &Request<Incoming>) -> Answer {
    let (method, path) = (request.method(), request.uri().path());
    if let Some(answer) = health::answer(state, method, path).await {
        return answer;
    }
    match response::refuse_unless_read(method) {
        Some(refused) => refused,
        None if path == "/metrics" => show(metrics, Shown::All).await,
        None => response::text(StatusCode::NOT_FOUND, "here are /metrics, /healthz and /readyz\n"),
    }
}
