//! Storage that fails or is full: the caller is told, nothing is half done, and afterwards everything works.

use serde_json::json;
use wharf_blob::faulty::{Call, Fault};
use wharf_node::distribution::{
    AppendUpload, AppendUploadInput, BlobInput, Fault as DistributionFault, FinishUpload, FinishUploadInput,
    GetBlob, GetUpload, HeadBlob, PushBlob, PushBlobInput, StartUpload, StartUploadInput, Started,
    UploadInput,
};
use wharf_node::ecr::layer_upload::InitiateLayerUpload;
use wharf_node::{Error, Operation, Unavailable, perform};
use wharf_sql::{Statement, params};

use crate::bench::{Bench, Engine, Refusal, TestImage, body, sha256};

async fn alice<O: Operation>(bench: &Bench, input: O::Input) -> Result<O::Output, Error<O::Fault>> {
    perform::<O>(&bench.node, &bench.call(&bench.alice), input).await
}

/// `full`, `internal`, or what it should not have been.
fn outage<T, F: std::fmt::Debug>(answer: Result<T, Error<F>>) -> String {
    match answer {
        Ok(_) => "success".to_owned(),
        Err(Error::Unavailable(Unavailable::Full)) => "full".to_owned(),
        Err(Error::Unavailable(Unavailable::Internal(text))) => {
            assert!(text.contains("cannot"), "{text}");
            "internal".to_owned()
        }
        Err(error) => format!("{error:?}"),
    }
}

fn push(bench: &Bench, bytes: &str) -> PushBlobInput {
    PushBlobInput {
        target: bench.target("app"),
        digest: sha256(bytes),
        body: body(bytes.to_owned()),
    }
}

const FAULTS: [(Fault, &str); 3] = [
    (Fault::Io, "internal"),
    (Fault::Full, "full"),
    (Fault::LostAnswer, "internal"),
];

room!(a_push_meets_faults_at_every_step, |bench| {
    bench.repository("app").await;
    for call in [Call::Begin, Call::Append, Call::Commit] {
        for (fault, expected) in FAULTS {
            let bytes = format!("{call:?} {fault:?}");
            bench.bytes.fail(call, 1, fault);
            assert_eq!(
                outage(alice::<PushBlob>(bench, push(bench, &bytes)).await),
                expected,
                "{bytes}"
            );
            let input = BlobInput {
                target: bench.target("app"),
                digest: sha256(&bytes),
            };
            assert!(
                alice::<GetBlob>(bench, input).await.is_err(),
                "{bytes} was not acknowledged, and is not there"
            );
            assert_eq!(bench.rows().await.uploads.len(), 0, "{bytes}");
            bench.assert_consistent().await;
            bench.layer("app", bytes.as_bytes()).await;
        }
    }
});

// What failed is told first, also when clearing it away fails too.
room!(clearing_away_may_fail_as_well, |bench| {
    bench.repository("app").await;
    bench.bytes.fail(Call::Append, 1, Fault::Full);
    bench.bytes.fail(Call::Abort, 1, Fault::Io);
    assert_eq!(
        outage(alice::<PushBlob>(bench, push(bench, "hello")).await),
        "full"
    );
    bench.layer("app", b"hello").await;
});

room!(an_upload_survives_what_it_meets, |bench| {
    bench.repository("app").await;
    let input = StartUploadInput {
        target: bench.target("app"),
        mount: None,
    };
    let Ok(Started::Upload(id)) = alice::<StartUpload>(bench, input).await else {
        panic!("no upload")
    };
    let append = || {
        let (target, id) = (bench.target("app"), id.clone());
        alice::<AppendUpload>(
            bench,
            AppendUploadInput {
                target,
                id,
                range: Some(0..=4),
                body: body("hello"),
            },
        )
    };
    for (fault, expected) in &FAULTS[..2] {
        bench.bytes.fail(Call::Append, 1, *fault);
        assert_eq!(outage(append().await), *expected);
    }
    append().await.unwrap_or_else(|error| panic!("{error}"));
    bench.bytes.fail(Call::Length, 1, Fault::Io);
    let length = || {
        alice::<GetUpload>(
            bench,
            UploadInput {
                target: bench.target("app"),
                id: id.clone(),
            },
        )
    };
    assert_eq!(outage(length().await), "internal");
    assert_eq!(length().await.unwrap_or_default(), 5);
    let finish = || {
        let (target, id) = (bench.target("app"), id.clone());
        let digest = sha256("hello");
        alice::<FinishUpload>(
            bench,
            FinishUploadInput {
                target,
                id,
                digest,
                range: None,
                body: None,
            },
        )
    };
    for (fault, expected) in &FAULTS[..2] {
        bench.bytes.fail(Call::Commit, 1, *fault);
        assert_eq!(outage(finish().await), *expected);
    }
    finish().await.unwrap_or_else(|error| panic!("{error}"));
    bench.bytes.fail(Call::Open, 1, Fault::Io);
    let get = || {
        alice::<GetBlob>(
            bench,
            BlobInput {
                target: bench.target("app"),
                digest: sha256("hello"),
            },
        )
    };
    assert_eq!(outage(get().await), "internal");
    assert_eq!(outage(get().await), "success");
});

// As after a crash between the two: the bytes are durable, the row is not written.
room!(bytes_without_a_row_are_not_there, |bench| {
    bench.repository("app").await;
    let start = || {
        alice::<StartUpload>(
            bench,
            StartUploadInput {
                target: bench.target("app"),
                mount: None,
            },
        )
    };
    let finish = |id: &str| {
        let (target, id, digest) = (bench.target("app"), id.to_owned(), sha256("hello"));
        alice::<FinishUpload>(
            bench,
            FinishUploadInput {
                target,
                id,
                digest,
                range: None,
                body: Some(body("hello")),
            },
        )
    };
    let Ok(Started::Upload(id)) = start().await else {
        panic!("no upload")
    };
    bench.bytes.fail(Call::Commit, 1, Fault::LostAnswer);
    assert_eq!(outage(finish(&id).await), "internal");
    let head = || {
        alice::<HeadBlob>(
            bench,
            BlobInput {
                target: bench.target("app"),
                digest: sha256("hello"),
            },
        )
    };
    assert!(matches!(
        head().await,
        Err(Error::Fault(DistributionFault::BlobUnknown))
    ));
    let again = finish(&id).await;
    let gone = matches!(&again, Err(Error::Fault(DistributionFault::Ecr(fault))) if fault.code() == "UploadNotFoundException");
    assert!(gone, "{again:?}");
    let Ok(Started::Upload(id)) = start().await else {
        panic!("no upload")
    };
    finish(&id).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(head().await.unwrap_or_default(), 5);
});

pub(crate) static LIMIT: Statement = Statement::global("test.limit", "PRAGMA max_page_count = 80");
pub(crate) static NO_LIMIT: Statement = Statement::global("test.no_limit", "PRAGMA max_page_count = 1000000");

/// Says how large the database may be; not less than it is.
pub(crate) async fn limit(bench: &Bench, statement: &'static Statement) {
    let set = bench.registry.transaction("test.limit", |transaction| {
        transaction.query_global(statement, params![])
    });
    set.await
        .map_err(|error: wharf_sql::Error| error.to_string())
        .unwrap();
}

/// Only the embedded database can be told how large it may be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_database_says_so_and_keeps_what_it_has() {
    let bench = Bench::with(Engine::Sqlite, |_| {}).await;
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    limit(&bench, &LIMIT).await;
    let mut document: serde_json::Value = serde_json::from_str(&image.manifest).unwrap();
    document["annotations"] = json!({"long": "x".repeat(1024 * 1024)});
    let large = TestImage::from_document(&document, &[]);
    let before = bench.rows().await.count();
    for _ in 0..2 {
        assert_eq!(
            bench.put("app", Some("v1"), &large).await,
            Err(Refusal::new("Full", ""))
        );
        assert_eq!(bench.rows().await.count(), before);
        assert_eq!(bench.tags("app").await["v1"], image.digest.as_str());
        bench.assert_consistent().await;
    }
    // Uploads until it is full: what was acknowledged is there.
    let mut begun = 0;
    while bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": "app"}))
        .await
        .is_ok()
    {
        begun += 1;
        assert!(begun < 5000, "the database does not fill");
    }
    assert_eq!(bench.rows().await.uploads.len(), begun);
    limit(&bench, &NO_LIMIT).await;
    bench.put("app", Some("v1"), &large).await.unwrap();
    bench.assert_consistent().await;
    bench.close().await;
}
