//! Layers: is it there, and where to download it.

use serde_json::{Value, json};
use wharf_node::ecr::batch_check_layer_availability::BatchCheckLayerAvailability;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::{BatchDeleteImage, UpdateImageStorageClass};
use wharf_node::ecr::layer::{GetDownloadUrlForLayer, open_download};
use wharf_oci::media_type::{OCI_CONFIG, OCI_LAYER_GZIP};

use crate::bench::{Bench, Refusal, Take, digest_of, id, sha256, whole};

async fn url(bench: &Bench, repository: &str, digest: &str) -> Result<Value, Refusal> {
    let request = json!({"repositoryName": repository, "layerDigest": digest});
    bench.ask::<GetDownloadUrlForLayer>(request).await
}

async fn download(bench: &Bench, sealed: &str) -> Option<Vec<u8>> {
    let download = open_download(&bench.node, sealed).await.unwrap()?;
    Some(whole(download.layer).await.to_vec())
}

room!(each_digest_for_itself, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    bench.layer("app", b"here").await;
    bench.layer("other", b"elsewhere").await;
    let (here, elsewhere, nowhere) = (digest_of("here"), digest_of("elsewhere"), digest_of("nowhere"));
    let digests = json!([here, elsewhere, nowhere, "", "sha256:1", "latest"]);
    let request = json!({"repositoryName": "app", "layerDigests": digests});
    let answer = bench.ask::<BatchCheckLayerAvailability>(request).await.unwrap();
    let expected = json!({
        "layers": [
            {"layerDigest": here, "layerAvailability": "AVAILABLE", "layerSize": 4},
            {"layerDigest": elsewhere, "layerAvailability": "UNAVAILABLE"},
            {"layerDigest": nowhere, "layerAvailability": "UNAVAILABLE"},
        ],
        "failures": [
            {"layerDigest": "", "failureCode": "MissingLayerDigest", "failureReason": "Layer digest is missing"},
            {"layerDigest": "sha256:1", "failureCode": "InvalidLayerDigest",
             "failureReason": "Invalid layer digest 'sha256:1'"},
            {"layerDigest": "latest", "failureCode": "InvalidLayerDigest",
             "failureReason": "Invalid layer digest 'latest'"},
        ],
    });
    assert_eq!(answer, expected);
    let request = json!({"repositoryName": "none", "layerDigests": [here]});
    let refusal = bench
        .ask::<BatchCheckLayerAvailability>(request)
        .await
        .unwrap_err();
    assert_eq!(refusal.code, "RepositoryNotFoundException");
});

room!(a_layer_has_the_media_type_that_an_image_gives_it, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", None, "one").await;
    let loose = bench.layer("app", b"loose").await;
    let (config, layer) = (sha256(image.config()), sha256(image.layer()));
    let digests = json!([config.as_str(), loose.as_str(), layer.as_str()]);
    let request = json!({"repositoryName": "app", "layerDigests": digests});
    let answer = bench.ask::<BatchCheckLayerAvailability>(request).await.unwrap();
    let types: Vec<Option<&str>> = (0..3)
        .map(|number| answer["layers"][number]["mediaType"].as_str())
        .collect();
    assert_eq!(types, [Some(OCI_CONFIG), None, Some(OCI_LAYER_GZIP)]);
});

room!(only_what_an_image_names_is_downloaded, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let loose = bench.layer("app", b"loose").await;
    let text = |begin: &str, end: &str| {
        format!(
            "The layer with digest '{begin}' {end} the repository with name 'app' in the registry with id \
             '111111111111'"
        )
    };
    let refusal = url(bench, "app", loose.as_str()).await;
    let expected = format!(
        "{} is not accessible: it is not associated with an image",
        text(loose.as_str(), "in")
    );
    assert_eq!(refusal, Err(Refusal::new("LayerInaccessibleException", expected)));
    let image = bench.push_new("app", Some("v1"), "one").await;
    let layer = sha256(image.layer());
    for digest in [&layer, &sha256(image.config())] {
        let answer = url(bench, "app", digest.as_str()).await.unwrap();
        assert_eq!(answer.text("/layerDigest"), digest.as_str());
        assert!(
            answer
                .text("/downloadUrl")
                .starts_with("https://wharf.test:8443/layers/"),
            "{answer}"
        );
    }
    // An image of one repository does not open the layer of another.
    bench.layer("other", image.layer()).await;
    assert_eq!(
        url(bench, "other", layer.as_str()).await.unwrap_err().code,
        "LayerInaccessibleException"
    );
    let missing = digest_of("missing");
    let expected = text(&missing, "does not exist in");
    assert_eq!(
        url(bench, "app", &missing).await,
        Err(Refusal::new("LayersNotFoundException", expected))
    );
    assert_eq!(
        url(bench, "none", &missing).await.unwrap_err().code,
        "RepositoryNotFoundException"
    );
    assert_eq!(
        url(bench, "app", "sha256:1").await.unwrap_err().code,
        "InvalidParameterException"
    );
    // With its last image it is out of reach again.
    let request = json!({"repositoryName": "app", "imageIds": [id(Some(&image), None)]});
    bench.ask::<BatchDeleteImage>(request).await.unwrap();
    assert_eq!(
        url(bench, "app", layer.as_str()).await.unwrap_err().code,
        "LayerInaccessibleException"
    );
});

room!(a_download_url_works_for_an_hour, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let answer = url(bench, "app", sha256(image.layer()).as_str()).await.unwrap();
    let sealed = answer.text("/downloadUrl").rsplit('/').next().unwrap().to_owned();
    assert_eq!(download(bench, &sealed).await.as_deref(), Some(image.layer()));
    for place in 0..sealed.len() {
        let mut altered = sealed.clone().into_bytes();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        // The last character has bits that mean nothing; altered or not, it must not open another layer.
        if let Some(bytes) = download(bench, &altered).await {
            panic!(
                "character {place} of {} opens {} bytes",
                sealed.len(),
                bytes.len()
            );
        }
    }
    for nonsense in ["", "x", "ä", &sealed[1..], &sealed[..40]] {
        assert_eq!(download(bench, nonsense).await, None, "{nonsense}");
    }
    bench.advance(3599);
    assert_eq!(download(bench, &sealed).await.as_deref(), Some(image.layer()));
    bench.advance(1);
    assert_eq!(download(bench, &sealed).await, None);
});

room!(a_download_url_dies_with_its_repository, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let digest = sha256(&image.blobs[0]).to_string();
    let located = url(bench, "app", &digest).await.unwrap();
    let sealed = located["downloadUrl"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    assert!(download(bench, sealed).await.is_some());
    let force = json!({"repositoryName": "app", "force": true});
    bench.ask::<DeleteRepository>(force).await.unwrap();
    assert!(download(bench, sealed).await.is_none());
    // Another repository of that name, with the same layer.
    bench.repository("app").await;
    bench.push("app", Some("v1"), &image).await;
    assert!(download(bench, sealed).await.is_none());
});

room!(a_download_url_rests_while_its_images_are_archived, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let located = url(bench, "app", sha256(image.layer()).as_str()).await.unwrap();
    let sealed = located
        .text("/downloadUrl")
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let move_to = async |class: &str| {
        let request = json!({
            "repositoryName": "app", "imageId": {"imageDigest": image.digest.as_str()}, "targetStorageClass": class,
        });
        bench.ask::<UpdateImageStorageClass>(request).await.unwrap();
        bench.work().await;
    };
    move_to("ARCHIVE").await;
    assert_eq!(download(bench, &sealed).await, None);
    move_to("STANDARD").await;
    assert_eq!(download(bench, &sealed).await.as_deref(), Some(image.layer()));
});
