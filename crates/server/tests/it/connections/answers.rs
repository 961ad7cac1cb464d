//! Answers that are large: how much memory they have while their clients do not read them, and who is served meanwhile.

use serde_json::{Value, json};
use wharf_oci::media_type::OCI_INDEX;
use wharf_testkit::{Image, Kit, Manifest, REGION};

const MIB: usize = 1024 * 1024;
/// As many of the large manifests have room in the half of 256 MiB that an account has, each but for 64 KiB.
const ROOM: usize = 32;

/// A manifest of a little less than it may have.
fn large() -> Manifest {
    Manifest::new(&json!({
        "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [], "annotations": {"long": "x".repeat(4 * MIB - 1024)},
    }))
}

fn text(manifest: &Manifest) -> String {
    String::from_utf8(manifest.bytes.to_vec()).unwrap()
}

/// What asks for the large manifest so many times.
fn times(count: usize) -> Value {
    json!({"repositoryName": "app", "imageIds": vec![json!({"imageTag": "large"}); count]})
}

#[tokio::test]
async fn those_that_are_not_read_are_bounded_and_leave_room_to_others() {
    let kit = Kit::start().await;
    let first = kit.with_repositories(&["app"]).await;
    kit.api(&kit.second, REGION).create_repository("app").await;
    let second = kit.registry(&kit.second, REGION).await;
    let manifest = large();
    for registry in [&first, &second] {
        registry.put_manifest("app", "large", &manifest).await.expect(201);
        registry.push("app", "small", &Image::new("small")).await;
    }
    let get = first
        .request("GET", "/v2/app/manifests/large")
        .header("Accept", OCI_INDEX);
    let mut connection = kit.http2_with(&kit.host(&kit.first, REGION), 16 * 1024).await;
    let mut unread = Vec::new();
    while unread.len() <= ROOM {
        let answer = connection.begin(&get).await;
        if answer.status() != 200 {
            break;
        }
        unread.push(answer);
    }
    assert_eq!(unread.len(), ROOM);
    let refused = connection.exchange(&get).await;
    assert_eq!(refused.code(), (503, "TOOMANYREQUESTS".to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    // The account is told so by the API too, and before anything is changed.
    let api = kit.api(&kit.first, REGION);
    let image = json!({"repositoryName": "app", "imageTag": "other", "imageManifest": text(&manifest),
        "imageManifestMediaType": OCI_INDEX});
    for (operation, input) in [("BatchGetImage", times(1)), ("PutImage", image)] {
        let refused = api.ecr(operation, input).await;
        assert_eq!(refused.code(), (503, "SlowDown".to_owned()), "{operation}");
        assert_eq!(refused.expect_header("retry-after"), "5");
    }
    assert_eq!(first.get("/v2/app/manifests/other").await.status, 404);
    // Small answers go on, and the other account has its own half.
    first.get("/v2/app/manifests/small").await.expect(200);
    second.get("/v2/app/manifests/small").await.expect(200);
    let other = second.get("/v2/app/manifests/large").await.expect(200);
    assert!(other.body == manifest.bytes);
    // What was taken is free again.
    let read = unread.pop().unwrap().read().await.unwrap();
    assert!(read == manifest.bytes);
    connection.exchange(&get).await.expect(200);
}

#[tokio::test]
async fn manifests_of_one_call_are_bounded() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let manifest = large();
    registry.put_manifest("app", "large", &manifest).await.expect(201);
    let api = kit.api(&kit.first, REGION);
    for count in [5, 100] {
        let (status, code, text) = api.ecr("BatchGetImage", times(count)).await.error();
        assert_eq!(
            (status, code.as_str()),
            (400, "InvalidParameterException"),
            "{count}"
        );
        assert!(text.contains("ask for fewer images at a time"), "{text}");
    }
    let before = kit.node.apart.computed("answer");
    let answer = api.ecr_ok("BatchGetImage", times(4)).await;
    let images = answer["images"].as_array().unwrap();
    assert_eq!(images.len(), 4);
    let expected = text(&manifest);
    assert!(images.iter().all(|image| image["imageManifest"] == expected));
    assert_eq!(
        kit.node.apart.computed("answer"),
        before + 1,
        "it is written apart"
    );
}
