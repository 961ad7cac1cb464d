//! So many at once, so many for one destination, and none waits for the slowest.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wharf_job::State;
use wharf_sql::on_both;

use crate::stage::{
    Clock, MIGRATIONS, NOW, Regions, Stage, effects, put, put_in, row, supervise, supervisor, until,
};

/// Steps whose destination accepts and never answers; how many are under way.
fn hanging(stage: &Stage) -> Arc<AtomicUsize> {
    let under_way = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&under_way);
    stage.on("hangs", move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        std::future::pending()
    });
    under_way
}

on_both!(
    a_destination_that_never_answers_holds_up_its_own_rows_only,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let under_way = hanging(&stage);
        let hangs: Vec<String> = (0..60).map(|number| format!("hangs {number}")).collect();
        let hangs: Vec<(&str, &str)> = hangs.iter().map(|key| (key.as_str(), "black hole")).collect();
        put(&database, &clock, &hangs).await;
        let supervisor = supervisor(&database, &stage, &clock);
        supervisor.start();
        until(async || under_way.load(Ordering::SeqCst) == 2).await;
        for round in 0..3 {
            let keys: Vec<String> = (0..20).map(|number| format!("good {round} {number}")).collect();
            let keys: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "receiver")).collect();
            put(&database, &clock, &keys).await;
            supervisor.handle().wake();
            until(async || effects(&database).await.len() == (round + 1) * 20).await;
        }
        assert_eq!(
            under_way.load(Ordering::SeqCst),
            2,
            "two at once for one destination"
        );
        supervisor.stop(Duration::ZERO).await;
    }
);

on_both!(
    a_place_is_filled_as_soon_as_it_is_free,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let under_way = hanging(&stage);
        let hangs: Vec<(String, String)> = (0..7)
            .map(|number| (format!("hangs {number}"), format!("black hole {number}")))
            .collect();
        let hangs: Vec<(&str, &str)> = hangs
            .iter()
            .map(|(key, to)| (key.as_str(), to.as_str()))
            .collect();
        put(&database, &clock, &hangs).await;
        let supervisor = supervisor(&database, &stage, &clock);
        supervisor.start();
        until(async || under_way.load(Ordering::SeqCst) == 7).await;
        // One place of eight is left, and all of these pass through it.
        let keys: Vec<String> = (0..30).map(|number| format!("good {number}")).collect();
        let keys: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "")).collect();
        put(&database, &clock, &keys).await;
        until(async || effects(&database).await.len() == 30).await;
        supervisor.stop(Duration::ZERO).await;
    }
);

on_both!(
    what_has_been_due_for_longest_gets_the_places,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let begun = Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = Arc::clone(&begun);
        stage.on("hangs", move |lease| {
            seen.lock().unwrap().push(lease.key().to_owned());
            std::future::pending()
        });
        put(&database, &clock, &[("hangs first", "z")]).await;
        clock.move_by(1);
        let later: Vec<(String, String)> = (0..20)
            .map(|number| (format!("hangs {number}"), format!("a {number}")))
            .collect();
        let later: Vec<(&str, &str)> = later
            .iter()
            .map(|(key, to)| (key.as_str(), to.as_str()))
            .collect();
        put(&database, &clock, &later).await;
        let supervisor = supervisor(&database, &stage, &clock);
        supervisor.start();
        until(async || begun.lock().unwrap().len() == 8).await;
        assert!(begun.lock().unwrap().contains(&"hangs first".to_owned()));
        supervisor.stop(Duration::ZERO).await;
    }
);

on_both!(a_region_does_not_wait_for_another, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let under_way = hanging(&stage);
    let hangs: Vec<(String, String)> = (0..20)
        .map(|number| (format!("hangs {number}"), format!("black hole {number}")))
        .collect();
    let hangs: Vec<(&str, &str)> = hangs
        .iter()
        .map(|(key, to)| (key.as_str(), to.as_str()))
        .collect();
    put(&database, &clock, &hangs).await;
    // They share a database, as Regions on PostgreSQL do.
    let regions = ["r1", "r2"].map(|region| (region, database.handle()));
    let supervisor = supervise(Regions(regions.to_vec(), stage), &clock);
    supervisor.start();
    until(async || under_way.load(Ordering::SeqCst) == 8).await;
    put_in(&database, &clock, "r2", &[("good", "")]).await;
    until(async || effects(&database).await.contains_key("good")).await;
    supervisor.stop(Duration::ZERO).await;
});

on_both!(a_stop_waits_and_lets_the_rest_go, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let under_way = hanging(&stage);
    let begun = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&begun);
    stage.on("slow", move |lease| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(200)).await;
            crate::stage::effect(&lease, "slow").await?;
            Ok(wharf_job::Outcome::Done)
        }
    });
    put(&database, &clock, &[("hangs", "a"), ("slow", "b")]).await;
    let stopped = supervisor(&database, &stage, &clock);
    stopped.start();
    until(async || under_way.load(Ordering::SeqCst) + begun.load(Ordering::SeqCst) == 2).await;
    stopped.stop(Duration::from_millis(1500)).await;
    assert_eq!(effects(&database).await["slow"], 1, "what ends in time is done");
    let left = row(&database, "hangs").await.unwrap();
    assert_eq!((left.state, left.attempts, left.due_at), (State::Waiting, 0, NOW));
    assert_eq!(stopped.handle().health().standing_still(), None);
    // It goes on at once.
    supervisor(&database, &Stage::default(), &clock)
        .drain()
        .await
        .unwrap();
    assert_eq!(effects(&database).await["hangs"], 1);
});
