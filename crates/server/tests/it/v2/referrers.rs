//! `/v2/<name>/referrers/<digest>`.

use std::collections::BTreeSet;

use serde_json::json;
use wharf_oci::media_type::{OCI_INDEX, OCI_MANIFEST};
use wharf_testkit::{Image, Kit, Manifest, REGION, Registry, Response, digest};

#[tokio::test]
async fn those_who_refer_to_an_image() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("subject");
    let subject = registry.push("app", "v1", &image).await;
    let target = format!("/v2/app/referrers/{subject}");
    let none = registry.get(&target).await.expect(200);
    assert_eq!(none.expect_header("content-type"), OCI_INDEX);
    assert_eq!(
        none.json(),
        json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [] })
    );

    let signature = Image::artifact("signature", "application/vnd.example.signature", &image.manifest);
    let bill = Image::artifact("bill", "application/vnd.example.sbom+json", &image.manifest);
    for artifact in [&signature, &bill] {
        let digest = artifact.manifest.digest();
        for blob in artifact.blobs() {
            registry.push_blob("app", blob).await;
        }
        let put = registry
            .put_manifest("app", digest.as_str(), &artifact.manifest)
            .await
            .expect(201);
        assert_eq!(put.expect_header("oci-subject"), subject.as_str());
    }
    let all = registry.get(&target).await.expect(200);
    assert_eq!(all.header("oci-filters-applied"), None);
    let entries = all.json()["manifests"].as_array().unwrap().clone();
    assert_eq!(entries.len(), 2);
    let expected = json!({
        "mediaType": OCI_MANIFEST,
        "digest": bill.manifest.digest().as_str(),
        "size": bill.manifest.bytes.len(),
        "artifactType": "application/vnd.example.sbom+json",
        "annotations": { "org.example.seed": "bill" },
    });
    assert!(entries.contains(&expected), "{entries:?}");

    let filtered = registry
        .get(&format!(
            "{target}?artifactType=application%2Fvnd.example.sbom%2Bjson"
        ))
        .await;
    assert_eq!(filtered.expect_header("oci-filters-applied"), "artifactType");
    assert_eq!(filtered.json()["manifests"], json!([expected]));
    // A plus sign is none of the characters that a query has to escape, and a type that is not said filters nothing.
    let raw = registry
        .get(&format!(
            "{target}?artifactType=application/vnd.example.sbom+json"
        ))
        .await
        .expect(200);
    assert_eq!(raw.json()["manifests"], json!([expected]));
    let said_nothing = registry.get(&format!("{target}?artifactType=")).await.expect(200);
    assert_eq!(said_nothing.json(), all.json());
    assert_eq!(said_nothing.header("oci-filters-applied"), None);
    for n in ["", "0", "-1", "2", "100000"] {
        let page = registry.get(&format!("{target}?n={n}")).await.expect(200);
        assert_eq!((page.json(), page.header("link")), (all.json(), None), "n={n}");
    }
    let one = registry.get(&format!("{target}?n=1")).await.expect(200);
    assert_eq!(one.json()["manifests"].as_array().unwrap().len(), 1);
    let link = one.expect_header("link");
    let next = link.trim_start_matches('<').split('>').next().unwrap();
    let other = registry.get(next).await.expect(200);
    assert_eq!(other.json()["manifests"].as_array().unwrap().len(), 1);
    assert_ne!(other.json(), one.json());
    let unmatched = registry
        .get(&format!("{target}?artifactType=text/plain"))
        .await
        .expect(200);
    assert_eq!(unmatched.json()["manifests"], json!([]));
    assert_eq!(unmatched.expect_header("oci-filters-applied"), "artifactType");

    registry
        .call("DELETE", &format!("/v2/app/manifests/{}", bill.manifest.digest()))
        .await
        .expect(202);
    assert_eq!(
        registry.get(&target).await.json()["manifests"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_subject_need_not_exist_but_its_repository_must() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("never pushed");
    let artifact = Image::artifact("early", "application/vnd.example", &image.manifest);
    registry
        .push("app", artifact.manifest.digest().as_str(), &artifact)
        .await;
    let target = format!("/v2/app/referrers/{}", image.manifest.digest());
    assert_eq!(
        registry.get(&target).await.expect(200).json()["manifests"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let none = digest(b"none");
    for (method, target, status, code) in [
        ("GET", format!("/v2/none/referrers/{none}"), 404, "NAME_UNKNOWN"),
        (
            "GET",
            "/v2/app/referrers/latest".to_owned(),
            400,
            "DIGEST_INVALID",
        ),
        (
            "GET",
            "/v2/app/referrers/sha256:12".to_owned(),
            400,
            "DIGEST_INVALID",
        ),
        ("GET", format!("{target}?last=forged"), 405, "UNSUPPORTED"),
        ("POST", target.clone(), 405, "UNSUPPORTED"),
    ] {
        assert_eq!(
            registry.call(method, &target).await.code(),
            (status, code.to_owned()),
            "{method} {target}"
        );
    }
}

/// Clients ask before their first push, and take 404 for a registry that has no referrers.
#[tokio::test]
async fn a_repository_that_a_push_would_make_has_none() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&[]).await;
    let template = json!({ "prefix": "team", "appliedFor": ["CREATE_ON_PUSH"] });
    let api = kit.api(&kit.first, REGION);
    api.ecr_ok("CreateRepositoryCreationTemplate", template).await;
    let subject = digest(b"subject");
    let made = registry
        .get(&format!("/v2/team/app/referrers/{subject}"))
        .await
        .expect(200);
    assert_eq!(made.expect_header("content-type"), OCI_INDEX);
    assert_eq!(made.json()["manifests"], json!([]));
    let other = registry.get(&format!("/v2/other/app/referrers/{subject}")).await;
    assert_eq!(other.code(), (404, "NAME_UNKNOWN".to_owned()));
    // Asking made nothing, and the API says that there is none.
    let asked = json!({ "repositoryName": "team/app", "subjectId": { "imageDigest": subject.as_str() } });
    let answer = api.ecr("ListImageReferrers", asked).await;
    assert_eq!(answer.code(), (400, "RepositoryNotFoundException".to_owned()));
}

#[tokio::test]
async fn pages_of_five_hundred() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("subject");
    let subject = registry.push("app", "v1", &image).await;
    let first = Image::artifact("0", "application/vnd.example", &image.manifest);
    registry
        .push("app", first.manifest.digest().as_str(), &first)
        .await;
    let mut document: serde_json::Value = serde_json::from_slice(&first.manifest.bytes).unwrap();
    let mut connection = kit.connect().await;
    for number in 1..=501 {
        document["annotations"]["number"] = json!(number.to_string());
        let bytes = document.to_string();
        let target = format!("/v2/app/manifests/{}", digest(bytes.as_bytes()));
        let request = registry
            .request("PUT", &target)
            .header("Content-Type", OCI_MANIFEST)
            .body(bytes);
        connection.exchange(&request).await.expect(201);
    }
    let target = format!("/v2/app/referrers/{subject}?artifactType=application/vnd.example");
    let pages = pages(&registry, target).await;
    assert_eq!(
        pages.iter().map(|page| digests(page).len()).collect::<Vec<_>>(),
        [500, 2]
    );
    let found: BTreeSet<String> = pages.iter().flat_map(digests).collect();
    assert_eq!(found.len(), 502);
}

/// Follows the links from a page to the last one.
async fn pages(registry: &Registry<'_>, mut target: String) -> Vec<Response> {
    let mut pages = Vec::new();
    loop {
        let page = registry.get(&target).await.expect(200);
        let next = page.header("link").map(|link| {
            let url = link.strip_prefix('<');
            let url = url.and_then(|rest| rest.strip_suffix(">; rel=\"next\""));
            url.unwrap().to_owned()
        });
        pages.push(page);
        let Some(url) = next else { return pages };
        assert!(url.starts_with("/v2/"), "a path, right behind every proxy: {url}");
        target = url;
    }
}

fn digests(page: &Response) -> Vec<String> {
    let page = page.json();
    let entries = page["manifests"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["digest"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn pages_end_where_they_are_large() {
    const MOST: usize = 4 * 1024 * 1024;
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("subject");
    let subject = registry.push("app", "v1", &image).await;
    let first = Image::artifact("0", "application/vnd.example", &image.manifest);
    let mut pushed = BTreeSet::from([first.manifest.digest().to_string()]);
    registry
        .push("app", first.manifest.digest().as_str(), &first)
        .await;
    let mut document: serde_json::Value = serde_json::from_slice(&first.manifest.bytes).unwrap();
    document["annotations"]["long"] = json!("x".repeat(MOST * 3 / 8));
    for number in 0..5 {
        document["annotations"]["number"] = json!(number.to_string());
        let manifest = Manifest::new(&document);
        let digest = manifest.digest().to_string();
        registry.put_manifest("app", &digest, &manifest).await.expect(201);
        pushed.insert(digest);
    }
    // Two of the large ones to a page.
    let pages = pages(&registry, format!("/v2/app/referrers/{subject}")).await;
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().all(|page| page.body.len() < MOST + 10_000));
    let found: BTreeSet<String> = pages.iter().flat_map(digests).collect();
    assert_eq!(found, pushed, "the pages together are complete");
    // The largest has a page to itself.
    document["annotations"]["long"] = json!("x".repeat(MOST - 2000));
    let manifest = Manifest::new(&document);
    let digest = manifest.digest().to_string();
    registry.put_manifest("app", &digest, &manifest).await.expect(201);
    pushed.insert(digest);
    let pages = self::pages(&registry, format!("/v2/app/referrers/{subject}")).await;
    let found: BTreeSet<String> = pages.iter().flat_map(digests).collect();
    assert_eq!(found, pushed);
}
