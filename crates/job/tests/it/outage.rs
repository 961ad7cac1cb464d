//! A database that goes away under a step, and comes back.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use wharf_job::State;
use wharf_sql::testing::Cluster;
use wharf_sql::{Database, PostgresOptions};

use crate::stage::{Clock, MIGRATIONS, NOW, Stage, effect, put, row, supervisor};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_whose_database_goes_away_has_made_no_attempt() {
    let cluster = Arc::new(Cluster::start().unwrap());
    let options = PostgresOptions::default();
    let database = Database::postgres(cluster.url(), MIGRATIONS, &options)
        .await
        .unwrap();
    let (stage, clock) = (Stage::default(), Clock::at(NOW));
    let failed = Arc::new(Notify::new());
    let (stops, fails) = (Arc::clone(&cluster), Arc::clone(&failed));
    stage.on("a", move |lease| {
        let (stops, fails) = (Arc::clone(&stops), Arc::clone(&fails));
        async move {
            stops.stop().unwrap();
            let written = effect(&lease, "a").await;
            fails.notify_one();
            written.map(|()| wharf_job::Outcome::Done)
        }
    });
    put(&database, &clock, &[("a", "")]).await;
    let supervisor = supervisor(&database, &stage, &clock);
    supervisor.start();
    failed.notified().await;
    cluster.launch().unwrap();
    let noted = async {
        loop {
            // The first looks may come before the database is found again.
            let row = wharf_job::find(&database, &crate::stage::id("a")).await;
            match row {
                Ok(Some(row)) if row.state == State::Failed => break row,
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    let noted = tokio::time::timeout(Duration::from_secs(20), noted).await;
    let Ok(noted) = noted else {
        panic!("{:?}", row(&database, "a").await);
    };
    assert_eq!(noted.attempts, 0);
    supervisor.stop(Duration::ZERO).await;
}
