//! Bodies that the server does not want, and clients that ask before they send.

use std::time::Duration;

use bytes::Bytes;
use wharf_testkit::{Kit, REGION, Registry, Request, digest};

#[tokio::test]
async fn a_connection_goes_on_after_an_error() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let mut connection = kit.connect().await;
    for (request, status) in [
        (
            anonymous
                .request("PUT", "/v2/app/manifests/v1")
                .body("x".repeat(500)),
            401,
        ),
        (
            registry
                .request("PUT", "/v2/UP/manifests/v1")
                .body("x".repeat(500)),
            400,
        ),
        (
            registry
                .request("PATCH", "/v2/app/blobs/uploads/x")
                .body("x".repeat(500)),
            404,
        ),
        (
            registry
                .request("POST", "/v2/app/blobs/uploads/?digest=x")
                .body("x".repeat(500))
                .chunked(),
            400,
        ),
        (registry.request("GET", "/v2/").body("x".repeat(500)), 200),
        (registry.request("GET", "/v2/"), 200),
    ] {
        let answer = connection.exchange(&request).await;
        assert_eq!(answer.status, status, "{} {}", request.method, request.target);
    }
}

/// An answer that was made from the head alone, before the body came: the next request is answered all the same, and where that
/// cannot be, the answer says so.
#[tokio::test]
async fn a_body_that_comes_after_its_refusal_does_not_end_the_connection() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let api = kit.api(&kit.first, REGION);
    let mut connection = kit.connect().await;
    for (request, status) in [
        (anonymous.request("PUT", "/v2/app/manifests/v1"), 401),
        (registry.request("PUT", "/v2/UP/manifests/v1"), 400),
        (api.unsigned("ListImages", &serde_json::json!({})), 400),
        (api.unsigned("None", &serde_json::json!({})), 400),
        (api.unsigned_query("Action=None"), 403),
        (Request::new("POST", "/nothing").header("Host", "x"), 404),
    ] {
        connection
            .write(request.clone().header("Content-Length", 500).head())
            .await;
        // By then the server has seen the head.
        registry.get("/v2/").await.expect(200);
        connection.write("x".repeat(500)).await;
        let answer = connection.response(&request.method).await;
        assert_eq!(answer.status, status, "{} {}", request.method, request.target);
        assert_eq!(answer.header("connection"), None);
        let next = connection.exchange(&registry.request("GET", "/v2/")).await;
        assert_eq!(next.status, 200, "after {} {}", request.method, request.target);
    }
    let refused = anonymous.request("PUT", "/v2/app/manifests/v1");
    for request in [
        refused.clone().header("Content-Length", 1_000_000),
        refused
            .header("Content-Length", 500)
            .header("Expect", "100-continue"),
    ] {
        let mut connection = kit.connect().await;
        connection.write(request.head()).await;
        let answer = connection.response("PUT").await;
        assert_eq!((answer.status, answer.header("connection")), (401, Some("close")));
    }
}

/// A client that sends a large body without waiting must get to read why it is refused: a connection that is closed over
/// unread bytes takes the answer with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_to_a_large_unwanted_body_arrives() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let body = Bytes::from(vec![0; 8 * 1024 * 1024]);
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let elsewhere = registry.at(&kit.host(&kit.second, REGION));
    for (request, status) in [
        (anonymous.request("PATCH", "/v2/app/blobs/uploads/x"), 401),
        (elsewhere.request("PATCH", "/v2/app/blobs/uploads/x"), 403),
        (registry.request("PATCH", "/v2/app/blobs/uploads/x"), 404),
        (registry.request("PUT", "/v2/app/manifests/v1"), 413),
        (registry.request("PUT", "/v2/app/manifests/v1").chunked(), 413),
        (
            kit.api(&kit.first, REGION)
                .unsigned("UploadLayerPart", &serde_json::json!({})),
            400,
        ),
        (Request::new("POST", "/nothing").header("Host", "x"), 404),
    ] {
        for _ in 0..2 {
            let request = request.clone().body(body.clone());
            let mut connection = kit.connect().await;
            let answer = connection.exchange(&request).await;
            assert_eq!(answer.status, status, "{} {}", request.method, request.target);
        }
    }
}

#[tokio::test]
async fn who_asks_before_sending_is_answered_before_sending() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let expecting = |request: Request| request.header("Expect", "100-continue");
    let huge = |request: Request| request.header("Content-Length", 1_u64 << 40);

    let mut connection = kit.connect().await;
    connection
        .write(
            expecting(registry.request("PATCH", &upload))
                .header("Content-Length", 5)
                .head(),
        )
        .await;
    assert_eq!(connection.response("PATCH").await.status, 100);
    connection.write("01234").await;
    assert_eq!(connection.response("PATCH").await.status, 202);
    registry
        .finish_upload(&upload, &digest(b"01234"))
        .await
        .expect(201);

    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let elsewhere = registry.at(&kit.host(&kit.second, REGION));
    for (request, status) in [
        (anonymous.request("PATCH", &upload), 401),
        (anonymous.request("POST", "/v2/app/blobs/uploads/?digest=x"), 401),
        (anonymous.request("PUT", "/v2/app/manifests/v1"), 401),
        (elsewhere.request("PATCH", &upload), 403),
        (registry.request("PATCH", "/v2/app/blobs/uploads/x"), 404),
        (registry.request("PATCH", &upload), 404),
        (registry.request("PUT", "/v2/app/manifests/v1"), 413),
        (registry.request("PUT", "/v2/app/manifests/a+b"), 400),
        (registry.request("POST", "/v2/app/blobs/uploads/?digest=x"), 400),
    ] {
        for request in [expecting(request.clone()), request.clone()] {
            let mut connection = kit.connect().await;
            connection.write(huge(request.clone()).head()).await;
            let answer = connection.response(&request.method).await;
            assert_eq!(answer.status, status, "{} {}", request.method, request.target);
        }
    }
}

#[tokio::test]
async fn a_download_that_is_not_read_does_not_hold_others_up() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let bytes = vec![1; 32 * 1024 * 1024];
    let name = registry.push_blob("app", &bytes).await;
    let request = registry.request("GET", &format!("/v2/app/blobs/{name}"));
    let mut idle = Vec::new();
    for _ in 0..8 {
        let mut connection = kit.connect().await;
        connection.write(request.to_bytes()).await;
        idle.push(connection);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(registry.get("/v2/").await.status, 200);
    let answer = idle[7].response("GET").await;
    assert_eq!(answer.body, bytes, "and a slow reader gets it all");
}
