//! The server as this process reaches it: a pool of connections, and whether anything answers at the other end.
//!
//! A statement may take long, so a wait alone does not say that the server is gone. When a call has waited for [`PATIENCE`], the
//! server is asked on a connection of its own, by one task for all calls. If that is not answered either, the server counts as
//! silent: every call that waits gives up, what it waited on is thrown away, and new calls fail at once until the task is answered.
//!
//! A server that answers may hold commits all the same, for example because a standby that must have them is lost. So the steps of a
//! transaction have a time of their own, and transactions that write do not get all connections: reads go on beside them.

use std::future::Future;
use std::ops::Deref;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use deadpool_postgres::{Client, ClientWrapper, Pool};
use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_postgres::{Config, NoTls};

use super::fault::{is_out_of_files, pool_fault, says_nothing};
use crate::Error;

/// How long a call waits until the server is asked whether it is there.
const PATIENCE: Duration = Duration::from_secs(3);
/// The least from one such question to the next, while calls go on waiting.
const AGAIN: Duration = Duration::from_secs(1);
/// How long the question may take, with the connection that it is asked on.
const ASKING: Duration = Duration::from_secs(2);
/// How long a silent server is left alone between two questions.
const PAUSE: Duration = Duration::from_millis(500);
/// Calls that may wait for a connection, for each that there may be: more than the requests that a node has under way at once.
const WAITING: usize = 256;
/// One of so many connections is left to reads.
const FOR_READS: usize = 4;

pub(super) struct Server {
    pool: Pool,
    /// How it is asked.
    config: Config,
    /// Why it counts as silent, if it does.
    silence: watch::Sender<Option<String>>,
    /// Whether a task is asking.
    is_asked: AtomicBool,
    /// When it last answered, the question or a call.
    heard: Mutex<Option<Instant>>,
    /// Calls that wait for a connection.
    waiting: AtomicUsize,
    /// Transactions that wait for their turn to write.
    waiting_to_write: AtomicUsize,
    /// How many may, of each. The pool itself has no places any more once it is closed.
    places: usize,
    /// The connections that transactions which write may have.
    turns: Arc<Semaphore>,
    /// How many commits were given up.
    given_up: watch::Sender<u64>,
    /// Whether it hands out no connection any more.
    is_closed: watch::Sender<bool>,
}

impl Server {
    pub(super) fn new(pool: Pool, mut config: Config) -> Self {
        // One of several hosts that does not answer must leave time for the others.
        let hosts = config.get_hosts().len().max(1);
        config.connect_timeout(ASKING / u32::try_from(hosts).unwrap_or(u32::MAX));
        let connections = pool.status().max_size;
        let for_reads = connections.div_ceil(FOR_READS);
        Self {
            pool,
            places: WAITING * connections,
            // One connection alone is for both.
            turns: Arc::new(Semaphore::new((connections - for_reads).max(1))),
            given_up: watch::Sender::new(0),
            is_closed: watch::Sender::new(false),
            config,
            silence: watch::Sender::new(None),
            is_asked: AtomicBool::new(false),
            heard: Mutex::new(None),
            waiting: AtomicUsize::new(0),
            waiting_to_write: AtomicUsize::new(0),
        }
    }

    pub(super) const fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Hands out no connection any more, and waits for no commit that was given up.
    pub(super) fn close(&self) {
        self.pool.close();
        self.turns.close();
        self.is_closed.send_replace(true);
    }

    /// The turn of a transaction that writes, to be held beside its connection. Where a commit is given up meanwhile, those who wait
    /// behind it give up too: they would wait as long.
    pub(super) async fn turn_to_write(self: &Arc<Self>) -> Result<OwnedSemaphorePermit, Error> {
        let _place = Place::take(&self.waiting_to_write, self.places)?;
        let mut given_up = self.given_up.subscribe();
        let patience = self.pool.timeouts().wait.unwrap_or(Duration::MAX);
        let turn = async {
            tokio::select! {
                biased;
                // The sender lives as long as the server. First: the turn that becomes free by it would be waited in as well.
                _ = given_up.changed() => Err(gave_up()),
                turn = Arc::clone(&self.turns).acquire_owned() => turn.map_err(|_| Error::Closed),
                () = tokio::time::sleep(patience) => Err(Error::Busy),
            }
        };
        self.while_heard(turn).await?
    }

    /// A connection that no other call uses.
    pub(super) async fn connection(self: &Arc<Self>) -> Result<Connection, Error> {
        if self.pool.is_closed() {
            return Err(Error::Closed);
        }
        let _place = Place::take(&self.waiting, self.places)?;
        let client = self.while_heard(self.pool.get()).await?.map_err(|error| {
            let fault = pool_fault(error);
            if matches!(fault, Error::Unavailable(_)) {
                self.suspect();
            }
            fault
        })?;
        Ok(Connection {
            server: Arc::clone(self),
            client: Some(client),
            is_waiting: AtomicBool::new(false),
            is_held: AtomicBool::new(false),
        })
    }

    /// An error while the server counts as silent.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &*self.silence.borrow() {
            None => Ok(()),
            Some(reason) => Err(Error::Unavailable(reason.clone())),
        }
    }

    /// Waits for something from the server, for as long as that gives signs of life.
    pub(super) async fn while_heard<O>(self: &Arc<Self>, wait: impl Future<Output = O>) -> Result<O, Error> {
        self.check()?;
        let mut silence = self.silence.subscribe();
        let mut wait = pin!(wait);
        let mut patience = PATIENCE;
        loop {
            let silent = async { drop(silence.wait_for(Option::is_some).await) };
            tokio::select! {
                biased;
                output = &mut wait => return Ok(output),
                () = silent => return Err(self.check().err().unwrap_or_else(gave_up)),
                () = tokio::time::sleep(patience) => {
                    self.suspect();
                    patience = AGAIN;
                }
            }
        }
    }

    /// Has the server asked whether it is there, unless it just was.
    pub(super) fn suspect(self: &Arc<Self>) {
        let is_fresh = self.heard.lock().is_some_and(|at| at.elapsed() < AGAIN);
        if !is_fresh && !self.is_asked.swap(true, Ordering::AcqRel) {
            tokio::spawn(listen(Arc::downgrade(self)));
        }
    }

    async fn ask(&self) -> Sign {
        let question = async {
            let (client, connection) = self.config.connect(NoTls).await?;
            tokio::select! {
                answer = client.simple_query("SELECT 1") => answer.map(drop),
                ended = connection => ended,
            }
        };
        match tokio::time::timeout(ASKING, question).await {
            Ok(Ok(())) => Sign::Life,
            Ok(Err(error)) if is_out_of_files(&error) => Sign::Unclear,
            Ok(Err(error)) if says_nothing(&error) => Sign::Silence(error.to_string()),
            // Too many connections, for example: someone is there to say so.
            Ok(Err(_)) => Sign::Life,
            Err(_) => Sign::Silence(format!("no answer within {ASKING:?}")),
        }
    }

    fn lost(&self, reason: &str) {
        let was_heard = self.silence.send_if_modified(|silence| {
            let was_heard = silence.is_none();
            silence.get_or_insert_with(|| reason.to_owned());
            was_heard
        });
        if was_heard {
            tracing::error!(
                reason,
                "the database does not answer: calls fail at once until it does"
            );
            self.forget_idle();
        }
    }

    fn was_heard_since(&self, begun: Instant) -> bool {
        self.heard.lock().is_some_and(|at| at >= begun)
    }

    fn is_back(&self) {
        *self.heard.lock() = Some(Instant::now());
        if self.silence.send_replace(None).is_some() {
            tracing::info!("the database answers again");
        }
    }

    /// Throws away the connections that no call uses.
    fn forget_idle(&self) {
        self.pool.retain(|_, _| false);
    }
}

fn gave_up() -> Error {
    Error::Unavailable("it did not answer for a while".to_owned())
}

/// What a question told about the server.
enum Sign {
    Life,
    Silence(String),
    /// The question could not be asked, for a reason of our own.
    Unclear,
}

/// Asks whether the server is there; if it is not, until it is or is not needed any more.
async fn listen(server: Weak<Server>) {
    let _task = Listening(server.clone());
    while let Some(server) = server.upgrade().filter(|server| !server.pool.is_closed()) {
        let begun = Instant::now();
        match server.ask().await {
            Sign::Life => return server.is_back(),
            // New connections fail, and those that are there are answered: it is busy, or its name is not found.
            Sign::Silence(_) if server.check().is_ok() && server.was_heard_since(begun) => return,
            Sign::Unclear if server.check().is_ok() => return,
            Sign::Unclear => {}
            Sign::Silence(reason) => server.lost(&reason),
        }
        drop(server);
        tokio::time::sleep(PAUSE).await;
    }
}

/// The task that asks. However it ends, another one can be begun, and nothing stays silent without one.
struct Listening(Weak<Server>);

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(server) = self.0.upgrade() {
            server.silence.send_replace(None);
            server.is_asked.store(false, Ordering::Release);
        }
    }
}

/// A place among the calls that wait.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, most: usize) -> Result<Self, Error> {
        let taken = waiting.fetch_add(1, Ordering::Relaxed);
        let place = Self(waiting);
        if taken < most { Ok(place) } else { Err(Error::Busy) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection of the pool. It goes back there unless a call on it was given up half-way.
pub(super) struct Connection {
    server: Arc<Server>,
    /// There until it is dropped.
    client: Option<Client>,
    /// Whether a call was begun and is not answered.
    is_waiting: AtomicBool,
    /// Whether a commit was given up that the server did not answer.
    is_held: AtomicBool,
}

impl Connection {
    /// The answer to a call on this connection.
    pub(super) async fn answer<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        self.is_waiting.store(true, Ordering::Relaxed);
        let answer = self.server.while_heard(call).await?;
        self.is_waiting.store(false, Ordering::Relaxed);
        if !matches!(answer, Err(Error::Unavailable(_) | Error::OutcomeUnknown)) {
            *self.server.heard.lock() = Some(Instant::now());
        }
        answer
    }

    /// The answer to a step that takes the server no long work, and that it has no reason to hold: if none comes in time, the connection
    /// has broken without a word.
    pub(super) async fn answer_within<T>(
        &self,
        time: Duration,
        step: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let answer = tokio::time::timeout(time, self.answer(step)).await;
        answer.unwrap_or_else(|_| {
            Err(Error::Unavailable(format!(
                "a step was not answered within {time:?}"
            )))
        })
    }

    /// The answer to the commit of a transaction that writes. One that does not come in time is not waited for, and not cancelled either:
    /// PostgreSQL makes a commit that waits for a standby when it is cancelled, and the next call would take it for one that is kept.
    pub(super) async fn commit_within(
        &self,
        time: Duration,
        commit: impl Future<Output = Result<(), Error>>,
    ) -> Result<(), Error> {
        if let Ok(answer) = tokio::time::timeout(time, self.answer(commit)).await {
            return answer;
        }
        self.is_held.store(true, Ordering::Relaxed);
        self.server.given_up.send_modify(|count| *count += 1);
        Err(Error::OutcomeUnknown)
    }

    /// Whether the server still has a commit that was given up.
    pub(super) fn is_held(&self) -> bool {
        self.is_held.load(Ordering::Relaxed)
    }

    /// Waits until the server has answered all that it was asked on this connection, is silent, or is closed: then the connection just
    /// ends, and the server keeps the commit until it can make it.
    pub(super) async fn settled(&self) {
        let mut is_closed = self.server.is_closed.subscribe();
        let closed = async { drop(is_closed.wait_for(|is_closed| *is_closed).await) };
        let answered = async { drop(self.server.while_heard(self.batch_execute("")).await) };
        tokio::select! {
            biased;
            () = closed => {}
            () = answered => {}
        }
    }

    /// An error while the server counts as silent.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.server.check()
    }

    /// Takes the connection out of the pool for good.
    pub(super) fn take(mut self) -> ClientWrapper {
        Client::take(self.client.take().expect(HELD))
    }

    /// Throws away a broken connection, and those that are idle in the pool: most likely they broke with it.
    pub(super) fn discard(self) {
        let server = Arc::clone(&self.server);
        drop(self.take());
        server.forget_idle();
    }
}

const HELD: &str = "INVARIANT: the client is there until the connection is dropped";

impl Deref for Connection {
    type Target = ClientWrapper;

    fn deref(&self) -> &ClientWrapper {
        self.client.as_deref().expect(HELD)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if *self.is_waiting.get_mut()
            && let Some(client) = self.client.take()
        {
            drop(Client::take(client));
        }
    }
}
