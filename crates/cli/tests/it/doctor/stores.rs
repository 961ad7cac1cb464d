//! What the doctor says of bytes.

use serde_json::{Value, json};
use wharf_cli::config::Tls;
use wharf_cli::doctor::{Outcome, stores};

use super::subject;

#[test]
fn bytes_that_are_kept_and_collections_that_stopped() {
    let subject = subject("localhost", &Tls::Off, None);
    let of = |store: Value| {
        stores(
            &subject,
            &[("us-east-1".to_owned(), json!({"jobs": [], "store": store}))],
        )
    };
    assert_eq!(of(json!({"storeId": "a", "damagedBlobs": 0})).len(), 0);
    let layer = json!({"layerDigest": "sha256:1", "damage": "altered", "foundAt": 1_795_953_000.0});
    let damaged = of(json!({"storeId": "a", "damagedBlobs": 3, "damaged": [layer]}));
    assert_eq!((damaged.len(), damaged[0].outcome), (1, Outcome::Fail));
    assert!(damaged[0].found.ends_with("or others: 3"), "{damaged:?}");
    assert!(
        damaged[0].todo.contains(&"sha256:1 is altered".to_owned()),
        "{damaged:?}"
    );
    let image = json!({"accountId": "111122223333", "repositoryName": "app", "imageDigest": "sha256:2", "damage": "missing",
        "foundAt": 1_795_953_000.0});
    let damaged =
        of(json!({"storeId": "a", "damagedBlobs": 0, "damagedManifests": 11, "damagedImages": [image]}));
    assert_eq!((damaged.len(), damaged[0].outcome), (1, Outcome::Fail));
    assert!(damaged[0].found.ends_with("or others: 11"), "{damaged:?}");
    let named = "the manifest of 111122223333/app@sha256:2 is missing";
    assert_eq!(damaged[0].todo[0], named, "{damaged:?}");
    assert!(damaged[0].todo[1].ends_with("names the others"), "{damaged:?}");
    assert_eq!(of(Value::Null).len(), 0);
    let found = of(
        json!({"storeId": "a", "restoredAt": 1_795_953_000.0, "collectionStoppedAt": 1_795_953_000.0,
        "unrecordedBlobs": 120, "countedBlobs": 300}),
    );
    let said: Vec<&str> = found.iter().map(|finding| finding.found.as_str()).collect();
    assert_eq!(
        said,
        [
            "collection is stopped in us-east-1 since 2026-11-29T11:50:00Z: of 300 blobs 120 would go that the database never had as \
             layers",
            "the database of us-east-1 was restored, or its bytes were adopted, which was noticed at 2026-11-29T11:50:00Z: all bytes \
             that came before that time, and all that the database never had as layers, are kept until you say that they may go",
        ]
    );
    assert!(found.iter().all(|finding| finding.outcome == Outcome::Warn));
}
