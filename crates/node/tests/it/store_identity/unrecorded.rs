//! What the rows never had as layers: how it comes about, and what collections do about it.

use std::time::Duration;

use serde_json::json;
use wharf_aws::Timestamp;
use wharf_blob::Store as _;
use wharf_blob::faulty::{Call, Fault};
use wharf_node::collection::{Collect, Counted, Finding};
use wharf_node::distribution::{PushBlob, PushBlobInput};
use wharf_node::ecr::batch_check_layer_availability::BatchCheckLayerAvailability;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::{maintenance, perform, store_identity};
use wharf_sql::{Statement, params};

use super::{AT_ONCE, FORCED, LATER, attach_own, put_unrecorded, removed, standing};
use crate::bench::{Bench, body, sha256};

static DROPPED: Statement = Statement::global("test.dropped", "SELECT digest FROM dropped_layers");

/// The digests that are noted as bytes that were a layer's, or came to be one.
async fn dropped(bench: &Bench) -> Vec<String> {
    let rows = bench.registry.query_global(&DROPPED, params![]).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

/// A push of Alice's whose bytes take a while to be published.
fn late(bench: &Bench) -> PushBlobInput {
    let delay = Fault::Delay(Duration::from_millis(300));
    bench.bytes.fail(Call::Commit, 1, delay);
    PushBlobInput {
        target: bench.target("app"),
        digest: sha256(b"late"),
        body: body(b"late".to_vec()),
    }
}

room!(a_collection_of_what_was_never_recorded_stops, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let cell = bench.cell().await;
    put_unrecorded(bench, 100).await;
    let dry = Collect {
        dry_run: true,
        ..AT_ONCE
    };
    assert_eq!(bench.collect(dry).await.len(), 100);
    put_unrecorded(bench, 1).await;
    let counted = Counted {
        unrecorded: 101,
        blobs: 103,
    };
    assert_eq!(bench.collect_or_stop(dry).await, Err(counted));
    assert!(
        !store_identity::is_stopped(&cell),
        "a dry run writes nothing down"
    );
    assert_eq!(bench.collect_or_stop(AT_ONCE).await, Err(counted));
    let stopped = standing(&cell).await;
    assert_eq!(stopped.stopped_at, Some(bench.clock.now()));
    assert_eq!((stopped.unrecorded, stopped.counted), (101, 103));
    assert!(store_identity::is_stopped(&cell));
    // Also in another process.
    assert!(store_identity::is_stopped(&attach_own(bench).await.unwrap()));
    assert_eq!(removed(&bench.collect(FORCED).await), 101);
    assert!(!store_identity::is_stopped(&cell));
    assert_eq!(bench.collect(AT_ONCE).await, []);
});

room!(what_was_set_aside_by_another_database_is_counted_too, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    put_unrecorded(bench, 101).await;
    let plain = bench.bytes.plain();
    for blob in plain.blobs.list(None).await.unwrap() {
        plain.blobs.discard(&blob.digest).await.unwrap();
    }
    let counted = bench.collect_or_stop(AT_ONCE).await.unwrap_err();
    assert_eq!(counted.unrecorded, 101);
    // For the look at the end: what the rows have is there.
    bench.collect(FORCED).await;
});

room!(what_the_rows_had_goes_however_much_it_is, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    for at in 0..60 {
        bench.layer("app", format!("app {at}").as_bytes()).await;
        bench.layer("other", format!("other {at}").as_bytes()).await;
    }
    // One repository is deleted, and its rows swept; the layers of the other one have no image.
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "app", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    assert_eq!(removed(&bench.collect(AT_ONCE).await), 120);
    assert!(dropped(bench).await.is_empty());
});

room!(bytes_that_became_no_layer_are_known, |bench| {
    bench.repository("app").await;
    let call = bench.call(&bench.alice);
    let input = late(bench);
    // The repository goes while the bytes are published.
    let deleted = async {
        while bench.bytes.calls(Call::Commit) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bench
            .ask::<DeleteRepository>(json!({"repositoryName": "app"}))
            .await
            .unwrap();
    };
    let (pushed, ()) = tokio::join!(perform::<PushBlob>(&bench.node, &call, input), deleted);
    assert!(pushed.is_err());
    assert_eq!(dropped(bench).await, [sha256(b"late").to_string()]);
});

room!(
    bytes_whose_row_the_database_did_not_take_are_known_later,
    |bench| {
        bench.repository("app").await;
        let push = PushBlobInput {
            target: bench.target("app"),
            digest: sha256(b"late"),
            body: body(b"late".to_vec()),
        };
        wharf_failpoint::arm("ecr.layer_upload.between-rows=error");
        let pushed = perform::<PushBlob>(&bench.node, &bench.call(&bench.alice), push).await;
        wharf_failpoint::arm("ecr.layer_upload.between-rows=off");
        assert!(pushed.is_err());
        assert!(dropped(bench).await.is_empty());
        maintenance::write_down(&bench.node).await;
        assert_eq!(dropped(bench).await, [sha256(b"late").to_string()]);
        // Then they are collected as ever.
        assert_eq!(removed(&bench.collect(AT_ONCE).await), 1);
        assert!(dropped(bench).await.is_empty());
    }
);

room!(what_is_forced_goes_though_it_waits, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    put_unrecorded(bench, 101).await;
    // The clock of the storage is this machine's.
    bench.clock.set(Timestamp::from_seconds(LATER));
    let grace = Duration::from_secs(24 * 3600);
    let forced = Collect {
        force: true,
        ..Collect::after(grace, false)
    };
    assert!(bench.collect_or_stop(Collect::after(grace, false)).await.is_err());
    assert_eq!(
        bench.collect(forced).await.len(),
        101 * 2,
        "set aside, and removed because it is long ago"
    );
    put_unrecorded(bench, 60).await;
    let waiting = Collect {
        wait: Duration::from_secs(1_000_000_000_000),
        ..Collect::after(grace, false)
    };
    // Two rounds of what each may do do not add up.
    for _ in 0..2 {
        assert_eq!(bench.collect(waiting).await.len(), 60);
        put_unrecorded(bench, 60).await;
    }
});

room!(
    what_was_never_recorded_and_is_young_has_a_force_of_its_own,
    |bench| {
        bench.repository("app").await;
        bench.push_new("app", Some("v1"), "one").await;
        bench.layer("app", b"loose").await;
        put_unrecorded(bench, 3).await;
        let plain = Collect::after(Duration::ZERO, false);
        let found = bench.collect(plain).await;
        let spared = found
        .iter()
        .filter(|finding| matches!(finding, Finding::UnrecordedBlob { goes_at, .. } if *goes_at > bench.clock.now()));
        assert_eq!((spared.count(), removed(&found)), (3, 1), "{found:?}");
        let said = Collect {
            unrecorded: Duration::ZERO,
            ..plain
        };
        assert_eq!(removed(&bench.collect(said).await), 3);
    }
);

room!(a_forced_collection_says_when_young_bytes_go, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    put_unrecorded(bench, 3).await;
    let grace = Duration::from_secs(24 * 3600);
    let forced = |dry_run| Collect {
        force: true,
        ..Collect::after(grace, dry_run)
    };
    for how in [forced(true), forced(false), Collect::after(grace, true)] {
        let found = bench.collect(how).await;
        let waits = |finding: &Finding| matches!(finding, Finding::WaitingBlob { goes_at, .. } if *goes_at > bench.clock.now().plus(grace));
        assert!(found.len() == 3 && found.iter().all(waits), "{how:?}: {found:?}");
    }
    assert_eq!(bench.collect(Collect::after(grace, false)).await, []);
});

room!(a_push_is_finished_when_its_client_goes_away, |bench| {
    bench.repository("app").await;
    let call = bench.call(&bench.alice);
    let input = late(bench);
    let pushed = perform::<PushBlob>(&bench.node, &call, input);
    let gone = tokio::time::timeout(Duration::from_millis(100), pushed).await;
    assert!(gone.is_err(), "it was not under way any more");
    let request = json!({"repositoryName": "app", "layerDigests": [sha256(b"late").as_str()]});
    let begun = std::time::Instant::now();
    loop {
        let answer = bench
            .ask::<BatchCheckLayerAvailability>(request.clone())
            .await
            .unwrap();
        if answer["layers"][0]["layerAvailability"] == "AVAILABLE" {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "it was left without a row"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
});
