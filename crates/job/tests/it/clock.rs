//! Clocks that are set.

use wharf_job::State;
use wharf_sql::on_both;

use crate::stage::{Clock, MIGRATIONS, NOW, Stage, effects, put, row, supervisor};

const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60;

on_both!(
    rows_of_a_clock_that_was_ahead_are_not_left_in_the_future,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        stage.on("fails", |_| async {
            Err(wharf_job::StepError::failed("not yet"))
        });
        clock.move_by(TEN_YEARS);
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        // A lease of that time, a wait for the next attempt, and a turn.
        put(&database, &clock, &[("fails", ""), ("waits", "")]).await;
        clock.move_by(60);
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await["turn in r1"], 1);
        put(&database, &clock, &[("late", "")]).await;
        clock.move_by(-TEN_YEARS);
        stage.on("fails", |lease| async move {
            crate::stage::effect(&lease, "mended").await?;
            Ok(wharf_job::Outcome::Done)
        });
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        let done = effects(&database).await;
        assert_eq!((done["late"], done["mended"], done["turn in r1"]), (1, 1, 2));
        // What waits for a time that is near goes on waiting.
        clock.move_by(590);
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await["turn in r1"], 2);
        clock.move_by(10);
        supervisor(&database, &stage, &clock).drain().await.unwrap();
        assert_eq!(effects(&database).await["turn in r1"], 3);
    }
);

const ONE_DAY: i64 = 24 * 60 * 60;

on_both!(
    a_lease_of_a_clock_that_was_ahead_does_not_last,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        stage.on("a", |_| std::future::pending());
        clock.move_by(ONE_DAY);
        put(&database, &clock, &[("a", "")]).await;
        let died = supervisor(&database, &stage, &clock);
        let died = tokio::time::timeout(std::time::Duration::from_millis(300), died.drain());
        assert!(died.await.is_err());
        assert_eq!(row(&database, "a").await.unwrap().state, State::Running);
        clock.move_by(-ONE_DAY);
        supervisor(&database, &Stage::default(), &clock)
            .drain()
            .await
            .unwrap();
        assert_eq!(effects(&database).await["a"], 1);
    }
);

on_both!(
    a_jump_ahead_has_each_turn_come_once,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let supervisor = supervisor(&database, &stage, &clock);
        supervisor.drain().await.unwrap();
        clock.move_by(TEN_YEARS);
        supervisor.drain().await.unwrap();
        assert_eq!(effects(&database).await["turn in r1"], 1);
    }
);
