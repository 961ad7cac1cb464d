//! Each effect once: over two supervisors, under a holder that was paused, after a cancellation.

use std::sync::Arc;

use tokio::sync::Notify;
use wharf_job::{Cancelled, Outcome, Put, State};
use wharf_sql::{Database, Error, on_both};

use crate::stage::{
    Clock, MIGRATIONS, NOW, Stage, effect, effects, expected, id, put, row, supervisor, until,
};

/// A step that begins, and goes on when it is let.
fn paused(stage: &Stage) -> (Arc<Notify>, Arc<Notify>) {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, waits) = (Arc::clone(&begun), Arc::clone(&go_on));
    stage.on("paused", move |lease| {
        let (begins, waits) = (Arc::clone(&begins), Arc::clone(&waits));
        async move {
            begins.notify_one();
            waits.notified().await;
            effect(&lease, "paused").await?;
            Ok(Outcome::Done)
        }
    });
    (begun, go_on)
}

async fn cancel(database: &Database) {
    let cancelled = database.transaction::<_, Error, _>("test.cancel", |transaction| {
        wharf_job::cancel(transaction, &id("paused"))
    });
    assert_eq!(cancelled.await.unwrap(), Cancelled::Now);
}

on_both!(
    two_supervisors_do_each_effect_once,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let names: Vec<String> = (0..150).map(|number| format!("row {number}")).collect();
        let keys: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), &name[4..5])).collect();
        put(&database, &clock, &keys).await;
        let other = database.reopen().await;
        let (one, two) = (
            supervisor(&database, &stage, &clock),
            supervisor(&other, &stage, &clock),
        );
        let (first, second) = tokio::join!(one.drain(), two.drain());
        first.and(second).unwrap();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(effects(&database).await, expected(&names));
        other.close().await;
    }
);

on_both!(
    who_was_paused_beyond_its_lease_writes_nothing,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let (begun, go_on) = paused(&stage);
        put(&database, &clock, &[("paused", "")]).await;
        let holder = supervisor(&database, &stage, &clock);
        let holding = tokio::spawn(async move { holder.drain().await });
        begun.notified().await;
        // Another one does not get it before the lease is over.
        let other = Stage::default();
        supervisor(&database, &other, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await, expected(&[]));
        clock.move_by(61);
        other.on("paused", |lease| async move {
            effect(&lease, "by the other").await?;
            Ok(Outcome::Done)
        });
        supervisor(&database, &other, &clock).drain().await.unwrap();
        go_on.notify_one();
        holding.await.unwrap().unwrap();
        let done = effects(&database).await;
        assert_eq!(done["by the other"], 1);
        assert_eq!(done.get("paused"), None, "its lease was lost");
    }
);

on_both!(
    the_holder_of_a_row_that_was_removed_does_not_hold_the_one_that_was_put_after_it,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let (begun, go_on) = paused(&stage);
        put(&database, &clock, &[("paused", "")]).await;
        let first = supervisor(&database, &stage, &clock);
        let holding = tokio::spawn(async move { first.drain().await });
        begun.notified().await;
        let removed = database.transaction::<_, Error, _>("test.remove", |transaction| {
            wharf_job::remove(transaction, &id("").scope, "work", "paused")
        });
        removed.await.unwrap();
        // Numbers of leases count on from the time of the put.
        clock.move_by(1);
        put(&database, &clock, &[("paused", "")]).await;
        let other = Stage::default();
        let (other_begun, other_goes_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (begins, waits) = (Arc::clone(&other_begun), Arc::clone(&other_goes_on));
        other.on("paused", move |lease| {
            let (begins, waits) = (Arc::clone(&begins), Arc::clone(&waits));
            async move {
                begins.notify_one();
                waits.notified().await;
                effect(&lease, "by the other").await?;
                Ok(Outcome::Done)
            }
        });
        let second = supervisor(&database, &other, &clock);
        let other_holding = tokio::spawn(async move { second.drain().await });
        other_begun.notified().await;
        go_on.notify_one();
        holding.await.unwrap().unwrap();
        assert!(
            row(&database, "paused").await.is_some(),
            "the first holder ended the other's row"
        );
        other_goes_on.notify_one();
        other_holding.await.unwrap().unwrap();
        assert_eq!(effects(&database).await, expected(&["by the other"]));
    }
);

on_both!(
    who_is_cancelled_writes_nothing_more,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let (begun, go_on) = paused(&stage);
        put(&database, &clock, &[("paused", "")]).await;
        let supervisor = supervisor(&database, &stage, &clock);
        let draining = Arc::clone(&supervisor);
        let holding = tokio::spawn(async move { draining.drain().await });
        begun.notified().await;
        cancel(&database).await;
        go_on.notify_one();
        holding.await.unwrap().unwrap();
        assert_eq!(effects(&database).await, expected(&[]));
        assert_eq!(row(&database, "paused").await.unwrap().state, State::Cancelled);
        let again = database.transaction::<_, Error, _>("test.cancel", |transaction| {
            let nothing = wharf_job::cancel(transaction, &id("nothing"))?;
            Ok((wharf_job::cancel(transaction, &id("paused"))?, nothing))
        });
        assert_eq!(again.await.unwrap(), (Cancelled::Before, Cancelled::NotThere));
        // It is not due any more, until it is retried.
        clock.move_by(24 * 60 * 60);
        stage.on("paused", |lease| async move {
            effect(&lease, "retried").await?;
            Ok(Outcome::Done)
        });
        put(&database, &clock, &[("paused", "")]).await;
        supervisor.drain().await.unwrap();
        assert_eq!(effects(&database).await.get("retried"), None);
        let now = clock.now();
        let retried = database.transaction::<_, Error, _>("test.retry", move |transaction| {
            wharf_job::retry(transaction, &id("paused"), now)
        });
        assert!(retried.await.unwrap());
        supervisor.drain().await.unwrap();
        assert_eq!(effects(&database).await["retried"], 1);
    }
);

on_both!(
    work_that_takes_the_place_of_other_work_takes_its_lease,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let (begun, go_on) = paused(&stage);
        put(&database, &clock, &[("paused", "")]).await;
        let supervisor = supervisor(&database, &stage, &clock);
        let draining = Arc::clone(&supervisor);
        let holding = tokio::spawn(async move { draining.drain().await });
        begun.notified().await;
        let now = clock.now();
        let replaced = database.transaction::<_, Error, _>("test.replace", move |transaction| {
            let work = Put {
                job: "work",
                key: "paused",
                destination: "",
                due_at: now + 60_000_000,
                now,
            };
            wharf_job::replace(transaction, &id("paused").scope, &work)
        });
        replaced.await.unwrap();
        go_on.notify_one();
        holding.await.unwrap().unwrap();
        assert_eq!(effects(&database).await, expected(&[]));
        let replaced = row(&database, "paused").await.unwrap();
        assert_eq!(
            (replaced.state, replaced.due_at),
            (State::Waiting, NOW + 60_000_000)
        );
        clock.move_by(60);
        go_on.notify_one();
        supervisor.drain().await.unwrap();
        assert_eq!(effects(&database).await["paused"], 1);
        // What is taken back is not done.
        put(
            &database,
            &clock,
            &[("taken 1", ""), ("taken 2", ""), ("tbken", "")],
        )
        .await;
        let removed = database.transaction::<_, Error, _>("test.remove", |transaction| {
            let scope = id("").scope;
            ["taken 1", "taken 2", "tbken"]
                .iter()
                .try_for_each(|key| wharf_job::remove(transaction, &scope, "work", key))
        });
        removed.await.unwrap();
        supervisor.drain().await.unwrap();
        until(async || row(&database, "taken 1").await.is_none()).await;
        assert_eq!(effects(&database).await.get("taken 1"), None);
    }
);
