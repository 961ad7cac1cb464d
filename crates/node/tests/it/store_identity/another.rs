//! Another store takes the place of the one that the rows belong to, below a node that runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wharf_blob::fs::FileStore;
use wharf_blob::{Store as _, StoreIdentity};
use wharf_node::distribution::{PushBlob, PushBlobInput, Started};
use wharf_node::ecr::deleted_image::RestoreError;
use wharf_node::{Cell, Error, Unavailable, perform, store_identity};

use super::empty;
use crate::bench::{Bench, REGION, TestImage, body, sha256};
use crate::distribution::mount::{fill, try_start};
use crate::ecr::damage::file;
use crate::ecr::deleted_image::{delete, keeping, undo};

/// Why a layer was not taken.
async fn refused(bench: &Bench, bytes: &'static [u8]) -> String {
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256(bytes),
        body: body(bytes),
    };
    match perform::<PushBlob>(&bench.node, &bench.call(&bench.alice), input).await {
        Err(Error::Unavailable(Unavailable::Outage(why))) => why,
        other => panic!("it was not an outage: {other:?}"),
    }
}

/// A store with an identity of its own, and where it is.
async fn foreign(bench: &Bench) -> PathBuf {
    let folder = bench.folder().join("foreign");
    let said = StoreIdentity {
        id: "foreign".to_owned(),
        epoch: 1,
        raised_at_micros: 0,
    };
    let store = FileStore::open(&folder).unwrap();
    assert!(store.identify(None, &said).await.unwrap());
    folder
}

/// Has two folders change their places.
fn exchange(bench: &Bench, other: &Path) {
    let (own, between) = (bench.folder().join(REGION), bench.folder().join("between"));
    std::fs::rename(&own, &between).unwrap();
    std::fs::rename(other, &own).unwrap();
    std::fs::rename(&between, other).unwrap();
}

room!(
    nothing_is_acknowledged_into_another_store,
    |settings| {
        keeping(settings);
        settings.blob_mounting = true;
    },
    |bench| {
        let mounted = fill(bench).await;
        let kept = bench.push_new("app", Some("v1"), "two").await;
        let deleted = bench.push_new("app", Some("v2"), "three").await;
        delete(bench, serde_json::json!([{"imageTag": "v2"}])).await;
        let other = foreign(bench).await;
        exchange(bench, &other);
        let why = refused(bench, b"elsewhere").await;
        assert!(why.contains("those of store foreign"), "{why}");
        let cell = bench.cell().await;
        assert!(store_identity::why_gone(&cell).is_some());
        assert!(bench.put("app", Some("v3"), &kept).await.is_err());
        assert!(matches!(
            undo(bench, &deleted).await,
            Err(RestoreError::Unavailable(Unavailable::Outage(_)))
        ));
        // As if its bytes were in the other store, too.
        exchange(bench, &other);
        let (from, to) = (file(bench, &mounted), other.join("blobs/sha256"));
        let hex = from.file_name().unwrap().to_str().unwrap().to_owned();
        std::fs::create_dir_all(to.join(&hex[..2])).unwrap();
        std::fs::copy(&from, to.join(&hex[..2]).join(&hex)).unwrap();
        exchange(bench, &other);
        assert!(try_start(bench, &mounted, "source").await.is_err());
        exchange(bench, &other);
        assert!(store_identity::is_here(&cell).await.unwrap());
        assert_eq!(store_identity::why_gone(&cell), None);
        bench.layer("app", b"elsewhere").await;
        bench.put("app", Some("v3"), &kept).await.unwrap();
        undo(bench, &deleted).await.unwrap();
        let started = try_start(bench, &mounted, "source").await;
        assert!(matches!(started, Ok(Started::Mounted(_))), "{started:?}");
    }
);

room!(rows_that_another_node_gave_away_name_no_more_bytes, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let cell = |bytes| {
        Cell::new(
            REGION.parse().unwrap(),
            (*bench.registry).clone(),
            bytes,
            bench.clock.clone(),
        )
    };
    let from = (&bench.clock, &bench.node.entropy);
    let other = cell(empty(bench, "other"));
    let adopted = store_identity::adopt(&other, None, from, true).await.unwrap();
    let why = refused(bench, b"lost").await;
    assert!(
        why.contains(&format!("the database belongs to store {}", adopted.id)),
        "{why}"
    );
    assert!(bench.put("app", Some("v2"), &image).await.is_err());
    let again = TestImage::new("one");
    assert!(bench.put("app", Some("v3"), &again).await.is_err());
    // Another node adopts the bytes that are here: this one goes on.
    let own = cell(Arc::<wharf_blob::faulty::FaultyStore>::clone(&bench.bytes));
    store_identity::adopt(&own, None, from, false).await.unwrap();
    bench.layer("app", b"lost").await;
    bench.put("app", Some("v2"), &image).await.unwrap();
});
