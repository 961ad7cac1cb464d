//! What the tests stand on: a job whose steps are given by the test, a table of effects, a clock that is moved.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use wharf_job::{
    Cadence, Environment, Handle, Id, Job, Lease, Limits, Opened, Outcome, Put, Registered, Row, Source,
    StepError, Supervisor,
};
use wharf_sql::{Database, Error, Migration, Scope, Statement, Transaction, params};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "jobs",
        text: include_str!("../../../registry/migrations/0012_jobs.sql"),
    },
    Migration {
        version: 2,
        name: "effects",
        text: "CREATE TABLE effects (name TEXT NOT NULL PRIMARY KEY, times BIGINT NOT NULL)",
    },
];

static ADD: Statement = Statement::global(
    "test.add",
    "INSERT INTO effects (name, times) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET times = effects.times + 1",
);
static EFFECTS: Statement =
    Statement::global("test.effects", "SELECT name, times FROM effects ORDER BY name");

/// The Region of every test that does not say otherwise.
pub(crate) const REGION: &str = "r1";
pub(crate) const NOW: i64 = 1_700_000_000_000_000;

type Act = Arc<dyn Fn(Lease) -> BoxFuture<'static, Result<Outcome, StepError>> + Send + Sync>;

/// What steps do, by the first word of their key.
#[derive(Clone, Default)]
pub(crate) struct Stage(Arc<Mutex<HashMap<String, Act>>>);

impl Stage {
    pub(crate) fn on<F>(&self, word: &str, act: impl Fn(Lease) -> F + Send + Sync + 'static)
    where
        F: Future<Output = Result<Outcome, StepError>> + Send + 'static,
    {
        let act: Act = Arc::new(move |lease| act(lease).boxed());
        self.0.lock().unwrap().insert(word.to_owned(), act);
    }

    fn act(&self, word: &str) -> Option<Act> {
        self.0.lock().unwrap().get(word).cloned()
    }

    async fn step(&self, lease: &Lease) -> Result<Outcome, StepError> {
        let word = lease.key().split(' ').next().unwrap_or_default();
        match self.act(word) {
            Some(act) => act(lease.clone()).await,
            None => {
                effect(lease, lease.key()).await?;
                Ok(Outcome::Done)
            }
        }
    }
}

/// Writes an effect under the lease.
pub(crate) async fn effect(lease: &Lease, name: &str) -> Result<(), StepError> {
    let name = name.to_owned();
    let write = move |transaction: &mut Transaction<'_>| {
        transaction.execute_global(&ADD, params![name.as_str()]).map(drop)
    };
    lease.write::<_, Error, _>("test.effect", write).await
}

/// A job whose rows are put.
pub(crate) struct Work;

impl Job<Stage> for Work {
    const NAME: &'static str = "work";
    const LIMITS: Limits = Limits {
        at_once: 8,
        per_destination: 2,
        attempts: 3,
        ..Limits::DEFAULT
    };

    async fn step(stage: &Stage, lease: &Lease) -> Result<Outcome, StepError> {
        stage.step(lease).await
    }

    fn given_up(transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        let name = format!("{} given up", id.key);
        transaction.execute_global(&ADD, params![name]).map(drop)
    }
}

/// A job that comes again and again.
pub(crate) struct Turn;

impl Job<Stage> for Turn {
    const NAME: &'static str = "turn";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::from_secs(60),
        every: Duration::from_secs(600),
    });
    const FREES: bool = true;

    async fn step(stage: &Stage, lease: &Lease) -> Result<Outcome, StepError> {
        if let Some(act) = stage.act("turn") {
            return act(lease.clone()).await;
        }
        effect(lease, &format!("turn in {}", lease.scope().second())).await?;
        Ok(Outcome::Done)
    }
}

/// A clock that stands until it is moved.
#[derive(Clone)]
pub(crate) struct Clock(Arc<AtomicI64>);

impl Clock {
    pub(crate) fn at(now: i64) -> Clock {
        Clock(Arc::new(AtomicI64::new(now)))
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn move_by(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub(crate) fn environment(&self) -> Environment {
        let clock = self.clone();
        Environment {
            clock: Arc::new(move || clock.now()),
            random: Arc::new(|| 0),
            admission: Arc::new(()),
        }
    }
}

/// Regions over databases that are open.
pub(crate) struct Regions(pub(crate) Vec<(&'static str, Database)>, pub(crate) Stage);

impl Source<Stage> for Regions {
    fn regions(&self) -> BoxFuture<'_, Result<Vec<String>, String>> {
        let names = self.0.iter().map(|(name, _)| (*name).to_owned()).collect();
        async { Ok(names) }.boxed()
    }

    fn open(&self, region: String) -> BoxFuture<'_, Result<Opened<Stage>, String>> {
        let found = self.0.iter().find(|(name, _)| *name == region);
        let opened = Opened {
            database: found.expect("a Region of the test").1.clone(),
            context: self.1.clone(),
        };
        async { Ok(opened) }.boxed()
    }
}

/// A supervisor of both jobs over one Region.
pub(crate) fn supervisor(database: &Database, stage: &Stage, clock: &Clock) -> Arc<Supervisor<Stage>> {
    let regions = Regions(vec![(REGION, database.clone())], stage.clone());
    supervise(regions, clock)
}

pub(crate) fn supervise(source: impl Source<Stage>, clock: &Clock) -> Arc<Supervisor<Stage>> {
    let jobs = vec![Registered::of::<Work>(), Registered::of::<Turn>()];
    Supervisor::new(Arc::new(source), jobs, clock.environment(), Handle::default())
}

pub(crate) fn id(key: &str) -> Id {
    Id {
        scope: Scope::new("1111", REGION),
        job: "work".to_owned(),
        key: key.to_owned(),
    }
}

/// Asks for work that is due now.
pub(crate) async fn put(database: &Database, clock: &Clock, keys: &[(&str, &str)]) {
    put_in(database, clock, REGION, keys).await;
}

pub(crate) async fn put_in(database: &Database, clock: &Clock, region: &'static str, keys: &[(&str, &str)]) {
    let now = clock.now();
    let keys: Vec<(String, String)> = keys
        .iter()
        .map(|(key, destination)| ((*key).to_owned(), (*destination).to_owned()))
        .collect();
    let put = move |transaction: &mut Transaction<'_>| {
        keys.iter().try_for_each(|(key, destination)| {
            let work = Put {
                job: "work",
                key,
                destination,
                due_at: now,
                now,
            };
            wharf_job::put(transaction, &Scope::new("1111", region), &work)
        })
    };
    database
        .transaction::<_, Error, _>("test.put", put)
        .await
        .unwrap();
}

pub(crate) async fn row(database: &Database, key: &str) -> Option<Row> {
    wharf_job::find(database, &id(key)).await.unwrap()
}

pub(crate) async fn effects(database: &Database) -> BTreeMap<String, i64> {
    let rows = database.query_global(&EFFECTS, params![]).await.unwrap();
    let read = |row: &wharf_sql::Row| (row.text(0).unwrap().to_owned(), row.integer(1).unwrap());
    rows.iter().map(read).collect()
}

pub(crate) fn expected(names: &[&str]) -> BTreeMap<String, i64> {
    names.iter().map(|name| ((*name).to_owned(), 1)).collect()
}

/// Waits until it is so.
pub(crate) async fn until(mut so: impl AsyncFnMut() -> bool) {
    let waited = async {
        while !so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waited)
        .await
        .expect("it comes within 20 seconds");
}
