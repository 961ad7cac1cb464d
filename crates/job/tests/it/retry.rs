//! What becomes of rows: done, again, more, failed, dead, retried.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wharf_job::{Id, NEVER, Outcome, State, StepError};
use wharf_sql::{Error, Scope, Statement, Transaction, on_both, params};

use crate::stage::{
    Clock, MIGRATIONS, NOW, REGION, Stage, effect, effects, expected, id, put, put_in, row, supervisor,
};

on_both!(work_is_done_and_goes, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let supervisor = supervisor(&database, &stage, &clock);
    stage.on("steps", |lease| async move {
        let step: usize = lease.progress().map_or(0, |done| done.parse().unwrap());
        effect(&lease, &format!("step {step}")).await?;
        Ok(match step {
            2 => Outcome::Done,
            _ => Outcome::More((step + 1).to_string()),
        })
    });
    stage.on("again", |lease| async move {
        effect(&lease, "again").await?;
        Ok(Outcome::Again(Duration::from_secs(60)))
    });
    put(&database, &clock, &[("a", ""), ("steps", ""), ("again", "")]).await;
    supervisor.drain().await.unwrap();
    let all = ["a", "again", "step 0", "step 1", "step 2"];
    assert_eq!(effects(&database).await, expected(&all));
    assert_eq!(row(&database, "a").await, None);
    assert_eq!(row(&database, "steps").await, None);
    let again = row(&database, "again").await.unwrap();
    assert_eq!((again.state, again.due_at), (State::Waiting, NOW + 60_000_000));
    clock.move_by(60);
    supervisor.drain().await.unwrap();
    assert_eq!(effects(&database).await["again"], 2);
    assert_eq!(effects(&database).await["turn in r1"], 1);
});

on_both!(
    work_that_is_asked_for_during_its_step_is_done_again,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let (asked, other) = (Arc::new(AtomicUsize::new(0)), database.handle());
        let asking = clock.clone();
        stage.on("a", move |lease| {
            let (asked, other, asking) = (Arc::clone(&asked), other.clone(), asking.clone());
            async move {
                effect(&lease, "a").await?;
                if asked.fetch_add(1, Ordering::SeqCst) == 0 {
                    put(&other, &asking, &[("a", "")]).await;
                }
                Ok(Outcome::Done)
            }
        });
        put(&database, &clock, &[("a", "")]).await;
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await["a"], 2);
        assert_eq!(row(&database, "a").await, None);
    }
);

on_both!(
    work_that_is_asked_for_between_two_steps_is_begun_anew,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let other = database.handle();
        let asking = clock.clone();
        stage.on("pages", move |lease| {
            let (other, asking) = (other.clone(), asking.clone());
            async move {
                let page = lease.progress().unwrap_or("first").to_owned();
                effect(&lease, &page).await?;
                let is_asked = effects(&other).await["first"] == 1;
                match (page.as_str(), is_asked) {
                    ("first", true) => {
                        // What is asked for is on the page that this step has read.
                        put(&other, &asking, &[("pages", "")]).await;
                        Ok(Outcome::More("last".to_owned()))
                    }
                    ("first", false) => Ok(Outcome::More("last".to_owned())),
                    _ => Ok(Outcome::Done),
                }
            }
        });
        put(&database, &clock, &[("pages", "")]).await;
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        let done = effects(&database).await;
        assert_eq!((done["first"], done["last"]), (2, 1));
        assert_eq!(row(&database, "pages").await, None);
    }
);

on_both!(
    what_fails_and_what_panics_is_tried_again_and_given_up,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let supervisor = supervisor(&database, &stage, &clock);
        stage.on("panics", |_| async { panic!("poison") });
        stage.on("fails", |_| async { Err(StepError::failed("no luck")) });
        let keys = [("panics", ""), ("fails", ""), ("good 1", ""), ("good 2", "")];
        put(&database, &clock, &keys).await;
        supervisor.drain().await.unwrap();
        assert_eq!(
            effects(&database).await,
            expected(&["good 1", "good 2"]),
            "its neighbours work"
        );
        let failed = row(&database, "panics").await.unwrap();
        assert_eq!((failed.state, failed.attempts), (State::Failed, 1));
        assert_eq!(failed.last_error.as_deref(), Some("panicked: poison"));
        assert_eq!(failed.due_at, NOW + 5_000_000);
        // Not before its time.
        clock.move_by(4);
        supervisor.drain().await.unwrap();
        assert_eq!(row(&database, "panics").await.unwrap().attempts, 1);
        for wait in [1, 10] {
            clock.move_by(wait);
            supervisor.drain().await.unwrap();
        }
        for key in ["panics", "fails"] {
            let dead = row(&database, key).await.unwrap();
            assert_eq!(
                (dead.state, dead.attempts, dead.due_at),
                (State::Dead, 3, NEVER),
                "{key}"
            );
            assert_eq!(effects(&database).await[&format!("{key} given up")], 1);
        }
        assert_eq!(
            row(&database, "fails").await.unwrap().last_error.as_deref(),
            Some("no luck")
        );
        // The dead stay dead until they are retried, or asked for again: that is new work, with attempts of its own.
        clock.move_by(24 * 60 * 60);
        supervisor.drain().await.unwrap();
        assert_eq!(row(&database, "fails").await.unwrap().state, State::Dead);
        put(&database, &clock, &[("panics", ""), ("good 3", "")]).await;
        supervisor.drain().await.unwrap();
        let again = row(&database, "panics").await.unwrap();
        assert_eq!((again.state, again.attempts), (State::Failed, 1));
        assert_eq!(effects(&database).await["good 3"], 1);
        stage.on("fails", |lease| async move {
            effect(&lease, "mended").await?;
            Ok(Outcome::Done)
        });
        let now = clock.now();
        let retried = database.transaction::<_, Error, _>("test.retry", move |transaction| {
            wharf_job::retry(transaction, &id("fails"), now)
        });
        assert!(retried.await.unwrap());
        supervisor.drain().await.unwrap();
        assert_eq!(effects(&database).await["mended"], 1);
        assert_eq!(row(&database, "fails").await, None);
    }
);

on_both!(
    a_turn_that_fails_is_never_given_up,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let supervisor = supervisor(&database, &stage, &clock);
        stage.on("turn", |_| async { Err(StepError::failed("no luck")) });
        let turn = Id {
            scope: Scope::new("", REGION),
            job: "turn".to_owned(),
            key: String::new(),
        };
        supervisor.drain().await.unwrap();
        clock.move_by(60);
        for attempt in 1..=15 {
            supervisor.drain().await.unwrap();
            let row = wharf_job::find(&database, &turn).await.unwrap().unwrap();
            assert_eq!((row.state, row.attempts), (State::Failed, attempt));
            assert!(row.due_at <= clock.now() + 3_600_000_000, "at least once an hour");
            clock.move_by(60 * 60);
        }
        stage.on("turn", |lease| async move {
            effect(&lease, "mended").await?;
            Ok(Outcome::Done)
        });
        supervisor.drain().await.unwrap();
        let row = wharf_job::find(&database, &turn).await.unwrap().unwrap();
        assert_eq!((row.state, row.attempts), (State::Waiting, 0));
        assert_eq!(row.due_at, clock.now() + 600_000_000, "its next turn");
    }
);

on_both!(any_reason_is_written, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let reason = format!("a\0b{}", "c".repeat(2000));
    let (outage, failure) = (reason.clone(), reason);
    stage.on("outage", move |_| {
        let reason = outage.clone();
        async { Err(StepError::Outage(reason)) }
    });
    stage.on("failure", move |_| {
        let reason = failure.clone();
        async { Err(StepError::Failed(reason)) }
    });
    put(&database, &clock, &[("outage", ""), ("failure", "")]).await;
    supervisor(&database, &stage, &clock).drain().await.unwrap();
    for key in ["outage", "failure"] {
        let row = row(&database, key).await.unwrap();
        let kept = row.last_error.unwrap();
        assert_eq!(row.state, State::Failed);
        assert_eq!((&kept[..5], kept.chars().count()), ("a\u{fffd}b", 1000), "{key}");
    }
});

on_both!(figures_are_of_one_region, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    stage.on("fails", |_| async { Err(StepError::failed("no luck")) });
    put(&database, &clock, &[("fails 1", ""), ("fails 2", "")]).await;
    let supervisor = supervisor(&database, &stage, &clock);
    supervisor.drain().await.unwrap();
    let cancelled = database.transaction::<_, Error, _>("test.cancel", |transaction| {
        wharf_job::cancel(transaction, &id("fails 2"))
    });
    cancelled.await.unwrap();
    put(&database, &clock, &[("due", "")]).await;
    put_in(&database, &clock, "other", &[("due", "")]).await;
    let figures = wharf_job::figures(&database, REGION, NOW).await.unwrap();
    let counts = [State::Failed, State::Cancelled, State::Dead].map(|state| figures.count("work", state));
    assert_eq!(counts, [1, 1, 0]);
    assert_eq!(
        (figures.due_since("work"), figures.due_since("turn")),
        (Some(NOW), None)
    );
    let later = wharf_job::figures(&database, REGION, NOW + 60_000_000)
        .await
        .unwrap();
    assert_eq!(later.due_since("turn"), Some(NOW + 60_000_000));
});

on_both!(an_outage_is_no_attempt, MIGRATIONS, |database| async {
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let supervisor = supervisor(&database, &stage, &clock);
    stage.on("full", |_| async { Err(Error::Full.into()) });
    put(&database, &clock, &[("full", "")]).await;
    for _ in 0..10 {
        supervisor.drain().await.unwrap();
        let row = row(&database, "full").await.unwrap();
        assert_eq!((row.state, row.attempts), (State::Failed, 0));
        clock.move_by(20);
    }
});

on_both!(
    a_part_that_ended_well_begins_the_count_anew,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let supervisor = supervisor(&database, &stage, &clock);
        stage.on("partly", |lease| async move {
            lease.succeeded();
            Err(StepError::failed("the next part"))
        });
        put(&database, &clock, &[("partly", "")]).await;
        for _ in 0..5 {
            supervisor.drain().await.unwrap();
            assert_eq!(row(&database, "partly").await.unwrap().attempts, 1);
            clock.move_by(10);
        }
    }
);

on_both!(
    the_end_of_a_process_does_not_use_up_the_last_attempt,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        stage.on("late", |_| async {
            Err(StepError::failed("the receiver answered 500"))
        });
        put(&database, &clock, &[("late", "")]).await;
        for wait in [5, 10] {
            supervisor(&database, &stage, &clock).drain().await.unwrap();
            clock.move_by(wait);
        }
        let killed = Stage::default();
        killed.on("late", |_| std::future::pending());
        let dies = supervisor(&database, &killed, &clock);
        assert!(
            tokio::time::timeout(Duration::from_millis(300), dies.drain())
                .await
                .is_err()
        );
        assert_eq!(row(&database, "late").await.unwrap().attempts, 3);
        clock.move_by(61);
        // The receiver is well again.
        supervisor(&database, &Stage::default(), &clock)
            .drain()
            .await
            .unwrap();
        assert_eq!(
            effects(&database).await,
            BTreeMap::from([("late".to_owned(), 1), ("turn in r1".to_owned(), 1)])
        );
        // One that goes on ending its process is given up in the end.
        put(&database, &clock, &[("late", "")]).await;
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        for _ in 0..5 {
            clock.move_by(61);
            let dies = supervisor(&database, &killed, &clock);
            assert!(
                tokio::time::timeout(Duration::from_millis(300), dies.drain())
                    .await
                    .is_err()
            );
        }
        clock.move_by(61);
        supervisor(&database, &killed, &clock).drain().await.unwrap();
        assert_eq!(row(&database, "late").await.unwrap().state, State::Dead);
    }
);

static SPOIL: Statement = Statement::scoped(
    "test.spoil",
    "UPDATE jobs SET state = 'paused' WHERE account = $1 AND region = $2 AND key = $3",
);

on_both!(
    a_row_that_a_newer_program_wrote_is_in_the_way_of_no_other,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let names: Vec<String> = (0..12).map(|number| format!("strange {number}")).collect();
        let strange: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        put(&database, &clock, &strange).await;
        let spoil = move |transaction: &mut Transaction<'_>| {
            let scope = id("").scope;
            let mut names = names.iter();
            names.try_for_each(|name| {
                transaction
                    .execute(&SPOIL, &scope, params![name.as_str()])
                    .map(drop)
            })
        };
        database
            .transaction::<_, Error, _>("test.spoil", spoil)
            .await
            .unwrap();
        clock.move_by(1);
        put(&database, &clock, &[("good", "")]).await;
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await, expected(&["good"]));
    }
);

on_both!(
    a_row_that_ends_its_holders_is_given_up,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        stage.on("kills", |_| std::future::pending());
        put(&database, &clock, &[("kills", "")]).await;
        for attempt in 1..=3 {
            // The process dies in the step.
            let dies = supervisor(&database, &stage, &clock);
            let died = tokio::time::timeout(Duration::from_millis(300), dies.drain()).await;
            assert!(died.is_err());
            let row = row(&database, "kills").await.unwrap();
            assert_eq!((row.state, row.attempts), (State::Running, attempt));
            clock.move_by(61);
        }
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        let dead = row(&database, "kills").await.unwrap();
        assert_eq!(dead.state, State::Dead);
        assert_eq!(effects(&database).await["kills given up"], 1);
    }
);
