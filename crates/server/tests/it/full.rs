//! A full disk: a clear answer, nothing lost, and life goes on when there is room again.

use serde_json::json;
use wharf_blob::faulty::{Call, Fault};
use wharf_sql::{Error, Statement, params};
use wharf_testkit::{Image, Kit, REGION, Registry, digest};

use crate::v2::staged;

const TEXT: &str = "The registry has no storage space left. Nothing was changed.";

fn full() -> (u16, String, String) {
    (507, "UNKNOWN".to_owned(), TEXT.to_owned())
}

async fn stored<'a>(kit: &'a Kit) -> (Registry<'a>, Image) {
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("stored before");
    registry.push("app", "v1", &image).await;
    (registry, image)
}

#[tokio::test]
async fn no_room_for_bytes() {
    let kit = Kit::start().await;
    let (registry, image) = stored(&kit).await;
    let faults = kit.faults(REGION);
    let bytes = vec![5; 400_000];
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, &bytes[..100_000]).await.expect(202);

    faults.pretend_room(150_000);
    assert_eq!(
        registry.chunk(&upload, 100_000, &bytes[100_000..]).await.error(),
        full()
    );
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(
        status.expect_header("range"),
        "0-99999",
        "the chunk was taken back"
    );
    let monolithic = format!("/v2/app/blobs/uploads/?digest={}", digest(&bytes));
    let answer = registry
        .send(&registry.request("POST", &monolithic).body(bytes.clone()))
        .await;
    assert_eq!(answer.error(), full());
    assert_eq!(staged(&kit), 1, "only the upload that can go on");
    registry.pull("app", "v1", &image).await;

    faults.pretend_room(u64::MAX);
    registry
        .chunk(&upload, 100_000, &bytes[100_000..])
        .await
        .expect(202);
    registry.finish_upload(&upload, &digest(&bytes)).await.expect(201);
    registry.pull("app", "v1", &image).await;
}

#[tokio::test]
async fn no_room_at_any_step_of_a_push() {
    let kit = Kit::start().await;
    let (registry, image) = stored(&kit).await;
    let faults = kit.faults(REGION);
    let name = digest(b"bytes");
    for step in [Call::Begin, Call::Append, Call::Commit] {
        faults.store.fail(step, 1, Fault::Full);
        let monolithic = format!("/v2/app/blobs/uploads/?digest={name}");
        let answer = registry
            .send(&registry.request("POST", &monolithic).body("bytes"))
            .await;
        assert_eq!(answer.error(), full(), "{step:?}");
        assert_eq!(
            registry.get(&format!("/v2/app/blobs/{name}")).await.status,
            404,
            "{step:?}"
        );
    }
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"bytes").await.expect(202);
    faults.store.fail(Call::Commit, 1, Fault::Full);
    assert_eq!(registry.finish_upload(&upload, &name).await.error(), full());
    registry.finish_upload(&upload, &name).await.expect(201);

    let api = kit.api(&kit.first, REGION);
    faults.store.fail(Call::Begin, 1, Fault::Full);
    let answer = api
        .ecr("InitiateLayerUpload", json!({ "repositoryName": "app" }))
        .await;
    assert_eq!(
        answer.error(),
        (500, "ServerException".to_owned(), TEXT.to_owned())
    );
    registry.pull("app", "v1", &image).await;
}

const LIMIT: Statement = Statement::global("limit", "PRAGMA max_page_count = 1");
const NO_LIMIT: Statement = Statement::global("no-limit", "PRAGMA max_page_count = 1000000");

async fn limit(kit: &Kit, statement: &'static Statement) {
    let cell = kit.node.cell(&REGION.parse().unwrap()).await.unwrap();
    limit_of(&cell.database, statement).await;
}

async fn limit_of(database: &wharf_sql::Database, statement: &'static Statement) {
    let set = database.transaction("limit", |transaction| {
        transaction.query_global(statement, params![]).map(drop)
    });
    let set: Result<(), Error> = set.await;
    set.unwrap();
}

#[tokio::test]
async fn no_room_for_users() {
    let kit = Kit::start().await;
    limit_of(&kit.identity, &LIMIT).await;
    let api = kit.api(&kit.first, REGION);
    let mut refused = None;
    // The file has a little room left.
    for number in 0..200 {
        let form = format!("Action=CreateUser&Version=2010-05-08&UserName=user-{number}");
        let answer = kit.send(&api.signed("iam", api.unsigned_query(&form))).await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    let text = refused.text();
    assert_eq!(refused.status, 503, "{text}");
    assert!(
        text.contains("<Code>ServiceUnavailable</Code>") && text.contains(TEXT),
        "{text}"
    );
    assert!(refused.header("retry-after").is_some(), "it may be tried again");
}

#[tokio::test]
async fn no_room_for_rows() {
    let kit = Kit::start().await;
    let (registry, image) = stored(&kit).await;
    limit(&kit, &LIMIT).await;
    let mut refused = 0;
    let large = "x".repeat(100_000);
    let mut document: serde_json::Value = serde_json::from_slice(&image.manifest.bytes).unwrap();
    document["annotations"] = json!({ "large": large });
    let manifest = wharf_testkit::Manifest::new(&document);
    for number in 0..3 {
        let answer = registry
            .put_manifest("app", &format!("large{number}"), &manifest)
            .await;
        assert_eq!(answer.error(), full());
        refused += 1;
    }
    assert_eq!(refused, 3);
    let api = kit.api(&kit.first, REGION);
    let text = String::from_utf8(manifest.bytes.to_vec()).unwrap();
    let answer = api
        .ecr(
            "PutImage",
            json!({ "repositoryName": "app", "imageTag": "x", "imageManifest": text }),
        )
        .await;
    assert_eq!(
        answer.error(),
        (500, "ServerException".to_owned(), TEXT.to_owned())
    );
    registry.pull("app", "v1", &image).await;
    assert_eq!(
        registry.get("/v2/app/tags/list").await.json()["tags"],
        json!(["v1"])
    );
    assert_eq!(
        kit.send(&wharf_testkit::Request::new("GET", "/readyz").header("Host", "x"))
            .await
            .status,
        200
    );

    limit(&kit, &NO_LIMIT).await;
    registry.put_manifest("app", "large", &manifest).await.expect(201);
    registry.pull("app", "v1", &image).await;
}

#[tokio::test]
async fn no_more_files_can_be_opened() {
    let kit = Kit::start().await;
    let (registry, image) = stored(&kit).await;
    let (faults, name) = (kit.faults(REGION), digest(&image.layers[0]));
    let api = kit.api(&kit.first, REGION);
    let layer = json!({ "repositoryName": "app", "layerDigest": name.to_string() });
    let url = api.ecr_ok("GetDownloadUrlForLayer", layer).await;
    let url = url["downloadUrl"].as_str().unwrap();
    let by_url = &url[url.find("/layers/").unwrap()..];
    for target in [&format!("/v2/app/blobs/{name}"), by_url] {
        faults.store.fail(Call::Open, 1, Fault::OutOfFiles);
        let refused = registry.get(target).await;
        assert_eq!(refused.status, 503, "{target}");
        assert_eq!(refused.expect_header("retry-after"), "5", "{target}");
        registry.get(target).await.expect(200);
    }
}

#[tokio::test]
async fn a_broken_disk_is_our_fault() {
    let kit = Kit::start().await;
    let (registry, image) = stored(&kit).await;
    let faults = kit.faults(REGION);
    let layer = format!("/v2/app/blobs/{}", digest(&image.layers[0]));
    let text = "The request failed because of a server-side issue. Try again.".to_owned();
    faults.store.fail(Call::Open, 1, Fault::Io);
    assert_eq!(
        registry.get(&layer).await.error(),
        (500, "UNKNOWN".to_owned(), text)
    );
    faults.store.fail(Call::Open, 1, Fault::BreakBody(5));
    let mut connection = kit.connect().await;
    connection.write(registry.request("GET", &layer).to_bytes()).await;
    assert!(
        connection.try_response("GET").await.is_err(),
        "a body that breaks off does not look whole"
    );
    registry.pull("app", "v1", &image).await;
    let name = digest(b"lost");
    faults.store.fail(Call::Commit, 1, Fault::LostAnswer);
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"lost").await.expect(202);
    assert_eq!(registry.finish_upload(&upload, &name).await.status, 500);
    assert_eq!(
        registry.get(&format!("/v2/app/blobs/{name}")).await.status,
        404,
        "not acknowledged, not served"
    );
    assert_eq!(registry.push_blob("app", b"lost").await, name);
}
