//! Images whose rows are damaged: what is not their manifest is not served, and the next push of it mends them.

use bytes::Bytes;
use serde_json::{Value, json};
use wharf_aws::wharf::{DamagedImage, GetJobHealthRequest};
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::damage;
use wharf_node::ecr::image::operations::{BatchDeleteImage, BatchGetImage, PutImage};
use wharf_node::jobs::operations::GetJobHealth;
use wharf_node::verification::What;
use wharf_node::{Node, perform};
use wharf_oci::media_type::Accept;
use wharf_sql::{Error, Statement, Transaction, params};

use crate::bench::{Bench, Index, REGION, Take as _, TestImage, artifact, id};
use crate::distribution::alice;
use crate::verification::{LOOK, change, found, told_as};

macro_rules! damages {
    ($($NAME:ident = $text:literal;)+) => { $(static $NAME: Statement = Statement::global(stringify!($NAME), $text);)+ };
}

damages! {
    LOST_IMAGES = "DELETE FROM images";
    LOST_MANIFESTS = "DELETE FROM manifests";
    LOST_CHILDREN = "DELETE FROM image_children";
    LOST_TAGS = "DELETE FROM tags";
    OTHER_CHILDREN = "UPDATE image_children SET child_kind = 'odd'";
    KEPT_CHILDREN = "UPDATE image_children SET is_kept = 1";
    OTHER_SIZES = "UPDATE images SET content_size = 1, manifest_size = 1";
    OTHER_TAG_COUNTS = "UPDATE images SET tag_count = 7";
    NO_SUBJECTS = "UPDATE images SET subject = NULL, artifact_type = NULL, annotations = NULL";
    OTHER_MANIFESTS = "UPDATE manifests SET manifest = $1";
    ONE_MANIFEST = "UPDATE manifests SET manifest = $1 WHERE digest = $2";
}

/// What may be damaged together.
static DAMAGES: [&[&Statement]; 12] = [
    &[&LOST_IMAGES],
    &[&LOST_IMAGES, &LOST_MANIFESTS],
    &[&LOST_IMAGES, &LOST_TAGS],
    &[&LOST_IMAGES, &LOST_CHILDREN],
    &[&LOST_MANIFESTS],
    &[&LOST_CHILDREN],
    &[&LOST_TAGS],
    &[&OTHER_CHILDREN],
    &[&KEPT_CHILDREN],
    &[&OTHER_SIZES],
    &[&OTHER_TAG_COUNTS],
    &[&NO_SUBJECTS],
];

/// Puts other bytes in the place of every manifest.
async fn alter_manifests(bench: &Bench) {
    let alter = |transaction: &mut Transaction<'_>| {
        let altered = transaction.execute_global(&OTHER_MANIFESTS, params![Bytes::from_static(b"{}")])?;
        assert!(altered > 0);
        Ok::<_, Error>(())
    };
    bench.registry.transaction("test.alter", alter).await.unwrap();
}

/// Writes a text in the place of one manifest.
pub(super) async fn write_manifest(bench: &Bench, by: &'static Statement, image: &TestImage, text: &str) {
    let (text, digest) = (Bytes::from(text.to_owned()), image.digest.to_string());
    let write = move |transaction: &mut Transaction<'_>| {
        let values = params![text.clone(), digest.as_str()];
        transaction.execute_global(by, values)
    };
    let written: Result<u64, Error> = bench.registry.transaction("test.write_manifest", write).await;
    assert_eq!(written.unwrap(), 1);
}

/// Pushes images by two tags each, and looks that this made all rows what they were.
async fn is_mended(bench: &Bench, images: &[&TestImage], before: &[Value], damage: &str) {
    for (image, before) in images.iter().zip(before) {
        let pushed = bench
            .put("app", Some(&format!("a{}", image.digest.hex())), image)
            .await;
        assert!(pushed.is_ok(), "{damage}: {pushed:?}");
        for letter in ["a", "b"] {
            let tag = format!("{letter}{}", image.digest.hex());
            match bench.put("app", Some(&tag), image).await {
                Err(refused) => assert_eq!(refused.code, "ImageAlreadyExistsException", "{damage}"),
                Ok(_) => assert_eq!(letter, "b", "{damage}: the first push mends it all"),
            }
        }
        assert_eq!(
            bench.describe("app", image).await.as_ref(),
            Ok(before),
            "{damage}"
        );
    }
    bench.assert_consistent().await;
}

async fn described(bench: &Bench, images: &[&TestImage]) -> Vec<Value> {
    let mut described = Vec::new();
    for image in images {
        described.push(bench.describe("app", image).await.unwrap());
    }
    described
}

async fn each_is_mended(bench: &Bench, images: &[&TestImage]) {
    bench.repository("app").await;
    for image in images {
        for letter in ["a", "b"] {
            bench
                .push("app", Some(&format!("{letter}{}", image.digest.hex())), image)
                .await;
        }
    }
    let before = described(bench, images).await;
    for damage in DAMAGES {
        for statement in damage {
            change(bench, statement).await;
        }
        let names: Vec<&str> = damage.iter().map(|statement| statement.name).collect();
        is_mended(bench, images, &before, &names.join(" and ")).await;
    }
    alter_manifests(bench).await;
    is_mended(bench, images, &before, "altered manifests").await;
}

room!(a_push_mends_all_rows_of_a_referrer, |bench| {
    let subject = TestImage::new("subject");
    each_is_mended(bench, &[&artifact(&subject, "example/signature", "one")]).await;
});

room!(a_push_mends_an_index_after_its_images, |bench| {
    let (one, two) = (TestImage::new("one"), TestImage::new("two"));
    let mut index: Value = serde_json::from_str(&Index::of(&[&one, &two]).manifest).unwrap();
    index["annotations"] = json!({"note": "one"});
    let index = TestImage::from_document(&index, &[]);
    each_is_mended(bench, &[&one, &two, &index]).await;
});

room!(a_tag_without_its_image_can_be_deleted, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    change(bench, &LOST_IMAGES).await;
    let delete = json!({"repositoryName": "app", "imageIds": [id(None, Some("v1"))]});
    let deleted = bench.ask::<BatchDeleteImage>(delete).await.unwrap();
    assert_eq!(deleted.list("/imageIds"), [id(Some(&image), Some("v1"))]);
    assert!(bench.tags("app").await.is_empty());
    // What else is left of it is of use.
    bench.put("app", Some("v2"), &image).await.unwrap();
});

/// Whether an image is served, by tag and by digest, to every question alike.
async fn is_served(bench: &Bench, repository: &str, image: &TestImage) -> bool {
    let mut served = Vec::new();
    for (reference, pull) in [
        ("v1", true),
        ("v1", false),
        (image.digest.as_str(), true),
        (image.digest.as_str(), false),
    ] {
        let input = GetManifestInput {
            target: bench.target(repository),
            reference: reference.parse().unwrap(),
            accept: Accept::parse(["*/*"]),
            pull,
        };
        let answer = alice::<GetManifest>(bench, input).await;
        served.push(answer.is_ok());
        match answer {
            Ok(manifest) => assert_eq!(manifest.bytes, image.manifest.as_bytes()),
            Err(refused) => assert_eq!(refused.code, "ManifestUnknown"),
        }
    }
    let ids = [id(Some(image), None), id(None, Some("v1"))];
    let request = json!({"repositoryName": repository, "imageIds": ids});
    let answer = bench.ask::<BatchGetImage>(request).await.unwrap();
    for image_of in answer.list("/images") {
        assert_eq!(image_of.text("/imageManifest"), image.manifest);
        served.push(true);
    }
    for failure in answer.list("/failures") {
        assert_eq!(failure.text("/failureCode"), "ImageNotFound");
        served.push(false);
    }
    assert!(
        served.len() == 6 && served.iter().all(|one| *one == served[0]),
        "{served:?}"
    );
    served[0]
}

room!(
    a_damaged_manifest_is_not_served_until_it_is_pushed_again,
    |bench| {
        bench.repository("app").await;
        let kms = json!({"repositoryName": "sealed", "encryptionConfiguration": {"encryptionType": "KMS"}});
        bench.ask::<CreateRepository>(kms).await.unwrap();
        let (image, cell) = (TestImage::new("one"), bench.cell().await);
        for repository in ["app", "sealed"] {
            bench.push(repository, Some("v1"), &image).await;
            assert!(is_served(bench, repository, &image).await);
        }
        for is_lost in [false, true] {
            match is_lost {
                true => change(bench, &LOST_MANIFESTS).await,
                false => alter_manifests(bench).await,
            }
            for repository in ["app", "sealed"] {
                assert!(
                    !is_served(bench, repository, &image).await,
                    "{repository} {is_lost}"
                );
            }
            assert_eq!(damage::last_count(&cell), 2);
            for repository in ["app", "sealed"] {
                bench.put(repository, Some("v1"), &image).await.unwrap();
                assert!(
                    is_served(bench, repository, &image).await,
                    "{repository} {is_lost}"
                );
                let again = bench.put(repository, Some("v1"), &image).await.unwrap_err();
                assert_eq!(again.code, "ImageAlreadyExistsException");
            }
            assert_eq!(damage::last_count(&cell), 0);
        }
    }
);

room!(
    an_index_is_refused_over_an_image_whose_manifest_is_damaged,
    |bench| {
        bench.repository("app").await;
        let (one, two) = (
            bench.push_new("app", None, "one").await,
            bench.push_new("app", None, "two").await,
        );
        let index = Index::of(&[&one, &two]);
        for (tag, is_lost) in [("v1", true), ("v2", false)] {
            match is_lost {
                true => change(bench, &LOST_MANIFESTS).await,
                false => {
                    alter_manifests(bench).await;
                    assert_eq!(found(bench, LOOK).await, [(What::AlteredManifest, false); 3]);
                }
            }
            let refused = bench.put("app", Some(tag), &index).await.unwrap_err();
            assert_eq!(refused.code, "ReferencedImagesNotFoundException", "{tag}");
            assert!(refused.message.contains(one.digest.as_str()), "{refused:?}");
            bench.put("app", None, &one).await.unwrap();
            let refused = bench.put("app", Some(tag), &index).await.unwrap_err();
            assert!(refused.message.contains(two.digest.as_str()), "{refused:?}");
            assert!(!refused.message.contains(one.digest.as_str()), "{refused:?}");
            bench.put("app", None, &two).await.unwrap();
            bench.put("app", Some(tag), &index).await.unwrap();
        }
        assert_eq!(found(bench, LOOK).await, []);
    }
);

room!(
    a_push_of_an_image_whose_manifest_is_back_takes_its_mark_away,
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", None, "one").await;
        let index = Index::of(&[&image]);
        // It knows of no mark: the first node makes them all.
        let other = bench.restarted();
        assert_eq!(known_by(&other).await, 0);
        let call = bench.call(&bench.alice);
        let push = json!({"repositoryName": "app", "imageManifest": image.manifest});
        for (tag, node) in [("v1", &*bench.node), ("v2", &other)] {
            write_manifest(bench, &ONE_MANIFEST, &image, "{}").await;
            assert_eq!(found(bench, LOOK).await, [(What::AlteredManifest, false)]);
            write_manifest(bench, &ONE_MANIFEST, &image, &image.manifest).await;
            let refused = bench.put("app", Some(tag), &index).await.unwrap_err();
            assert_eq!(refused.code, "ReferencedImagesNotFoundException", "{tag}");
            let put = async || bench.ask_node::<PutImage>(node, &call, push.clone()).await;
            put().await.unwrap();
            assert_eq!(known_by(&bench.restarted()).await, 0, "{tag}");
            assert_eq!(put().await.unwrap_err().code, "ImageAlreadyExistsException");
            bench.put("app", Some(tag), &index).await.unwrap();
        }
    }
);

room!(a_damaged_manifest_is_told_until_its_image_is_gone, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let one = bench.push_new("app", Some("v1"), "one").await;
    bench.push_new("other", Some("v1"), "two").await;
    change(bench, &LOST_MANIFESTS).await;
    assert_eq!(found(bench, LOOK).await, [(What::MissingManifest, false); 2]);
    let cell = bench.cell().await;
    assert_eq!(damage::last_count(&cell), 2);
    let delete = json!({"repositoryName": "app", "imageIds": [id(Some(&one), None)]});
    bench.ask::<BatchDeleteImage>(delete).await.unwrap();
    assert_eq!(damage::last_count(&cell), 1);
    let delete = json!({"repositoryName": "other", "force": true});
    bench.ask::<DeleteRepository>(delete).await.unwrap();
    damage::review(&bench.node, &cell).await.unwrap();
    assert_eq!(damage::last_count(&cell), 0);
});

pub(super) const TOLD: &str = "Wharf Manifest Damage";

/// How many damaged manifests a node knows of that has just opened the Region.
pub(super) async fn known_by(node: &Node) -> usize {
    damage::last_count(&node.cell(&REGION.parse().unwrap()).await.unwrap())
}

/// The damaged images that the doctor is told of, and how many there are.
async fn listed(bench: &Bench) -> (Option<i64>, Vec<DamagedImage>) {
    let call = bench.call(&bench.alice);
    let health = perform::<GetJobHealth>(&bench.node, &call, GetJobHealthRequest {}).await;
    let store = health.unwrap().store.unwrap();
    (store.damaged_manifests, store.damaged_images.unwrap())
}

room!(a_damaged_manifest_is_told_once_and_known_to_every_node, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    alter_manifests(bench).await;
    for _ in 0..2 {
        assert!(!is_served(bench, "app", &image).await);
        assert_eq!(found(bench, LOOK).await, [(What::AlteredManifest, false)]);
    }
    let told = told_as(bench, TOLD).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let detail = json!({"repository-name": "app", "image-digest": image.digest.as_str(), "action-type": "DAMAGE",
        "damage": "ALTERED"});
    assert_eq!(
        (&told[0]["source"], &told[0]["detail"]),
        (&json!("wharf"), &detail)
    );
    let (count, images) = listed(bench).await;
    assert_eq!((count, images.len()), (Some(1), 1), "{images:?}");
    let shown = [
        &images[0].repository_name,
        &images[0].image_digest,
        &images[0].damage,
    ];
    assert_eq!(shown, ["app", image.digest.as_str(), "altered"]);

    let other = bench.restarted();
    assert_eq!(known_by(&other).await, 1);
    bench.put("app", Some("v1"), &image).await.unwrap();
    assert_eq!(known_by(&bench.restarted()).await, 0);
    let cell = other.cell(&REGION.parse().unwrap()).await.unwrap();
    damage::review(&other, &cell).await.unwrap();
    assert_eq!(damage::last_count(&cell), 0);
    assert_eq!(
        (listed(bench).await, told_as(bench, TOLD).await.len()),
        ((Some(0), vec![]), 1)
    );
});

room!(the_mark_of_a_manifest_goes_with_its_image, |bench| {
    for repository in ["app", "other"] {
        bench.repository(repository).await;
        bench.push_new(repository, Some("v1"), repository).await;
    }
    change(bench, &LOST_MANIFESTS).await;
    assert_eq!(found(bench, LOOK).await, [(What::MissingManifest, false); 2]);
    assert_eq!(known_by(&bench.restarted()).await, 2);
    let delete = json!({"repositoryName": "app", "imageIds": [id(None, Some("v1"))]});
    bench.ask::<BatchDeleteImage>(delete).await.unwrap();
    assert_eq!(known_by(&bench.restarted()).await, 1);
    let delete = json!({"repositoryName": "other", "force": true});
    bench.ask::<DeleteRepository>(delete).await.unwrap();
    assert_eq!(known_by(&bench.restarted()).await, 0);
});

room!(
    a_read_only_node_notes_a_damaged_manifest_and_marks_nothing,
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        alter_manifests(bench).await;
        let mut reader = bench.restarted();
        reader.settings.read_only = true;
        let cell = reader.cell(&REGION.parse().unwrap()).await.unwrap();
        for _ in 0..2 {
            let input = GetManifestInput {
                target: bench.target("app"),
                reference: "v1".parse().unwrap(),
                accept: Accept::parse(["*/*"]),
                pull: true,
            };
            let read = perform::<GetManifest>(&reader, &bench.call(&bench.alice), input).await;
            assert!(read.is_err());
            damage::review(&reader, &cell).await.unwrap();
            assert_eq!(damage::last_count(&cell), 1);
        }
        assert_eq!(known_by(&bench.restarted()).await, 0);
        assert_eq!(told_as(bench, TOLD).await.len(), 0);
        bench.put("app", Some("v1"), &image).await.unwrap();
    }
);
