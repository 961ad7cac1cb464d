//! `Accept` and `If-None-Match` of manifests.

use wharf_oci::media_type::{DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST};
use wharf_testkit::{Image, Kit, digest, index};

#[tokio::test]
async fn a_tag_is_answered_in_the_form_that_the_client_reads() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (oci, docker) = (Image::new("oci"), Image::docker("docker"));
    registry.push("app", "oci", &oci).await;
    registry.push("app", "docker", &docker).await;
    let list = index(&[&oci.manifest]);
    registry.put_manifest("app", "index", &list).await.expect(201);
    for (reference, stored, accept, answered) in [
        ("oci", &oci.manifest, "*/*", OCI_MANIFEST),
        ("oci", &oci.manifest, "application/*", OCI_MANIFEST),
        ("oci", &oci.manifest, OCI_MANIFEST, OCI_MANIFEST),
        ("oci", &oci.manifest, DOCKER_MANIFEST, DOCKER_MANIFEST),
        ("oci", &oci.manifest, OCI_INDEX, OCI_MANIFEST),
        ("oci", &oci.manifest, "text/html", OCI_MANIFEST),
        (
            "oci",
            &oci.manifest,
            "application/vnd.oci.image.manifest.v1+json;q=0.1, text/html",
            OCI_MANIFEST,
        ),
        ("oci", &oci.manifest, "", OCI_MANIFEST),
        ("docker", &docker.manifest, DOCKER_MANIFEST, DOCKER_MANIFEST),
        ("docker", &docker.manifest, OCI_MANIFEST, OCI_MANIFEST),
        (
            "docker",
            &docker.manifest,
            "application/vnd.docker.distribution.manifest.v1+json",
            DOCKER_MANIFEST,
        ),
        ("index", &list, DOCKER_MANIFEST_LIST, OCI_INDEX),
        ("index", &list, OCI_MANIFEST, OCI_INDEX),
    ] {
        let request = |reference: &str| {
            let request = registry.request("GET", &format!("/v2/app/manifests/{reference}"));
            request.header("Accept", accept)
        };
        let by_tag = registry.send(&request(reference)).await.expect(200);
        assert_eq!(
            by_tag.expect_header("content-type"),
            answered,
            "{reference} as {accept}"
        );
        assert_eq!(
            by_tag.expect_header("docker-content-digest"),
            digest(&by_tag.body).as_str()
        );
        assert_eq!(by_tag.body == stored.bytes, answered == stored.media_type);
        assert_eq!(by_tag.json()["mediaType"], answered);
        let by_digest = registry
            .send(&request(stored.digest().as_str()))
            .await
            .expect(200);
        assert_eq!(by_digest.body, stored.bytes, "{reference} by digest as {accept}");
        assert_eq!(by_digest.expect_header("content-type"), stored.media_type);
    }
}

#[tokio::test]
async fn several_accept_lines_count_together() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("oci");
    registry.push("app", "v1", &image).await;
    let request = registry.request("GET", "/v2/app/manifests/v1");
    let request = request
        .header("Accept", DOCKER_MANIFEST)
        .header("Accept", OCI_MANIFEST);
    assert_eq!(
        registry.send(&request).await.expect(200).body,
        image.manifest.bytes
    );
}

#[tokio::test]
async fn what_the_client_holds_is_not_sent_again() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("oci");
    let name = registry.push("app", "v1", &image).await;
    let other = digest(b"other");
    for method in ["GET", "HEAD"] {
        for target in [
            "/v2/app/manifests/v1".to_owned(),
            format!("/v2/app/blobs/{}", digest(&image.layers[0])),
        ] {
            let tag = registry
                .call("HEAD", &target)
                .await
                .expect_header("etag")
                .to_owned();
            for (held, status) in [
                (tag.clone(), 304),
                (format!("W/{tag}"), 304),
                (format!("\"{other}\", {tag}"), 304),
                ("*".to_owned(), 304),
                (format!("\"{other}\""), 200),
                ("\"\"".to_owned(), 200),
                (String::new(), 200),
            ] {
                let request = registry.request(method, &target).header("If-None-Match", &held);
                let answer = registry.send(&request).await;
                assert_eq!(answer.status, status, "{method} {target} {held}");
                assert_eq!(answer.expect_header("etag"), tag);
                if status == 304 {
                    assert_eq!(answer.header("content-type"), None);
                }
            }
        }
    }
    assert_eq!(
        registry
            .call("HEAD", "/v2/app/manifests/v1")
            .await
            .expect_header("etag"),
        format!("\"{name}\"")
    );
}
