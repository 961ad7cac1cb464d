//! Bytes up: at once, streamed, in chunks, given up.

use std::ops::RangeInclusive;

use futures_util::stream;
use serde_json::json;
use wharf_aws::ecr::{CreateRepositoryRequest, DeleteRepositoryRequest};
use wharf_aws::json11::FromJson as _;
use wharf_blob::ByteStream;
use wharf_node::distribution::{
    AppendUpload, AppendUploadInput, BlobInput, CancelUpload, FinishUpload, FinishUploadInput, GetUpload,
    HeadBlob, PushBlob, PushBlobInput, StartUpload, StartUploadInput, Started, UploadInput,
};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::perform;
use wharf_oci::digest::{Algorithm, Digest};

use super::{alice, refused};
use crate::bench::{Bench, Refusal, body, sha256};

async fn start(bench: &Bench) -> String {
    let input = StartUploadInput {
        target: bench.target("app"),
        mount: None,
    };
    match alice::<StartUpload>(bench, input).await.unwrap() {
        Started::Upload(id) => id,
        Started::Mounted(digest) => panic!("{digest} was mounted"),
    }
}

async fn append(
    bench: &Bench,
    id: &str,
    range: Option<RangeInclusive<u64>>,
    bytes: &str,
) -> Result<u64, Refusal> {
    let body = body(bytes.to_owned());
    let input = AppendUploadInput {
        target: bench.target("app"),
        id: id.to_owned(),
        range,
        body,
    };
    alice::<AppendUpload>(bench, input).await
}

async fn finish(
    bench: &Bench,
    id: &str,
    digest: Digest,
    range: Option<RangeInclusive<u64>>,
    body: Option<ByteStream>,
) -> Result<Digest, Refusal> {
    let input = FinishUploadInput {
        target: bench.target("app"),
        id: id.to_owned(),
        digest,
        range,
        body,
    };
    alice::<FinishUpload>(bench, input).await
}

async fn length(bench: &Bench, id: &str) -> Result<u64, Refusal> {
    alice::<GetUpload>(
        bench,
        UploadInput {
            target: bench.target("app"),
            id: id.to_owned(),
        },
    )
    .await
}

fn broken(bytes: &'static str) -> ByteStream {
    let frames = [Ok(bytes.into()), Err(std::io::ErrorKind::ConnectionReset.into())];
    Box::pin(stream::iter(frames))
}

fn unknown(id: &str) -> Refusal {
    let text = format!(
        "Upload with id '{id}' could not be found for the repository with name 'app' in the registry with id \
         '111111111111'"
    );
    Refusal::new("UploadNotFoundException", text)
}

async fn holds(bench: &Bench, digest: Digest) -> bool {
    alice::<HeadBlob>(
        bench,
        BlobInput {
            target: bench.target("app"),
            digest,
        },
    )
    .await
    .is_ok()
}

room!(streamed_chunked_and_with_a_last_chunk, |bench| {
    bench.repository("app").await;
    let id = start(bench).await;
    assert_eq!(length(bench, &id).await, Ok(0));
    assert_eq!(append(bench, &id, None, "hello").await, Ok(5));
    assert_eq!(
        finish(bench, &id, sha256("hello"), None, None).await,
        Ok(sha256("hello"))
    );
    let id = start(bench).await;
    assert_eq!(append(bench, &id, Some(0..=3), "abcd").await, Ok(4));
    // Out of order: told where to go on, and nothing is taken.
    for first in [0, 3, 5, u64::MAX - 1] {
        let text = format!("OutOfOrder {{ received: {first}, expected: 4 }}");
        assert_eq!(
            append(bench, &id, Some(first..=first + 1), "xx").await,
            Err(refused(&text))
        );
    }
    assert_eq!(length(bench, &id).await, Ok(4));
    assert_eq!(append(bench, &id, Some(4..=5), "ef").await, Ok(6));
    let last = finish(bench, &id, sha256("abcdefgh"), Some(6..=7), Some(body("gh"))).await;
    assert_eq!(last, Ok(sha256("abcdefgh")));
    assert_eq!(length(bench, &id).await, Err(unknown(&id)));
    assert_eq!(append(bench, &id, None, "x").await, Err(unknown(&id)));
    assert_eq!(
        finish(bench, &id, sha256("abcdefgh"), None, None).await,
        Err(unknown(&id))
    );
    let rows = bench.rows().await;
    assert_eq!((rows.count(), rows.uploads.len()), (2, 0));
});

room!(lengths_that_are_not_the_announced_ones, |bench| {
    bench.repository("app").await;
    let cases = [
        // Less than announced is a good beginning, more is taken back.
        (0..=9, "ChunkLength { announced: 10, received: 3 }".to_owned(), 3),
        (0..=1, "LongChunk { announced: 2 }".to_owned(), 0),
        (
            0..=u64::MAX,
            format!("ChunkLength {{ announced: {}, received: 3 }}", u64::MAX),
            3,
        ),
    ];
    for (announced, refusal, kept) in cases {
        let id = start(bench).await;
        assert_eq!(
            append(bench, &id, Some(announced), "abc").await,
            Err(refused(&refusal))
        );
        assert_eq!(length(bench, &id).await, Ok(kept), "{refusal}");
    }
});

room!(another_algorithm_and_no_bytes_at_all, |bench| {
    bench.repository("app").await;
    for bytes in ["hello", ""] {
        for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
            let digest = Digest::of(algorithm, bytes.as_bytes());
            let id = start(bench).await;
            append(bench, &id, None, bytes).await.unwrap();
            assert_eq!(
                finish(bench, &id, digest.clone(), None, None).await,
                Ok(digest.clone())
            );
            let input = PushBlobInput {
                target: bench.target("app"),
                digest: digest.clone(),
                body: body(bytes),
            };
            // Again, by the short way: a push can be repeated.
            assert_eq!(alice::<PushBlob>(bench, input).await, Ok(digest));
        }
    }
    assert_eq!(bench.rows().await.count(), 4);
});

room!(bytes_that_are_not_the_digests, |bench| {
    bench.repository("app").await;
    let text = "None of the provided layer digests match the calculated layer digest";
    let invalid = Err(Refusal::new("InvalidLayerException", text));
    let id = start(bench).await;
    append(bench, &id, None, "hello").await.unwrap();
    assert_eq!(finish(bench, &id, sha256("other"), None, None).await, invalid);
    assert_eq!(length(bench, &id).await, Err(unknown(&id)));
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256("other"),
        body: body("hello"),
    };
    assert_eq!(alice::<PushBlob>(bench, input).await, invalid);
    assert!(!holds(bench, sha256("other")).await && !holds(bench, sha256("hello")).await);
    assert_eq!(bench.rows().await.count(), 0);
});

room!(bodies_that_break_off, |bench| {
    bench.repository("app").await;
    let id = start(bench).await;
    let input = AppendUploadInput {
        target: bench.target("app"),
        id: id.clone(),
        range: None,
        body: broken("abc"),
    };
    assert_eq!(
        alice::<AppendUpload>(bench, input).await,
        Err(refused("BodyBroken"))
    );
    // What arrived is there, so that the client can go on.
    assert_eq!(length(bench, &id).await, Ok(3));
    let last = finish(bench, &id, sha256("abcdef"), Some(3..=5), Some(broken("de"))).await;
    assert_eq!(last, Err(refused("BodyBroken")));
    let last = finish(bench, &id, sha256("abcdef"), Some(5..=5), Some(body("f"))).await;
    assert_eq!(last, Ok(sha256("abcdef")));
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256("abc"),
        body: broken("abc"),
    };
    assert_eq!(alice::<PushBlob>(bench, input).await, Err(refused("BodyBroken")));
    assert_eq!(
        bench.rows().await.uploads.len(),
        0,
        "a push in one request cannot be continued"
    );
    assert!(!holds(bench, sha256("abc")).await);
});

room!(given_up, |bench| {
    bench.repository("app").await;
    let id = start(bench).await;
    append(bench, &id, None, "hello").await.unwrap();
    let cancel = async |id: &str| {
        alice::<CancelUpload>(
            bench,
            UploadInput {
                target: bench.target("app"),
                id: id.to_owned(),
            },
        )
        .await
    };
    assert_eq!(cancel(&id).await, Ok(()));
    assert_eq!(cancel(&id).await, Err(unknown(&id)));
    assert_eq!(cancel("../../etc/passwd").await, Err(unknown("../../etc/passwd")));
    assert_eq!(bench.rows().await.count(), 0);
    assert!(
        !std::fs::read_dir(bench.folder().join("eu-central-1/uploads"))
            .unwrap()
            .any(|_| true)
    );
});

// Acknowledged bytes must be where the client finds them: not in a repository that is gone.
room!(a_repository_made_again_while_bytes_arrive, |bench| {
    bench.repository("app").await;
    let id = start(bench).await;
    let (node, call, name) = (
        bench.node.clone(),
        bench.call(&bench.alice),
        bench.target("app").repository,
    );
    let replace = async move {
        let delete = DeleteRepositoryRequest {
            registry_id: None,
            repository_name: name.clone(),
            force: None,
        };
        perform::<DeleteRepository>(&node, &call, delete)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let create = json!({"repositoryName": name.as_str()}).to_string();
        let create = CreateRepositoryRequest::from_json(create.as_bytes()).unwrap();
        perform::<CreateRepository>(&node, &call, create)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        Ok("hello".into())
    };
    let body: ByteStream = Box::pin(stream::once(replace));
    let refusal = finish(bench, &id, sha256("hello"), None, Some(body))
        .await
        .unwrap_err();
    assert_eq!(refusal.code, "RepositoryNotFoundException");
    assert!(!holds(bench, sha256("hello")).await);
});
