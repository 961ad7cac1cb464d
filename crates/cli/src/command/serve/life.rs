//! The runtime, the signals that end it, and what runs beside the server.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures_util::future::BoxFuture;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinSet;
use wharf_server::tls::Reload;
use wharf_services::maintenance::collection::Collect;
use wharf_services::{Node, maintenance};

/// Threads for calls that block: files, SQLite, PostgreSQL's transactions. More would only queue at the disk.
const BLOCKING_THREADS: usize = 64;
/// Seconds; from a cached manifest to a slow upload.
const BUCKETS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0,
];
const FIRST_ROUND: Duration = Duration::from_secs(60);
const ROUND: Duration = Duration::from_secs(10 * 60);
/// How long what a request began waits for the node to end it.
const FINISH: Duration = Duration::from_secs(2);
/// How often the node looks for lifecycle policies that are due.
const LIFECYCLE: Duration = Duration::from_secs(15);
/// How often what registries hold is measured.
const MEASURE: Duration = Duration::from_secs(60 * 60);
/// How long an event waits for its first delivery.
const DELIVER: Duration = Duration::from_millis(500);
/// How often unreferenced bytes are looked for, and how long those that were found wait for a second look.
const COLLECT: Duration = Duration::from_secs(60 * 60);
/// How old notes in memory become.
const WRITE_DOWN: Duration = Duration::from_secs(30);
const UPKEEP: Duration = Duration::from_secs(5);
const CERTIFICATE_POLL: Duration = Duration::from_secs(10);

/// The runtime of a node: a worker for each core.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("wharf")
        .build()
        .context("the runtime cannot be started")
}

/// Installs the recorder of metrics.
pub(super) fn metrics() -> anyhow::Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets(BUCKETS)
        .and_then(PrometheusBuilder::install_recorder)
        .context("metrics cannot be recorded")
}

/// SIGTERM and SIGINT.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From now on they do not kill the process by themselves.
    pub(super) fn listen() -> anyhow::Result<Signals> {
        let listen = |kind| signal(kind).context("signals cannot be listened to");
        Ok(Signals {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    /// Waits for the first signal. A second one ends the process at once.
    pub(super) async fn first(mut self) {
        self.next().await;
        tokio::spawn(async move {
            self.next().await;
            tracing::warn!("second signal: stopped at once");
            std::process::exit(1);
        });
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Something that a node does by itself.
type Chore = for<'a> fn(&'a Node) -> BoxFuture<'a, ()>;

/// How long each waits for its first turn, and from the end of one turn to the next.
const CHORES: &[(Duration, Duration, Chore)] = &[
    (FIRST_ROUND, ROUND, |node| Box::pin(maintenance::round(node))),
    (FINISH, FINISH, |node| Box::pin(maintenance::finish(node))),
    (LIFECYCLE, LIFECYCLE, |node| {
        Box::pin(maintenance::carry_out_lifecycle_policies(node))
    }),
    (FIRST_ROUND, MEASURE, |node| {
        Box::pin(maintenance::measure_usage(node))
    }),
    (DELIVER, DELIVER, |node| {
        Box::pin(maintenance::deliver_events(node))
    }),
    (WRITE_DOWN, WRITE_DOWN, |node| {
        Box::pin(maintenance::write_down(node))
    }),
];

/// Does a chore again and again.
async fn every(node: Arc<Node>, first: Duration, then: Duration, chore: Chore) {
    tokio::time::sleep(first).await;
    loop {
        chore(&node).await;
        tokio::time::sleep(then).await;
    }
}

/// What a node does beside answering, until the set is dropped.
pub(super) fn chores(
    node: &Arc<Node>,
    metrics: PrometheusHandle,
    reload: Option<Reload>,
    collect_after: u32,
) -> JoinSet<()> {
    let mut chores = JoinSet::new();
    for (first, then, chore) in CHORES {
        chores.spawn(every(Arc::clone(node), *first, *then, *chore));
    }
    if collect_after > 0 {
        let collecting = Arc::clone(node);
        chores.spawn(async move {
            let how = Collect {
                grace: Duration::from_secs(u64::from(collect_after) * 60 * 60),
                wait: COLLECT,
                dry_run: false,
            };
            loop {
                tokio::time::sleep(COLLECT).await;
                maintenance::collect(&collecting, how).await;
            }
        });
    }
    chores.spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            metrics.run_upkeep();
        }
    });
    if let Some(reload) = reload {
        chores.spawn(reload.watch(CERTIFICATE_POLL));
    }
    chores
}
