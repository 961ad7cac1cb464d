//! The writer thread: it owns the only connection that writes, and takes transactions from a queue.
//!
//! It ends when it is stopped or when the last handle of the database is gone; what is queued before is answered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use parking_lot::Mutex;

use super::connection::Connection;
use super::group::{self, Member};
use crate::Error;
use crate::task::{Ended, Task};

enum Message {
    Work(Member),
    Stop,
}

pub(super) struct Writer {
    queue: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, Error> {
        let (queue, messages) = channel();
        let thread = std::thread::Builder::new()
            .name("sql-writer".to_owned())
            .spawn(move || serve(connection, &messages))
            .map_err(|error| Error::engine("open", error))?;
        Ok(Self {
            queue,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Queues the task and waits for its end. Dropping the future takes it back only before it was begun.
    pub(super) async fn run(&self, task: Box<dyn Task>) -> Ended {
        let (member, ended) = Member::new(task);
        self.queue
            .send(Message::Work(member))
            .map_err(|_| Error::Closed)?;
        ended.await.map_err(|_| Error::Closed)
    }

    /// Whether the thread still takes work.
    pub(super) fn check(&self) -> Result<(), Error> {
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
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn serve(connection: Connection, messages: &Receiver<Message>) {
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
        // Closures are guarded one by one. This guards against values that panic when they are dropped.
        if catch_unwind(AssertUnwindSafe(|| group::run(&connection, first, next))).is_err() {
            tracing::error!("an answer panicked when it was dropped");
        }
    }
}
