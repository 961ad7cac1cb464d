//! Deleted images: gone for ECR, and for a while the operator's to restore.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::wharf::{
    Fault, ListDeletedImagesRequest, RestoreDeletedImagesRequest, RestoreDeletedImagesResponse,
};
use wharf_aws::{AccountId, Timestamp};
use wharf_blob::Store as _;
use wharf_node::collection::Collect;
use wharf_node::distribution::{BlobInput, GetBlob};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::deleted_image::operations::{ListDeletedImages, RestoreDeletedImages};
use wharf_node::ecr::deleted_image::{RestoreError, Restored, list, restore};
use wharf_node::ecr::image::operations::{BatchDeleteImage, BatchGetImage, ListImages};
use wharf_node::ecr::layer::GetDownloadUrlForLayer;
use wharf_node::kms::KeyRing;
use wharf_node::{Call, Entropy, Error, OsUser, Sealer, Settings, perform};

use crate::bench::iam::Member;
use crate::bench::{Bench, Index, Take as _, TestImage, id, master_key, sha256, whole};
use crate::distribution::alice;
use crate::events::all;

const DAY: u64 = 24 * 60 * 60;

fn keeping(settings: &mut Settings) {
    settings.keep_deleted = Duration::from_secs(DAY);
}

async fn delete(bench: &Bench, ids: Value) {
    let request = json!({"repositoryName": "app", "imageIds": ids});
    let answer = bench.ask::<BatchDeleteImage>(request).await.unwrap();
    assert_eq!(answer.list("/failures"), Vec::<Value>::new());
}

async fn undo(bench: &Bench, image: &TestImage) -> Result<Restored, RestoreError> {
    let (cell, name) = (bench.cell().await, "app".parse().unwrap());
    restore(
        &cell,
        &bench.alice.id,
        &name,
        &image.digest,
        (bench.clock.now(), None),
    )
    .await
}

/// The digests of what is kept.
async fn kept(bench: &Bench) -> Vec<String> {
    let (cell, name) = (bench.cell().await, "app".parse().unwrap());
    let all = list(&cell, &bench.alice.id, &name, "", 1000).await.unwrap();
    all.into_iter().map(|image| image.digest).collect()
}

async fn collect_all(bench: &Bench) {
    let now = Collect {
        grace: Duration::ZERO,
        wait: Duration::ZERO,
        dry_run: false,
    };
    bench.collect(now).await;
}

async fn pull(bench: &Bench, image: &TestImage) -> Vec<u8> {
    let blob = BlobInput {
        target: bench.target("app"),
        digest: sha256(image.layer()),
    };
    whole(alice::<GetBlob>(bench, blob).await.unwrap()).await.to_vec()
}

room!(
    a_deletion_is_undone_with_its_tags_and_layers,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
    }
);

room!(
    after_its_time_it_is_gone_for_good,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
    }
);

room!(
    what_is_pushed_again_is_kept_no_longer,
    |settings| {
        keeping(settings);
    },
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        for _ in 0..2 {
            delete(bench, json!([id(Some(&image), None)])).await;
            assert_eq!(kept(bench).await.len(), 1);
            bench.put("app", Some("v1"), &image).await.unwrap();
            assert_eq!(kept(bench).await.len(), 0);
        }
        assert_eq!(pull(bench, &image).await, image.layer());
    }
);

room!(
    an_index_comes_back_with_its_images,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
    }
);

room!(
    what_has_lost_its_bytes_stays_deleted,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
        assert_eq!(all(bench).await.len(), events);
        // With its bytes it comes back.
        bench.layer("app", image.layer()).await;
        undo(bench, &index).await.unwrap();
    }
);

room!(
    what_is_kept_is_listed_in_pages,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
    }
);

room!(nothing_is_kept_unless_it_is_configured, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", None, "one").await;
    delete(bench, json!([id(Some(&image), None)])).await;
    assert_eq!(kept(bench).await, Vec::<String>::new());
    let (cell, unknown): (_, AccountId) = (bench.cell().await, "999999999999".parse().unwrap());
    let missing = list(&cell, &unknown, &"app".parse().unwrap(), "", 1).await;
    assert!(matches!(missing, Err(RestoreError::NoRepository(_))));
});

room!(
    a_sealed_image_comes_back_sealed,
    |settings| {
        keeping(settings);
    },
    |bench| {
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
    }
);

async fn restore_all(
    bench: &Bench,
    call: &Call,
    since: Option<Timestamp>,
    next_token: Option<String>,
) -> Result<RestoreDeletedImagesResponse, Error<Fault>> {
    let input = RestoreDeletedImagesRequest {
        registry_id: Some(bench.alice.id),
        repository_name: "app".parse().unwrap(),
        since,
        next_token,
        max_results: Some(2),
    };
    perform::<RestoreDeletedImages>(&bench.node, call, input).await
}

room!(
    a_tenant_restores_no_more_images_than_the_repository_may_have,
    |settings| {
        keeping(settings);
        settings.quotas.images = 2;
    },
    |bench| {
        bench.repository("app").await;
        for name in ["a", "b", "c"] {
            let image = bench.push_new("app", Some(name), name).await;
            delete(bench, json!([id(Some(&image), None)])).await;
        }
        let mut call = bench.call(&bench.alice);
        let (mut restored, mut refused, mut token) = (0, Vec::new(), None);
        loop {
            let page = restore_all(bench, &call, None, token).await.unwrap();
            restored += page.restored_images.len();
            refused.extend(page.incomplete_images.into_iter().map(|image| image.reason));
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        let full = "the repository has 2 images already, as many as it may have";
        assert_eq!((restored, refused), (2, vec![full.to_owned()]));
        // An operator gives it back all the same: it had its place.
        call.operator = Some(Arc::new(OsUser {
            uid: 0,
            name: "root".to_owned(),
        }));
        let page = restore_all(bench, &call, None, None).await.unwrap();
        assert_eq!(page.restored_images.len(), 1);
    }
);

room!(
    what_was_deleted_since_a_time_is_restored_page_by_page,
    |settings| {
        keeping(settings);
    },
    |bench| {
        bench.repository("app").await;
        let root = bench.call(&bench.alice);
        let before = bench.push_new("app", Some("old"), "before").await;
        delete(bench, json!([id(Some(&before), None)])).await;
        bench.advance(60);
        let since = bench.clock.now();
        let mut wanted = BTreeMap::new();
        for tag in ["v1", "v2", "v3", "v4"] {
            let image = bench.push_new("app", Some(tag), tag).await;
            delete(bench, json!([id(Some(&image), None)])).await;
            wanted.insert(image.digest.to_string(), vec![tag.to_owned()]);
        }
        let before_restoring = all(bench).await.len();

        let (mut found, mut pages, mut token) = (BTreeMap::new(), 0, None);
        loop {
            let page = restore_all(bench, &root, Some(since), token).await.unwrap();
            assert_eq!(page.incomplete_images, []);
            found.extend(
                page.restored_images
                    .into_iter()
                    .map(|image| (image.image_digest, image.image_tags)),
            );
            (pages, token) = (pages + 1, page.next_token);
            if token.is_none() {
                break;
            }
        }
        assert_eq!((found, pages), (wanted, 3));
        assert_eq!(kept(bench).await, [before.digest.to_string()]);
        let tags: Vec<String> = bench.tags("app").await.into_keys().collect();
        assert_eq!(tags, ["v1", "v2", "v3", "v4"]);
        let pushes = all(bench).await.split_off(before_restoring);
        assert_eq!(pushes.len(), 4);
        assert!(
            pushes
                .iter()
                .all(|event| event["detail"]["action-type"] == "PUSH"),
            "{pushes:?}"
        );
        // Once more changes nothing, and says nothing.
        let again = restore_all(bench, &root, Some(since), None).await.unwrap();
        assert_eq!((again.restored_images, again.next_token), (vec![], None));
        // Without a time, all of them.
        let rest = restore_all(bench, &root, None, None).await.unwrap();
        assert_eq!(rest.restored_images[0].image_digest, before.digest.to_string());
    }
);

room!(
    restoring_is_permitted_repository_by_repository,
    |settings| {
        keeping(settings);
    },
    |bench| {
        bench.repository("app").await;
        let user = Member::new(bench, &bench.alice, "keeper").await;
        let call = user.call(bench);
        let may = async |repository: &str| {
            let resource = format!("arn:aws:ecr:eu-central-1:111111111111:repository/{repository}");
            let statement =
                json!({"Effect": "Allow", "Action": "wharf:RestoreDeletedImages", "Resource": resource});
            let document = json!({"Version": "2012-10-17", "Statement": statement});
            user.put(bench, "restore", &document.to_string()).await;
            restore_all(bench, &call, None, None).await
        };
        assert!(matches!(may("app2").await, Err(Error::Denied(_))));
        assert_eq!(may("app").await.unwrap().restored_images, []);
        // A token of another list is none.
        let token = Some("bm90IGEgdG9rZW4".to_owned());
        let refused = restore_all(bench, &call, None, token).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(_)), "{refused:?}");
        // Another account's permissions are not this one's.
        let bob = bench.call(&bench.bob);
        assert!(matches!(
            restore_all(bench, &bob, None, None).await,
            Err(Error::Denied(_))
        ));
    }
);
