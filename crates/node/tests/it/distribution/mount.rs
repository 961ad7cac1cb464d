//! Mounting a layer of another repository: only when everything is right, and never a word about what is not.

use wharf_node::distribution::{BlobInput, HeadBlob, Mount, StartUpload, StartUploadInput, Started};

use super::alice;
use crate::bench::{Bench, Refusal, sha256};

async fn start(bench: &Bench, bytes: &[u8], from: &str) -> Started {
    try_start(bench, bytes, from).await.unwrap()
}

pub(crate) async fn try_start(bench: &Bench, bytes: &[u8], from: &str) -> Result<Started, Refusal> {
    let mount = Mount {
        digest: sha256(bytes),
        from: from.parse().unwrap(),
    };
    let input = StartUploadInput {
        target: bench.target("app"),
        mount: Some(mount),
    };
    alice::<StartUpload>(bench, input).await
}

pub(crate) async fn fill(bench: &Bench) -> Vec<u8> {
    bench.repository("app").await;
    bench.repository("source").await;
    bench.layer("source", b"loose").await;
    bench.push_new("source", Some("v1"), "one").await.layer().to_vec()
}

room!(off_by_default, |bench| {
    let layer = fill(bench).await;
    assert!(matches!(start(bench, &layer, "source").await, Started::Upload(_)));
});

room!(
    on_request,
    |settings| {
        settings.blob_mounting = true;
    },
    |bench| {
        let layer = fill(bench).await;
        for (bytes, from) in [
            (layer.as_slice(), "none"),
            (b"loose", "source"),
            (b"missing", "source"),
            (b"x", "app"),
        ] {
            assert!(
                matches!(start(bench, bytes, from).await, Started::Upload(_)),
                "{bytes:?} {from}"
            );
        }
        for _ in 0..2 {
            assert_eq!(
                start(bench, &layer, "source").await,
                Started::Mounted(sha256(&layer))
            );
        }
        let blob = BlobInput {
            target: bench.target("app"),
            digest: sha256(&layer),
        };
        assert_eq!(alice::<HeadBlob>(bench, blob).await, Ok(layer.len() as u64));
        let mount = Mount {
            digest: sha256(&layer),
            from: "source".parse().unwrap(),
        };
        let input = StartUploadInput {
            target: bench.target("none"),
            mount: Some(mount),
        };
        assert_eq!(
            alice::<StartUpload>(bench, input).await.unwrap_err().code,
            "RepositoryNotFoundException"
        );
    }
);
