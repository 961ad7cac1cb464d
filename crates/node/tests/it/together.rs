//! Many at once, and callers that go away: rows and bytes always belong together afterwards.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use wharf_blob::Store as _;
use wharf_blob::faulty::{Call as FaultyCall, Fault as FaultOf};
use wharf_node::distribution::{Fault, PushBlob, PushBlobInput};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::{BatchDeleteImage, PutImage, PutImageInput, WhenExists};
use wharf_node::ecr::registry_policy::{DeleteRegistryPolicy, GetRegistryPolicy, PutRegistryPolicy};
use wharf_node::ecr::repository_policy::{DeleteRepositoryPolicy, GetRepositoryPolicy, SetRepositoryPolicy};
use wharf_node::{Error, perform};

use crate::bench::{Bench, Index, TestImage, artifact, body, id, sha256};

const WRITERS: usize = 20;

fn put(
    bench: &Bench,
    tag: Option<&str>,
    image: &TestImage,
) -> impl Future<Output = Result<(), Error<wharf_aws::ecr::Fault>>> {
    let input = PutImageInput {
        registry: None,
        repository: "app".parse().unwrap(),
        manifest: image.manifest.clone().into(),
        media_type: Some(image.media_type.clone()),
        tags: tag.iter().map(|tag| tag.parse().unwrap()).collect(),
        digest: None,
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    };
    let (node, call) = (bench.node.clone(), bench.call(&bench.alice));
    async move { perform::<PutImage>(&node, &call, input).await.map(drop) }
}

fn push(bench: &Bench, bytes: &[u8]) -> impl Future<Output = Result<(), Error<Fault>>> {
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256(bytes),
        body: body(bytes.to_vec()),
    };
    let (node, call) = (bench.node.clone(), bench.call(&bench.alice));
    async move { perform::<PushBlob>(&node, &call, input).await.map(drop) }
}

/// Pushes blobs and manifest as a client does.
async fn push_image(bench: &Bench, tags: &[&str], image: &TestImage) {
    for blob in &image.blobs {
        push(bench, blob).await.unwrap_or_else(|error| panic!("{error}"));
    }
    for tag in tags {
        put(bench, Some(tag), image)
            .await
            .unwrap_or_else(|error| panic!("{tag}: {error}"));
    }
}

room!(many_push_the_same_and_their_own, |bench| {
    bench.repository("app").await;
    let same = TestImage::new("same");
    join_all((0..WRITERS).map(async |number| {
        let own = TestImage::of(&[format!("config {number}").as_bytes(), b"a base that all share"]);
        push_image(bench, &["same"], &same).await;
        push_image(bench, &[&format!("own-{number}"), "latest"], &own).await;
    }))
    .await;
    let tags = bench.tags("app").await;
    assert_eq!(tags.len(), WRITERS + 2);
    assert_eq!(tags["same"], same.digest.as_str());
    assert!((0..WRITERS).any(|number| tags[&format!("own-{number}")] == tags["latest"]));
    assert_eq!(bench.rows().await.uploads.len(), 0);
});

room!(pushes_and_deletes_of_the_same_image, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    let index = Index::of(&[&image]);
    join_all((0..WRITERS).map(async |number| {
        for _ in 0..3 {
            match number % 4 {
                0 => put(bench, Some("a"), &image).await.unwrap(),
                1 => put(bench, Some("b"), &image).await.unwrap(),
                // The image may be gone; then the index is refused.
                2 => match put(bench, Some("multi"), &index).await {
                    Ok(()) | Err(Error::Fault(wharf_aws::ecr::Fault::ReferencedImagesNotFound { .. })) => {}
                    Err(error) => panic!("{error}"),
                },
                _ => {
                    let ids = json!([
                        id(None, Some("a")),
                        id(Some(&image), None),
                        id(Some(&index), None)
                    ]);
                    bench
                        .ask::<BatchDeleteImage>(json!({"repositoryName": "app", "imageIds": ids}))
                        .await
                        .unwrap();
                }
            }
        }
    }))
    .await;
});

room!(repositories_come_and_go_under_a_push, |bench| {
    let image = TestImage::new("one");
    join_all((0..WRITERS).map(async |number| {
        if number % 2 == 0 {
            // Already there, or gone already: both are answers, an outage is none.
            let name = json!({"repositoryName": "app", "force": true});
            for _ in 0..3 {
                let made = bench.ask::<CreateRepository>(name.clone()).await;
                assert!(made.is_ok() || made.unwrap_err().code == "RepositoryAlreadyExistsException");
                let gone = bench.ask::<DeleteRepository>(name.clone()).await;
                assert!(gone.is_ok() || gone.unwrap_err().code == "RepositoryNotFoundException");
            }
            return;
        }
        for blob in &image.blobs {
            let pushed = push(bench, blob).await;
            assert!(!matches!(pushed, Err(Error::Unavailable(_))), "{pushed:?}");
        }
        let stored = put(bench, Some("v1"), &image).await;
        assert!(!matches!(stored, Err(Error::Unavailable(_))), "{stored:?}");
    }))
    .await;
    bench.work().await;
    let rows = bench.rows().await;
    assert_eq!(
        rows.count(),
        rows.uploads.len(),
        "all that may be left is an upload without a home, which expires"
    );
});

/// Lets the future run until it was woken so many times, then drops it.
async fn cut<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

room!(callers_that_go_away, |bench| {
    let deletes = |image: &TestImage| json!({"repositoryName": "app", "imageIds": [id(Some(image), None)]});
    let mut cut_off = 0;
    for polls in 1..=9 {
        let name = json!({"repositoryName": "app", "force": true});
        cut_off += usize::from(
            cut(bench.ask::<CreateRepository>(name.clone()), polls)
                .await
                .is_none(),
        );
        // Made or not: now it is.
        let made = bench.ask::<CreateRepository>(name.clone()).await;
        assert!(made.is_ok() || made.unwrap_err().code == "RepositoryAlreadyExistsException");
        let image = TestImage::new(&format!("image {polls}"));
        for blob in &image.blobs {
            cut_off += usize::from(cut(push(bench, blob), polls).await.is_none());
            bench.assert_consistent().await;
            push(bench, blob)
                .await
                .unwrap_or_else(|error| panic!("{polls}: {error}"));
        }
        let signature = artifact(&image, "t/x", "n");
        bench.layer("app", b"{}").await;
        for (tag, image) in [
            (Some("v1"), &image),
            (None, &signature),
            (Some("multi"), &Index::of(&[&image])),
        ] {
            cut_off += usize::from(cut(put(bench, tag, image), polls).await.is_none());
            bench.assert_consistent().await;
            put(bench, tag, image)
                .await
                .unwrap_or_else(|error| panic!("{polls}: {error}"));
        }
        cut_off += usize::from(
            cut(bench.ask::<BatchDeleteImage>(deletes(&signature)), polls)
                .await
                .is_none(),
        );
        bench.assert_consistent().await;
        cut_off += usize::from(
            cut(bench.ask::<DeleteRepository>(name.clone()), polls)
                .await
                .is_none(),
        );
        bench.assert_consistent().await;
    }
    assert!(cut_off >= 7, "only {cut_off} calls were cut off");
});

/// A policy with a mark in it.
fn policy(sid: &str) -> String {
    let allow = json!({"Sid": sid, "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:root"},
        "Action": "ecr:BatchGetImage"});
    json!({"Version": "2012-10-17", "Statement": [allow]}).to_string()
}

// What a deletion says it took away is what was there: a policy put beside it is either what it took, or still there.
room!(a_deleted_registry_policy_is_the_one_that_was_there, |bench| {
    let put = |sid: &str| {
        let text = policy(sid).replace(r#""Sid""#, r#""Resource":"*","Sid""#);
        bench.ask::<PutRegistryPolicy>(json!({"policyText": text}))
    };
    for round in 0..30 {
        put("First").await.unwrap();
        let (second, deleted) = tokio::join!(put("Second"), bench.ask::<DeleteRegistryPolicy>(json!({})));
        second.unwrap();
        let took_first = deleted.unwrap()["policyText"].as_str().unwrap().contains("First");
        let left = bench.ask::<GetRegistryPolicy>(json!({})).await;
        assert_eq!(left.is_ok(), took_first, "round {round}: {left:?}");
        let _ = bench.ask::<DeleteRegistryPolicy>(json!({})).await;
    }
});

room!(a_deleted_repository_policy_is_the_one_that_was_there, |bench| {
    bench.repository("app").await;
    let app = json!({"repositoryName": "app"});
    let put = |sid: &str| {
        let request = json!({"repositoryName": "app", "policyText": policy(sid), "force": true});
        bench.ask::<SetRepositoryPolicy>(request)
    };
    let delete = || bench.ask::<DeleteRepositoryPolicy>(app.clone());
    for round in 0..30 {
        put("First").await.unwrap();
        let (second, deleted) = tokio::join!(put("Second"), delete());
        second.unwrap();
        let took_first = deleted.unwrap()["policyText"].as_str().unwrap().contains("First");
        let left = bench.ask::<GetRepositoryPolicy>(app.clone()).await;
        assert_eq!(left.is_ok(), took_first, "round {round}: {left:?}");
        let _ = delete().await;
    }
});

// The first of two pushes finds its bytes gone, after the second one was told that the layer is there: that one's row stays.
room!(a_row_that_another_push_wrote_since_stays, |bench| {
    bench.repository("app").await;
    let (bytes, blobs) = (b"a layer that two push", bench.bytes.plain().blobs);
    bench
        .bytes
        .fail(FaultyCall::Recover, 1, FaultOf::Delay(Duration::from_millis(300)));
    let second = async {
        while bench.bytes.calls(FaultyCall::Recover) == 0 {
            tokio::task::yield_now().await;
        }
        push(bench, bytes).await.unwrap();
        blobs.discard(&sha256(bytes)).await.unwrap();
        blobs.purge(&sha256(bytes)).await.unwrap();
    };
    let (first, ()) = tokio::join!(push(bench, bytes), second);
    assert!(first.is_err());
    assert_eq!(bench.rows().await.count(), 1);
    push(bench, bytes).await.unwrap();
});
