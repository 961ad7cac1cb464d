//! Deleted images whose manifests or rows are damaged while they can be restored.

use serde_json::json;
use wharf_node::ecr::deleted_image::RestoreError;
use wharf_node::ecr::image::damage;
use wharf_node::verification::What;
use wharf_sql::Statement;

use super::damage::{cut, file, marked};
use super::damaged_rows::{TOLD, known_by, write_manifest};
use super::deleted_image::{DAY, delete, keeping, kept, one_deleted, pull, undo, undo_by};
use crate::bench::{Bench, Index, TestImage, id, sha256};
use crate::verification::{LOOK, REPAIR, change, found, told_as, verify};

/// The one of two deleted images whose digest is less has the manifest of the other.
static ALTER_ONE: Statement = Statement::global(
    "test.alter_deleted",
    "UPDATE deleted_images SET manifest = (SELECT d.manifest FROM deleted_images d WHERE d.digest > deleted_images.digest) \
     WHERE digest < (SELECT MAX(digest) FROM deleted_images)",
);
static ONE_DELETED: Statement = Statement::global(
    "test.one_deleted",
    "UPDATE deleted_images SET manifest = $1 WHERE digest = $2",
);
static OTHER_CHILDREN: Statement = Statement::global(
    "test.other_children",
    "UPDATE image_children SET child_kind = 'odd'",
);
static OTHER_SIZES: Statement = Statement::global(
    "test.other_sizes",
    "UPDATE deleted_images SET manifest_size = manifest_size + 1",
);

/// Two deleted images, the one whose digest is less first.
async fn two_deleted(bench: &Bench) -> [TestImage; 2] {
    bench.repository("app").await;
    let mut images = [
        bench.push_new("app", Some("one"), "one").await,
        bench.push_new("app", Some("two"), "two").await,
    ];
    for image in &images {
        delete(bench, json!([id(Some(image), None)])).await;
    }
    images.sort_by_key(|image| image.digest.to_string());
    images
}

async fn refused(bench: &Bench, image: &TestImage) -> String {
    match undo(bench, image).await {
        Err(RestoreError::Damaged(digest)) => digest,
        other => panic!("{other:?}"),
    }
}

room!(
    a_deleted_image_whose_manifest_is_damaged_is_found_and_not_restored,
    keeping,
    |bench| {
        let [altered, whole] = two_deleted(bench).await;
        let (findings, checked) = verify(bench, LOOK).await;
        assert_eq!((findings, checked.images, checked.deleted_images), (vec![], 0, 2));
        change(bench, &ALTER_ONE).await;
        for _ in 0..2 {
            let (findings, checked) = verify(bench, LOOK).await;
            assert_eq!(
                (findings.len(), checked.damaged, checked.deleted_images),
                (1, 1, 2)
            );
            let found = &findings[0];
            assert_eq!(
                (found.what, found.digest.as_deref()),
                (What::AlteredManifest, Some(altered.digest.as_str()))
            );
            assert!(found.detail.contains("cannot be restored"), "{found:?}");
        }
        let told = told_as(bench, TOLD).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["detail"]["image-digest"], altered.digest.as_str());
        let cell = bench.cell().await;
        assert_eq!(damage::last_count(&cell), 1);
        assert_eq!(known_by(&bench.restarted()).await, 1);

        assert_eq!(refused(bench, &altered).await, altered.digest.to_string());
        undo(bench, &whole).await.unwrap();
        damage::review(&bench.node, &cell).await.unwrap();
        assert_eq!(
            damage::last_count(&cell),
            1,
            "it still can be restored, and is damaged"
        );
        bench.put("app", Some("one"), &altered).await.unwrap();
        assert_eq!(damage::last_count(&cell), 0);
        assert_eq!(known_by(&bench.restarted()).await, 0);
        assert_eq!(found(bench, LOOK).await, []);
    }
);

room!(
    a_restoration_compares_manifests_itself_and_the_mark_ends_with_the_image,
    keeping,
    |bench| {
        bench.repository("app").await;
        // The job that ends it has its first turn a minute later.
        bench.work().await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        let index = Index::of(&[&image]);
        bench.put("app", Some("all"), &index).await.unwrap();
        delete(bench, json!([id(Some(&index), None), id(Some(&image), None)])).await;
        change(bench, &ALTER_ONE).await;
        let altered = image.digest.to_string().min(index.digest.to_string());
        assert_eq!(refused(bench, &index).await, altered);
        assert_eq!(kept(bench).await.len(), 2);
        assert_eq!(bench.tags("app").await.len(), 0);
        assert_eq!(known_by(&bench.restarted()).await, 1);
        bench.advance(DAY);
        bench.work().await;
        assert_eq!(kept(bench).await.len(), 0);
        assert_eq!(known_by(&bench.restarted()).await, 0);
    }
);

room!(
    a_mark_that_another_node_made_goes_with_a_restoration,
    keeping,
    |bench| {
        let image = one_deleted(bench, Some("v1")).await;
        // It knows of no mark: the first node makes it.
        let other = bench.restarted();
        assert_eq!(known_by(&other).await, 0);
        write_manifest(bench, &ONE_DELETED, &image, "{}").await;
        assert_eq!(refused(bench, &image).await, image.digest.to_string());
        write_manifest(bench, &ONE_DELETED, &image, &image.manifest).await;
        undo_by(&other, bench, &image).await.unwrap();
        assert_eq!(known_by(&bench.restarted()).await, 0);
        bench
            .put("app", Some("all"), &Index::of(&[&image]))
            .await
            .unwrap();
    }
);

static LOST_MANIFESTS: Statement = Statement::global("test.lost_manifests", "DELETE FROM manifests");

room!(
    an_index_is_not_restored_over_an_image_whose_manifest_is_lost,
    keeping,
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        let index = Index::of(&[&image]);
        bench.put("app", Some("all"), &index).await.unwrap();
        delete(bench, json!([id(Some(&index), None)])).await;
        change(bench, &LOST_MANIFESTS).await;
        assert_eq!(refused(bench, &index).await, image.digest.to_string());
        assert_eq!(kept(bench).await, [index.digest.to_string()]);
        bench.put("app", Some("v1"), &image).await.unwrap();
        undo(bench, &index).await.unwrap();
    }
);

/// The layer for which a restoration is refused.
async fn lacks(bench: &Bench, image: &TestImage) -> String {
    match undo(bench, image).await {
        Err(RestoreError::Incomplete(layer)) => layer,
        other => panic!("{other:?}"),
    }
}

room!(
    a_deleted_image_whose_layer_is_short_or_gone_is_not_restored,
    keeping,
    |bench| {
        let image = one_deleted(bench, Some("v1")).await;
        let layer = sha256(image.layer()).to_string();
        cut(bench, image.layer());
        for _ in 0..2 {
            assert_eq!(lacks(bench, &image).await, layer);
            assert_eq!((kept(bench).await.len(), marked(bench).await), (1, 1));
        }
        bench.layer("app", image.layer()).await;
        undo(bench, &image).await.unwrap();
        assert_eq!(pull(bench, &image).await, image.layer());

        // What is back by itself is restored too.
        delete(bench, json!([id(Some(&image), None)])).await;
        let (file, away) = (file(bench, image.layer()), bench.folder().join("away"));
        std::fs::rename(&file, &away).unwrap();
        assert_eq!(lacks(bench, &image).await, layer);
        std::fs::rename(&away, &file).unwrap();
        undo(bench, &image).await.unwrap();
        assert_eq!(
            (pull(bench, &image).await, marked(bench).await),
            (image.layer().to_vec(), 0)
        );
    }
);

static ALTER_IMAGES: Statement = Statement::global(
    "test.alter_images",
    "UPDATE manifests SET manifest = (SELECT m.manifest FROM manifests m WHERE m.digest > manifests.digest) \
     WHERE digest < (SELECT MAX(digest) FROM manifests)",
);

room!(
    an_image_that_is_damaged_stays_marked_when_it_is_deleted,
    keeping,
    |bench| {
        bench.repository("app").await;
        for name in ["one", "two"] {
            bench.push_new("app", Some(name), name).await;
        }
        change(bench, &ALTER_IMAGES).await;
        assert_eq!(found(bench, LOOK).await, [(What::AlteredManifest, false)]);
        delete(bench, json!([id(None, Some("one")), id(None, Some("two"))])).await;
        assert_eq!(damage::last_count(&*bench.cell().await), 1);
        assert_eq!(known_by(&bench.restarted()).await, 1);
        assert_eq!(found(bench, LOOK).await, [(What::AlteredManifest, false)]);
        assert_eq!(told_as(bench, TOLD).await.len(), 1);
    }
);

room!(
    rows_of_a_deleted_image_that_follow_from_its_manifest_are_mended,
    keeping,
    |bench| {
        let image = one_deleted(bench, Some("v1")).await;
        for statement in [&OTHER_CHILDREN, &OTHER_SIZES] {
            change(bench, statement).await;
        }
        let of_image = |is_mended| [(What::WrongCount, is_mended), (What::WrongReferences, is_mended)];
        let bytes = [(What::WrongCount, false)];
        assert_eq!(found(bench, LOOK).await, [&of_image(false)[..], &bytes].concat());
        assert_eq!(found(bench, REPAIR).await, of_image(true));
        assert_eq!(found(bench, LOOK).await, []);
        undo(bench, &image).await.unwrap();
        assert_eq!(found(bench, LOOK).await, []);
    }
);
