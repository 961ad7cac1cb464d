//! The other form of an image: its digest names the image once it was said, and nothing before, elsewhere or afterwards.

use serde_json::{Value, json};
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::image::operations::{
    BatchDeleteImage, BatchGetImage, DescribeImages, ListImageReferrers, UpdateImageStorageClass,
};
use wharf_node::ecr::lifecycle_policy::PutLifecyclePolicy;
use wharf_node::perform;
use wharf_oci::media_type::{Accept, DOCKER_MANIFEST};

use super::deleted_image::{delete, keeping, undo};
use super::lifecycle::{policy, rule};
use crate::bench::{Bench, Index, Take, TestImage, artifact, id, sha256};
use crate::distribution::alice;

const DAY: u64 = 86_400;

/// The digest of a tag's image in Docker's form, as the API says it.
async fn said(bench: &Bench, tag: &str) -> String {
    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some(tag))], "acceptedMediaTypes": [DOCKER_MANIFEST]});
    let answer = bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(answer.text("/images/0/imageManifestMediaType"), DOCKER_MANIFEST);
    let digest = answer.text("/images/0/imageId/imageDigest");
    assert_eq!(digest, sha256(answer.text("/images/0/imageManifest")).as_str());
    digest
}

fn by_digest(repository: &str, digest: &str) -> Value {
    json!({"repositoryName": repository, "imageIds": [{"imageDigest": digest}]})
}

async fn is_known(bench: &Bench, repository: &str, digest: &str) -> bool {
    let request = by_digest(repository, digest);
    let got = bench.ask::<BatchGetImage>(request.clone()).await.unwrap();
    let is_described = bench.ask::<DescribeImages>(request).await.is_ok();
    let input = GetManifestInput {
        target: bench.target(repository),
        reference: digest.parse().unwrap(),
        accept: Accept::parse([]),
        pull: false,
    };
    let is_got = alice::<GetManifest>(bench, input).await.is_ok();
    assert_eq!(
        (is_got, is_described),
        (got.list("/images").len() == 1, is_got),
        "{digest}"
    );
    is_got
}

room!(it_names_the_image_from_the_first_answer_on, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.push_new("other", Some("v1"), "one").await;
    let docker = wharf_oci::convert::convert(image.manifest.as_bytes(), &image.media_type, DOCKER_MANIFEST);
    let docker = docker.unwrap();
    let form = sha256(&docker).to_string();
    assert!(!is_known(bench, "app", &form).await, "no answer said it");
    assert_eq!(said(bench, "v1").await, form);
    assert_eq!(said(bench, "v1").await, form);
    assert!(is_known(bench, "app", &form).await);
    assert!(
        !is_known(bench, "other", &form).await,
        "no answer about that repository did"
    );
    // Another node, and this one after a restart.
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: form.parse().unwrap(),
        accept: Accept::parse([]),
        pull: true,
    };
    let got = perform::<GetManifest>(&bench.restarted(), &bench.call(&bench.alice), input).await;
    assert_eq!(got.unwrap().bytes, docker);
    // With a tag it must name the same image.
    bench.push_new("app", Some("v2"), "two").await;
    let both =
        |tag: &str| json!({"repositoryName": "app", "imageIds": [{"imageDigest": form, "imageTag": tag}]});
    let described = bench.ask::<DescribeImages>(both("v1")).await.unwrap();
    assert_eq!(
        described.text("/imageDetails/0/imageDigest"),
        image.digest.as_str()
    );
    bench.ask::<DescribeImages>(both("v2")).await.unwrap_err();
    for operation in [
        bench.ask::<BatchGetImage>(both("v2")).await.unwrap(),
        bench.ask::<BatchDeleteImage>(both("v2")).await.unwrap(),
    ] {
        assert_eq!(
            operation.text("/failures/0/failureCode"),
            "ImageTagDoesNotMatchDigest"
        );
    }
    let archived =
        json!({"repositoryName": "app", "imageId": {"imageDigest": form}, "targetStorageClass": "ARCHIVE"});
    let archived = bench.ask::<UpdateImageStorageClass>(archived).await.unwrap();
    assert_eq!(archived.text("/imageId/imageDigest"), image.digest.as_str());
    bench.push("app", Some("v1"), &image).await;
    // An index lists what is stored.
    let mut listed = image.clone();
    listed.digest = form.parse().unwrap();
    let index = Index::of(&[&listed]);
    let refused = bench.put("app", None, &index).await.unwrap_err();
    assert_eq!(refused.code, "ReferencedImagesNotFoundException");
    let removed = bench.ask::<BatchDeleteImage>(both("v1")).await.unwrap();
    assert_eq!(removed["imageIds"], json!([id(Some(&image), Some("v1"))]));
    assert!(!is_known(bench, "app", &form).await, "the image is gone");
});

room!(an_image_that_has_the_digest_itself_comes_first, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("oci"), "one").await;
    let form = said(bench, "oci").await;
    let request = by_digest("app", &form);
    let got = bench.ask::<BatchGetImage>(request.clone()).await.unwrap();
    let document = serde_json::from_str(&got.text("/images/0/imageManifest")).unwrap();
    let docker = TestImage::from_document(&document, &[]);
    assert_eq!(docker.digest.as_str(), form);
    bench.push("app", Some("docker"), &docker).await;
    let note = artifact(&docker, "t/note", "of the form");
    bench.push("app", None, &note).await;
    let described = bench.ask::<DescribeImages>(request.clone()).await.unwrap();
    assert_eq!(described.text("/imageDetails/0/imageTags/0"), "docker");
    // Its deletion leaves the other image, which the digest names again.
    let removed = bench.ask::<BatchDeleteImage>(request.clone()).await.unwrap();
    assert_eq!(removed["imageIds"], json!([id(Some(&docker), Some("docker"))]));
    let described = bench.ask::<DescribeImages>(request).await.unwrap();
    assert_eq!(
        described.text("/imageDetails/0/imageDigest"),
        image.digest.as_str()
    );
});

room!(referrers_of_either_digest_are_the_images, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let form = said(bench, "v1").await;
    let mut other = image.clone();
    other.digest = form.parse().unwrap();
    let mut all = Vec::new();
    for (number, subject) in [&image, &other, &image, &other, &other].into_iter().enumerate() {
        let note = artifact(subject, "t/note", &number.to_string());
        bench.push("app", None, &note).await;
        all.push(note.digest.to_string());
    }
    all.sort();
    let list = async |subject: &str, size: usize| {
        let (mut found, mut token) = (Vec::new(), Value::Null);
        loop {
            let mut request =
                json!({"repositoryName": "app", "subjectId": {"imageDigest": subject}, "maxResults": size});
            if let Some(token) = token.as_str() {
                request["nextToken"] = token.into();
            }
            let page = bench.ask::<ListImageReferrers>(request).await.unwrap();
            found.extend(page.list("/referrers").iter().map(|entry| entry.text("/digest")));
            token = page["nextToken"].clone();
            if token.is_null() {
                return found;
            }
        }
    };
    for size in [1, 2, 50] {
        assert_eq!(list(&form, size).await, all, "pages of {size}");
    }
    assert_eq!(
        list(image.digest.as_str(), 50).await.len(),
        2,
        "those that name it"
    );
    // A lifecycle policy takes none of them for what lost its subject.
    let rules = policy(&[rule(
        1,
        json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9}),
    )]);
    let request = json!({"repositoryName": "app", "lifecyclePolicyText": rules});
    bench.ask::<PutLifecyclePolicy>(request).await.unwrap();
    bench.advance(2 * DAY);
    bench.work().await;
    assert_eq!(list(&form, 50).await, all);
    delete(bench, json!([{"imageDigest": form}])).await;
    bench.advance(2 * DAY);
    bench.work().await;
    assert_eq!(list(&form, 50).await, Vec::<String>::new());
});

room!(it_comes_back_with_a_deleted_image, keeping, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let form = said(bench, "v1").await;
    delete(bench, json!([{"imageDigest": form}])).await;
    assert!(!is_known(bench, "app", &form).await);
    undo(bench, &image).await.unwrap();
    assert!(is_known(bench, "app", &form).await);
});
