//! Bytes that nothing refers to go; bytes with a reference stay, also while clients push and pull.

mod clock;
mod lost_rows;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use wharf_aws::ecr::CompleteLayerUploadRequest;
use wharf_aws::json11::FromJson as _;
use wharf_blob::Store as _;
use wharf_node::collection::{Collect, Finding, why};
use wharf_node::distribution::{BlobInput, GetBlob, HeadBlob, PushBlob, PushBlobInput, Target};
use wharf_node::ecr::batch_check_layer_availability::BatchCheckLayerAvailability;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::BatchDeleteImage;
use wharf_node::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
use wharf_node::{Error, Unavailable, perform};

use crate::bench::{Bench, TestImage, body, id, sha256};

const DAY: Duration = Duration::from_secs(86_400);
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

async fn run(bench: &Bench, how: Collect) -> Vec<Finding> {
    bench.collect(how).await
}

async fn is_there(bench: &Bench, bytes: &[u8]) -> bool {
    bench.bytes.plain().blobs.stat(&sha256(bytes)).await.is_ok()
}

async fn delete(bench: &Bench, image: &TestImage) {
    let request = json!({"repositoryName": "app", "imageIds": [id(Some(image), None)]});
    bench.ask::<BatchDeleteImage>(request).await.unwrap();
}

room!(what_images_name_stays_and_the_rest_goes, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.layer("app", b"loose").await;
    let dry = run(
        bench,
        Collect {
            dry_run: true,
            ..AT_ONCE
        },
    )
    .await;
    assert!(
        dry.iter()
            .all(|finding| !matches!(finding, Finding::Removed { .. })),
        "{dry:?}"
    );
    assert!(is_there(bench, b"loose").await, "nothing is done in a dry run");
    let found = run(bench, AT_ONCE).await;
    let orphan = Finding::OrphanedLayer {
        account: "111111111111".to_owned(),
        repository: Some("app".to_owned()),
        digest: sha256(b"loose").to_string(),
        size: 5,
        removed: true,
    };
    let (digest, size) = (sha256(b"loose").to_string(), 5);
    let blob = Finding::UnreferencedBlob {
        digest: digest.clone(),
        size,
    };
    assert_eq!(found, [orphan, blob, Finding::Removed { digest, size }]);
    assert!(!is_there(bench, b"loose").await);
    assert!(is_there(bench, image.layer()).await);
    let holders = why(&*bench.cell().await, sha256(image.layer()).as_str())
        .await
        .unwrap();
    assert_eq!(holders[0].repository.as_deref(), Some("app"));
    assert_eq!(holders[0].image.as_deref(), Some(image.digest.as_str()));
    delete(bench, &image).await;
    run(bench, AT_ONCE).await;
    assert!(!is_there(bench, image.layer()).await);
    assert_eq!(
        why(&*bench.cell().await, sha256(image.layer()).as_str())
            .await
            .unwrap(),
        []
    );
});

room!(a_grace_period_begins_when_no_image_names_a_layer, |bench| {
    let patient = Collect {
        grace: DAY,
        ..AT_ONCE
    };
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let held = async || {
        let digests: Vec<String> = image.blobs.iter().map(|blob| sha256(blob).to_string()).collect();
        let request = json!({"repositoryName": "app", "layerDigests": digests});
        let got = bench.ask::<BatchCheckLayerAvailability>(request).await.unwrap();
        let layers = got["layers"].as_array().unwrap();
        layers
            .iter()
            .filter(|layer| layer["layerAvailability"] == "AVAILABLE")
            .count()
    };
    bench.advance(10 * 86_400);
    delete(bench, &image).await;
    // Long uploaded, and only now without an image.
    run(bench, patient).await;
    bench.advance(80_000);
    run(bench, patient).await;
    // A client that asks is about to push: the period begins anew.
    assert_eq!(held().await, 2);
    bench.advance(80_000);
    run(bench, patient).await;
    for blob in &image.blobs {
        let head = BlobInput {
            target: bench.target("app"),
            digest: sha256(blob),
        };
        perform::<HeadBlob>(&bench.node, &bench.call(&bench.alice), head)
            .await
            .unwrap_or_else(|error| panic!("{error:?}"));
    }
    run(bench, patient).await;
    bench.advance(80_000);
    run(bench, patient).await;
    // Named again, and no more: anew.
    bench.put("app", Some("v1"), &image).await.unwrap();
    run(bench, patient).await;
    delete(bench, &image).await;
    bench.advance(80_000);
    run(bench, patient).await;
    bench.advance(86_401);
    let found = run(bench, patient).await;
    let removed = found
        .iter()
        .filter(|finding| matches!(finding, Finding::OrphanedLayer { removed: true, .. }));
    assert_eq!(removed.count(), 2, "{found:?}");
    assert_eq!(held().await, 0);
});

room!(bytes_that_another_account_holds_stay, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench
        .ask_as::<CreateRepository>(&bench.bob, json!({"repositoryName": "app"}))
        .await
        .unwrap();
    let target = Target {
        registry: bench.bob.id,
        repository: "app".parse().unwrap(),
    };
    for blob in &image.blobs {
        let push = PushBlobInput {
            target: target.clone(),
            digest: sha256(blob),
            body: body(blob.clone()),
        };
        perform::<PushBlob>(&bench.node, &bench.call(&bench.bob), push)
            .await
            .unwrap_or_else(|error| panic!("{error:?}"));
    }
    let manifest = json!({"repositoryName": "app", "imageManifest": image.manifest});
    bench
        .ask_as::<wharf_node::ecr::image::operations::PutImage>(&bench.bob, manifest)
        .await
        .unwrap();
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "app", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    run(bench, AT_ONCE).await;
    assert!(is_there(bench, image.layer()).await);
    bench
        .ask_as::<DeleteRepository>(&bench.bob, json!({"repositoryName": "app", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    run(bench, AT_ONCE).await;
    assert!(!is_there(bench, image.layer()).await);
});

room!(what_was_set_aside_comes_back_when_it_is_asked_for, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let digest = sha256(image.layer());
    bench.bytes.plain().blobs.discard(&digest).await.unwrap();
    let input = BlobInput {
        target: bench.target("app"),
        digest: digest.clone(),
    };
    perform::<GetBlob>(&bench.node, &bench.call(&bench.alice), input)
        .await
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(is_there(bench, image.layer()).await);
    bench.bytes.plain().blobs.discard(&digest).await.unwrap();
    let found = run(bench, AT_ONCE).await;
    assert_eq!(
        found,
        [Finding::TakenBack {
            digest: digest.to_string()
        }]
    );
    assert!(is_there(bench, image.layer()).await);
});

room!(no_image_that_was_acknowledged_loses_a_blob, |bench| {
    bench.repository("app").await;
    let done = AtomicBool::new(false);
    let collecting = async {
        while !done.load(Ordering::Relaxed) {
            run(bench, AT_ONCE).await;
        }
    };
    let pushing = async {
        join_all((0..4).map(async |client| {
            for round in 0..12 {
                // Two clients push the same bytes, and every client deletes what it pushed before.
                let seed = format!("{} {round}", client % 2);
                let image = TestImage::new(&seed);
                let tag = format!("c{client}-{round}");
                loop {
                    let mut sent = true;
                    for blob in &image.blobs {
                        let push = PushBlobInput {
                            target: bench.target("app"),
                            digest: sha256(blob),
                            body: body(blob.clone()),
                        };
                        let call = bench.call(&bench.alice);
                        match perform::<PushBlob>(&bench.node, &call, push).await {
                            Ok(_) => {}
                            Err(Error::Unavailable(Unavailable::Outage(_))) => sent = false,
                            Err(error) => panic!("a push beside a collection: {error:?}"),
                        }
                    }
                    // Without grace a layer may go before its manifest comes: the client pushes again.
                    if sent && bench.put("app", Some(&tag), &image).await.is_ok() {
                        break;
                    }
                }
                if round % 2 == 0 {
                    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some(&tag))]});
                    bench.ask::<BatchDeleteImage>(request).await.unwrap();
                }
            }
        }))
        .await;
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(collecting, pushing);
    assert_eq!(bench.tags("app").await.len(), 24);
    // What the last run had set aside when a reference came is taken back by this one.
    run(bench, AT_ONCE).await;
});

room!(
    a_push_whose_bytes_are_collected_meanwhile_is_to_come_again,
    |bench| {
        bench.repository("app").await;
        let push = || PushBlobInput {
            target: bench.target("app"),
            digest: sha256(b"bytes"),
            body: body(b"bytes".to_vec()),
        };
        let call = bench.call(&bench.alice);
        wharf_failpoint::arm("ecr.layer.keep=error");
        let pushed = perform::<PushBlob>(&bench.node, &call, push()).await;
        assert!(
            matches!(pushed, Err(Error::Unavailable(Unavailable::Outage(_)))),
            "{pushed:?}"
        );
        let upload = bench
            .ask::<InitiateLayerUpload>(json!({"repositoryName": "app"}))
            .await
            .unwrap();
        let of_upload = json!({"repositoryName": "app", "uploadId": upload["uploadId"]});
        let mut part = of_upload.clone();
        part["partFirstByte"] = 0.into();
        part["partLastByte"] = 4.into();
        part["layerPartBlob"] = "Ynl0ZXM=".into();
        bench.ask::<UploadLayerPart>(part).await.unwrap();
        let mut ended = of_upload;
        ended["layerDigests"] = json!([sha256(b"bytes").as_str()]);
        let request = CompleteLayerUploadRequest::from_json(ended.to_string().as_bytes()).unwrap();
        let completed = perform::<CompleteLayerUpload>(&bench.node, &call, request).await;
        assert!(
            matches!(completed, Err(Error::Unavailable(Unavailable::Outage(_)))),
            "{completed:?}"
        );
        wharf_failpoint::arm("ecr.layer.keep=off");
        let head = BlobInput {
            target: bench.target("app"),
            digest: sha256(b"bytes"),
        };
        assert!(perform::<HeadBlob>(&bench.node, &call, head).await.is_err());
        perform::<PushBlob>(&bench.node, &call, push()).await.unwrap();
    }
);
