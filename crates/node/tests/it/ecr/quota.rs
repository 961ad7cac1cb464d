//! How many repositories, images and bytes a registry may have.

mod again;
mod manifests;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tokio::sync::Barrier;
use wharf_aws::Timestamp;
use wharf_blob::Store as _;
use wharf_node::StoredBytes;
use wharf_node::collection::Collect;
use wharf_node::distribution::{
    AppendUpload, AppendUploadInput, CancelUpload, Fault, FinishUpload, FinishUploadInput, Mount,
    StartUpload, StartUploadInput, Started, UploadInput,
};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::creation_template::CreateRepositoryCreationTemplate;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::BatchDeleteImage;
use wharf_node::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
use wharf_node::{Operation, perform};
use wharf_sql::{Statement, params};

use crate::bench::{Bench, REGION, Refusal, TestImage, body, id, sha256};
use crate::distribution::{alice, told};

room!(
    repositories,
    |settings| {
        settings.quotas.repositories = 2;
    },
    |bench| {
        for name in ["one", "two"] {
            bench.repository(name).await;
        }
        let more = json!({"repositoryName": "three"});
        let refused = bench.ask::<CreateRepository>(more.clone()).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        assert!(refused.message.contains("(2)"), "{}", refused.message);
        // Making one that exists is refused as such, also when the quota is used up.
        let again = bench
            .ask::<CreateRepository>(json!({"repositoryName": "one"}))
            .await;
        assert_eq!(again.unwrap_err().code, "RepositoryAlreadyExistsException");
        let template = json!({"prefix": "ROOT", "appliedFor": ["CREATE_ON_PUSH"]});
        bench
            .ask::<CreateRepositoryCreationTemplate>(template)
            .await
            .unwrap();
        let start = StartUploadInput {
            target: bench.target("three"),
            mount: None,
        };
        let refused = alice::<StartUpload>(bench, start).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // Another account has a registry of its own.
        bench
            .ask_as::<CreateRepository>(&bench.bob, more.clone())
            .await
            .unwrap();
        bench
            .ask::<DeleteRepository>(json!({"repositoryName": "one"}))
            .await
            .unwrap();
        bench.ask::<CreateRepository>(more).await.unwrap();
    }
);

room!(
    images,
    |settings| {
        settings.quotas.images = 2;
    },
    |bench| {
        for name in ["app", "other"] {
            bench.repository(name).await;
        }
        let first = bench.push_new("app", Some("v1"), "one").await;
        bench.push_new("app", None, "two").await;
        let third = TestImage::new("three");
        bench.layers("app", &third).await;
        let refused = bench.put("app", None, &third).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // A tag more is no image more.
        bench.put("app", Some("v2"), &first).await.unwrap();
        bench.push("other", None, &third).await;
        let gone = json!({"repositoryName": "app", "imageIds": [id(Some(&first), None)]});
        bench.ask::<BatchDeleteImage>(gone).await.unwrap();
        bench.put("app", None, &third).await.unwrap();
    }
);

/// Begins an upload; its id.
async fn start(bench: &Bench, mount: Option<Mount>) -> Result<Started, Refusal> {
    let target = bench.target("app");
    alice::<StartUpload>(bench, StartUploadInput { target, mount }).await
}

async fn started(bench: &Bench) -> String {
    match start(bench, None).await.unwrap() {
        Started::Upload(id) => id,
        Started::Mounted(digest) => panic!("{digest} was mounted"),
    }
}

async fn append(bench: &Bench, id: &str, bytes: &[u8]) -> Result<u64, Refusal> {
    let input = AppendUploadInput {
        target: bench.target("app"),
        id: id.to_owned(),
        range: None,
        body: body(bytes.to_vec()),
    };
    alice::<AppendUpload>(bench, input).await
}

fn end_of(bench: &Bench, id: &str, bytes: &[u8]) -> FinishUploadInput {
    FinishUploadInput {
        target: bench.target("app"),
        id: id.to_owned(),
        digest: sha256(bytes),
        range: None,
        body: None,
    }
}

async fn finish(bench: &Bench, id: &str, bytes: &[u8]) -> Result<(), Refusal> {
    alice::<FinishUpload>(bench, end_of(bench, id, bytes))
        .await
        .map(drop)
}

/// Alice asks for the same with each of these inputs, all at one moment.
async fn at_once<O>(bench: &Bench, inputs: Vec<O::Input>) -> Vec<Result<O::Output, Refusal>>
where
    O: Operation<Fault = Fault, Input: 'static, Output: 'static> + 'static,
{
    let moment = Arc::new(Barrier::new(inputs.len()));
    let asked: Vec<_> = inputs
        .into_iter()
        .map(|input| {
            let (node, call) = (Arc::clone(&bench.node), bench.call(&bench.alice));
            let moment = Arc::clone(&moment);
            tokio::spawn(async move {
                moment.wait().await;
                perform::<O>(&node, &call, input).await.map_err(told)
            })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await.unwrap());
    }
    answers
}

static FILL: Statement = Statement::scoped(
    "test.fill",
    "UPDATE layer_bytes SET bytes = bytes + $3 WHERE account = $1 AND region = $2",
);

/// Counts so many bytes more than the first account has.
async fn fill(bench: &Bench, by: i64) {
    let scope = bench.cell().await.scope(&bench.alice.id);
    bench
        .registry
        .transaction("test.fill", move |transaction| {
            transaction.execute(&FILL, &scope, params![by]).map(drop)
        })
        .await
        .map_err(|error: wharf_sql::Error| error.to_string())
        .unwrap();
}

room!(
    stored_bytes,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("1000,222222222222=off").unwrap();
        settings.blob_mounting = true;
    },
    |bench| {
        for name in ["app", "other"] {
            bench.repository(name).await;
        }
        bench.layer("other", &[1; 600]).await;
        // What the registry protocol sends is cut off where the room ends, and is no loss of what came before.
        let id = started(bench).await;
        assert_eq!(append(bench, &id, &[2; 400]).await, Ok(400));
        let refused = append(bench, &id, &[2; 1]).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        assert!(refused.message.contains("(1000)"), "{}", refused.message);
        finish(bench, &id, &[2; 400]).await.unwrap();
        // So are parts of the API.
        let initiate = json!({"repositoryName": "app"});
        let upload = bench.ask::<InitiateLayerUpload>(initiate).await.unwrap();
        let part = json!({"repositoryName": "app", "uploadId": upload["uploadId"], "partFirstByte": 0, "partLastByte": 0,
            "layerPartBlob": "eA=="});
        let refused = bench.ask::<UploadLayerPart>(part.clone()).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // A repository's layers count by themselves, so that a mount needs room too.
        let mount = Mount {
            digest: sha256([1; 600]),
            from: "other".parse().unwrap(),
        };
        let refused = start(bench, Some(mount)).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // What is collected and what goes with its repository makes room.
        let force = json!({"repositoryName": "other", "force": true});
        bench.ask::<DeleteRepository>(force).await.unwrap();
        bench.work().await;
        bench.ask::<UploadLayerPart>(part).await.unwrap();
        let digests = [sha256(b"x").to_string()];
        let complete =
            json!({"repositoryName": "app", "uploadId": upload["uploadId"], "layerDigests": digests});
        bench.ask::<CompleteLayerUpload>(complete).await.unwrap();
        bench.advance(1);
        bench.collect(Collect::after(Duration::ZERO, false)).await;
        bench.layer("app", &[3; 1000]).await;
        bench.assert_consistent().await;
    }
);

room!(
    pushes_of_one_moment,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("1000").unwrap();
    },
    |bench| {
        bench.repository("app").await;
        // All had room when they began.
        let mut uploads = Vec::new();
        for byte in 1..=5_u8 {
            let (id, bytes) = (started(bench).await, [byte; 600]);
            append(bench, &id, &bytes).await.unwrap();
            uploads.push((id, bytes));
        }
        let (last, bytes) = uploads.pop().unwrap();
        let ends = uploads.iter().map(|(id, bytes)| end_of(bench, id, bytes));
        let answers = at_once::<FinishUpload>(bench, ends.collect()).await;
        assert!(answers.iter().any(Result::is_ok), "{answers:?}");
        for refused in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            assert_eq!(refused.code, "LimitExceededException");
        }
        let refused = finish(bench, &last, &bytes).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // What was refused goes on when there is room.
        let refused = uploads.iter().zip(answers).filter(|(_, answer)| answer.is_err());
        for (id, bytes) in refused.map(|(upload, _)| upload).chain([&(last, bytes)]) {
            bench.advance(1);
            bench.collect(Collect::after(Duration::ZERO, false)).await;
            finish(bench, id, bytes).await.unwrap();
        }
        bench.advance(1);
        bench.collect(Collect::after(Duration::ZERO, false)).await;
        let image = TestImage::new("one");
        bench.layers("app", &image).await;
        fill(bench, 1000).await;
        let refused = bench.put("app", None, &image).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        fill(bench, -1000).await;
        bench.put("app", None, &image).await.unwrap();
        fill(bench, 1000).await;
        // A tag more is no byte more.
        bench.put("app", Some("v1"), &image).await.unwrap();
        fill(bench, -1000).await;
    }
);

room!(
    layers_of_the_api,
    |settings| {
        settings.quotas.stored_bytes = StoredBytes::parse("1000").unwrap();
    },
    |bench| {
        bench.repository("app").await;
        let mut uploads = Vec::new();
        for byte in [1_u8, 2] {
            let initiate = json!({"repositoryName": "app"});
            let upload = bench.ask::<InitiateLayerUpload>(initiate).await.unwrap()["uploadId"].clone();
            let part = json!({"repositoryName": "app", "uploadId": upload, "partFirstByte": 0, "partLastByte": 599,
                "layerPartBlob": STANDARD.encode([byte; 600])});
            bench.ask::<UploadLayerPart>(part).await.unwrap();
            uploads.push((upload, sha256([byte; 600]).to_string()));
        }
        let complete = |at: usize| {
            let (upload, digest) = &uploads[at];
            json!({"repositoryName": "app", "uploadId": upload, "layerDigests": [digest]})
        };
        bench.ask::<CompleteLayerUpload>(complete(0)).await.unwrap();
        let refused = bench.ask::<CompleteLayerUpload>(complete(1)).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        // Nor does the digest of a layer that is there lend it room.
        let ((_, held), (upload, own)) = (&uploads[0], &uploads[1]);
        let both = json!({"repositoryName": "app", "uploadId": upload, "layerDigests": [held, own]});
        let refused = bench.ask::<CompleteLayerUpload>(both).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
    }
);

room!(
    open_uploads,
    |settings| {
        settings.quotas.open_uploads = Some(2);
    },
    |bench| {
        bench.repository("app").await;
        let inputs = (0..8).map(|_| StartUploadInput {
            target: bench.target("app"),
            mount: None,
        });
        let answers = at_once::<StartUpload>(bench, inputs.collect()).await;
        let (begun, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((begun.len(), refused.len()), (2, 6));
        for refused in refused.into_iter().filter_map(Result::err) {
            assert_eq!(refused.code, "LimitExceededException");
        }
        let Some(Ok(Started::Upload(first))) = begun.into_iter().next() else {
            panic!("nothing was mounted")
        };
        let initiate = json!({"repositoryName": "app"});
        let refused = bench.ask::<InitiateLayerUpload>(initiate).await.unwrap_err();
        assert_eq!(refused.code, "Throttling");
        let input = UploadInput {
            target: bench.target("app"),
            id: first,
        };
        alice::<CancelUpload>(bench, input).await.unwrap();
        started(bench).await;
    }
);

room!(
    an_abandoned_upload_makes_room_for_a_new_one,
    |settings| {
        settings.quotas.open_uploads = Some(2);
    },
    |bench| {
        bench.repository("app").await;
        let abandoned = started(bench).await;
        let other = started(bench).await;
        append(bench, &other, b"bytes").await.unwrap();
        let uploads = bench.bytes.plain().uploads;
        let file = bench.folder().join(REGION).join("uploads").join(&abandoned);
        let file = std::fs::File::options().write(true).open(file).unwrap();
        let last_byte = Duration::from_secs(1_600_000_000);
        file.set_modified(std::time::UNIX_EPOCH + last_byte).unwrap();
        let until = Timestamp::from_micros(0).plus(last_byte + Duration::from_secs(3600));
        bench.clock.set(until.minus(Duration::from_secs(1)));
        let refused = start(bench, None).await.unwrap_err();
        assert_eq!(refused.code, "LimitExceededException");
        let said = format!("given up for a new one, the first of them at {until}");
        assert!(refused.message.ends_with(&said), "{}", refused.message);
        bench.clock.set(until);
        started(bench).await;
        assert_eq!(uploads.find(&abandoned.parse().unwrap()).await.unwrap(), None);
        // The other one goes on, and nothing else is idle for so long.
        append(bench, &other, b"more").await.unwrap();
        assert!(start(bench, None).await.is_err());
    }
);
