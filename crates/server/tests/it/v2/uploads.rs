//! `/v2/<name>/blobs/uploads/`: whole blobs, mounts, and what goes wrong.

use bytes::Bytes;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_testkit::{Image, Kit, REGION, Setup, digest};

/// Files of uploads that are left in a kit's folder.
pub(crate) fn staged(kit: &Kit) -> usize {
    std::fs::read_dir(kit.folder().join(REGION).join("uploads")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_whole_blob_in_one_request() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let bytes = b"monolithic".as_slice();
    for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
        let name = Digest::of(algorithm, bytes);
        let target = format!("/v2/app/blobs/uploads/?digest={name}");
        for request in [
            registry.request("POST", &target),
            registry.request("POST", &target).chunked(),
        ] {
            let answer = registry.send(&request.body(bytes)).await.expect(201);
            assert_eq!(registry.path(&answer), format!("/v2/app/blobs/{name}"));
            assert_eq!(answer.expect_header("docker-content-digest"), name.as_str());
        }
        assert_eq!(
            registry
                .get(&format!("/v2/app/blobs/{name}"))
                .await
                .expect(200)
                .body,
            bytes
        );
    }
    assert_eq!(staged(&kit), 0);
}

#[tokio::test]
async fn one_patch_then_the_end_or_all_with_the_end() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let bytes = Bytes::from(vec![7; 2_000_000]);
    registry.push_blob("app", &bytes).await;
    let upload = registry.start_upload("app").await;
    let target = format!("{upload}?digest={}", digest(&bytes));
    let answer = registry
        .send(&registry.request("PUT", &target).body(bytes.clone()))
        .await
        .expect(201);
    assert_eq!(
        answer.expect_header("docker-content-digest"),
        digest(&bytes).as_str()
    );
    assert_eq!(
        registry.call("GET", &upload).await.code(),
        (404, "BLOB_UPLOAD_UNKNOWN".to_owned())
    );
    assert_eq!(staged(&kit), 0);
}

#[tokio::test]
async fn an_upload_begins_empty() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    for target in ["/v2/app/blobs/uploads/", "/v2/app/blobs/uploads"] {
        let answer = registry.call("POST", target).await.expect(202);
        let id = answer.expect_header("docker-upload-uuid");
        assert_eq!(registry.path(&answer), format!("/v2/app/blobs/uploads/{id}"));
        assert_eq!(answer.expect_header("range"), "0-0");
        assert_eq!(
            (answer.expect_header("content-length"), answer.body.len()),
            ("0", 0)
        );
    }
    for (method, target, status, code) in [
        ("GET", "/v2/app/blobs/uploads/", 405, "UNSUPPORTED"),
        ("PUT", "/v2/app/blobs/uploads/", 405, "UNSUPPORTED"),
        ("POST", "/v2/none/blobs/uploads/", 404, "NAME_UNKNOWN"),
        (
            "POST",
            "/v2/app/blobs/uploads/?digest=sha256:1",
            400,
            "DIGEST_INVALID",
        ),
        ("POST", "/v2/app/blobs/uploads/?digest=", 400, "DIGEST_INVALID"),
    ] {
        assert_eq!(
            registry.call(method, target).await.code(),
            (status, code.to_owned()),
            "{method} {target}"
        );
    }
}

#[tokio::test]
async fn bytes_that_do_not_match_leave_nothing() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let wanted = digest(b"wanted");
    let text = "None of the provided layer digests match the calculated layer digest".to_owned();
    let wrong = (400, "BLOB_UPLOAD_INVALID".to_owned(), text);

    let request = registry.request("POST", &format!("/v2/app/blobs/uploads/?digest={wanted}"));
    assert_eq!(registry.send(&request.body("other")).await.error(), wrong);

    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"other").await.expect(202);
    assert_eq!(registry.finish_upload(&upload, &wanted).await.error(), wrong);
    assert_eq!(
        registry.finish_upload(&upload, &digest(b"other")).await.status,
        404
    );

    let upload = registry.start_upload("app").await;
    let request = registry.request("PUT", &format!("{upload}?digest={wanted}"));
    assert_eq!(registry.send(&request.body("other")).await.error(), wrong);
    assert_eq!(registry.call("GET", &upload).await.status, 404);

    for bytes in [b"other", b"wante".as_slice()] {
        assert_eq!(
            registry
                .get(&format!("/v2/app/blobs/{}", digest(bytes)))
                .await
                .status,
            404
        );
    }
    assert_eq!(registry.get(&format!("/v2/app/blobs/{wanted}")).await.status, 404);
    assert_eq!(staged(&kit), 0);
}

#[tokio::test]
async fn an_end_without_a_digest_leaves_the_upload() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"bytes").await.expect(202);
    for query in ["", "?digest=", "?digest=sha256:zz", "?digest=md5:00", "?other=1"] {
        let answer = registry.call("PUT", &format!("{upload}{query}")).await;
        assert_eq!(answer.code(), (400, "DIGEST_INVALID".to_owned()), "{query}");
    }
    registry
        .finish_upload(&upload, &digest(b"bytes"))
        .await
        .expect(201);
}

#[tokio::test]
async fn uploads_that_are_not_there() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app", "other"]).await;
    let upload = registry.start_upload("app").await;
    let id = upload.rsplit('/').next().unwrap();
    let foreign = format!("/v2/other/blobs/uploads/{id}");
    for target in [
        "/v2/app/blobs/uploads/00000000-0000-4000-8000-000000000000",
        "/v2/app/blobs/uploads/x",
        "/v2/app/blobs/uploads/..",
        "/v2/app/blobs/uploads/%2e%2e",
        &foreign,
    ] {
        for (method, query) in [
            ("GET", ""),
            ("HEAD", ""),
            ("PATCH", ""),
            ("PUT", "?digest="),
            ("DELETE", ""),
        ] {
            let query = if query.is_empty() {
                String::new()
            } else {
                format!("{query}{}", digest(b"x"))
            };
            let answer = registry.call(method, &format!("{target}{query}")).await;
            assert_eq!(answer.status, 404, "{method} {target}");
            if method != "HEAD" {
                assert_eq!(answer.code().1, "BLOB_UPLOAD_UNKNOWN", "{method} {target}");
            }
        }
    }
    assert_eq!(registry.call("GET", &upload).await.status, 204);
    assert_eq!(
        registry.call("POST", &upload).await.code(),
        (405, "UNSUPPORTED".to_owned())
    );
    let none = format!("/v2/none/blobs/uploads/{id}");
    assert_eq!(
        registry.call("PATCH", &none).await.code(),
        (404, "NAME_UNKNOWN".to_owned())
    );
}

#[tokio::test]
async fn a_mount_or_an_upload() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["from", "to"]).await;
    let image = Image::new("mounted");
    registry.push("from", "v1", &image).await;
    let layer = digest(&image.layers[0]);
    let unreferenced = registry.push_blob("from", b"no image names it").await;
    let post = async |query: &str| {
        registry
            .call("POST", &format!("/v2/to/blobs/uploads/?{query}"))
            .await
    };
    for query in [
        format!("mount={}&from=from", digest(b"none")),
        format!("mount={unreferenced}&from=from"),
        format!("mount={layer}&from=none"),
        format!("mount={layer}&from=NONE"),
        format!("mount={layer}"),
        "mount=sha256:1&from=from".to_owned(),
        "mount=&from=".to_owned(),
        "from=from".to_owned(),
    ] {
        let answer = post(&query).await.expect(202);
        assert_eq!(answer.header("docker-content-digest"), None, "{query}");
        registry.path(&answer);
    }
    assert_eq!(registry.get(&format!("/v2/to/blobs/{layer}")).await.status, 404);
    let answer = post(&format!("mount={layer}&from=from")).await.expect(201);
    assert_eq!(registry.path(&answer), format!("/v2/to/blobs/{layer}"));
    assert_eq!(answer.expect_header("docker-content-digest"), layer.as_str());
    assert_eq!(
        registry
            .get(&format!("/v2/to/blobs/{layer}"))
            .await
            .expect(200)
            .body,
        image.layers[0]
    );
    let missing = registry
        .call(
            "POST",
            &format!("/v2/none/blobs/uploads/?mount={layer}&from=from"),
        )
        .await;
    assert_eq!(missing.code(), (404, "NAME_UNKNOWN".to_owned()));
}

#[tokio::test]
async fn no_mount_where_mounting_is_off() {
    let kit = Kit::with(Setup {
        blob_mounting: false,
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["from", "to"]).await;
    let image = Image::new("stays");
    registry.push("from", "v1", &image).await;
    let target = format!(
        "/v2/to/blobs/uploads/?mount={}&from=from",
        digest(&image.layers[0])
    );
    registry.call("POST", &target).await.expect(202);
}
