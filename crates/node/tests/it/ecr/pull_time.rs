//! When an image was last pulled, and whose pulls do not count.

use serde_json::{Value, json};
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::image::operations::BatchGetImage;
use wharf_node::ecr::pull_time_exclusion::{
    DeregisterPullTimeUpdateExclusion, ListPullTimeUpdateExclusions, RegisterPullTimeUpdateExclusion,
};
use wharf_node::{Call, maintenance, perform};
use wharf_oci::media_type::Accept;

use crate::bench::{Bench, TestImage, iam::Member, id};

async fn pull(bench: &Bench, call: &Call, reference: &str, pull: bool) {
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: reference.parse().unwrap(),
        accept: Accept::parse([]),
        pull,
    };
    perform::<GetManifest>(&bench.node, call, input)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
}

/// What the API says once the node has written down.
async fn pulled(bench: &Bench, image: &TestImage) -> Option<f64> {
    maintenance::write_down(&bench.node).await;
    let described: Value = bench.describe("app", image).await.unwrap();
    described
        .get("lastRecordedPullTime")
        .map(|at| at.as_f64().unwrap())
}

room!(a_pull_is_recorded_and_a_look_is_not, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let other = bench.push_new("app", Some("v2"), "two").await;
    let root = bench.call(&bench.alice);
    pull(bench, &root, "v1", false).await;
    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some("v1"))]});
    bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(pulled(bench, &image).await, None);
    pull(bench, &root, "v1", true).await;
    let first = pulled(bench, &image).await.unwrap();
    assert_eq!(pulled(bench, &other).await, None);
    // Soon after, nothing is written; later, it is.
    bench.advance(60);
    pull(bench, &root, image.digest.as_str(), true).await;
    assert_eq!(pulled(bench, &image).await, Some(first));
    bench.advance(3600);
    pull(bench, &root, image.digest.as_str(), true).await;
    assert_eq!(pulled(bench, &image).await, Some(first + 3660.0));
    // A clock that was set back does not take it back.
    let node = bench.restarted();
    maintenance::write_down(&node).await;
    assert_eq!(pulled(bench, &image).await, Some(first + 3660.0));
});

room!(whose_pulls_do_not_count, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let scanner = Member::new(bench, &bench.alice, "scanner").await;
    let everything =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    scanner.put(bench, "all", &everything.to_string()).await;
    let arn = json!({"principalArn": "arn:aws:iam::111111111111:user/scanner"});
    let registered = bench
        .ask::<RegisterPullTimeUpdateExclusion>(arn.clone())
        .await
        .unwrap();
    assert_eq!(registered["principalArn"], arn["principalArn"]);
    assert!(registered["createdAt"].is_number());
    let again = bench
        .ask::<RegisterPullTimeUpdateExclusion>(arn.clone())
        .await
        .unwrap_err();
    assert_eq!(again.code, "ExclusionAlreadyExistsException");
    pull(bench, &scanner.call(bench), "v1", true).await;
    assert_eq!(pulled(bench, &image).await, None);
    pull(bench, &bench.call(&bench.alice), "v1", true).await;
    let root = pulled(bench, &image).await;
    assert!(root.is_some());
    bench
        .ask::<DeregisterPullTimeUpdateExclusion>(arn.clone())
        .await
        .unwrap();
    let gone = bench
        .ask::<DeregisterPullTimeUpdateExclusion>(arn)
        .await
        .unwrap_err();
    assert_eq!(gone.code, "ExclusionNotFoundException");
    bench.advance(3600);
    pull(bench, &scanner.call(bench), "v1", true).await;
    assert!(pulled(bench, &image).await > root);
});

room!(a_hundred_at_most_and_in_pages, |bench| {
    for number in 0..100 {
        let arn = json!({"principalArn": format!("arn:aws:iam::111111111111:role/r{number:03}")});
        bench.ask::<RegisterPullTimeUpdateExclusion>(arn).await.unwrap();
    }
    let arn = json!({"principalArn": "arn:aws:iam::111111111111:role/one-more"});
    let refused = bench
        .ask::<RegisterPullTimeUpdateExclusion>(arn)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "LimitExceededException");
    let (mut found, mut request) = (Vec::new(), json!({"maxResults": 30}));
    loop {
        let page = bench
            .ask::<ListPullTimeUpdateExclusions>(request.clone())
            .await
            .unwrap();
        found.extend(page["pullTimeUpdateExclusions"].as_array().unwrap().clone());
        match page.get("nextToken") {
            Some(token) => request["nextToken"] = token.clone(),
            None => break,
        }
    }
    assert_eq!(found.len(), 100);
    assert_eq!(found[7], "arn:aws:iam::111111111111:role/r007");
});
