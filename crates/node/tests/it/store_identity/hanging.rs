//! A disk that hangs or fails below a node that runs, and a database that hangs.

use std::time::Duration;

use wharf_blob::faulty::{Call, Fault};
use wharf_node::{Unavailable, store_identity};
use wharf_sql::{Error, Statement, params};

use super::{identity, standing};

static LOCK: Statement = Statement::global("test.lock", "LOCK TABLE store_identities");

const PATIENCE: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);
const HANGS: Fault = Fault::Delay(Duration::from_secs(2));

fn outage<T: std::fmt::Debug>(said: Result<T, Unavailable>) -> String {
    match said {
        Err(Unavailable::Outage(why)) => why,
        other => panic!("it was not an outage: {other:?}"),
    }
}

room!(a_disk_that_hangs_is_told_one_thing_at_a_time, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"one").await;
    let cell = bench.cell().await;
    let tell = async |patience, is_last| store_identity::tell(&cell, &bench.clock, (patience, is_last)).await;
    let before = bench.bytes.calls(Call::Identify);
    bench.bytes.fail(Call::Identify, 1, HANGS);
    for _ in 0..3 {
        outage(tell(PATIENCE, false).await);
    }
    assert_eq!(bench.bytes.calls(Call::Identify), before + 1);
    // What came meanwhile is told after it.
    bench.layer("app", b"two").await;
    tell(LONG, true).await.unwrap();
    assert_eq!(bench.bytes.calls(Call::Identify), before + 2);
    assert_eq!(standing(&cell).await.epoch, identity(bench).await.epoch);
});

room!(a_disk_that_hangs_is_looked_at_once, |bench| {
    bench.repository("app").await;
    let cell = bench.cell().await;
    let before = bench.bytes.calls(Call::Identity);
    bench.bytes.fail(Call::Identity, 1, HANGS);
    for _ in 0..3 {
        let why = outage(store_identity::watch(&cell, PATIENCE).await);
        assert!(why.contains("their disk does not answer"), "{why}");
    }
    assert_eq!(bench.bytes.calls(Call::Identity), before + 1);
    assert!(store_identity::why_gone(&cell).is_some());
    while store_identity::watch(&cell, LONG).await.is_err() {
        tokio::time::sleep(PATIENCE).await;
    }
    assert_eq!(store_identity::why_gone(&cell), None);
});

// Readers of SQLite wait for no lock.
room!(a_database_that_hangs_is_not_taken_for_a_disk, |bench| {
    bench.repository("app").await;
    let cell = bench.cell().await;
    if !bench.registry.is_file() {
        let locked = bench.registry.transaction("test.lock", |transaction| {
            transaction.execute_global(&LOCK, params![])?;
            std::thread::sleep(4 * PATIENCE);
            Ok::<_, Error>(())
        });
        let looked = async {
            tokio::time::sleep(PATIENCE).await;
            store_identity::watch(&cell, PATIENCE).await
        };
        let (locked, looked) = tokio::join!(locked, looked);
        locked.unwrap();
        let why = outage(looked);
        assert!(why.contains("the database does not answer"), "{why}");
        assert_eq!(store_identity::why_gone(&cell), None);
    }
});

room!(a_disk_that_fails_is_told_as_one_that_is_gone, |bench| {
    bench.repository("app").await;
    let cell = bench.cell().await;
    bench.bytes.fail(Call::Identity, 1, Fault::OutOfFiles);
    assert!(store_identity::is_here(&cell).await.is_err());
    assert_eq!(store_identity::why_gone(&cell), None, "it is the process");
    bench.bytes.fail(Call::Identity, 1, Fault::Io);
    assert_eq!(store_identity::is_here(&cell).await.ok(), Some(false));
    assert!(
        store_identity::why_gone(&cell)
            .unwrap()
            .contains("a fault was injected")
    );
    assert_eq!(store_identity::is_here(&cell).await.ok(), Some(true));
    assert_eq!(store_identity::why_gone(&cell), None);
});
