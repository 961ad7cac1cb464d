//! Bytes that are not in files: a home that answers with bytes of its own, and one that sends clients elsewhere.

use serde_json::json;
use wharf_node::maintenance::write_down;
use wharf_node::usage::report;
use wharf_testkit::{Image, Kit, REGION, Registry, Request, Setup, Storage, digest};

const ELSEWHERE: &str = "https://bytes.example/region/";

async fn kit(storage: Storage) -> Kit {
    Kit::with(Setup {
        storage,
        ..Setup::default()
    })
    .await
}

#[tokio::test]
async fn images_go_to_memory_and_back() {
    let kit = kit(Storage::Memory).await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("in memory");
    registry.push("app", "v1", &image).await;
    registry.pull("app", "v1", &image).await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, &bytes[..1_000_000]).await.expect(202);
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(status.expect_header("range"), "0-999999");
    registry.chunk(&upload, 5, &bytes[5..10]).await.expect(416);
    registry
        .chunk(&upload, 1_000_000, &bytes[1_000_000..])
        .await
        .expect(202);
    let name = digest(&bytes);
    registry.finish_upload(&upload, &name).await.expect(201);
    let target = format!("/v2/app/blobs/{name}");
    assert!(registry.get(&target).await.expect(200).body == bytes);
    let part = registry
        .request("GET", &target)
        .header("Range", "bytes=1000000-2000000");
    let part = registry.send(&part).await.expect(206);
    assert_eq!(
        part.expect_header("content-range"),
        "bytes 1000000-2000000/3000000"
    );
    assert!(part.body == bytes[1_000_000..=2_000_000]);
    let folder = kit.folder().join(REGION);
    assert!(!folder.exists(), "there are no files");
}

fn sent_elsewhere(answer: wharf_testkit::Response, layer: &[u8]) {
    let answer = answer.expect(307);
    assert_eq!(
        answer.expect_header("location"),
        format!("{ELSEWHERE}{}", digest(layer))
    );
    assert!(answer.body.is_empty());
}

/// Bytes that are said to have been taken from the registries of the Region.
async fn pulled(kit: &Kit) -> i64 {
    let cell = kit.node.cell(&REGION.parse().unwrap()).await.unwrap();
    write_down(&kit.node).await;
    let (_, traffic) = report(&cell, kit.clock.now(), kit.clock.now()).await.unwrap();
    traffic.iter().map(|row| row.pulled_bytes).sum()
}

#[tokio::test]
async fn clients_are_sent_where_the_bytes_are() {
    let kit = kit(Storage::Elsewhere(ELSEWHERE.to_owned())).await;
    let registry = kit.with_repositories(&["app", "other"]).await;
    let image = Image::new("elsewhere");
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    registry
        .put_manifest("app", "v1", &image.manifest)
        .await
        .expect(201);
    let layer = &image.layers[0];
    let target = format!("/v2/app/blobs/{}", digest(layer));
    let get = |name: &'static str, value: String| {
        let request = registry.request("GET", &target).header(name, value);
        let registry = &registry;
        async move { registry.send(&request).await }
    };
    assert_eq!(pulled(&kit).await, 0);
    sent_elsewhere(registry.get(&target).await, layer);
    sent_elsewhere(get("Range", "bytes=2-4".to_owned()).await, layer);
    assert_eq!(
        pulled(&kit).await,
        i64::try_from(layer.len()).unwrap() + 3,
        "what a client may take there is counted here"
    );
    // What needs no bytes is answered here.
    let held = get("If-None-Match", format!("\"{}\"", digest(layer))).await;
    assert_eq!(held.status, 304);
    let outside = get("Range", "bytes=999999-".to_owned()).await;
    assert_eq!(outside.code(), (416, "RANGE_INVALID".to_owned()));
    let head = registry.call("HEAD", &target).await.expect(200);
    assert_eq!(head.expect_header("content-length"), layer.len().to_string());
    // A caller that may not read learns no address.
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let refused = [
        registry
            .get(&format!("/v2/other/blobs/{}", digest(layer)))
            .await
            .expect(404),
        anonymous.get(&target).await.expect(401),
    ];
    assert!(refused.iter().all(|answer| answer.header("location").is_none()));
}

#[tokio::test]
async fn a_download_url_leads_on() {
    let kit = kit(Storage::Elsewhere(ELSEWHERE.to_owned())).await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("elsewhere");
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    registry
        .put_manifest("app", "v1", &image.manifest)
        .await
        .expect(201);
    let layer = &image.layers[0];
    let input = json!({ "repositoryName": "app", "layerDigest": digest(layer).as_str() });
    let located = kit
        .api(&kit.first, REGION)
        .ecr_ok("GetDownloadUrlForLayer", input)
        .await;
    let url = located["downloadUrl"].as_str().unwrap();
    let path = &url[url.find("/layers/").unwrap()..];
    let ask = |method| Request::new(method, path).header("Host", "x");
    sent_elsewhere(kit.send(&ask("GET")).await, layer);
    let head = kit.send(&ask("HEAD")).await.expect(200);
    assert_eq!(head.expect_header("content-length"), layer.len().to_string());
    assert_eq!(pulled(&kit).await, i64::try_from(layer.len()).unwrap());
}
