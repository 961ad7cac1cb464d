//! Work that is asked for again while its row is there.

use wharf_job::{State, StepError};
use wharf_sql::on_both;

use crate::stage::{Clock, MIGRATIONS, NOW, Stage, put, row, supervisor};

on_both!(
    work_that_was_asked_for_during_the_last_attempt_has_attempts_of_its_own,
    MIGRATIONS,
    |database| async {
        let (stage, clock) = (Stage::default(), Clock::at(NOW));
        let supervisor = supervisor(&database, &stage, &clock);
        let (asked, asking) = (database.clone(), clock.clone());
        stage.on("fails", move |lease| {
            let (database, clock) = (asked.clone(), asking.clone());
            async move {
                if lease.attempts() == 3 {
                    put(&database, &clock, &[("fails", "")]).await;
                }
                Err(StepError::failed("no luck"))
            }
        });
        put(&database, &clock, &[("fails", "")]).await;
        for attempt in [1, 2, 1, 2] {
            supervisor.drain().await.unwrap();
            let row = row(&database, "fails").await.unwrap();
            assert_eq!((row.state, row.attempts), (State::Failed, attempt));
            clock.move_by(60 * 60);
        }
        // Nothing more was asked for.
        stage.on("fails", |_| async { Err(StepError::failed("no luck")) });
        supervisor.drain().await.unwrap();
        assert_eq!(row(&database, "fails").await.unwrap().state, State::Dead);
    }
);
