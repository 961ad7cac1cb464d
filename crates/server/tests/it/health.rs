//! `/healthz`, `/readyz`, `/metrics` and paths that nothing serves.

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use wharf_node::Changed;
use wharf_sql::{Error, Statement, params};
use wharf_testkit::{Account, Image, Kit, REGION, Request, digest};

#[tokio::test]
async fn health_readiness_and_metrics_for_operators() {
    let kit = Kit::start().await;
    for (method, target, status, body) in [
        ("GET", "/healthz", 200, "ok\n"),
        ("HEAD", "/healthz", 200, ""),
        ("GET", "/readyz", 200, "ready\n"),
        ("GET", "/metrics", 404, "metrics are off\n"),
        ("POST", "/healthz", 405, "only GET and HEAD\n"),
        ("DELETE", "/readyz", 405, "only GET and HEAD\n"),
    ] {
        let answer = kit
            .send(&Request::new(method, target).header("Host", "anything.example"))
            .await;
        assert_eq!(
            (answer.status, answer.text().as_str()),
            (status, body),
            "{method} {target}"
        );
        assert_eq!(answer.expect_header("x-amzn-requestid").len(), 36);
    }
    for (method, target, status) in [
        ("GET", "/", 200),
        ("GET", "/nothing", 404),
        ("POST", "/", 404),
        ("PUT", "/v1/", 404),
        ("GET", "/v2x", 404),
        ("OPTIONS", "/", 404),
    ] {
        let answer = kit.send(&Request::new(method, target).header("Host", "x")).await;
        assert_eq!(answer.status, status, "{method} {target}");
    }
}

#[tokio::test]
async fn damaged_layers_are_told_until_they_are_pushed_again() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("stored");
    registry.push("app", "v1", &image).await;
    let ready = async || {
        let request = Request::new("GET", "/readyz").header("Host", "x");
        let answer = kit.send(&request).await;
        (answer.status, answer.text())
    };
    assert_eq!(ready().await, (200, "ready\n".to_owned()));
    let name = digest(&image.layers[0]);
    let folder = kit.folder().join(REGION).join("blobs/sha256");
    std::fs::remove_file(folder.join(&name.hex()[..2]).join(name.hex())).unwrap();
    let pulled = registry.get(&format!("/v2/app/blobs/{name}")).await;
    assert_eq!(pulled.status, 404);
    let degraded = format!("ready\ndegraded: a layer is missing or damaged in {REGION}: see wharf doctor\n");
    assert_eq!(ready().await, (200, degraded));
    registry.push("app", "v1", &image).await;
    assert_eq!(ready().await, (200, "ready\n".to_owned()));
}

static LOSE_MANIFESTS: Statement = Statement::global("test.lose_manifests", "DELETE FROM manifests");

#[tokio::test]
async fn a_damaged_manifest_is_told_until_it_is_pushed_again() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("stored");
    registry.push("app", "v1", &image).await;
    let cell = kit.node.cell(&REGION.parse().unwrap()).await.unwrap();
    let lose = cell.database.transaction("test.lose_manifests", |transaction| {
        transaction.execute_global(&LOSE_MANIFESTS, params![]).map(drop)
    });
    lose.await.map_err(|error: Error| error.to_string()).unwrap();
    let ready = async || {
        let request = Request::new("GET", "/readyz").header("Host", "x");
        kit.send(&request).await.text()
    };
    assert_eq!(registry.get("/v2/app/manifests/v1").await.status, 404);
    let degraded = format!(
        "ready\ndegraded: the manifest of an image is missing or damaged in {REGION}: see wharf doctor\n"
    );
    assert_eq!(ready().await, degraded);
    registry.push("app", "v1", &image).await;
    assert_eq!(ready().await, "ready\n");
    assert_eq!(registry.get("/v2/app/manifests/v1").await.status, 200);
}

static DAMAGE_KEY: Statement = Statement::global(
    "test.damage_key",
    "UPDATE access_keys SET sealed_secret = $2 WHERE id = $1",
);

static DELETE_KEY: Statement = Statement::global("test.delete_key", "DELETE FROM access_keys WHERE id = $1");

#[tokio::test]
async fn an_access_key_that_does_not_open_is_told_and_answered_as_an_unknown_one() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    assert_eq!(registry.get("/v2/app/tags/list").await.status, 200);
    let key = kit.first.key_id();
    let damage = kit.node.identity.change(
        "test.damage_key",
        Changed::Account(kit.first.id),
        move |transaction| {
            let values = params![key.as_str(), Bytes::from_static(&[0; 60])];
            transaction.execute_global(&DAMAGE_KEY, values).map(drop)
        },
    );
    damage.await.map_err(|error: Error| error.to_string()).unwrap();
    let who = async |account: &Account| {
        let api = kit.api(account, REGION);
        let request = api.unsigned_query("Action=GetCallerIdentity&Version=2011-06-15");
        let answer = kit.send(&api.signed("sts", request)).await;
        (answer.status, answer.text())
    };
    let (status, said) = who(&kit.first).await;
    assert!(status == 403 && said.contains("InvalidClientTokenId"), "{said}");
    assert_eq!(who(&kit.second).await.0, 200);
    let api = kit.api(&kit.first, REGION);
    let request = api.signed("ecr", api.unsigned("DescribeRepositories", &json!({})));
    let refused = kit.send(&request).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text().contains("UnrecognizedClientException"),
        "{}",
        refused.text()
    );
    assert_eq!(registry.get("/v2/app/tags/list").await.status, 401);
    let ready = async || {
        let request = Request::new("GET", "/readyz").header("Host", "x");
        let answer = kit.send(&request).await;
        (answer.status, answer.text())
    };
    let degraded = "ready\ndegraded: a sealed record does not open: see wharf doctor\n";
    assert_eq!(ready().await, (200, degraded.to_owned()));
    // As another node deletes it.
    let key = kit.first.key_id();
    let delete = kit.identity.transaction("test.delete_key", move |transaction| {
        transaction
            .execute_global(&DELETE_KEY, params![key.as_str()])
            .map(drop)
    });
    delete.await.map_err(|error: Error| error.to_string()).unwrap();
    kit.clock.advance(Duration::from_secs(10));
    assert_eq!(ready().await, (200, "ready\n".to_owned()));
}

#[tokio::test]
async fn a_database_that_is_away_is_not_ready() {
    let kit = Kit::start().await;
    kit.identity.close().await;
    let ready = kit
        .send(&Request::new("GET", "/readyz").header("Host", "x"))
        .await;
    assert_eq!(
        (ready.status, ready.text().as_str()),
        (503, "a database does not answer\n")
    );
    let alive = kit
        .send(&Request::new("GET", "/healthz").header("Host", "x"))
        .await;
    assert_eq!(alive.status, 200);
}
