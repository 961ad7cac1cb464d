//! Rows of what images name that are lost: they take no layer.

use wharf_node::collection::{Collect, Finding, why};
use wharf_sql::Statement;

use super::{AT_ONCE, DAY, FORCED, delete, is_there, run};
use crate::bench::{Index, sha256};
use crate::verification::change;

static LOST_CHILDREN: Statement = Statement::global("test.lost_children", "DELETE FROM image_children");
static LOST_MANIFESTS: Statement = Statement::global("test.lost_manifests", "DELETE FROM manifests");

/// The images whose lost rows a collection told of.
fn named_again(found: &[Finding]) -> Vec<(&str, &str)> {
    let named = found.iter().filter_map(|finding| match finding {
        Finding::LostReferences {
            repository, digest, ..
        } => Some((repository.as_str(), digest.as_str())),
        _ => None,
    });
    let mut named: Vec<_> = named.collect();
    named.sort_unstable();
    named
}

room!(a_lost_row_takes_no_layer_of_an_image, |bench| {
    for name in ["app", "other"] {
        bench.repository(name).await;
    }
    let image = bench.push_new("app", Some("v1"), "one").await;
    let index = Index::of(&[&image]);
    bench.put("app", Some("all"), &index).await.unwrap();
    let mut pushed = vec![("app", image.clone()), ("app", index)];
    // More than are compared at once.
    for number in 0..25 {
        let seed = format!("other {number}");
        pushed.push(("other", bench.push_new("other", None, &seed).await));
    }
    let mut named: Vec<(&str, &str)> = pushed
        .iter()
        .map(|(name, image)| (*name, image.digest.as_str()))
        .collect();
    named.sort_unstable();
    for (round, how) in [AT_ONCE, FORCED].into_iter().enumerate() {
        let loose = format!("loose {round}");
        bench.layer("app", loose.as_bytes()).await;
        change(bench, &LOST_CHILDREN).await;
        let dry = Collect { dry_run: true, ..how };
        for _ in 0..2 {
            let found = run(bench, dry).await;
            assert_eq!(named_again(&found).len(), 2, "one of each repository: {found:?}");
        }
        let found = run(bench, how).await;
        assert_eq!(named_again(&found), named);
        assert!(!is_there(bench, loose.as_bytes()).await);
        for (_, image) in &pushed {
            for blob in &image.blobs {
                assert!(is_there(bench, blob).await, "{image:?}");
            }
        }
        assert_eq!(run(bench, how).await, []);
    }
});

room!(
    a_lost_row_takes_no_layer_of_a_deleted_image,
    |settings| {
        settings.keep_deleted = DAY;
    },
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        delete(bench, &image).await;
        bench.layer("app", b"loose").await;
        change(bench, &LOST_CHILDREN).await;
        let dry = Collect {
            dry_run: true,
            ..FORCED
        };
        for how in [dry, FORCED] {
            let found = run(bench, how).await;
            assert_eq!(named_again(&found), [("app", image.digest.as_str())]);
        }
        assert!(!is_there(bench, b"loose").await);
        for blob in &image.blobs {
            assert!(is_there(bench, blob).await);
        }
        let holders = why(&*bench.cell().await, sha256(image.layer()).as_str())
            .await
            .unwrap();
        assert!(holders[0].deleted, "{holders:?}");
        assert_eq!(run(bench, FORCED).await, []);
    }
);

room!(where_a_manifest_cannot_be_read_no_layer_goes, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.layer("app", b"loose").await;
    change(bench, &LOST_CHILDREN).await;
    change(bench, &LOST_MANIFESTS).await;
    let told = Finding::UnreadManifest {
        account: "111111111111".to_owned(),
        repository: "app".to_owned(),
        digest: image.digest.to_string(),
    };
    assert_eq!(run(bench, FORCED).await, [told]);
    assert!(is_there(bench, image.layer()).await && is_there(bench, b"loose").await);
    bench.put("app", Some("v1"), &image).await.unwrap();
    run(bench, FORCED).await;
    assert!(is_there(bench, image.layer()).await && !is_there(bench, b"loose").await);
});
