//! A database that does not answer is a 503 that says when to come again, in every protocol.

use std::time::Duration;

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION, Registry, Request, Response, digest};

const WHO: &str = "Action=GetCallerIdentity&Version=2011-06-15";

#[track_caller]
fn comes_again(what: &str, answer: &Response, code: &str) {
    assert_eq!(answer.code(), (503, code.to_owned()), "{what}");
    let seconds: u64 = answer.expect_header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&seconds), "{what}: {seconds}");
}

/// A read and a write of each protocol.
async fn all_come_again(kit: &Kit, registry: &Registry<'_>, image: &Image) {
    let api = kit.api(&kit.first, REGION);
    let read = api.ecr("DescribeRepositories", json!({})).await;
    comes_again("JSON, a read", &read, "ServiceUnavailable");
    let write = api
        .ecr("CreateRepository", json!({ "repositoryName": "new" }))
        .await;
    comes_again("JSON, a write", &write, "ServiceUnavailable");
    let get = registry.get("/v2/app/manifests/v1").await;
    comes_again("registry, a read", &get, "UNKNOWN");
    let put = registry.put_manifest("app", "v2", &image.manifest).await;
    comes_again("registry, a write", &put, "UNKNOWN");
}

#[tokio::test]
async fn when_callers_cannot_be_looked_up() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("app");
    registry.push("app", "v1", &image).await;
    kit.identity.close().await;
    // What is remembered is used for a moment.
    let api = kit.api(&kit.first, REGION);
    while api.ecr("DescribeRepositories", json!({})).await.status == 200 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    all_come_again(&kit, &registry, &image).await;
    let who = kit.api(&kit.first, REGION).sts(WHO).await;
    comes_again("Query", &who, "ServiceUnavailable");
}

#[tokio::test]
async fn when_a_region_does_not_answer() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("app");
    registry.push("app", "v1", &image).await;
    let input = json!({ "repositoryName": "app", "layerDigest": digest(&image.layers[0]).as_str() });
    let located = kit
        .api(&kit.first, REGION)
        .ecr_ok("GetDownloadUrlForLayer", input)
        .await;
    let url = located["downloadUrl"].as_str().unwrap();
    let (_, path) = url.split_once(".wharf.test").unwrap();
    let cell = kit.node.cell(&REGION.parse().unwrap()).await.unwrap();
    cell.database.close().await;
    all_come_again(&kit, &registry, &image).await;
    let layer = kit
        .send(&Request::new("GET", path).header("Host", "api.ecr.us-east-1.wharf.test"))
        .await;
    assert_eq!(layer.status, 503);
    layer.expect_header("retry-after");
    // The identity plane is another database here, and answers.
    kit.api(&kit.first, REGION).sts(WHO).await.expect(200);
}
