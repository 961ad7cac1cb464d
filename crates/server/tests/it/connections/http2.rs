//! HTTP/2, with prior knowledge and over TLS.

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION, Request, Setup, digest};

async fn push_and_pull(kit: &Kit) {
    let host = kit.host(&kit.first, REGION);
    let mut http2 = kit.http2(&host).await;
    let api_host = format!("api.ecr.{REGION}.wharf.test");
    let mut api_http2 = kit.http2(&api_host).await;
    let api = kit.api(&kit.first, REGION);
    let create = api.signed(
        "ecr",
        api.unsigned("CreateRepository", &json!({ "repositoryName": "app" })),
    );
    api_http2.exchange(&create).await.expect(200);
    let token = api.signed("ecr", api.unsigned("GetAuthorizationToken", &json!({})));
    let token = api_http2.exchange(&token).await.expect(200).json();
    let token = format!(
        "Basic {}",
        token["authorizationData"][0]["authorizationToken"]
            .as_str()
            .unwrap()
    );
    let request = |method: &str, target: &str| Request::new(method, target).header("authorization", &token);

    assert_eq!(http2.exchange(&Request::new("GET", "/v2/")).await.status, 401);
    let image = Image::of_layers("http2", vec![vec![3; 5_000_000].into(), "small".into()]);
    for blob in image.blobs() {
        let started = http2
            .exchange(&request("POST", "/v2/app/blobs/uploads/"))
            .await
            .expect(202);
        let location = started.expect_header("location");
        let (_, path) = location.split_once(&host).unwrap();
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
