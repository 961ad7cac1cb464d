//! What may happen between a look and a claim.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::BoxFuture;
use wharf_sql::{Migration, Scope, on_both};

use super::*;
use crate::backoff;
use crate::environment::{Admission, Permit};
use crate::job::{Cadence, Job, Limits, Outcome};
use crate::lease::LEASE;
use crate::lease::StepError;
use crate::row::{Row, State, micros};
use crate::store::Put;

const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    name: "jobs",
    text: include_str!("../../../registry/migrations/0012_jobs.sql"),
}];
const NOW: i64 = 1_700_000_000_000_000;

/// A job whose holders die, and which asks for other work when it is given up.
struct Deadly;

impl Job<()> for Deadly {
    const NAME: &'static str = "deadly";
    const LIMITS: Limits = Limits {
        attempts: 1,
        ..Limits::DEFAULT
    };

    async fn step(_context: &(), _lease: &Lease) -> Result<Outcome, StepError> {
        Ok(Outcome::Done)
    }

    fn given_up(transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        store::put(transaction, &id.scope, &work("given up"))
    }
}

/// One that does so at every turn.
struct Recurring;

impl Job<()> for Recurring {
    const NAME: &'static str = "deadly";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::ZERO,
        every: Duration::from_secs(60),
    });
    const LIMITS: Limits = Deadly::LIMITS;

    async fn step(context: &(), lease: &Lease) -> Result<Outcome, StepError> {
        Deadly::step(context, lease).await
    }

    fn given_up(transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        Deadly::given_up(transaction, id)
    }
}

fn work(job: &str) -> Put<'_> {
    Put {
        job,
        key: "",
        destination: "",
        due_at: NOW,
        now: NOW,
    }
}

fn scope() -> Scope {
    Scope::new("1111", "r1")
}

/// A watcher, its clock, and a row whose only holder died.
struct Scene {
    watcher: Watcher<()>,
    job: Registered<()>,
    clock: Arc<AtomicI64>,
}

impl Scene {
    async fn of<J: Job<()>>(database: &Database) -> Scene {
        let clock = Arc::new(AtomicI64::new(NOW));
        let time = Arc::clone(&clock);
        let environment = Environment {
            clock: Arc::new(move || time.load(Ordering::SeqCst)),
            random: Arc::new(|| 0),
            admission: Arc::new(()),
        };
        let watcher = Watcher::new(Arc::default(), environment, database.clone());
        let job = Registered::of::<J>();
        let scene = Scene { watcher, job, clock };
        scene
            .write(|transaction| store::put(transaction, &scope(), &work("deadly")))
            .await;
        let looked = scene.heads().await;
        assert_eq!(scene.watcher.claim(&scene.job, looked).await.unwrap().len(), 1);
        scene.clock.fetch_add(micros(LEASE), Ordering::SeqCst);
        scene
    }

    async fn write(&self, closure: fn(&mut Transaction<'_>) -> Result<(), Error>) {
        let written = self.watcher.database.transaction("test.write", closure);
        written.await.unwrap();
    }

    async fn heads(&self) -> Vec<Row> {
        let now = self.clock.load(Ordering::SeqCst);
        store::heads(&self.watcher.database, "r1 deadly ", now, 10)
            .await
            .unwrap()
    }

    async fn row(&self, job: &str) -> Option<Row> {
        let id = Id {
            scope: scope(),
            job: job.to_owned(),
            key: String::new(),
        };
        store::find(&self.watcher.database, &id).await.unwrap()
    }
}

on_both!(
    what_took_the_place_of_a_row_is_not_given_up,
    MIGRATIONS,
    |database| async {
        let scene = Scene::of::<Deadly>(&database).await;
        let looked = scene.heads().await;
        scene
            .write(|transaction| store::replace(transaction, &scope(), &work("deadly")))
            .await;
        assert_eq!(scene.watcher.claim(&scene.job, looked).await.unwrap(), []);
        assert_eq!(scene.row("deadly").await.unwrap().state, State::Waiting);
        assert_eq!(scene.row("given up").await, None);
    }
);

on_both!(
    a_row_whose_holder_lives_is_not_given_up,
    MIGRATIONS,
    |database| async {
        let scene = Scene::of::<Deadly>(&database).await;
        let looked = scene.heads().await;
        let (held, until) = (looked[0].clone(), NOW + 2 * micros(LEASE));
        let hold = move |transaction: &mut Transaction<'_>| store::hold(transaction, &held, until);
        let hold = database.transaction::<_, Error, _>("test.hold", hold);
        assert!(hold.await.unwrap());
        assert_eq!(scene.watcher.claim(&scene.job, looked).await.unwrap(), []);
        assert_eq!(scene.row("deadly").await.unwrap().state, State::Running);
        assert_eq!(scene.row("given up").await, None);
    }
);

on_both!(two_watchers_give_a_row_up_once, MIGRATIONS, |database| async {
    let scene = Scene::of::<Deadly>(&database).await;
    let looked = scene.heads().await;
    for _ in 0..2 {
        let claimed = scene.watcher.claim(&scene.job, looked.clone()).await;
        assert_eq!(claimed.unwrap(), []);
    }
    assert_eq!(scene.row("deadly").await.unwrap().state, State::Dead);
    assert_eq!(scene.row("given up").await.unwrap().wanted, 0, "asked for once");
});

on_both!(a_turn_that_ends_its_holders_waits, MIGRATIONS, |database| async {
    let scene = Scene::of::<Recurring>(&database).await;
    for _ in 0..3 {
        let looked = scene.heads().await;
        assert_eq!(scene.watcher.claim(&scene.job, looked).await.unwrap(), []);
        let row = scene.row("deadly").await.unwrap();
        let now = scene
            .clock
            .fetch_add(micros(backoff::LONGEST_WAIT), Ordering::SeqCst);
        assert_eq!(
            (row.state, row.due_at),
            (State::Failed, now + micros(backoff::LONGEST_WAIT))
        );
        // It has one more holder, which dies too.
        let looked = scene.heads().await;
        assert_eq!(scene.watcher.claim(&scene.job, looked).await.unwrap().len(), 1);
        scene.clock.fetch_add(micros(LEASE), Ordering::SeqCst);
    }
    assert_eq!(scene.row("given up").await, None);
});

/// A job without a place.
struct Crowded;

impl Job<()> for Crowded {
    const NAME: &'static str = "crowded";
    const LIMITS: Limits = Limits {
        at_once: 0,
        ..Limits::DEFAULT
    };

    async fn step(_context: &(), _lease: &Lease) -> Result<Outcome, StepError> {
        Ok(Outcome::Done)
    }
}

/// Counts how often it is asked.
#[derive(Default)]
struct Asked(AtomicI64);

impl Admission for Asked {
    fn admit(&self, frees: bool) -> BoxFuture<'_, Option<Permit>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        ().admit(frees)
    }
}

#[tokio::test]
async fn a_job_whose_places_are_taken_asks_for_no_permit() {
    let database = wharf_sql::testing::sqlite(MIGRATIONS);
    let asked = Arc::new(Asked::default());
    let environment = Environment {
        clock: Arc::new(|| NOW),
        random: Arc::new(|| 0),
        admission: Arc::<Asked>::clone(&asked),
    };
    let jobs = vec![Registered::of::<Crowded>(), Registered::of::<Deadly>()];
    let mut watcher = Watcher::new(Arc::new(jobs), environment, database.clone());
    watcher.add("r1".to_owned(), ());
    let write = |transaction: &mut Transaction<'_>| {
        store::put(transaction, &scope(), &work("crowded"))?;
        store::put(transaction, &scope(), &work("deadly"))
    };
    database
        .transaction::<_, Error, _>("test.write", write)
        .await
        .unwrap();
    watcher.look().await.unwrap();
    assert_eq!(asked.0.load(Ordering::SeqCst), 1);
}
