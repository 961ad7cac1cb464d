//! The writer thread: it owns the only connection that writes, and takes transactions from a queue.
//!
//! It ends when it is stopped or when the last handle of the database is gone; what is queued before is answered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;

use super::connection::Connection;
use super::group::{self, Member};
use super::silence::{Pulse, Silence};
use crate::Error;
use crate::task::{Ended, Task};

/// How long a group may take no step. A commit may write the log back, at many places of the file, which takes a slow disk long.
const PATIENCE: Duration = Duration::from_secs(10);

enum Message {
    Work(Member),
    Stop,
}

pub(super) struct Writer {
    queue: Sender<Message>,
    silence: Arc<Silence>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, file: &Path) -> Result<Self, Error> {
        let (queue, messages) = channel();
        let pulse = Arc::new(Pulse::default());
        let connection = connection.counted(&pulse)?;
        let pulses = vec![Arc::clone(&pulse)];
        let silence = Arc::new(Silence::new(file, "changes", PATIENCE, pulses));
        let of = Arc::clone(&silence);
        let thread = std::thread::Builder::new()
            .name("sql-writer".to_owned())
            .spawn(move || serve(connection, &messages, (&pulse, &of)))
            .map_err(|error| Error::engine("open", error))?;
        Ok(Self {
            queue,
            silence,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Queues the task and waits for its end. Dropping the future takes it back only before it was begun. So where the disk does not answer,
    /// it is taken back, or its outcome is unknown.
    pub(super) async fn run(&self, task: Box<dyn Task>) -> Ended {
        self.silence.check()?;
        let (member, ended) = Member::new(task);
        self.queue
            .send(Message::Work(member))
            .map_err(|_| Error::Closed)?;
        match self.silence.while_heard(ended).await {
            Ok(ended) => ended.map_err(|_| Error::Closed),
            Err(_) => Err(Error::OutcomeUnknown),
        }
    }

    /// Whether the thread still takes work.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.silence.check()?;
        match &*self.thread.lock() {
            Some(thread) if !thread.is_finished() => Ok(()),
            _ => Err(Error::Closed),
        }
    }

    /// Lets the thread answer what is queued, and waits for its end.
    pub(super) async fn stop(&self) {
        // A thread that has ended already takes no message; then there is nothing to wait for but its end.
        let _ = self.queue.send(Message::Stop);
        let thread = self.thread.lock().take();
        if let Some(thread) = thread {
            let ending = tokio::task::spawn_blocking(move || thread.join());
            let _ = self.silence.while_heard(ending).await;
        }
    }
}

fn serve(connection: Connection, messages: &Receiver<Message>, (pulse, silence): (&Pulse, &Silence)) {
    let mut stopped = false;
    while !stopped && let Ok(Message::Work(first)) = messages.recv() {
        let next = || match messages.try_recv() {
            Ok(Message::Work(member)) => Some(member),
            Ok(Message::Stop) => {
                stopped = true;
                None
            }
            Err(_) => None,
        };
        let _busy = pulse.begin(silence);
        // Closures are guarded one by one. This guards against values that panic when they are dropped.
        if catch_unwind(AssertUnwindSafe(|| group::run(&connection, first, next))).is_err() {
            tracing::error!("an answer panicked when it was dropped");
        }
    }
    // It may write the log back.
    let _busy = pulse.begin(silence);
    drop(connection);
}
