//! The supervisor itself: Regions without a caller, that do not open, and its own panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use wharf_job::{Admission, Environment, Handle, Opened, Permit, Registered, Source, Supervisor};
use wharf_sql::on_both;

use crate::stage::{
    Clock, MIGRATIONS, NOW, REGION, Regions, Stage, Turn, Work, effects, put, put_in, supervise, supervisor,
    until,
};

on_both!(
    work_of_a_region_without_a_caller_is_done,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        put_in(&database, &clock, "far", &[("waits", "")]).await;
        assert_eq!(wharf_job::regions(&database).await.unwrap(), ["far"]);
        let supervisor = supervise(Regions(vec![("far", database.handle())], stage), &clock);
        supervisor.start();
        until(async || effects(&database).await.contains_key("waits")).await;
        // And what another process puts, without telling.
        put_in(&database, &clock, "far", &[("later", "")]).await;
        until(async || effects(&database).await.contains_key("later")).await;
        supervisor.stop(Duration::from_secs(5)).await;
        assert_eq!(
            wharf_job::regions(&database).await.unwrap(),
            ["far"],
            "the turns have rows"
        );
    }
);

/// One Region that opens, one that hangs, one that fails at first, and one that always fails; how often that was.
struct Troubled(Regions, AtomicBool, Arc<AtomicUsize>);

impl Source<Stage> for Troubled {
    fn regions(&self) -> BoxFuture<'_, Result<Vec<String>, String>> {
        let names = [REGION, "hangs", "fails", "broken"].map(str::to_owned).to_vec();
        async { Ok(names) }.boxed()
    }

    fn open(&self, region: String) -> BoxFuture<'_, Result<Opened<Stage>, String>> {
        match region.as_str() {
            "broken" => {
                self.2.fetch_add(1, Ordering::SeqCst);
                async { Err("no database".to_owned()) }.boxed()
            }
            "hangs" => std::future::pending().boxed(),
            "fails" if !self.1.swap(true, Ordering::SeqCst) => async { Err("no disk".to_owned()) }.boxed(),
            _ => self.0.open(REGION.to_owned()),
        }
    }
}

on_both!(
    a_region_that_does_not_open_is_tried_again_and_holds_up_no_other,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let regions = Regions(vec![(REGION, database.handle())], stage);
        let broken = Arc::new(AtomicUsize::new(0));
        let supervisor = supervise(
            Troubled(regions, AtomicBool::new(false), Arc::clone(&broken)),
            &clock,
        );
        put(&database, &clock, &[("a", "")]).await;
        put_in(&database, &clock, "fails", &[("b", "")]).await;
        supervisor.start();
        until(async || effects(&database).await.contains_key("a")).await;
        supervisor.handle().region_opened();
        until(async || effects(&database).await.contains_key("b")).await;
        supervisor.stop(Duration::from_secs(5)).await;
        // At the start, and when it was said that a Region is open.
        let tried = broken.load(Ordering::SeqCst);
        assert!((1..=3).contains(&tried), "{tried} times at once");
    }
);

on_both!(a_watcher_that_panics_begins_anew, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let panics = Arc::new(AtomicBool::new(false));
    let mut environment = clock.environment();
    let (time, armed) = (clock.clone(), Arc::clone(&panics));
    environment.clock = Arc::new(move || {
        assert!(!armed.swap(false, Ordering::SeqCst), "the clock breaks");
        time.now()
    });
    let regions = Regions(vec![(REGION, database.handle())], stage);
    let jobs = vec![Registered::of::<Work>(), Registered::of::<Turn>()];
    let supervisor = Supervisor::new(Arc::new(regions), jobs, environment, Handle::default());
    supervisor.start();
    put(&database, &clock, &[("a", "")]).await;
    until(async || effects(&database).await.contains_key("a")).await;
    panics.store(true, Ordering::SeqCst);
    until(async || !panics.load(Ordering::SeqCst)).await;
    put(&database, &clock, &[("b", "")]).await;
    until(async || effects(&database).await.contains_key("b")).await;
    supervisor.stop(Duration::from_secs(5)).await;
});

on_both!(a_step_has_its_time, MIGRATIONS, |database| async {
    /// A job that is not patient.
    struct Short;
    impl wharf_job::Job<Stage> for Short {
        const NAME: &'static str = "work";
        const LIMITS: wharf_job::Limits = wharf_job::Limits {
            time: Duration::from_millis(50),
            ..wharf_job::Limits::DEFAULT
        };
        async fn step(_: &Stage, _: &wharf_job::Lease) -> Result<wharf_job::Outcome, wharf_job::StepError> {
            std::future::pending().await
        }
    }
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    put(&database, &clock, &[("a", "")]).await;
    let regions = Regions(vec![(REGION, database.handle())], stage.clone());
    let jobs = vec![Registered::of::<Short>()];
    let short = Supervisor::new(Arc::new(regions), jobs, clock.environment(), Handle::default());
    short.drain().await.unwrap();
    let row = crate::stage::row(&database, "a").await.unwrap();
    assert_eq!(row.last_error.as_deref(), Some("not done after 50ms"));
    clock.move_by(10);
    supervisor(&database, &stage, &clock).drain().await.unwrap();
    assert_eq!(effects(&database).await["a"], 1);
});

/// Lets steps begin that free space, and the others once it is told to.
#[derive(Default)]
struct Short(AtomicBool);

impl Admission for Short {
    fn admit(&self, frees: bool) -> BoxFuture<'_, Option<Permit>> {
        let may_begin = frees || self.0.load(Ordering::SeqCst);
        async move { may_begin.then(|| Box::new(()) as Permit) }.boxed()
    }
}

on_both!(
    without_space_only_what_frees_some_goes_on,
    MIGRATIONS,
    |database| async {
        let (stage, clock, short) = (Stage::default(), Clock::at(NOW), Arc::new(Short::default()));
        let environment = Environment {
            admission: Arc::<Short>::clone(&short),
            ..clock.environment()
        };
        let regions = Regions(vec![(REGION, database.handle())], stage);
        let jobs = vec![Registered::of::<Work>(), Registered::of::<Turn>()];
        let supervisor = Supervisor::new(Arc::new(regions), jobs, environment, Handle::default());
        put(&database, &clock, &[("waits", "")]).await;
        supervisor.drain().await.unwrap();
        clock.move_by(60);
        supervisor.drain().await.unwrap();
        let done: Vec<String> = effects(&database).await.into_keys().collect();
        assert_eq!(done, [format!("turn in {REGION}")]);
        short.0.store(true, Ordering::SeqCst);
        supervisor.drain().await.unwrap();
        assert!(effects(&database).await.contains_key("waits"));
    }
);
