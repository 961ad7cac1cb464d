//! `PutImage`: what it stores.

use serde_json::json;
use wharf_node::ecr::image::operations::{BatchGetImage, PutImage, PutImageInput, WhenExists};
use wharf_node::perform;
use wharf_oci::digest::{Algorithm, Digest};

use crate::bench::{Index, NOW, Take, TestImage, artifact, id};

room!(the_answer_and_the_image, |bench| {
    bench.repository("app").await;
    let image = TestImage::of(&[b"config", b"layer", b"other", b"layer"]);
    bench.layers("app", &image).await;
    let answer = bench.put("app", Some("v1"), &image).await.unwrap();
    let expected = json!({"image": {
        "registryId": "111111111111", "repositoryName": "app", "imageId": id(Some(&image), Some("v1")),
        "imageManifest": image.manifest, "imageManifestMediaType": image.media_type,
    }});
    assert_eq!(answer, expected);
    let detail = bench.describe("app", &image).await.unwrap();
    // A layer that occurs twice counts once.
    let size = "configlayerother".len();
    let expected = json!({
        "registryId": "111111111111", "repositoryName": "app", "imageDigest": image.digest.as_str(),
        "imageTags": ["v1"], "imageSizeInBytes": size, "imagePushedAt": detail["imagePushedAt"],
        "imageManifestMediaType": image.media_type, "imageStatus": "ACTIVE",
        "artifactMediaType": "application/vnd.oci.image.config.v1+json",
    });
    assert_eq!(detail, expected);
    assert_eq!(detail["imagePushedAt"].as_f64(), Some(NOW as f64));
    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some("v1"))]});
    let got = bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(
        got.text("/images/0/imageManifest"),
        image.manifest,
        "byte for byte"
    );
});

room!(the_media_type_may_come_beside_the_document, |bench| {
    bench.repository("app").await;
    let full = TestImage::new("one");
    bench.layers("app", &full).await;
    let mut document: serde_json::Value = serde_json::from_str(&full.manifest).unwrap();
    document.as_object_mut().unwrap().remove("mediaType");
    let bare = document.to_string();
    let request =
        json!({"repositoryName": "app", "imageManifest": bare, "imageManifestMediaType": full.media_type});
    let answer = bench.ask::<PutImage>(request).await.unwrap();
    assert_eq!(answer.text("/image/imageManifestMediaType"), full.media_type);
    assert_eq!(answer.text("/image/imageManifest"), bare);
    assert_eq!(answer["image"]["imageId"].get("imageTag"), None);
});

room!(a_moved_tag_leaves_the_old_image_untagged, |bench| {
    bench.repository("app").await;
    let old = bench.push_new("app", Some("latest"), "old").await;
    bench.put("app", Some("stable"), &old).await.unwrap();
    bench.advance(60);
    let new = bench.push_new("app", Some("latest"), "new").await;
    assert_eq!(
        bench.describe("app", &old).await.unwrap()["imageTags"],
        json!(["stable"])
    );
    bench.put("app", Some("stable"), &new).await.unwrap();
    let detail = bench.describe("app", &old).await.unwrap();
    assert_eq!(detail.get("imageTags"), None, "{detail}");
    let new = bench.describe("app", &new).await.unwrap();
    assert_eq!(new["imageTags"], json!(["latest", "stable"]));
    assert_eq!(new["imagePushedAt"].as_f64(), Some((NOW + 60) as f64));
    // Tagging it again is not pushing it again.
    bench.put("app", Some("old"), &old).await.unwrap();
    assert_eq!(
        bench.describe("app", &old).await.unwrap()["imagePushedAt"].as_f64(),
        Some(NOW as f64)
    );
});

room!(an_index_is_as_large_as_its_largest_image, |bench| {
    bench.repository("app").await;
    let small = bench.push_new("app", None, "s").await;
    let large = bench.push_new("app", None, "a much longer seed").await;
    let index = Index::of(&[&small, &large]);
    bench.push("app", Some("multi"), &index).await;
    let detail = bench.describe("app", &index).await.unwrap();
    assert_eq!(detail["imageSizeInBytes"], json!(large.size()));
    assert_eq!(detail.get("artifactMediaType"), None);
    let outer = Index::of(&[&small, &index]);
    bench.push("app", None, &outer).await;
    assert_eq!(
        bench.describe("app", &outer).await.unwrap()["imageSizeInBytes"],
        json!(large.size())
    );
});

room!(layers_that_may_not_be_distributed_need_not_be_there, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"config").await;
    let plain = TestImage::of(&[b"config", b"foreign"]);
    let manifest = plain.manifest.replace(
        "application/vnd.oci.image.layer.v1.tar+gzip",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
    );
    assert_ne!(manifest, plain.manifest);
    bench
        .ask::<PutImage>(json!({"repositoryName": "app", "imageManifest": manifest}))
        .await
        .unwrap();
});

room!(a_subject_need_not_exist, |bench| {
    bench.repository("app").await;
    let signature = artifact(&TestImage::new("nowhere"), "application/x.signature", "n");
    bench.push("app", None, &signature).await;
    let detail = bench.describe("app", &signature).await.unwrap();
    assert_eq!(
        detail.text("/subjectManifestDigest"),
        TestImage::new("nowhere").digest.as_str()
    );
    assert_eq!(detail.text("/artifactMediaType"), "application/x.signature");
});

room!(a_digest_of_another_algorithm_names_the_image, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    let digest = Digest::of(Algorithm::Sha512, image.manifest.as_bytes());
    let input = PutImageInput {
        registry: None,
        repository: "app".parse().unwrap(),
        manifest: image.manifest.clone().into(),
        media_type: None,
        tags: Vec::new(),
        digest: Some(digest.clone()),
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    };
    let put = perform::<PutImage>(&bench.node, &bench.call(&bench.alice), input)
        .await
        .unwrap();
    assert_eq!(put.stored.digest, digest);
    let request = json!({"repositoryName": "app", "imageIds": [{"imageDigest": digest.as_str()}]});
    let got = bench.ask::<BatchGetImage>(request).await.unwrap();
    assert_eq!(got.text("/images/0/imageManifest"), image.manifest);
});

room!(hostile_words_are_kept_as_they_are, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"{}").await;
    let subject = TestImage::new("subject");
    for (number, word) in ["\u{202e}", "'; DROP TABLE images; --", "ü"].iter().enumerate() {
        let in_type = artifact(&subject, word, &number.to_string());
        let in_note = artifact(&subject, &format!("t/{number}"), word);
        for image in [&in_type, &in_note] {
            bench.put("app", None, image).await.unwrap();
            assert!(bench.holds("app", image).await, "{word:?}");
        }
    }
    // PostgreSQL has no text with a NUL; a note stays in the manifest, whose bytes are no text.
    let in_type = artifact(&subject, "a\0b", "nul");
    let refusal = bench.put("app", None, &in_type).await.unwrap_err();
    assert_eq!(refusal.code, "InvalidParameterException");
    assert!(!bench.holds("app", &in_type).await);
    let in_note = artifact(&subject, "t/nul", "a\0b");
    bench.put("app", None, &in_note).await.unwrap();
    assert!(bench.holds("app", &in_note).await);
});
