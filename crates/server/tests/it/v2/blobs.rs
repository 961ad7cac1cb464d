//! `/v2/<name>/blobs/<digest>`.

use wharf_server::Downloads;
use wharf_testkit::{Kit, Registry, Setup, digest};

#[tokio::test]
async fn a_blob_and_its_head() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app", "other"]).await;
    let bytes = vec![42_u8; 3_000_000];
    let name = registry.push_blob("app", &bytes).await;
    let target = format!("/v2/app/blobs/{name}");
    let got = registry.get(&target).await.expect(200);
    assert_eq!(got.body, bytes);
    let head = registry.call("HEAD", &target).await.expect(200);
    for answer in [&got, &head] {
        assert_eq!(answer.expect_header("content-length"), "3000000");
        assert_eq!(answer.expect_header("content-type"), "application/octet-stream");
        assert_eq!(answer.expect_header("docker-content-digest"), name.as_str());
        assert_eq!(answer.expect_header("accept-ranges"), "bytes");
    }
    for (method, target, status, code) in [
        ("GET", format!("/v2/other/blobs/{name}"), 404, "BLOB_UNKNOWN"),
        ("GET", format!("/v2/none/blobs/{name}"), 404, "NAME_UNKNOWN"),
        (
            "GET",
            format!("/v2/app/blobs/{}", digest(b"none")),
            404,
            "BLOB_UNKNOWN",
        ),
        (
            "GET",
            "/v2/app/blobs/sha256:abc".to_owned(),
            400,
            "DIGEST_INVALID",
        ),
        (
            "GET",
            format!("/v2/app/blobs/{}", name.as_str().to_uppercase()),
            400,
            "DIGEST_INVALID",
        ),
        ("GET", "/v2/app/blobs/latest".to_owned(), 400, "DIGEST_INVALID"),
        ("DELETE", target.clone(), 405, "UNSUPPORTED"),
        ("PUT", target.clone(), 405, "UNSUPPORTED"),
        ("POST", target.clone(), 405, "UNSUPPORTED"),
    ] {
        let answer = registry.call(method, &target).await;
        assert_eq!(answer.code(), (status, code.to_owned()), "{method} {target}");
    }
    assert_eq!(registry.get(&target).await.status, 200, "it is still there");
}

#[tokio::test]
async fn an_empty_blob() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let name = registry.push_blob("app", b"").await;
    let target = format!("/v2/app/blobs/{name}");
    let got = registry.get(&target).await.expect(200);
    assert_eq!((got.expect_header("content-length"), got.body.len()), ("0", 0));
    let request = registry.request("GET", &target).header("Range", "bytes=0-0");
    assert_eq!(registry.send(&request).await.status, 416);
}

#[tokio::test]
async fn a_redirect_opens_by_itself() {
    let kit = Kit::with(Setup {
        downloads: Downloads::Redirect,
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["app"]).await;
    let name = registry.push_blob("app", b"redirected bytes").await;
    let answer = registry.get(&format!("/v2/app/blobs/{name}")).await.expect(307);
    assert_eq!(
        answer.expect_header("docker-distribution-api-version"),
        "registry/2.0"
    );
    let path = registry.path(&answer);
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    assert_eq!(anonymous.get(&path).await.expect(200).text(), "redirected bytes");
    let ranged = anonymous.request("GET", &path).header("Range", "bytes=0-9");
    assert_eq!(anonymous.send(&ranged).await.expect(206).text(), "redirected");
    let head = registry
        .call("HEAD", &format!("/v2/app/blobs/{name}"))
        .await
        .expect(200);
    assert_eq!(
        head.expect_header("content-length"),
        "16",
        "HEAD is answered in place"
    );
    let none = registry.get(&format!("/v2/app/blobs/{}", digest(b"none"))).await;
    assert_eq!(none.code(), (404, "BLOB_UNKNOWN".to_owned()));
}
