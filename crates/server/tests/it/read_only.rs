//! A node that is read only: pulls, lists and tokens, and no change.

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION, Request, Setup};

#[tokio::test]
async fn only_reads_are_served() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("stored");
    registry.push("app", "v1", &image).await;
    drop(registry);
    let setup = Setup {
        read_only: true,
        ..Setup::default()
    };
    let kit = kit.stop().await.start_with(setup).await;

    let registry = kit.registry(&kit.first, REGION).await;
    registry.pull("app", "v1", &image).await;
    for (method, target) in [
        ("POST", "/v2/app/blobs/uploads/"),
        ("PUT", "/v2/app/manifests/v2"),
        ("DELETE", "/v2/app/manifests/v1"),
    ] {
        let refused = registry.call(method, target).await;
        assert_eq!(refused.status, 403, "{method} {target}");
        let text = refused.text();
        assert!(text.contains("DENIED") && text.contains("read only"), "{text}");
    }
    let api = kit.api(&kit.first, REGION);
    api.ecr_ok("DescribeRepositories", json!({})).await;
    for (operation, input) in [
        (
            "PutImage",
            json!({"repositoryName": "app", "imageManifest": "{}"}),
        ),
        ("CreateRepository", json!({"repositoryName": "more"})),
        (
            "DeleteRepository",
            json!({"repositoryName": "app", "force": true}),
        ),
        ("InitiateLayerUpload", json!({"repositoryName": "app"})),
        (
            "UploadLayerPart",
            json!({"repositoryName": "app", "uploadId": "00000000-0000-4000-8000-000000000000", "partFirstByte": 0,
                "partLastByte": 0, "layerPartBlob": "eA=="}),
        ),
    ] {
        let refused = api.ecr(operation, input).await;
        let (status, code, text) = refused.error();
        assert_eq!(
            (status, code.as_str()),
            (400, "LimitExceededException"),
            "{operation}"
        );
        assert!(text.contains("read only"), "{text}");
    }
    // A caller who may not do it learns nothing else.
    let other = kit.api(&kit.second, REGION);
    let input = json!({"registryId": kit.first.id.as_str(), "repositoryName": "more"});
    let refused = other.ecr("CreateRepository", input).await;
    assert_eq!(refused.error().1, "AccessDeniedException");

    let token = "Action=GetSessionToken&Version=2011-06-15";
    assert_eq!(api.sts(token).await.status, 200, "tokens are stored nowhere");
    let form = "Action=CreateUser&Version=2010-05-08&UserName=ci";
    let signed = api.signed("iam", api.unsigned_query(form));
    let refused = kit.send(&signed).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("AccessDenied"), "{}", refused.text());

    let ready = kit
        .send(&Request::new("GET", "/readyz").header("Host", "x"))
        .await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.text(), "ready\nread only: by its settings\n");
}
