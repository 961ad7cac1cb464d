//! Computing that may take long leaves the threads that answer requests, one computation of each account at a time: what an
//! account asks for holds up its own next one, and takes no more than a core from the others.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wharf_aws::AccountId;

/// Texts from this length on are read apart: shorter ones take less time than a change of threads is worth.
const LONG: usize = 64 * 1024;

/// Answers from this length on are written apart: writing is quicker than reading.
const LONG_ANSWER: usize = 256 * 1024;

/// For what an account computes. The turns of its jobs, which hold a place among all jobs, do not wait for those of its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum For {
    /// A request.
    Request,
    /// A step of a job.
    Job,
}

/// The turn of an account, or none for what needs none.
pub(crate) struct Turn(Option<OwnedSemaphorePermit>);

impl Turn {
    /// Computes: apart where it took a turn.
    ///
    /// The compiler makes a copy of this for each operation's request, so what it computes is called from one place.
    pub(crate) fn take<T>(self, compute: impl FnOnce() -> T) -> T {
        let (mut compute, mut computed) = (Some(compute), None);
        self.run(&mut || computed = compute.take().map(|compute| compute()));
        computed.expect("INVARIANT: a turn computes once")
    }

    fn run(self, compute: &mut dyn FnMut()) {
        match (
            &self.0,
            Handle::try_current().map(|handle| handle.runtime_flavor()),
        ) {
            // There is no other thread for the other tasks.
            (None, _) | (_, Err(_) | Ok(RuntimeFlavor::CurrentThread)) => compute(),
            _ => tokio::task::block_in_place(compute),
        }
    }
}

/// The accounts that compute.
#[derive(Default)]
pub struct Apart {
    turns: Mutex<HashMap<(AccountId, For), Arc<Semaphore>>>,
    computed: Mutex<BTreeMap<&'static str, u64>>,
}

impl Apart {
    /// Computes on a thread from which other tasks were moved away, when it is the account's turn. `what` is the metric's label.
    pub async fn compute<T>(
        &self,
        turn: (&AccountId, For),
        what: &'static str,
        compute: impl FnOnce() -> T,
    ) -> T {
        self.turn(turn, what).await.take(compute)
    }

    /// Waits until it is the account's turn.
    async fn turn(&self, (account, of): (&AccountId, For), what: &'static str) -> Turn {
        let turns = Arc::clone(
            self.turns
                .lock()
                .entry((*account, of))
                .or_insert_with(|| Arc::new(Semaphore::new(1))),
        );
        let turn = turns.acquire_owned().await;
        metrics::counter!("wharf_computed_apart_total", "what" => what).increment(1);
        *self.computed.lock().entry(what).or_default() += 1;
        Turn(Some(
            turn.expect("INVARIANT: the turns of an account are never closed"),
        ))
    }

    /// The turn for what a request says in a text of that length; what is short needs none.
    pub(crate) async fn turn_to_read(
        &self,
        turn: (&AccountId, For),
        what: &'static str,
        length: usize,
    ) -> Turn {
        match length < LONG {
            true => Turn(None),
            // On the heap: few texts are long.
            false => Box::pin(self.turn(turn, what)).await,
        }
    }

    /// The same for what a text of that length says; here, when it is short.
    pub async fn read<T>(
        &self,
        account: &AccountId,
        what: &'static str,
        length: usize,
        read: impl FnOnce() -> T,
    ) -> T {
        self.read_for((account, For::Request), what, length, read).await
    }

    /// The same for a request or a step of a job.
    pub async fn read_for<T>(
        &self,
        turn: (&AccountId, For),
        what: &'static str,
        length: usize,
        read: impl FnOnce() -> T,
    ) -> T {
        self.turn_to_read(turn, what, length).await.take(read)
    }

    /// The same for an answer of about that length.
    pub async fn write<T>(
        &self,
        account: &AccountId,
        what: &'static str,
        length: usize,
        write: impl FnOnce() -> T,
    ) -> T {
        match length < LONG_ANSWER {
            true => write(),
            false => self.compute((account, For::Request), what, write).await,
        }
    }

    /// How often it was computed, by the metric's label.
    pub fn computed(&self, what: &str) -> u64 {
        self.computed.lock().get(what).copied().unwrap_or_default()
    }

    /// Forgets the accounts that do not compute.
    pub(crate) fn shrink(&self) {
        let mut accounts = self.turns.lock();
        accounts.retain(|_, turns| Arc::strong_count(turns) > 1);
        accounts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn others_go_on_meanwhile() {
        let one_worker = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        let [first, second]: [AccountId; 2] = ["111122223333", "444455556666"].map(|id| id.parse().unwrap());
        let apart = Arc::new(Apart::default());
        let (tell, told) = mpsc::channel();
        let computing = Arc::clone(&apart);
        // It ends when the other one's has, which the only worker would not come to.
        let long = one_worker.spawn(async move {
            let wait = move || told.recv_timeout(std::time::Duration::from_secs(60));
            computing.compute((&first, For::Job), "test", wait).await
        });
        let other = Arc::clone(&apart);
        let short = one_worker
            .spawn(async move { other.compute((&second, For::Job), "test", || tell.send(())).await });
        assert_eq!(one_worker.block_on(long).unwrap(), Ok(()));
        one_worker.block_on(short).unwrap().unwrap();
        apart.shrink();
        assert!(apart.turns.lock().is_empty());
        assert_eq!(apart.computed("test"), 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_account_computes_one_thing_at_a_time() {
        let account: AccountId = "111122223333".parse().unwrap();
        let apart = Arc::new(Apart::default());
        let running = Arc::new(Mutex::new(()));
        let computations: Vec<_> = (0..8)
            .map(|_| {
                let (apart, running) = (Arc::clone(&apart), Arc::clone(&running));
                tokio::spawn(async move {
                    let compute = || {
                        let alone = running.try_lock().is_some();
                        std::thread::yield_now();
                        alone
                    };
                    apart.compute((&account, For::Request), "test", compute).await
                })
            })
            .collect();
        for computation in computations {
            assert!(computation.await.unwrap(), "two at once");
        }
    }
}
