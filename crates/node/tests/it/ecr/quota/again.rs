//! What is there can be pushed again, also where the registry has more bytes than it may have.

use wharf_node::distribution::{HeadBlob, PushBlob, PushBlobInput};

use super::super::damage::{file, marked};
use super::*;
use crate::distribution::blob;

const LAYER: [u8; 600] = [1; 600];
const BEYOND: i64 = 5000;

async fn push(bench: &Bench, bytes: &[u8]) -> Result<(), Refusal> {
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256(bytes),
        body: body(bytes.to_vec()),
    };
    alice::<PushBlob>(bench, input).await.map(drop)
}

/// The registry has a layer, and by far more bytes than it may have, as after a quota was lowered.
async fn beyond(bench: &Bench) {
    bench.repository("app").await;
    bench.layer("app", &LAYER).await;
    fill(bench, BEYOND).await;
}

room!(
    a_layer_that_is_there_can_be_pushed_again,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("1000").unwrap();
    },
    |bench| {
        beyond(bench).await;
        push(bench, &LAYER).await.unwrap();
        assert_eq!(
            push(bench, &[2; 600]).await.unwrap_err().code,
            "LimitExceededException"
        );
        // The digest of one that is there lends its bytes to no longer ones.
        let id = started(bench).await;
        let mut longer = end_of(bench, &id, &LAYER);
        longer.body = Some(body(vec![1; 601]));
        let refused = alice::<FinishUpload>(bench, longer).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        fill(bench, -BEYOND).await;
    }
);

room!(
    a_layer_that_is_damaged_can_be_pushed_again,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("1000").unwrap();
    },
    |bench| {
        beyond(bench).await;
        std::fs::remove_file(file(bench, &LAYER)).unwrap();
        let missed = alice::<HeadBlob>(bench, blob(bench, "app", &LAYER)).await;
        assert_eq!(missed.err().unwrap().code, "BlobUnknown");
        assert_eq!(marked(bench).await, 1);
        // Others may come as far, and are no layers.
        let other = started(bench).await;
        append(bench, &other, &[2; 600]).await.unwrap();
        let refused = finish(bench, &other, &[2; 600]).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // It is sent in pieces, whose digest is told at the end.
        let id = started(bench).await;
        append(bench, &id, &LAYER[..300]).await.unwrap();
        append(bench, &id, &LAYER[300..]).await.unwrap();
        finish(bench, &id, &LAYER).await.unwrap();
        assert_eq!(marked(bench).await, 0);
        fill(bench, -BEYOND).await;
    }
);
