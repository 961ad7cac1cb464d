//! What is done for an answer does not tell whether another account has the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use wharf_aws::AccountId;
use wharf_blob::faulty::Call;
use wharf_node::distribution::{PushBlob, PushBlobInput, Target};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
use wharf_node::perform;

use crate::bench::counted::statements_of;
use crate::bench::{Bench, Take as _, body, sha256};

const CALLS: [Call; 10] = [
    Call::Id,
    Call::Begin,
    Call::Append,
    Call::Length,
    Call::Commit,
    Call::Abort,
    Call::Open,
    Call::Stat,
    Call::Recover,
    Call::Discard,
];

/// What was done for an answer: the statements, and how often each call of the store was made.
type Done = (Vec<String>, Vec<u64>);

async fn done_for(bench: &Bench, asked: impl Future<Output = ()>) -> Done {
    let made = || CALLS.map(|call| bench.bytes.calls(call));
    let before = made();
    let ((), statements) = statements_of(asked).await;
    // Memory asks for its revision now and then.
    let statements = statements.into_iter().filter(|name| !name.contains("revision"));
    let statements = statements.collect();
    let calls = made()
        .into_iter()
        .zip(before)
        .map(|(after, before)| after - before);
    (statements, calls.collect())
}

/// Bob pushes by the registry protocol.
async fn push(bench: &Bench, bytes: &'static [u8]) -> Done {
    let registry: AccountId = bench.bob.id;
    let input = PushBlobInput {
        target: Target {
            registry,
            repository: "app".parse().unwrap(),
        },
        digest: sha256(bytes),
        body: body(bytes),
    };
    let call = bench.call(&bench.bob);
    let pushed = async { drop(perform::<PushBlob>(&bench.node, &call, input).await.unwrap()) };
    done_for(bench, pushed).await
}

/// Bob pushes by the API.
async fn upload(bench: &Bench, bytes: &'static [u8]) -> Done {
    let uploaded = async {
        let begun = json!({"repositoryName": "app"});
        let begun = bench
            .ask_as::<InitiateLayerUpload>(&bench.bob, begun)
            .await
            .unwrap();
        let id = begun.text("/uploadId");
        let part = json!({"repositoryName": "app", "uploadId": id, "partFirstByte": 0,
            "partLastByte": bytes.len() - 1, "layerPartBlob": STANDARD.encode(bytes)});
        bench.ask_as::<UploadLayerPart>(&bench.bob, part).await.unwrap();
        let end = json!({"repositoryName": "app", "uploadId": id, "layerDigests": [sha256(bytes).as_str()]});
        bench
            .ask_as::<CompleteLayerUpload>(&bench.bob, end)
            .await
            .unwrap();
    };
    done_for(bench, uploaded).await
}

/// By both protocols.
async fn nothing_tells(bench: &Bench) {
    bench.repository("app").await;
    let request = json!({"repositoryName": "app"});
    bench
        .ask_as::<CreateRepository>(&bench.bob, request)
        .await
        .unwrap();
    // The first push opens what later ones have open.
    push(bench, b"first").await;
    upload(bench, b"second").await;
    for bytes in [&b"of another account"[..], b"of another one by the API"] {
        bench.layer("app", bytes).await;
    }
    let pushed = (
        push(bench, b"of no account").await,
        push(bench, b"of another account").await,
    );
    let uploaded = (
        upload(bench, b"of none by the API").await,
        upload(bench, b"of another one by the API").await,
    );
    for (fresh, held) in [pushed, uploaded] {
        assert!(fresh.0.len() > 2 && fresh.1.iter().sum::<u64>() > 2, "{fresh:?}");
        assert_eq!(fresh, held);
    }
}

room!(
    a_push_does_the_same_whether_another_account_has_the_bytes_or_not,
    |bench| {
        nothing_tells(bench).await;
    }
);

room!(
    a_push_that_is_sealed_does_the_same_too,
    |settings| {
        settings.seal_layers = true;
    },
    |bench| {
        nothing_tells(bench).await;
    }
);
