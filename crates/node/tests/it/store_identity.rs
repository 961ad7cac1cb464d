//! Rows and bytes that belong together, and those that do not.

mod another;
mod hanging;
mod unrecorded;

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use wharf_aws::Timestamp;
use wharf_blob::faulty::{Call, Fault, FaultyStore};
use wharf_blob::fs::FileStore;
use wharf_blob::{Store, StoreIdentity, conformance};
use wharf_node::Cell;
use wharf_node::collection::{Collect, Finding, Position, step};
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::store_identity::{self, Standing, Unmade};
use wharf_sql::{Error, Statement, params};

use crate::bench::{Bench, REGION, REGISTRY_TABLES};

static FORGET: Statement = Statement::global("test.forget", "DELETE FROM store_identities");

/// After every file of this machine was written.
const LATER: i64 = 4_000_000_000;
const AT_ONCE: Collect = Collect {
    grace: Duration::ZERO,
    wait: Duration::ZERO,
    dry_run: false,
    force: false,
    unrecorded: Duration::ZERO,
    restorable: false,
};
const FORCED: Collect = Collect {
    force: true,
    ..AT_ONCE
};

/// Opens the Region once more, over these bytes.
async fn attach(bench: &Bench, bytes: Arc<dyn Store>) -> Result<Cell, String> {
    let cell = Cell::new(
        REGION.parse().unwrap(),
        (*bench.registry).clone(),
        bytes,
        bench.clock.clone(),
    );
    let accounts = wharf_node::bootstrap::plane(&bench.node.identity).await.unwrap();
    let attached = store_identity::attach(&cell, accounts, (&bench.clock, &bench.node.entropy)).await;
    attached.map(|()| cell).map_err(|error| error.to_string())
}

async fn attach_own(bench: &Bench) -> Result<Cell, String> {
    attach(bench, Arc::<FaultyStore>::clone(&bench.bytes)).await
}

/// A store in a folder of its own.
fn empty(bench: &Bench, name: &str) -> Arc<dyn Store> {
    Arc::new(FileStore::open(&bench.folder().join(name)).unwrap())
}

async fn wipe(bench: &Bench, tables: &'static [Statement]) {
    let wipe = bench.registry.transaction("test.wipe", move |transaction| {
        let mut tables = tables.iter();
        tables.try_for_each(|table| transaction.execute_global(table, params![]).map(drop))
    });
    let wiped: Result<(), Error> = wipe.await;
    wiped.unwrap();
}

/// As a database of an older version: it knows of no identities.
async fn forget(bench: &Bench) {
    wipe(bench, std::slice::from_ref(&FORGET)).await;
}

async fn standing(cell: &Cell) -> Standing {
    store_identity::standing(cell).await.unwrap().expect("it has one")
}

async fn identity(bench: &Bench) -> StoreIdentity {
    bench.bytes.identity().await.unwrap().expect("it has one")
}

/// Bytes that came past the rows.
async fn put_unrecorded(bench: &Bench, count: usize) {
    let plain = bench.bytes.plain();
    for at in 0..count {
        conformance::push(&plain, &conformance::content(100 + at))
            .await
            .unwrap();
    }
}

fn removed(found: &[Finding]) -> usize {
    let removed = found
        .iter()
        .filter(|finding| matches!(finding, Finding::Removed { .. }));
    removed.count()
}

room!(rows_and_bytes_say_the_same_and_come_along, |bench| {
    bench.repository("app").await;
    let cell = bench.cell().await;
    let write_down = async |is_last| {
        store_identity::write_down(&cell, &bench.clock, is_last)
            .await
            .unwrap()
    };
    let epochs = async || (standing(&cell).await.epoch, identity(bench).await.epoch);
    assert_eq!(standing(&cell).await.id, identity(bench).await.id);
    write_down(false).await;
    assert_eq!(epochs().await, (1, 1), "it rises once for every process");
    write_down(true).await;
    assert_eq!(epochs().await, (1, 1), "nothing came since");
    bench.layer("app", b"one").await;
    write_down(false).await;
    assert_eq!(epochs().await, (1, 1), "once in three seconds is enough");
    bench.advance(3);
    write_down(false).await;
    assert_eq!(epochs().await, (2, 2));
    bench.layer("app", b"two").await;
    write_down(true).await;
    assert_eq!(epochs().await, (3, 3), "a process that ends does not wait");
    // Both nodes of a database raise it.
    let other = attach_own(bench).await.unwrap();
    store_identity::write_down(&other, &bench.clock, true)
        .await
        .unwrap();
    assert_eq!(epochs().await, (4, 4));
});

room!(what_a_full_disk_did_not_take_is_written_down_later, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    std::fs::remove_file(bench.folder().join(REGION).join("store.json")).unwrap();
    forget(bench).await;
    let collect = async |cell: &Cell| {
        let (node, from) = (&bench.node, Position::default());
        step(None, node, cell, AT_ONCE, from, &mut |_| ()).await
    };
    bench.bytes.fail(Call::Identify, 1, Fault::Full);
    let cell = attach_own(bench).await.unwrap();
    bench.bytes.fail(Call::Identify, 1, Fault::Full);
    let full = collect(&cell).await.map(drop).unwrap_err().to_string();
    assert!(full.contains("no space left"), "{full}");
    // What makes room takes the layers away by which the bytes are known.
    let request = json!({"repositoryName": "app", "force": true});
    bench.ask::<DeleteRepository>(request).await.unwrap();
    bench.work().await;
    collect(&cell).await.unwrap();
    assert_eq!(standing(&cell).await.id, identity(bench).await.id);
});

room!(a_region_that_a_full_disk_opened_takes_its_first_push, |bench| {
    bench.bytes.fail(Call::Identify, 1, Fault::Full);
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let cell = bench.cell().await;
    assert_eq!(standing(&cell).await.id, identity(bench).await.id);
    assert!(store_identity::is_here(&cell).await.unwrap());
});

room!(a_node_that_makes_nothing_sees_that_another_one_did, |bench| {
    bench.repository("app").await;
    let cell = Cell::new(
        REGION.parse().unwrap(),
        (*bench.registry).clone(),
        empty(bench, "other"),
        bench.clock.clone(),
    );
    cell.extensions.set(Unmade::default());
    assert!(!store_identity::is_here(&cell).await.unwrap());
    assert!(store_identity::why_gone(&cell).is_some());
    forget(bench).await;
    let cell = Cell::new(
        REGION.parse().unwrap(),
        (*bench.registry).clone(),
        empty(bench, "other"),
        bench.clock.clone(),
    );
    cell.extensions.set(Unmade::default());
    assert!(store_identity::is_here(&cell).await.unwrap(), "it was not made");
});

room!(
    a_restore_is_noticed_after_what_came_by_a_clock_that_goes_back,
    |bench| {
        bench.repository("app").await;
        bench.clock.set(Timestamp::from_seconds(LATER));
        let cell = bench.cell().await;
        bench.layer("app", b"one").await;
        store_identity::write_down(&cell, &bench.clock, true)
            .await
            .unwrap();
        let known = identity(bench).await;
        let ahead = StoreIdentity {
            epoch: known.epoch + 5,
            ..known.clone()
        };
        assert!(bench.bytes.identify(Some(&known), &ahead).await.unwrap());
        bench.clock.set(Timestamp::from_seconds(0));
        let restored = standing(&attach_own(bench).await.unwrap()).await;
        assert!(
            restored.restored_at > Some(Timestamp::from_seconds(LATER)),
            "{restored:?}"
        );
    }
);

room!(an_empty_database_beside_bytes_is_refused, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let before = identity(bench).await;
    wipe(bench, REGISTRY_TABLES).await;
    let refused = attach_own(bench).await.err().unwrap();
    assert!(refused.contains("knows 0 of 2 blobs"), "{refused}");
    assert_eq!(identity(bench).await, before, "nothing is changed");
    let cell = Cell::new(
        REGION.parse().unwrap(),
        (*bench.registry).clone(),
        Arc::<FaultyStore>::clone(&bench.bytes),
        bench.clock.clone(),
    );
    bench.clock.set(Timestamp::from_seconds(LATER));
    let adopted = store_identity::adopt(&cell, None, (&bench.clock, &bench.node.entropy), false)
        .await
        .unwrap();
    assert_ne!(adopted.id, before.id);
    attach_own(bench).await.unwrap();
    // What was adopted is kept until it is forced.
    assert_eq!(removed(&bench.collect(AT_ONCE).await), 0);
    assert_eq!(removed(&bench.collect(FORCED).await), 2);
    assert_eq!(standing(&cell).await.restored_at, None);
});

room!(
    a_store_of_an_older_version_is_the_databases_that_knows_half_of_it,
    |bench| {
        bench.repository("app").await;
        bench.push_new("app", Some("v1"), "one").await;
        bench.push_new("app", Some("v2"), "two").await;
        let file = bench.folder().join(REGION).join("store.json");
        std::fs::remove_file(&file).unwrap();
        forget(bench).await;
        attach_own(bench).await.unwrap();
        assert!(file.exists());
        // The crash between the store and the rows.
        forget(bench).await;
        let made = StoreIdentity {
            epoch: 0,
            ..identity(bench).await
        };
        std::fs::write(
            &file,
            serde_json::to_vec(&json!({"id": made.id, "epoch": 0, "raised_at_micros": 0})).unwrap(),
        )
        .unwrap();
        assert_eq!(
            standing(&attach_own(bench).await.unwrap()).await.restored_at,
            None
        );
        let known = bench.rows().await.count();
        assert!(known > 0);
        put_unrecorded(bench, 5).await;
        std::fs::remove_file(&file).unwrap();
        forget(bench).await;
        let refused = attach_own(bench).await.err().unwrap();
        assert!(refused.contains("blobs that were looked at"), "{refused}");
        assert!(!file.exists(), "it was told which store it is");
    }
);

room!(bytes_that_are_not_here_are_missed, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let refused = attach(bench, empty(bench, "other")).await.err().unwrap();
    assert!(refused.contains("whose bytes are not here"), "{refused}");
    forget(bench).await;
    let refused = attach(bench, empty(bench, "other")).await.err().unwrap();
    assert!(refused.contains("there are no bytes"), "{refused}");
});

room!(of_two_nodes_with_folders_of_their_own_one_serves, |bench| {
    for round in 0..10 {
        wipe(bench, REGISTRY_TABLES).await;
        let [one, other] = ["one", "other"].map(|name| empty(bench, &format!("{name}-{round}")));
        let (first, second) =
            tokio::join!(attach(bench, Arc::clone(&one)), attach(bench, Arc::clone(&other)));
        assert!(first.is_ok() != second.is_ok(), "both or none serve");
        let loser = if first.is_ok() { other } else { one };
        assert!(attach(bench, loser).await.is_err());
    }
    // For the node of the bench, which had a store before.
    wipe(bench, REGISTRY_TABLES).await;
});

room!(
    rows_that_were_restored_keep_all_bytes_until_it_is_settled,
    |bench| {
        bench.repository("app").await;
        bench.push_new("app", Some("v1"), "one").await;
        put_unrecorded(bench, 3).await;
        bench.clock.set(Timestamp::from_seconds(LATER));
        let known = identity(bench).await;
        let ahead = StoreIdentity {
            epoch: known.epoch + 5,
            ..known.clone()
        };
        assert!(bench.bytes.identify(Some(&known), &ahead).await.unwrap());
        let cell = attach_own(bench).await.unwrap();
        let restored = standing(&cell).await;
        assert_eq!(restored.restored_at, Some(bench.clock.now()));
        assert_eq!(restored.epoch, ahead.epoch);
        store_identity::write_down(&cell, &bench.clock, true)
            .await
            .unwrap();
        // It is noticed once.
        bench.advance(3600);
        let again = standing(&attach_own(bench).await.unwrap()).await;
        assert_eq!(again.restored_at, restored.restored_at);
        assert_eq!(bench.collect(AT_ONCE).await, []);
        let dry = Collect {
            dry_run: true,
            ..FORCED
        };
        assert_eq!(bench.collect(dry).await.len(), 3, "a dry run shows what would go");
        assert!(standing(&cell).await.restored_at.is_some(), "and settles nothing");
        assert_eq!(removed(&bench.collect(FORCED).await), 3);
        assert_eq!(standing(&cell).await.restored_at, None);
        put_unrecorded(bench, 1).await;
        assert_eq!(removed(&bench.collect(AT_ONCE).await), 1);
    }
);

room!(rows_that_are_restored_under_a_running_node_are_noticed, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let cell = bench.cell().await;
    bench.clock.set(Timestamp::from_seconds(LATER));
    put_unrecorded(bench, 3).await;
    let known = identity(bench).await;
    let ahead = StoreIdentity {
        epoch: known.epoch + 5,
        ..known.clone()
    };
    assert!(bench.bytes.identify(Some(&known), &ahead).await.unwrap());
    assert_eq!(
        bench.collect(AT_ONCE).await,
        [],
        "it is noticed before anything is done"
    );
    assert!(standing(&cell).await.restored_at.is_some());
    // Also by a node that only goes on.
    assert_eq!(removed(&bench.collect(FORCED).await), 3);
    let further = StoreIdentity {
        epoch: ahead.epoch + 50,
        ..ahead.clone()
    };
    assert!(bench.bytes.identify(Some(&ahead), &further).await.unwrap());
    store_identity::write_down(&cell, &bench.clock, true)
        .await
        .unwrap();
    assert!(standing(&cell).await.restored_at.is_some());
    // Rows of another store are not collected by.
    let other = StoreIdentity {
        id: "another".to_owned(),
        ..identity(bench).await
    };
    let said = identity(bench).await;
    assert!(bench.bytes.identify(Some(&said), &other).await.unwrap());
    let mut report = |_: &Finding| {};
    let stepped = step(
        None,
        &bench.node,
        &cell,
        AT_ONCE,
        Position::default(),
        &mut report,
    )
    .await;
    assert!(stepped.is_err(), "{stepped:?}");
});

room!(a_database_with_layers_adopts_no_empty_store, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let cell = Cell::new(
        REGION.parse().unwrap(),
        (*bench.registry).clone(),
        empty(bench, "other"),
        bench.clock.clone(),
    );
    let from = (&bench.clock, &bench.node.entropy);
    assert!(store_identity::adopt(&cell, None, from, false).await.is_err());
    // Where it is said that they are lost, they are.
    assert!(store_identity::adopt(&cell, None, from, true).await.is_ok());
});
