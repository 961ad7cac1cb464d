//! SIGTERM: what runs may end, nothing new begins.

use std::time::Duration;

use serde_json::json;
use tokio::time::{pause, resume, timeout};
use wharf_testkit::{Connection, Kit, REGION, Setup, digest};

/// How an HTTP/2 client begins: with its settings, which are none.
pub(crate) const PREFACE: &str = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// Waits until the server no longer listens.
async fn refuses(kit: &Kit) {
    for attempt in 0.. {
        if Connection::try_open(kit.address()).await.is_err() {
            return;
        }
        assert!(attempt < 100, "connections are still accepted");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn an_upload_under_way_ends() {
    let mut kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let target = format!("/v2/app/blobs/uploads/?digest={}", digest(b"0123456789"));
    let request = registry
        .request("POST", &target)
        .header("Content-Length", 10)
        .head();
    drop(registry);
    let mut connection = kit.connect().await;
    let mut idle = kit.connect().await;
    idle.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(idle.response("GET").await.status, 200);
    let mut silent = kit.connect().await;
    connection.write(request).await;
    connection.write("01234").await;
    connection.read_by_server().await;
    kit.terminate();
    refuses(&kit).await;
    assert_eq!(
        idle.closed().await,
        b"",
        "a connection without a request is closed at once"
    );
    assert_eq!(silent.closed().await, b"");
    assert!(!kit.has_ended());
    connection.write("56789").await;
    let answer = connection.response("POST").await;
    assert_eq!(answer.status, 201);
    kit.ended().await;
    assert_eq!(connection.closed().await, b"");
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off() {
    let mut kit = Kit::with(Setup {
        drain: Duration::from_millis(300),
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let request = registry
        .request("PATCH", &upload)
        .header("Content-Length", 10)
        .head();
    drop(registry);
    let mut connection = kit.connect().await;
    connection.write(request).await;
    connection.write("01234").await;
    connection.read_by_server().await;
    let started = std::time::Instant::now();
    kit.terminate();
    kit.ended().await;
    let waited = started.elapsed();
    assert!((250..5000).contains(&waited.as_millis()), "{waited:?}");
}

/// What the client sent of a request's head is no request; nor is a handshake, nor an HTTP/2 client that does not answer.
#[tokio::test]
async fn a_head_that_does_not_end_does_not_hold_the_end_up() {
    let setup = |tls| Setup {
        drain: Duration::from_secs(600),
        tls,
        ..Setup::default()
    };
    let after_one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /heal";
    for (tls, sent) in [
        (
            false,
            vec!["GET", "GET /v2/ HTTP/1.1\r\nHost: x\r\nA: b", after_one, PREFACE],
        ),
        (true, vec!["\x16\x03\x01"]),
    ] {
        let mut kit = Kit::with(setup(tls)).await;
        let mut connections = Vec::new();
        for sent in sent {
            let mut connection = kit.connect().await;
            connection.write(sent).await;
            connection.read_by_server().await;
            connections.push(connection);
        }
        kit.terminate();
        tokio::time::timeout(Duration::from_secs(10), kit.ended())
            .await
            .unwrap();
        for connection in &mut connections {
            connection.closed().await;
        }
    }
}

/// A body whose caller is not proved has a moment; that of a caller has the whole drain.
#[tokio::test]
async fn a_body_that_is_not_verified_does_not_hold_the_end_up() {
    let mut kit = Kit::with(Setup {
        drain: Duration::from_secs(600),
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let api = kit.api(&kit.first, REGION);
    let requests = [
        registry.request("PATCH", &upload).body("0123456789"),
        api.unsigned_query("Action=GetCallerIdentity&Version=2011-06-15"),
        // The signature is of the whole body.
        api.signed(
            "ecr",
            api.unsigned("DescribeRepositories", &json!({ "maxResults": 10 })),
        ),
    ];
    let mut connections = Vec::new();
    for request in &requests {
        let mut connection = kit.connect().await;
        connection.begin(request, 5).await;
        connections.push(connection);
    }
    kit.terminate();
    refuses(&kit).await;
    pause();
    for connection in &mut connections[1..] {
        let refused = connection.response("POST").await;
        assert_eq!(refused.code(), (503, "ServiceUnavailable".to_owned()));
    }
    resume();
    assert!(!kit.has_ended());
    connections.truncate(1);
    connections[0].write("56789").await;
    assert_eq!(connections[0].response("PATCH").await.status, 202);
    timeout(Duration::from_secs(10), kit.ended()).await.unwrap();
}
