//! `/layers/<sealed>`: URLs that `GetDownloadUrlForLayer` gives out.

use std::time::Duration;

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION, Request, digest};

async fn located(kit: &Kit) -> (Image, String) {
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("located");
    registry.push("app", "v1", &image).await;
    let input = json!({ "repositoryName": "app", "layerDigest": digest(&image.layers[0]).as_str() });
    let answer = kit
        .api(&kit.first, REGION)
        .ecr_ok("GetDownloadUrlForLayer", input)
        .await;
    let url = answer["downloadUrl"].as_str().unwrap();
    (
        image,
        url.strip_prefix("http://api.ecr.us-east-1.wharf.test")
            .unwrap()
            .to_owned(),
    )
}

#[tokio::test]
async fn the_url_is_the_permission() {
    let kit = Kit::start().await;
    let (image, path) = located(&kit).await;
    let request = |method: &str| Request::new(method, &path).header("Host", "api.ecr.us-east-1.wharf.test");
    let got = kit.send(&request("GET")).await.expect(200);
    assert_eq!(got.body, image.layers[0]);
    let head = kit.send(&request("HEAD")).await.expect(200);
    assert_eq!(
        head.expect_header("content-length"),
        image.layers[0].len().to_string()
    );
    let foreign = request("GET").header("Authorization", "Basic bm90OmFueWJvZHk=");
    kit.send(&foreign).await.expect(200);
    let part = kit
        .send(&request("GET").header("Range", "bytes=0-3"))
        .await
        .expect(206);
    assert_eq!(part.body, image.layers[0][..4]);
    let outside = kit.send(&request("GET").header("Range", "bytes=9999-")).await;
    assert_eq!(outside.status, 416);
    assert_eq!(kit.send(&request("PUT")).await.status, 405);
}

#[tokio::test]
async fn for_an_hour_and_unaltered() {
    let kit = Kit::start().await;
    let (_, path) = located(&kit).await;
    let get = async |path: &str| {
        kit.send(&Request::new("GET", path).header("Host", "x"))
            .await
            .status
    };
    let cut = &path[..path.len() - 1];
    for altered in [
        "/layers/",
        "/layers/x",
        "/layers/%2e%2e/x",
        cut,
        &format!("{path}A"),
        &path.replace("/layers/", "/layers/A"),
    ] {
        assert_eq!(get(altered).await, 403, "{altered}");
    }
    kit.clock.advance(Duration::from_secs(3599));
    assert_eq!(get(&path).await, 200);
    kit.clock.advance(Duration::from_secs(1));
    assert_eq!(get(&path).await, 403);
}
