//! What a server that stops leaves to the next one.

use wharf_testkit::{Engine, Image, Kit, REGION, Setup, digest};

async fn survives(engine: Engine) {
    let kit = Kit::with(Setup {
        engine,
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("stored");
    registry.push("app", "v1", &image).await;
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, &[1; 100_000]).await.expect(202);
    let empty = registry.start_upload("app").await;
    let token = registry.authorization.clone();
    drop(registry);

    let kit = kit.stop().await.start().await;
    let mut registry = kit.registry(&kit.first, REGION).await;
    registry.authorization = token;
    registry.pull("app", "v1", &image).await;
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(status.expect_header("range"), "0-99999");
    assert_eq!(registry.chunk(&upload, 0, b"x").await.status, 416);
    registry.chunk(&upload, 100_000, &[2; 50_000]).await.expect(202);
    let bytes = [vec![1; 100_000], vec![2; 50_000]].concat();
    registry.finish_upload(&upload, &digest(&bytes)).await.expect(201);
    let blob = format!("/v2/app/blobs/{}", digest(&bytes));
    assert_eq!(registry.get(&blob).await.expect(200).body, bytes);
    registry.finish_upload(&empty, &digest(b"")).await.expect(201);
    drop(registry);

    let kit = kit.stop().await.start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    assert_eq!(registry.get(&blob).await.expect(200).body, bytes);
    assert_eq!(registry.call("GET", &upload).await.status, 404);
}

#[tokio::test]
async fn on_sqlite() {
    survives(Engine::Sqlite).await;
}

#[tokio::test]
async fn on_postgres() {
    survives(Engine::Postgres).await;
}
