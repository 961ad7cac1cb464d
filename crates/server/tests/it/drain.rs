//! SIGTERM: what runs may end, nothing new begins.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, pause, resume, timeout};
use wharf_testkit::{Connection, Kit, REGION, Request, Setup, digest};

/// How an HTTP/2 client begins: with its settings, which are none.
pub(crate) const PREFACE: &str = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// A POST to `/` of the host `x`, with a body of one byte, as frames of HEADERS and DATA (RFC 7541: the pseudo-headers of its static
/// table, and an authority).
const POST: &[u8] = b"\0\0\x06\x01\x04\0\0\0\x01\x83\x86\x84\x01\x01x\0\0\x01\0\x01\0\0\0\x01x";
/// The kinds of frames that an answer has.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
/// The flag of a stream's last frame.
const END: u8 = 1;

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
    // HEADERS of which a half is there, and whole ones after which others have to come.
    let half = format!("{PREFACE}\0\0\x06\x01\x04\0\0\0\x01\x01\x01x");
    let continued = format!("{PREFACE}\0\0\x03\x01\0\0\0\0\x01\x01\x01x");
    for (tls, sent) in [
        (
            false,
            vec![
                "GET",
                "GET /v2/ HTTP/1.1\r\nHost: x\r\nA: b",
                after_one,
                PREFACE,
                &half,
                &continued,
            ],
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

/// What was refused has nothing more to say once its body is read; over HTTP/2 it never has, for each stream ends by itself.
#[tokio::test]
async fn a_refusal_does_not_hold_the_end_up() {
    for has_streams in [false, true] {
        let mut kit = Kit::with(Setup {
            drain: Duration::from_secs(600),
            ..Setup::default()
        })
        .await;
        let mut connection = kit.connect().await;
        if has_streams {
            connection.write(PREFACE).await;
            connection.write(POST).await;
            while !matches!(connection.frame().await, (DATA | HEADERS, flags, _) if flags & END != 0) {}
        } else {
            let post = Request::new("POST", "/").header("Host", "x").body("x");
            assert_eq!(connection.exchange(&post).await.status, 404);
        }
        // Neither client goes away by itself.
        pause();
        let begun = Instant::now();
        kit.terminate();
        kit.ended().await;
        let waited = begun.elapsed();
        resume();
        assert!(
            waited < Duration::from_secs(3),
            "has streams: {has_streams}, {waited:?}"
        );
        connection.closed().await;
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
