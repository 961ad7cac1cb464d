//! `/healthz`, `/readyz`, `/metrics` and paths that nothing serves.

use wharf_testkit::{Kit, Request};

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
