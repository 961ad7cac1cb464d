//! Manifests take room as layers do.

use std::collections::BTreeMap;

use wharf_node::ecr;

use super::super::deleted_image::{DAY, delete, keeping, kept, undo};
use super::*;

/// An image whose manifest has more than half of the bytes that the registry may have here.
fn large(seed: &str) -> TestImage {
    let image = TestImage::with_note(seed, 1000);
    assert!(image.manifest.len() > 1000 && image.manifest.len() + 100 < 2000);
    image
}

async fn refused(bench: &Bench, repository: &str, image: &TestImage) {
    let refused = bench.put(repository, None, image).await.unwrap_err();
    assert_eq!(refused.code, "LimitExceededException");
    assert!(refused.message.contains("(2000)"), "{}", refused.message);
}

room!(
    manifests_take_room,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("2000").unwrap();
    },
    |bench| {
        for name in ["app", "other"] {
            bench.repository(name).await;
        }
        let (one, two) = (large("one"), large("two"));
        bench.push("app", Some("v1"), &one).await;
        for repository in ["app", "other"] {
            bench.layers(repository, &two).await;
            refused(bench, repository, &two).await;
        }
        // What is stored already takes none.
        bench.put("app", Some("v2"), &one).await.unwrap();
        // What is deleted makes room at once, and what goes with its repository.
        delete(bench, json!([id(Some(&one), None)])).await;
        bench.put("app", None, &two).await.unwrap();
        refused(bench, "other", &two).await;
        let force = json!({"repositoryName": "app", "force": true});
        bench.ask::<DeleteRepository>(force).await.unwrap();
        bench.work().await;
        bench.put("other", None, &two).await.unwrap();
    }
);

room!(
    a_deleted_image_keeps_its_room_until_it_can_be_restored_no_more,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("2000").unwrap();
        keeping(settings);
    },
    |bench| {
        bench.repository("app").await;
        // The job that forgets has its first turn a minute later.
        bench.work().await;
        let (one, two) = (large("one"), large("two"));
        bench.push("app", Some("v1"), &one).await;
        bench.layers("app", &two).await;
        delete(bench, json!([id(Some(&one), None)])).await;
        refused(bench, "app", &two).await;
        undo(bench, &one).await.unwrap();
        bench.assert_consistent().await;
        delete(bench, json!([id(Some(&one), None)])).await;
        // It has its room still, also to be pushed.
        bench.put("app", Some("v1"), &one).await.unwrap();
        bench.assert_consistent().await;
        delete(bench, json!([id(Some(&one), None)])).await;
        refused(bench, "app", &two).await;
        bench.advance(DAY);
        bench.work().await;
        assert_eq!(kept(bench).await, Vec::<String>::new());
        bench.put("app", None, &two).await.unwrap();
        // It goes with its repository, too.
        delete(bench, json!([id(Some(&two), None)])).await;
        let force = json!({"repositoryName": "app", "force": true});
        bench.ask::<DeleteRepository>(force).await.unwrap();
        bench.work().await;
        bench.repository("app").await;
        bench.push("app", None, &one).await;
    }
);

/// What is in the parts of the counter to which pushes add.
async fn added(bench: &Bench) -> BTreeMap<String, i64> {
    let rows = bench.registry.query_global(&PARTS, params![]).await.unwrap();
    rows.iter()
        .map(|row| (row.text(1).unwrap().to_owned(), row.integer(2).unwrap()))
        .filter(|(part, _)| !part.starts_with('-'))
        .collect()
}

room!(a_deletion_changes_no_row_that_pushes_change, |bench| {
    bench.repository("app").await;
    let mut ids = Vec::new();
    for seed in ["one", "two", "three"] {
        let image = bench.push_new("app", None, seed).await;
        ids.push(id(Some(&image), None));
    }
    let before = added(bench).await;
    delete(bench, json!(ids)).await;
    bench.advance(1);
    bench.collect(Collect::after(Duration::ZERO, false)).await;
    assert_eq!(added(bench).await, before);
});

macro_rules! writes {
    ($($NAME:ident = $text:literal;)+) => { $(static $NAME: Statement = Statement::global(stringify!($NAME), $text);)+ };
}

writes! {
    AN_IMAGE = "INSERT INTO images (account, region, repository, digest, media_type, content_size, manifest_size, pushed_at, \
        tag_count) VALUES ($1, 'r', 'p', $2, 'm', 1, $3, 1, 0)";
    A_DELETED_IMAGE = "INSERT INTO deleted_images (account, region, repository, digest, media_type, content_size, manifest_size, \
        pushed_at, status, manifest, tags, deleted_at, kept_until) \
        VALUES ('a', 'r', 'p', 'sha256:1c', 'm', 1, 40, 1, 'ACTIVE', $1, '[]', 1, 1)";
    COUNTED_LAYERS = "INSERT INTO layer_bytes (account, region, part, bytes) VALUES ($1, 'r', $2, $3)";
    PARTS = "SELECT account, part, bytes FROM layer_bytes ORDER BY account, part";
}

/// Migrations before manifests counted.
const OLDER: usize = 22;

wharf_sql::testing::on_both!(
    manifests_that_are_there_are_counted,
    &ecr::MIGRATIONS[..OLDER],
    |database| async {
        let fill = |transaction: &mut wharf_sql::Transaction<'_>| {
            for (statement, account, name, bytes) in [
                (&COUNTED_LAYERS, "a", "1", 5_i64),
                (&AN_IMAGE, "a", "sha256:1a", 10),
                (&AN_IMAGE, "a", "sha512:1b", 20),
                (&AN_IMAGE, "a", "sha256:2a", 80),
                (&AN_IMAGE, "b", "sha256:1a", 160),
            ] {
                transaction.execute_global(statement, params![account, name, bytes])?;
            }
            transaction.execute_global(&A_DELETED_IMAGE, params![b"{}".to_vec()])?;
            Ok::<_, wharf_sql::Error>(())
        };
        database.transaction("test.fill", fill).await.unwrap();
        let database = database.reopen_with(ecr::MIGRATIONS).await.unwrap();
        let parts = database.query_global(&PARTS, params![]).await.unwrap();
        let parts: Vec<(&str, &str, i64)> = parts
            .iter()
            .map(|row| {
                (
                    row.text(0).unwrap(),
                    row.text(1).unwrap(),
                    row.integer(2).unwrap(),
                )
            })
            .collect();
        assert_eq!(parts, [("a", "1", 75), ("a", "2", 80), ("b", "1", 160)]);
    }
);
