//! Clients that say nothing more. Time stands still but for what the server waits for, so minutes pass at once.

use std::time::Duration;

use tokio::time::{Instant, pause, resume, timeout};
use wharf_oci::digest::Digest;
use wharf_server::Metrics;
use wharf_testkit::{Connection, Kit, Registry, Setup, digest};

use crate::v2::staged;

/// How long the server lets a client be silent before it closes; fails when it never does.
async fn patience(connection: &mut Connection) -> Duration {
    pause();
    let started = Instant::now();
    let closed = timeout(Duration::from_secs(600), connection.closed()).await;
    let waited = started.elapsed();
    resume();
    assert!(closed.is_ok(), "the connection stays open for ever");
    waited
}

#[tokio::test]
async fn a_head_that_does_not_end() {
    let kit = Kit::start().await;
    for sent in [
        "",
        "P",
        "PRI * HTTP/2.0\r\n",
        "GET",
        "GET /v2/ HTTP/1.1\r\n",
        "GET /v2/ HTTP/1.1\r\nHost: x\r\nA: b",
    ] {
        let mut connection = kit.connect().await;
        connection.write(sent).await;
        // Let the server read before time runs.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let waited = patience(&mut connection).await;
        assert!((25..=60).contains(&waited.as_secs()), "{sent:?}: {waited:?}");
    }
}

#[tokio::test]
async fn a_connection_that_is_not_used_again() {
    let kit = Kit::start().await;
    let mut connection = kit.connect().await;
    connection.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(connection.response("GET").await.status, 200);
    assert!(patience(&mut connection).await <= Duration::from_secs(120));
}

async fn begin(registry: &Registry<'_>, kit: &Kit, method: &str, target: &str) -> Connection {
    let mut connection = kit.connect().await;
    connection
        .write(
            registry
                .request(method, target)
                .header("Content-Length", 1000)
                .head(),
        )
        .await;
    connection.write(b"0123456789").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    connection
}

/// The answer of a server that lost its patience within ninety seconds.
async fn impatience(connection: &mut Connection, method: &str) -> (u16, String) {
    pause();
    tokio::time::sleep(Duration::from_secs(90)).await;
    // The database works on a thread of its own, which standing time would not wait for.
    resume();
    let answer = timeout(Duration::from_secs(10), connection.response(method)).await;
    answer.expect("an answer").code()
}

#[tokio::test]
async fn a_body_that_stops() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let whole = digest(b"0123456789");
    let upload = registry.start_upload("app").await;

    let mut connection = begin(&registry, &kit, "PATCH", &upload).await;
    let broken = (400, "BLOB_UPLOAD_INVALID".to_owned());
    assert_eq!(impatience(&mut connection, "PATCH").await, broken);
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(status.expect_header("range"), "0-9", "the upload can go on");
    registry.finish_upload(&upload, &whole).await.expect(201);

    let target = format!("/v2/app/blobs/uploads/?digest={}", digest(b"never"));
    let mut connection = begin(&registry, &kit, "POST", &target).await;
    assert_eq!(impatience(&mut connection, "POST").await, broken);
    assert_eq!(staged(&kit), 0, "an upload that cannot be continued stayed");

    let mut connection = begin(&registry, &kit, "PUT", "/v2/app/manifests/v1").await;
    assert_eq!(
        impatience(&mut connection, "PUT").await,
        (400, "MANIFEST_INVALID".to_owned())
    );
}

#[tokio::test]
async fn a_client_that_goes_away() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    drop(begin(&registry, &kit, "PATCH", &upload).await);
    let whole: Digest = digest(b"0123456789");
    let monolithic = format!("/v2/app/blobs/uploads/?digest={whole}");
    drop(begin(&registry, &kit, "POST", &monolithic).await);
    drop(begin(&registry, &kit, "PUT", "/v2/app/manifests/v1").await);
    for attempt in 0.. {
        let length = registry
            .call("GET", &upload)
            .await
            .expect(204)
            .expect_header("range")
            .to_owned();
        if length == "0-9" && staged(&kit) == 1 {
            break;
        }
        assert!(attempt < 100, "{length}, {} staged", staged(&kit));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(registry.get(&format!("/v2/app/blobs/{whole}")).await.status, 404);
    assert_eq!(registry.get("/v2/app/manifests/v1").await.status, 404);
    registry.finish_upload(&upload, &whole).await.expect(201);
}

#[tokio::test]
async fn a_download_that_is_not_read() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let bytes = vec![1; 32 * 1024 * 1024];
    let name = registry.push_blob("app", &bytes).await;
    let request = registry.request("GET", &format!("/v2/app/blobs/{name}"));
    let mut connection = kit.connect().await;
    connection.write(request.to_bytes()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    pause();
    tokio::time::sleep(Duration::from_secs(300)).await;
    resume();
    let taken = timeout(Duration::from_secs(10), connection.try_response("GET")).await;
    assert!(taken.expect("an end").is_err(), "the connection was given up");
}

#[tokio::test]
async fn requests_whose_answers_are_not_read() {
    let kit = Kit::start().await;
    let mut connection = kit.connect().await;
    let requests = "GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
    // Nothing of it waits for another thread, so time goes on once neither side can write any more.
    pause();
    let started = Instant::now();
    let refused = async { while connection.try_write(&requests).await.is_ok() {} };
    let ended = timeout(Duration::from_secs(600), refused).await;
    let waited = started.elapsed();
    resume();
    assert!(ended.is_ok(), "the connection stays open for ever");
    assert!((100..=150).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn a_body_that_trickles() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let mut connection = begin(&registry, &kit, "PUT", "/v2/app/manifests/v1").await;
    for _ in 0..6 {
        let _ = connection.try_write("1").await;
        pause();
        tokio::time::advance(Duration::from_secs(10)).await;
        resume();
        // The server sees the byte before more time passes.
        registry.get("/v2/").await.expect(200);
    }
    let answer = timeout(Duration::from_secs(10), connection.response("PUT")).await;
    assert_eq!(
        answer.expect("an answer").code(),
        (400, "MANIFEST_INVALID".to_owned())
    );
}

#[tokio::test]
async fn a_collector_that_takes_nothing() {
    let setup = Setup {
        metrics: Some(Metrics::install().unwrap()),
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let mut connection = Connection::open(kit.metrics_address()).await;
    // More of them than the system keeps for a client that does not read.
    let wanted = 2000;
    let request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    connection.write(request.repeat(wanted)).await;
    pause();
    // Time stands still while texts are made, so the server is stuck before it passes.
    for _ in 0..30 {
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    resume();
    let received = timeout(Duration::from_secs(60), connection.closed()).await;
    let received = String::from_utf8_lossy(&received.unwrap()).into_owned();
    let answers = received.matches("HTTP/1.1 200 OK").count();
    assert!((1..wanted).contains(&answers), "{answers}");
}
