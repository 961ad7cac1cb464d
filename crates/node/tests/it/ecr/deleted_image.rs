//! Deleted images: gone for ECR, and for a while the operator's to restore.

use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::AccountId;
use wharf_aws::wharf::ListDeletedImagesRequest;
use wharf_blob::Store as _;
use wharf_node::collection::{Collect, Finding};
use wharf_node::distribution::{BlobInput, GetBlob};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::deleted_image::operations::ListDeletedImages;
use wharf_node::ecr::deleted_image::{RestoreError, Restored, list, restore};
use wharf_node::ecr::image::operations::{BatchDeleteImage, BatchGetImage, ListImages};
use wharf_node::ecr::layer::GetDownloadUrlForLayer;
use wharf_node::kms::KeyRing;
use wharf_node::{Entropy, Node, Sealer, Settings, perform};

use crate::bench::{Bench, Engine, Index, REGION, Take as _, TestImage, id, master_key, sha256, whole};
use crate::distribution::alice;
use crate::events::all;
use crate::faults::{LIMIT, NO_LIMIT, limit};

pub(super) const DAY: u64 = 24 * 60 * 60;

pub(crate) fn keeping(settings: &mut Settings) {
    settings.keep_deleted = Duration::from_secs(DAY);
}

pub(crate) async fn delete(bench: &Bench, ids: Value) {
    let request = json!({"repositoryName": "app", "imageIds": ids});
    let answer = bench.ask::<BatchDeleteImage>(request).await.unwrap();
    assert_eq!(answer.list("/failures"), Vec::<Value>::new());
}

/// An image by a tag, or none, that was deleted: the only one of its repository.
pub(super) async fn one_deleted(bench: &Bench, tag: Option<&str>) -> TestImage {
    bench.repository("app").await;
    let image = bench.push_new("app", tag, "one").await;
    delete(bench, json!([id(Some(&image), None)])).await;
    image
}

pub(crate) async fn undo(bench: &Bench, image: &TestImage) -> Result<Restored, RestoreError> {
    undo_by(&bench.node, bench, image).await
}

/// The same by another node of the installation.
pub(super) async fn undo_by(node: &Node, bench: &Bench, image: &TestImage) -> Result<Restored, RestoreError> {
    let (cell, name) = (
        node.cell(&REGION.parse().unwrap()).await.unwrap(),
        "app".parse().unwrap(),
    );
    restore(
        node,
        &cell,
        &bench.alice.id,
        &name,
        &image.digest,
        (bench.clock.now(), None),
    )
    .await
}

/// The digests of what is kept.
pub(super) async fn kept(bench: &Bench) -> Vec<String> {
    let (cell, name) = (bench.cell().await, "app".parse().unwrap());
    let all = list(&cell, &bench.alice.id, &name, "", 1000).await.unwrap();
    all.into_iter().map(|image| image.digest).collect()
}

async fn collect_all(bench: &Bench) {
    let now = Collect {
        grace: Duration::ZERO,
        wait: Duration::ZERO,
        dry_run: false,
        force: false,
        unrecorded: Duration::ZERO,
        restorable: false,
    };
    bench.collect(now).await;
}

pub(super) async fn pull(bench: &Bench, image: &TestImage) -> Vec<u8> {
    let blob = BlobInput {
        target: bench.target("app"),
        digest: sha256(image.layer()),
    };
    whole(alice::<GetBlob>(bench, blob).await.unwrap()).await.to_vec()
}

room!(a_deletion_is_undone_with_its_tags_and_layers, keeping, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.put("app", Some("v2"), &image).await.unwrap();
    delete(bench, json!([id(Some(&image), None)])).await;
    // For ECR it is gone.
    let request = json!({"repositoryName": "app", "imageIds": [id(Some(&image), None)]});
    let answer = bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(answer.text("/failures/0/failureCode"), "ImageNotFound");
    let listed = bench
        .ask::<ListImages>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    assert_eq!(listed.list("/imageIds"), Vec::<Value>::new());
    let layer = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let refused = bench.ask::<GetDownloadUrlForLayer>(layer).await.unwrap_err();
    assert_eq!(refused.code, "LayerInaccessibleException");
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "app"}))
        .await
        .map(drop)
        .unwrap();
    bench.repository("app").await;
    // Another life of the name keeps nothing of the one before.
    assert_eq!(kept(bench).await, Vec::<String>::new());

    bench.push("app", Some("v1"), &image).await;
    bench.put("app", Some("v2"), &image).await.unwrap();
    delete(bench, json!([id(Some(&image), None)])).await;
    let other = bench.push_new("app", Some("v2"), "two").await;
    bench.advance(DAY - 1);
    bench.work().await;
    collect_all(bench).await;
    assert_eq!(kept(bench).await, [image.digest.to_string()]);
    let restored = undo(bench, &image).await.unwrap();
    let expected = Restored {
        digests: vec![image.digest.to_string()],
        tags: vec!["v1".to_owned()],
        taken: vec!["v2".to_owned()],
    };
    assert_eq!(restored, expected);
    let tags = bench.tags("app").await;
    assert_eq!(tags["v1"], image.digest.to_string());
    assert_eq!(tags["v2"], other.digest.to_string());
    assert_eq!(pull(bench, &image).await, image.layer());
    assert!(matches!(undo(bench, &image).await, Err(RestoreError::NotKept(_))));
});

/// Only the embedded database can be told how large it may be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_there_is_no_space_to_keep_is_deleted_for_good() {
    let bench = Bench::with(Engine::Sqlite, keeping).await;
    bench.repository("app").await;
    let large = TestImage::with_note("large", 1 << 20);
    bench.push("app", Some("large"), &large).await;
    let small = bench.push_new("app", Some("small"), "small").await;
    limit(&bench, &LIMIT).await;
    delete(&bench, json!([id(Some(&large), None)])).await;
    assert_eq!(kept(&bench).await, Vec::<String>::new());
    assert!(matches!(
        undo(&bench, &large).await,
        Err(RestoreError::NotKept(_))
    ));
    bench.assert_consistent().await;
    // Its pages are free now.
    delete(&bench, json!([id(Some(&small), None)])).await;
    assert_eq!(kept(&bench).await, [small.digest.to_string()]);
    limit(&bench, &NO_LIMIT).await;
    undo(&bench, &small).await.unwrap();
    bench.assert_consistent().await;
    bench.close().await;
}

room!(after_its_time_it_is_gone_for_good, keeping, |bench| {
    bench.repository("app").await;
    // The job has its first turn a minute later.
    bench.work().await;
    let image = bench.push_new("app", None, "one").await;
    delete(bench, json!([id(Some(&image), None)])).await;
    bench.advance(DAY);
    bench.work().await;
    assert_eq!(kept(bench).await, Vec::<String>::new());
    assert!(matches!(undo(bench, &image).await, Err(RestoreError::NotKept(_))));
    collect_all(bench).await;
    assert_eq!(bench.rows().await.count(), 0);
});

room!(
    what_could_be_restored_is_given_up_for_its_bytes,
    keeping,
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", None, "one").await;
        let stays = bench.push_new("app", None, "two").await;
        delete(bench, json!([id(Some(&image), None)])).await;
        let give_up = |dry_run| Collect {
            restorable: true,
            ..Collect::after(Duration::ZERO, dry_run)
        };
        bench.collect(give_up(true)).await;
        collect_all(bench).await;
        assert_eq!(kept(bench).await, [image.digest.to_string()]);
        let found = bench.collect(give_up(false)).await;
        let given_up = Finding::GivenUpImage {
            account: bench.alice.id.to_string(),
            digest: image.digest.to_string(),
        };
        assert_eq!(found.first(), Some(&given_up));
        let removed = Finding::Removed {
            digest: sha256(image.layer()).to_string(),
            size: image.layer().len() as u64,
        };
        assert!(found.contains(&removed), "{found:?}");
        assert_eq!(kept(bench).await, Vec::<String>::new());
        assert!(matches!(undo(bench, &image).await, Err(RestoreError::NotKept(_))));
        assert_eq!(pull(bench, &stays).await, stays.layer());
    }
);

room!(what_is_pushed_again_is_kept_no_longer, keeping, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    for _ in 0..2 {
        delete(bench, json!([id(Some(&image), None)])).await;
        assert_eq!(kept(bench).await.len(), 1);
        bench.put("app", Some("v1"), &image).await.unwrap();
        assert_eq!(kept(bench).await.len(), 0);
    }
    assert_eq!(pull(bench, &image).await, image.layer());
});

room!(an_index_comes_back_with_its_images, keeping, |bench| {
    bench.repository("app").await;
    let children = [
        bench.push_new("app", None, "one").await,
        bench.push_new("app", None, "two").await,
    ];
    let index = Index::of(&[&children[0], &children[1]]);
    bench.put("app", Some("v1"), &index).await.unwrap();
    delete(
        bench,
        json!([id(Some(&index), None), id(Some(&children[0]), None)]),
    )
    .await;
    let restored = undo(bench, &index).await.unwrap();
    assert_eq!(
        restored.digests,
        [children[0].digest.to_string(), index.digest.to_string()]
    );
    assert_eq!(restored.tags, ["v1"]);
    // An image that was deleted later comes back with it too.
    delete(bench, json!([id(Some(&index), None)])).await;
    bench.advance(DAY / 2);
    delete(bench, json!([id(Some(&children[1]), None)])).await;
    bench.advance(DAY / 2 - 1);
    assert_eq!(kept(bench).await.len(), 2);
    assert_eq!(undo(bench, &index).await.unwrap().digests.len(), 2);
});

room!(what_has_lost_its_bytes_stays_deleted, keeping, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let index = Index::of(&[&image]);
    bench.put("app", Some("all"), &index).await.unwrap();
    delete(bench, json!([id(Some(&index), None), id(Some(&image), None)])).await;
    let events = all(bench).await.len();
    let (blobs, lost) = (bench.bytes.plain().blobs, sha256(image.layer()));
    blobs.discard(&lost).await.unwrap();
    blobs.purge(&lost).await.unwrap();
    let refused = undo(bench, &index).await.unwrap_err();
    assert!(
        matches!(&refused, RestoreError::Incomplete(layer) if *layer == lost.to_string()),
        "{refused}"
    );
    assert_eq!(kept(bench).await.len(), 2);
    assert_eq!(bench.tags("app").await.len(), 0);
    assert_eq!(
        all(bench).await.len(),
        events + 1,
        "the layer is told to be missing"
    );
    // With its bytes it comes back.
    bench.layer("app", image.layer()).await;
    undo(bench, &index).await.unwrap();
});

room!(what_is_kept_is_listed_in_pages, keeping, |bench| {
    bench.repository("app").await;
    for name in ["one", "two", "three"] {
        let image = bench.push_new("app", None, name).await;
        delete(bench, json!([id(Some(&image), None)])).await;
    }
    let (mut listed, mut next_token) = (Vec::new(), None);
    for length in [2, 1] {
        let request = ListDeletedImagesRequest {
            registry_id: Some(bench.alice.id),
            repository_name: "app".parse().unwrap(),
            next_token,
            max_results: Some(2),
        };
        let call = bench.call(&bench.alice);
        let page = perform::<ListDeletedImages>(&bench.node, &call, request)
            .await
            .unwrap();
        assert_eq!(page.images.len(), length);
        listed.extend(page.images.into_iter().map(|image| image.image_digest));
        next_token = page.next_token;
    }
    assert_eq!((listed, next_token), (kept(bench).await, None));
});

room!(nothing_is_kept_unless_it_is_configured, |bench| {
    one_deleted(bench, None).await;
    assert_eq!(kept(bench).await, Vec::<String>::new());
    let (cell, unknown): (_, AccountId) = (bench.cell().await, "999999999999".parse().unwrap());
    let missing = list(&cell, &unknown, &"app".parse().unwrap(), "", 1).await;
    assert!(matches!(missing, Err(RestoreError::NoRepository(_))));
});

room!(a_sealed_image_comes_back_sealed, keeping, |bench| {
    let (entropy, cell) = (Entropy::system(), bench.cell().await);
    let sealer = Sealer::new(&master_key(), entropy.clone());
    let ring = KeyRing::new(&cell, &bench.alice.id, &sealer, &entropy);
    ring.create("", Some("images"), bench.clock.now()).await.unwrap();
    let encryption = json!({"encryptionType": "KMS", "kmsKey": "alias/images"});
    let request = json!({"repositoryName": "app", "encryptionConfiguration": encryption});
    bench.ask::<CreateRepository>(request).await.unwrap();
    let image = bench.push_new("app", Some("v1"), "sealed").await;
    delete(bench, json!([id(Some(&image), None)])).await;
    collect_all(bench).await;
    undo(bench, &image).await.unwrap();
    assert_eq!(pull(bench, &image).await, image.layer());
    let request = json!({"repositoryName": "app", "imageIds": [{"imageTag": "v1"}]});
    let answer = bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(answer.text("/images/0/imageManifest"), image.manifest);
});
