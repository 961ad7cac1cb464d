//! HTTP/2, with prior knowledge and over TLS.

use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use tokio::time::{advance, pause, resume, timeout};
use wharf_testkit::{Http2, Image, Kit, REGION, Request, Setup, Unread, digest};

/// Makes the repository `app`: the whole value of `Authorization` for its registry.
async fn repository(kit: &Kit) -> String {
    let api_host = format!("api.ecr.{REGION}.wharf.test");
    let mut http2 = kit.http2(&api_host).await;
    let api = kit.api(&kit.first, REGION);
    let create = api.signed(
        "ecr",
        api.unsigned("CreateRepository", &json!({ "repositoryName": "app" })),
    );
    http2.exchange(&create).await.expect(200);
    let token = api.signed("ecr", api.unsigned("GetAuthorizationToken", &json!({})));
    let token = http2.exchange(&token).await.expect(200).json();
    let token = token["authorizationData"][0]["authorizationToken"].as_str();
    format!("Basic {}", token.unwrap())
}

async fn push_and_pull(kit: &Kit) {
    let token = repository(kit).await;
    let host = kit.host(&kit.first, REGION);
    let mut http2 = kit.http2(&host).await;
    let request = |method: &str, target: &str| Request::new(method, target).header("authorization", &token);

    assert_eq!(http2.exchange(&Request::new("GET", "/v2/")).await.status, 401);
    let image = Image::of_layers("http2", vec![vec![3; 5_000_000].into(), "small".into()]);
    for blob in image.blobs() {
        let started = http2
            .exchange(&request("POST", "/v2/app/blobs/uploads/"))
            .await
            .expect(202);
        let path = started.expect_header("location");
        http2
            .exchange(&request("PATCH", path).body(blob.clone()))
            .await
            .expect(202);
        let end = request("PUT", &format!("{path}?digest={}", digest(blob)));
        http2.exchange(&end).await.expect(201);
    }
    let put = request("PUT", "/v2/app/manifests/v1").header("content-type", &image.manifest.media_type);
    http2
        .exchange(&put.body(image.manifest.bytes.clone()))
        .await
        .expect(201);

    let none = digest(b"");
    let push = request("POST", &format!("/v2/app/blobs/uploads/?digest={none}"));
    http2.exchange(&push).await.expect(201);
    let empty = http2
        .exchange(&request("GET", &format!("/v2/app/blobs/{none}")))
        .await
        .expect(200);
    assert_eq!(empty.expect_header("content-length"), "0");

    let downloads = image.blobs().map(|blob| {
        let (mut http2, request) = (
            http2.clone(),
            request("GET", &format!("/v2/app/blobs/{}", digest(blob))),
        );
        let blob = blob.clone();
        async move { assert_eq!(http2.exchange(&request).await.expect(200).body, blob) }
    });
    for download in downloads.map(tokio::spawn).collect::<Vec<_>>() {
        download.await.unwrap();
    }
    let head = http2
        .exchange(&request("HEAD", "/v2/app/manifests/v1"))
        .await
        .expect(200);
    assert_eq!(
        head.expect_header("content-length"),
        image.manifest.bytes.len().to_string()
    );
    let refused = http2
        .exchange(&request("PUT", "/v2/app/manifests/v1").body(vec![0; 6_000_000]))
        .await;
    assert_eq!(refused.code(), (413, "SIZE_INVALID".to_owned()));
    assert_eq!(
        http2.exchange(&request("GET", "/v2/")).await.status,
        200,
        "the others' streams go on"
    );
}

#[tokio::test]
async fn with_prior_knowledge() {
    push_and_pull(&Kit::start().await).await;
}

#[tokio::test]
async fn over_tls() {
    let kit = Kit::with(Setup {
        tls: true,
        ..Setup::default()
    })
    .await;
    let host = kit.host(&kit.first, REGION);
    let mut http2 = kit.http2(&host).await;
    let refused = http2.exchange(&Request::new("GET", "/v2/")).await.expect(401);
    assert!(
        refused
            .expect_header("www-authenticate")
            .contains(&format!("realm=\"https://{host}/\""))
    );
    push_and_pull(&kit).await;
}

/// The blobs that the server, which is a part of this process, has open.
fn open_blobs(kit: &Kit) -> Vec<PathBuf> {
    let links = std::fs::read_dir("/proc/self/fd").unwrap();
    let paths = links.filter_map(|link| std::fs::read_link(link.ok()?.path()).ok());
    paths
        .filter(|path| path.starts_with(kit.folder()) && path.iter().any(|part| part == "blobs"))
        .collect()
}

/// Lets time pass while the connection is in use: its PINGs are answered, and each answer is taken.
async fn pass(time: Duration, connection: &mut Http2) {
    let step = Duration::from_secs(10);
    for _ in 0..time.as_secs() / step.as_secs() {
        pause();
        advance(step).await;
        resume();
        assert_eq!(
            connection.exchange(&Request::new("GET", "/v2/")).await.status,
            401
        );
    }
}

async fn streams_that_are_not_read(kit: &Kit) {
    let token = repository(kit).await;
    let host = kit.host(&kit.first, REGION);
    let request = |method: &str, target: &str| Request::new(method, target).header("authorization", &token);
    let mut connection = kit.http2_with(&host, 1000).await;
    let mut unread: Vec<Unread> = Vec::new();
    // One that is in memory, one that is one piece, one of many pieces.
    for (fill, size) in [(1, 50_000), (2, 500_000), (3, 5_000_000)] {
        let blob = vec![fill; size];
        let name = digest(&blob);
        let push = request("POST", &format!("/v2/app/blobs/uploads/?digest={name}"));
        connection.exchange(&push.body(blob)).await.expect(201);
        let pull = request("GET", &format!("/v2/app/blobs/{name}"));
        unread.push(connection.begin(&pull).await);
        assert_eq!(unread.last().map(Unread::status), Some(200));
    }
    let slow = request("GET", &format!("/v2/app/blobs/{}", digest(&vec![2; 500_000])));
    assert!(!open_blobs(kit).is_empty());
    pass(Duration::from_secs(100), &mut connection).await;
    // The client of another one begins to read in time.
    let slow = connection.begin(&slow).await;
    pass(Duration::from_secs(40), &mut connection).await;
    let whole = timeout(Duration::from_secs(10), slow.read()).await;
    assert_eq!(whole.unwrap().map(|bytes| bytes.len()), Some(500_000));
    assert_eq!(open_blobs(kit), Vec::<PathBuf>::new());
    for answer in unread {
        let rest = timeout(Duration::from_secs(10), answer.read()).await;
        assert_eq!(rest.unwrap(), None, "the stream was given up");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_read_ends_and_the_connection_goes_on() {
    streams_that_are_not_read(&Kit::start().await).await;
}

#[tokio::test]
async fn an_answer_that_is_not_read_ends_over_tls_too() {
    let kit = Kit::with(Setup {
        tls: true,
        ..Setup::default()
    })
    .await;
    streams_that_are_not_read(&kit).await;
}

/// Beyond the first connections each may have less that is sealed and not sent.
#[tokio::test]
async fn a_connection_of_many_gets_whole_answers_over_tls() {
    let kit = Kit::with(Setup {
        tls: true,
        ..Setup::default()
    })
    .await;
    let token = repository(&kit).await;
    let host = kit.host(&kit.first, REGION);
    let mut connections = Vec::new();
    for _ in 0..130 {
        connections.push(kit.http2(&host).await);
    }
    let request = |method: &str, target: &str| Request::new(method, target).header("authorization", &token);
    let blob: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    let name = digest(&blob);
    let push = request("POST", &format!("/v2/app/blobs/uploads/?digest={name}")).body(blob.clone());
    connections[0].exchange(&push).await.expect(201);
    let pull = request("GET", &format!("/v2/app/blobs/{name}"));
    for connection in [0, 129] {
        let pulled = connections[connection].exchange(&pull).await.expect(200);
        assert!(pulled.body == blob, "connection {connection}");
    }
}

/// A file that is cut while a download of it waits for the client, as by a copy over it, ends that download and nothing else.
async fn a_file_that_is_cut(kit: &Kit) {
    let token = repository(kit).await;
    let host = kit.host(&kit.first, REGION);
    let request = |method: &str, target: &str| Request::new(method, target).header("authorization", &token);
    let mut connection = kit.http2_with(&host, 1000).await;
    let blob = vec![7; 5_000_000];
    let name = digest(&blob);
    let push = request("POST", &format!("/v2/app/blobs/uploads/?digest={name}"));
    connection.exchange(&push.body(blob)).await.expect(201);
    let target = format!("/v2/app/blobs/{name}");
    let held = connection.begin(&request("GET", &target)).await;
    assert_eq!(held.status(), 200);
    let open = open_blobs(kit);
    assert_eq!(open.len(), 1);
    File::options()
        .write(true)
        .open(&open[0])
        .unwrap()
        .set_len(0)
        .unwrap();

    let rest = timeout(Duration::from_secs(10), held.read()).await;
    assert_eq!(rest.unwrap(), None, "the download ends early");
    let next = connection.exchange(&request("GET", &target)).await;
    assert_eq!(next.status, 404, "the layer is damaged, and is pushed again");
    assert_eq!(connection.exchange(&request("GET", "/v2/")).await.status, 200);
}

#[tokio::test]
async fn a_file_that_is_cut_ends_its_download_only() {
    a_file_that_is_cut(&Kit::start().await).await;
}

#[tokio::test]
async fn a_file_that_is_cut_ends_its_download_only_over_tls() {
    let kit = Kit::with(Setup {
        tls: true,
        ..Setup::default()
    })
    .await;
    a_file_that_is_cut(&kit).await;
}
