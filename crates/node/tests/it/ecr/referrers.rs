//! `ListImageReferrers`: what is about an image.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::ListImageReferrers;

use crate::bench::{Bench, Refusal, Take, TestImage, artifact};

const SIGNATURE: &str = "application/x.signature";
const SBOM: &str = "application/x.sbom";

async fn referrers(bench: &Bench, subject: &TestImage, more: Value) -> Result<Value, Refusal> {
    let mut request = json!({"repositoryName": "app", "subjectId": {"imageDigest": subject.digest.as_str()}});
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    bench.ask::<ListImageReferrers>(request).await
}

room!(of_an_image_and_of_nothing, |bench| {
    let subject = TestImage::new("subject");
    let text = "The repository with name 'app' does not exist in the registry with id '111111111111'";
    let missing = referrers(bench, &subject, json!({})).await;
    assert_eq!(missing, Err(Refusal::new("RepositoryNotFoundException", text)));
    bench.repository("app").await;
    assert_eq!(
        referrers(bench, &subject, json!({})).await.unwrap(),
        json!({"referrers": []})
    );
    let signature = artifact(&subject, SIGNATURE, "hello");
    bench.push("app", None, &signature).await;
    let expected = json!({"referrers": [{
        "digest": signature.digest.as_str(), "mediaType": signature.media_type, "artifactType": SIGNATURE,
        "size": signature.manifest.len(), "annotations": {"note": "hello"}, "artifactStatus": "ACTIVE",
    }]});
    assert_eq!(referrers(bench, &subject, json!({})).await.unwrap(), expected);
    // A referrer without a type of its own shows that of its configuration.
    let mut document: Value = serde_json::from_str(&TestImage::new("plain").manifest).unwrap();
    document["subject"] =
        json!({"mediaType": subject.media_type, "digest": signature.digest.as_str(), "size": 1});
    let plain = TestImage::from_document(&document, &[b"config plain", b"layer plain"]);
    bench.push("app", None, &plain).await;
    let found = referrers(bench, &signature, json!({})).await.unwrap();
    assert_eq!(
        found.text("/referrers/0/artifactType"),
        "application/vnd.oci.image.config.v1+json"
    );
    assert_eq!(found["referrers"][0].get("annotations"), None);
    bench.repository("other").await;
    let request = json!({"repositoryName": "other", "subjectId": {"imageDigest": subject.digest.as_str()}});
    assert_eq!(
        bench.ask::<ListImageReferrers>(request).await.unwrap(),
        json!({"referrers": []})
    );
});

room!(filtered_and_paged, |bench| {
    bench.repository("app").await;
    let subject = bench.push_new("app", Some("v1"), "subject").await;
    let mut signatures = BTreeSet::new();
    for number in 0..5 {
        let (signature, sbom) = (
            artifact(&subject, SIGNATURE, &number.to_string()),
            artifact(&subject, SBOM, &number.to_string()),
        );
        bench.push("app", None, &signature).await;
        bench.push("app", None, &sbom).await;
        signatures.insert(signature.digest.to_string());
    }
    let filter = json!({"artifactTypes": [SIGNATURE]});
    for size in [1, 3, 50] {
        let mut found = Vec::new();
        let mut more = json!({"filter": filter, "maxResults": size});
        loop {
            let page = referrers(bench, &subject, more.clone()).await.unwrap();
            found.extend(page.list("/referrers").iter().map(|one| one.text("/digest")));
            let Some(token) = page.get("nextToken") else { break };
            more["nextToken"] = token.clone();
        }
        assert_eq!(found.len(), 5, "by {size}");
        assert_eq!(
            found.into_iter().collect::<BTreeSet<_>>(),
            signatures,
            "by {size}"
        );
        if more.get("nextToken").is_some() {
            more["filter"] = json!({"artifactTypes": [SBOM]});
            assert_eq!(
                referrers(bench, &subject, more).await.unwrap_err().code,
                "InvalidParameterException"
            );
        }
    }
    let both = json!({"filter": {"artifactTypes": [SIGNATURE, SBOM]}});
    assert_eq!(
        referrers(bench, &subject, both)
            .await
            .unwrap()
            .list("/referrers")
            .len(),
        10
    );
    let none = json!({"filter": {"artifactTypes": ["application/x.none"]}});
    assert_eq!(
        referrers(bench, &subject, none).await.unwrap(),
        json!({"referrers": []})
    );
    for (status, count) in [("ACTIVE", 10), ("ANY", 10), ("ARCHIVED", 0), ("ACTIVATING", 0)] {
        let found = referrers(bench, &subject, json!({"filter": {"artifactStatus": status}}))
            .await
            .unwrap();
        assert_eq!(found.list("/referrers").len(), count, "{status}");
    }
});
