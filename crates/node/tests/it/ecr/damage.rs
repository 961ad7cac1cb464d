//! Layers whose bytes are missing, or of another length.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use wharf_blob::Store as _;
use wharf_node::collection::Collect;
use wharf_node::distribution::{GetBlob, HeadBlob, LocateBlob};
use wharf_node::ecr::batch_check_layer_availability::BatchCheckLayerAvailability;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::layer::{DownloadError, GetDownloadUrlForLayer, damage, open_download};
use wharf_node::{Error, Unavailable};
use wharf_sql::{Statement, params};

use crate::bench::{Bench, REGION, TestImage, sha256};
use crate::distribution::{alice, blob};

pub(crate) fn file(bench: &Bench, bytes: &[u8]) -> PathBuf {
    let digest = sha256(bytes);
    let folder = bench.folder().join(REGION).join("blobs/sha256");
    folder.join(&digest.hex()[..2]).join(digest.hex())
}

/// Leaves a byte of a blob's file.
pub(super) fn cut(bench: &Bench, bytes: &[u8]) {
    let file = std::fs::File::options().write(true).open(file(bench, bytes));
    file.unwrap().set_len(1).unwrap();
}

async fn availability(bench: &Bench, bytes: &[u8]) -> String {
    let request = json!({"repositoryName": "app", "layerDigests": [sha256(bytes).as_str()]});
    let answer = bench.ask::<BatchCheckLayerAvailability>(request).await.unwrap();
    answer["layers"][0]["layerAvailability"]
        .as_str()
        .unwrap()
        .to_owned()
}

pub(super) async fn marked(bench: &Bench) -> i64 {
    damage::count(&*bench.cell().await).await.unwrap()
}

/// An image in two repositories.
async fn pushed(bench: &Bench) -> TestImage {
    bench.repository("app").await;
    bench.repository("other").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.push("other", Some("v1"), &image).await;
    image
}

async fn is_missed(bench: &Bench, image: &TestImage) {
    for repository in ["app", "other"] {
        let of = |image: &TestImage| blob(bench, repository, image.layer());
        assert_eq!(
            alice::<LocateBlob>(bench, of(image)).await.err().unwrap().code,
            "BlobUnknown"
        );
        assert_eq!(
            alice::<HeadBlob>(bench, of(image)).await.err().unwrap().code,
            "BlobUnknown"
        );
        assert_eq!(
            alice::<GetBlob>(bench, of(image)).await.err().unwrap().code,
            "BlobUnknown"
        );
        let refused = bench.put(repository, Some("v2"), image).await.unwrap_err();
        assert_eq!(refused.code, "LayersNotFoundException");
    }
    assert_eq!(availability(bench, image.layer()).await, "UNAVAILABLE");
}

async fn is_whole(bench: &Bench, image: &TestImage) {
    for repository in ["app", "other"] {
        let of = |image: &TestImage| blob(bench, repository, image.layer());
        assert!(alice::<LocateBlob>(bench, of(image)).await.is_ok());
        assert!(alice::<HeadBlob>(bench, of(image)).await.is_ok());
        assert!(alice::<GetBlob>(bench, of(image)).await.is_ok());
        bench.put(repository, Some("v2"), image).await.unwrap();
    }
    assert_eq!(availability(bench, image.layer()).await, "AVAILABLE");
}

room!(
    a_layer_whose_file_is_gone_is_missed_and_the_next_push_heals_it_everywhere,
    |bench| {
        let image = pushed(bench).await;
        std::fs::remove_file(file(bench, image.layer())).unwrap();
        is_missed(bench, &image).await;
        assert_eq!(marked(bench).await, 1);
        bench.layer("app", image.layer()).await;
        assert_eq!(marked(bench).await, 0, "before it is looked at again");
        is_whole(bench, &image).await;
    }
);

room!(marks_go_with_the_layers, |bench| {
    let image = pushed(bench).await;
    std::fs::remove_file(file(bench, image.layer())).unwrap();
    is_missed(bench, &image).await;
    for repository in ["app", "other"] {
        let request = json!({"repositoryName": repository, "force": true});
        bench.ask::<DeleteRepository>(request).await.unwrap();
    }
    bench.work().await;
    bench
        .collect(Collect::after(Duration::from_secs(3600), false))
        .await;
    assert_eq!(marked(bench).await, 0);
});

room!(a_short_layer_is_not_served, |bench| {
    let image = pushed(bench).await;
    cut(bench, image.layer());
    // The first who notices is the one that reads it.
    let of = || blob(bench, "app", image.layer());
    assert_eq!(
        alice::<GetBlob>(bench, of()).await.err().unwrap().code,
        "BlobUnknown"
    );
    is_missed(bench, &image).await;
    bench.layer("other", image.layer()).await;
    is_whole(bench, &image).await;
});

room!(bytes_that_are_back_heal_it, |bench| {
    let image = pushed(bench).await;
    let (file, away) = (file(bench, image.layer()), bench.folder().join("away"));
    std::fs::rename(&file, &away).unwrap();
    is_missed(bench, &image).await;
    std::fs::rename(&away, &file).unwrap();
    is_whole(bench, &image).await;
});

room!(what_is_set_aside_is_not_missing, |bench| {
    let image = pushed(bench).await;
    let aside = bench.bytes.plain().blobs;
    for bytes in &image.blobs {
        aside.discard(&sha256(bytes)).await.unwrap();
    }
    is_whole(bench, &image).await;
});

room!(a_store_that_is_not_there_is_an_outage_and_no_damage, |bench| {
    let image = pushed(bench).await;
    let (file, identity) = (
        file(bench, image.layer()),
        bench.folder().join(REGION).join("store.json"),
    );
    let away = bench.folder().join("away");
    let said = std::fs::read(&identity).unwrap();
    std::fs::rename(&file, &away).unwrap();
    std::fs::remove_file(&identity).unwrap();
    let (call, input) = (bench.call(&bench.alice), blob(bench, "app", image.layer()));
    let answer = wharf_node::perform::<HeadBlob>(&bench.node, &call, input).await;
    assert!(
        matches!(answer, Err(Error::Unavailable(Unavailable::Outage(_)))),
        "{answer:?}"
    );
    assert_eq!(marked(bench).await, 0);
    std::fs::rename(&away, &file).unwrap();
    std::fs::write(&identity, said).unwrap();
    is_whole(bench, &image).await;
});

room!(a_download_url_says_that_the_bytes_are_missing, |bench| {
    let image = pushed(bench).await;
    let request = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let located = bench
        .ask::<GetDownloadUrlForLayer>(request.clone())
        .await
        .unwrap();
    let sealed = located["downloadUrl"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    std::fs::remove_file(file(bench, image.layer())).unwrap();
    let opened = open_download(&bench.node, sealed).await;
    assert!(matches!(opened.err().unwrap(), DownloadError::Damaged));
    let refused = bench.ask::<GetDownloadUrlForLayer>(request).await.unwrap_err();
    assert_eq!(refused.code, "LayersNotFoundException");
    bench.layer("app", image.layer()).await;
    assert!(open_download(&bench.node, sealed).await.unwrap().is_some());
});

static WRONG_SIZE: Statement = Statement::scoped(
    "test.wrong_size",
    "UPDATE layers SET size = size + 1 WHERE account = $1 AND region = $2 AND digest = $3",
);

room!(a_row_with_a_wrong_size_is_healed_by_the_next_push, |bench| {
    let image = pushed(bench).await;
    let scope = bench.cell().await.scope(&bench.alice.id);
    let digest = sha256(image.layer()).to_string();
    let damage = bench.registry.transaction("test.wrong_size", move |transaction| {
        transaction.execute(&WRONG_SIZE, &scope, params![digest.as_str()])
    });
    let damaged: Result<_, wharf_sql::Error> = damage.await;
    assert_eq!(damaged.unwrap(), 2);
    is_missed(bench, &image).await;
    for repository in ["app", "other"] {
        bench.layer(repository, image.layer()).await;
    }
    is_whole(bench, &image).await;
});

room!(what_is_pushed_is_not_replaced_by_what_was_set_aside, |bench| {
    let image = pushed(bench).await;
    let digest = sha256(image.layer());
    bench.bytes.plain().blobs.discard(&digest).await.unwrap();
    let aside = bench.folder().join(REGION).join("discarded");
    let aside = aside.join(format!("sha256-{}", digest.hex()));
    std::fs::write(&aside, vec![0; image.layer().len()]).unwrap();
    bench.layer("app", image.layer()).await;
    assert_eq!(std::fs::read(file(bench, image.layer())).unwrap(), image.layer());
    is_whole(bench, &image).await;
    bench
        .collect(Collect {
            grace: Duration::ZERO,
            wait: Duration::ZERO,
            dry_run: false,
            force: false,
            unrecorded: Duration::ZERO,
            restorable: false,
        })
        .await;
    assert!(!aside.exists(), "it is of no use any more");
    assert_eq!(std::fs::read(file(bench, image.layer())).unwrap(), image.layer());
});
