//! The same answers from PostgreSQL: what the room tests prove of operations, once over the wire.

use serde_json::json;
use wharf_testkit::{Engine, Image, Kit, REGION, Setup, index};

#[tokio::test]
async fn push_list_refer_pull_delete() {
    let kit = Kit::with(Setup {
        engine: Engine::Postgres,
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["team/app"]).await;
    let (one, two) = (Image::new("one"), Image::docker("two"));
    for (tag, image) in [("B", &one), ("a", &two), ("_", &one)] {
        registry.push("team/app", tag, image).await;
        registry.pull("team/app", tag, image).await;
    }
    let list = index(&[&one.manifest, &two.manifest]);
    registry.put_manifest("team/app", "all", &list).await.expect(201);
    let tags = registry.get("/v2/team/app/tags/list").await.expect(200).json();
    assert_eq!(tags["tags"], json!(["_", "a", "all", "B"]));
    let artifact = Image::artifact("note", "application/vnd.example", &one.manifest);
    registry
        .push("team/app", artifact.manifest.digest().as_str(), &artifact)
        .await;
    let referrers = registry
        .get(&format!("/v2/team/app/referrers/{}", one.manifest.digest()))
        .await
        .expect(200)
        .json();
    assert_eq!(
        referrers["manifests"][0]["digest"],
        artifact.manifest.digest().as_str()
    );
    let delete = registry
        .call(
            "DELETE",
            &format!("/v2/team/app/manifests/{}", one.manifest.digest()),
        )
        .await;
    assert_eq!(delete.code(), (405, "UNSUPPORTED".to_owned()));
    registry
        .call("DELETE", "/v2/team/app/manifests/all")
        .await
        .expect(202);
    assert_eq!(registry.get("/v2/team/app/manifests/all").await.status, 404);
    let images = kit
        .api(&kit.first, REGION)
        .ecr_ok("ListImages", json!({ "repositoryName": "team/app" }))
        .await;
    assert_eq!(images["imageIds"].as_array().unwrap().len(), 4);
}
