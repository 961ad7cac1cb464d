//! The runtime, the signals that end it, and what runs beside the server.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use wharf_node::jobs::task::{every, keep};
use wharf_node::{Node, maintenance};
use wharf_server::tls::Reload;
use wharf_server::{Metrics, Server};

use super::figures;
use crate::exit::Interrupted;
use crate::version::{REVISION, VERSION};

/// Threads for calls that block: files, SQLite, PostgreSQL's transactions. More would only queue at the disk.
/// All stores of bytes together have 48 of them, and leave some to each other (`blob`), so that those whose disks hang stop neither
/// the others nor the databases.
const BLOCKING_THREADS: usize = 64;
/// How old notes in memory become.
const WRITE_DOWN: Duration = Duration::from_secs(30);
/// How often stores are told how far the databases have come. Nothing is written where no bytes came.
const TELL_STORES: Duration = Duration::from_secs(2);
/// How old what registries hold may be in the metrics, beside the time of its measuring.
const SHOW_USAGE: Duration = Duration::from_secs(5 * 60);
const SHOW_USAGE_FIRST: Duration = Duration::from_secs(10);
/// How often it is looked whether there is space. A store that says that it has none has it looked at once.
const LOOK: Duration = Duration::from_millis(500);
/// The same where there is none: what is freed goes back to the reserve before another program takes it.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const LOOK_AT_STORES: Duration = Duration::from_secs(15);
/// How often the runtime is woken.
const WAKE: Duration = Duration::from_millis(250);
const UPKEEP: Duration = Duration::from_secs(5);
const CERTIFICATE_POLL: Duration = Duration::from_secs(10);

/// Lets the process have as many files open as it may. A shell's limit is often 1,024, for the sake of programs
/// that are older than `poll`, while the machine permits far more.
pub(super) fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// How many files the process may have open.
pub(super) fn open_files() -> usize {
    let limit = getrlimit(Resource::Nofile).current;
    limit
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(usize::MAX)
}

/// The runtime of a node: a worker for each core, and one more. A worker reads from SQLite, which keeps it where the disk hangs; one goes
/// on (`sql`), and the others read at a time.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .worker_threads(cores + 1)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("wharf")
        .build()
        .context("the runtime cannot be started")?;
    wake(runtime.handle().clone()).context("a thread cannot be started")?;
    Ok(runtime)
}

/// Wakes the runtime now and then, from outside. The worker that waited for sockets and timers may be the one that a disk keeps; the others
/// sleep then until they are woken, and only a worker that goes to sleep itself takes its place.
fn wake(runtime: Handle) -> io::Result<()> {
    let waking = move || {
        loop {
            thread::sleep(WAKE);
            drop(runtime.spawn(async {}));
        }
    };
    thread::Builder::new()
        .name("wake".to_owned())
        .spawn(waking)
        .map(drop)
}

/// Begins to count, and says which program does, over which engine.
pub(super) fn metrics(engine: &'static str) -> anyhow::Result<Metrics> {
    let metrics = Metrics::install().context("metrics cannot be recorded")?;
    metrics::gauge!("wharf_build_info", "version" => VERSION, "revision" => REVISION, "engine" => engine)
        .set(1.0);
    Ok(metrics.looking(figures::begin()))
}

/// SIGTERM and SIGINT.
pub(super) struct Signals {
    /// How long a stop may take.
    patience: Duration,
    terminate: Signal,
    interrupt: Signal,
    was_typed: Arc<AtomicBool>,
}

impl Signals {
    /// From now on they do not kill the process by themselves. A stop that takes longer than `patience` ends at once.
    pub(super) fn listen(patience: Duration) -> anyhow::Result<Signals> {
        let listen = |kind| signal(kind).context("signals cannot be listened to");
        Ok(Signals {
            patience,
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            was_typed: Arc::default(),
        })
    }

    /// Whether the signal that came was Ctrl-C.
    pub(super) fn was_typed(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.was_typed)
    }

    /// Waits for the first signal. A second one ends the process at once.
    pub(super) async fn first(self) {
        self.first_or(std::future::pending()).await;
    }

    /// Waits for the first signal, or for another reason to stop. The next signal ends the process at once, and so does a stop that
    /// takes too long, before the process is killed without a word.
    pub(super) async fn first_or(mut self, other: impl Future<Output = ()>) {
        tokio::select! {
            () = self.next() => {}
            () = other => {}
        }
        tokio::spawn(async move {
            match tokio::time::timeout(self.patience, self.next()).await {
                Ok(()) => tracing::warn!("a signal while stopping: stopped at once"),
                Err(_elapsed) => tracing::warn!("the stop took too long: stopped at once"),
            }
            std::process::exit(1);
        });
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => self.was_typed.store(true, Ordering::Relaxed),
        }
    }
}

/// Serves while something else is done; until a signal comes, or the other thing fails.
pub(super) async fn run_beside(
    server: Server,
    signals: Signals,
    doing: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let failed = Notify::new();
    let was_typed = signals.was_typed();
    let mut run = std::pin::pin!(server.run(signals.first_or(failed.notified())));
    let outcome = tokio::select! {
        () = &mut run => None,
        outcome = doing => {
            if outcome.is_err() {
                failed.notify_one();
            }
            run.await;
            Some(outcome)
        }
    };
    match outcome {
        Some(Ok(())) => Ok(()),
        // What is done beside may have failed because the server does not answer any more.
        _ if was_typed.load(Ordering::Relaxed) => {
            let said = "the organization file is applied in part; what is done stays, and is not done again";
            Err(Interrupted(said.to_owned()).into())
        }
        Some(failed) => failed,
        None => Ok(()),
    }
}

/// What a node does beside answering and beside its jobs, until the set is dropped: what is only in its memory is written
/// down, shown, read again.
pub(super) fn tasks(node: &Arc<Node>, metrics: Metrics, reload: Option<Reload>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let of = Arc::clone(node);
    tasks.spawn(every("write-down", WRITE_DOWN, WRITE_DOWN, move || {
        let node = Arc::clone(&of);
        async move { maintenance::write_down(&node).await }
    }));
    let of = Arc::clone(node);
    tasks.spawn(every("tell-stores", TELL_STORES, TELL_STORES, move || {
        let node = Arc::clone(&of);
        async move { maintenance::tell_stores(&node).await }
    }));
    let of = Arc::clone(node);
    tasks.spawn(keep("space", move || {
        let space = Arc::clone(&of.space);
        async move {
            loop {
                let pause = match space.closed() {
                    Some(_) => LOOK_AGAIN,
                    None => LOOK,
                };
                let _ = tokio::time::timeout(pause, space.was_noted()).await;
                space.look().await;
            }
        }
    }));
    let of = Arc::clone(node);
    tasks.spawn(every("usage-metrics", SHOW_USAGE_FIRST, SHOW_USAGE, move || {
        let node = Arc::clone(&of);
        async move { maintenance::show_usage(&node).await }
    }));
    let of = Arc::clone(node);
    tasks.spawn(every("stores", LOOK_AT_STORES, LOOK_AT_STORES, move || {
        let node = Arc::clone(&of);
        async move { maintenance::look_at_stores(&node).await }
    }));
    let of = Arc::clone(node);
    tasks.spawn(every("upkeep", UPKEEP, UPKEEP, move || {
        let (node, metrics) = (Arc::clone(&of), metrics.clone());
        async move {
            metrics.run_upkeep();
            node.shrink();
        }
    }));
    if let Some(reload) = reload {
        tasks.spawn(keep("certificate", move || {
            reload.clone().watch(CERTIFICATE_POLL)
        }));
    }
    tasks
}
