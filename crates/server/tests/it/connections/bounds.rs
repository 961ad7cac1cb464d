//! Clients that hold as much as they may: they are told to come later, and others are served.

use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;
use wharf_testkit::{Http2, Image, Kit, REGION, Request, Setup, Unread, digest};

/// So many files make room for 24 requests: 12 of an address, 6 of a principal; and for as many connections of an address.
const OPEN_FILES: usize = 64;
const BUSY: &str = "TOOMANYREQUESTS";

async fn kit() -> Kit {
    Kit::with(Setup {
        open_files: OPEN_FILES,
        ..Setup::default()
    })
    .await
}

fn image() -> Image {
    Image::of_layers("bounds", vec![vec![1; 200_000].into()])
}

/// A blob of each account; the request for it.
async fn blobs(kit: &Kit) -> [Request; 2] {
    let mut requests = Vec::new();
    for account in [&kit.first, &kit.second] {
        kit.api(account, REGION).create_repository("app").await;
        let registry = kit.registry(account, REGION).await;
        let image = image();
        registry.push("app", "v1", &image).await;
        let blob = digest(&image.layers[0]);
        requests.push(registry.request("GET", &format!("/v2/app/blobs/{blob}")));
    }
    requests.try_into().unwrap()
}

async fn stalled(connection: &mut Http2, request: &Request, count: usize) -> Vec<Unread> {
    let mut unread = Vec::new();
    for _ in 0..count {
        unread.push(connection.begin(request).await);
        assert_eq!(unread.last().unwrap().status(), 200);
    }
    unread
}

#[tokio::test]
async fn downloads_of_one_principal_leave_room_to_others() {
    let kit = kit().await;
    let [first, second] = blobs(&kit).await;
    let mut of_first = kit.http2_with(&kit.host(&kit.first, REGION), 1000).await;
    let mut of_second = kit.http2_with(&kit.host(&kit.second, REGION), 1000).await;
    let mut unread = stalled(&mut of_first, &first, 6).await;
    let refused = of_first.exchange(&first).await;
    assert_eq!(refused.code(), (503, BUSY.to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    of_second.exchange(&second).await.expect(200);
    // What was taken is free again.
    assert_eq!(unread.pop().unwrap().read().await.unwrap().len(), 200_000);
    of_first.exchange(&first).await.expect(200);
}

#[tokio::test]
async fn requests_of_one_address_are_refused_in_the_words_of_their_protocol() {
    let kit = kit().await;
    let [first, second] = blobs(&kit).await;
    let layer = json!({ "repositoryName": "app", "layerDigest": digest(&image().layers[0]).to_string() });
    let api = kit.api(&kit.first, REGION);
    let url = api.ecr_ok("GetDownloadUrlForLayer", layer).await;
    let url = url["downloadUrl"].as_str().unwrap();
    let mut of_first = kit.http2_with(&kit.host(&kit.first, REGION), 1000).await;
    let mut of_second = kit.http2_with(&kit.host(&kit.second, REGION), 1000).await;
    let _unread = [
        stalled(&mut of_first, &first, 6).await,
        stalled(&mut of_second, &second, 6).await,
    ];
    let api = kit.api(&kit.second, REGION);
    let layer = &url[url.find("/layers/").unwrap()..];
    for (request, code) in [
        (second.clone(), BUSY),
        (
            api.signed("ecr", api.unsigned("DescribeRepositories", &json!({}))),
            "ServiceUnavailable",
        ),
        (
            api.signed("sts", api.unsigned_query("Action=GetCallerIdentity")),
            "ServiceUnavailable",
        ),
        (Request::new("GET", layer).header("Host", "x"), ""),
    ] {
        let refused = kit.send(&request).await;
        assert_eq!(refused.status, 503, "{}", request.target);
        assert_eq!(refused.expect_header("retry-after"), "5");
        assert!(code.is_empty() || refused.code().1 == code, "{refused:?}");
    }
    let health = Request::new("GET", "/healthz").header("Host", "x");
    assert_eq!(kit.send(&health).await.status, 200);
}

#[tokio::test]
async fn connections_of_one_address() {
    let kit = kit().await;
    let health = Request::new("GET", "/healthz").header("Host", "x");
    let mut held = Vec::new();
    for _ in 0..12 {
        let mut connection = kit.connect().await;
        assert_eq!(connection.exchange(&health).await.status, 200);
        held.push(connection);
    }
    let mut beyond = kit.connect().await;
    let closed = timeout(Duration::from_secs(10), beyond.closed()).await;
    assert_eq!(closed.expect("no waiting"), b"");
    held.pop();
    // The server learns of the end in its own time.
    let mut answered = false;
    for _ in 0..200 {
        let mut next = kit.connect().await;
        let _ = next.try_write(health.to_bytes()).await;
        answered = next.try_response("GET").await.is_ok();
        if answered {
            break;
        }
    }
    assert!(answered);
}
