//! What the log says of a request.

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION};

use crate::capture::Log;

#[tokio::test]
async fn a_line_has_principal_operation_bytes_and_error() {
    let log = Log::start();
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["logged"]).await;
    let image = Image::new("logged");
    registry.push("logged", "v1", &image).await;
    let answer = registry.get("/v2/logged/manifests/v1").await;
    let api = kit.api(&kit.first, REGION);
    api.ecr("DescribeImages", json!({"repositoryName": "absent-in-log"}))
        .await;
    api.sts("Action=GetCallerIdentity&Version=2011-06-15")
        .await
        .expect(200);
    registry.get("/v2/logged/manifests/absent").await.expect(404);
    let mut stranger = kit.first.clone();
    stranger.credentials.access_key_id = "AKIASTRANGERSTRANGER".to_owned();
    kit.api(&stranger, REGION).ecr("ListImages", json!({})).await;

    let text = log.text();
    let root = format!("principal=\"arn:aws:iam::{}:root\"", kit.first.id);
    let line = |parts: &[&str]| {
        let mut lines = text.lines().filter(|line| line.contains("wharf::access"));
        let found = lines.find(|line| parts.iter().all(|part| line.contains(part)));
        found.unwrap_or_else(|| panic!("no line with {parts:?} in {text}"))
    };
    let bytes = format!("bytes={} ", answer.body.len());
    line(&[
        "path=\"/v2/logged/manifests/v1\"",
        &root,
        "operation=\"GetManifest\"",
        &bytes,
        "status=200",
    ]);
    line(&["operation=\"PutImage\"", "status=201", &root]);
    line(&[
        "operation=\"DescribeImages\"",
        "error=\"RepositoryNotFoundException\"",
        &root,
    ]);
    line(&["operation=\"GetCallerIdentity\"", &root]);
    line(&[
        "path=\"/v2/logged/manifests/absent\"",
        "error=\"MANIFEST_UNKNOWN\"",
    ]);
    let refused = line(&[
        "operation=\"ListImages\"",
        "error=\"UnrecognizedClientException\"",
    ]);
    assert!(!refused.contains("principal"), "nothing was proved: {refused}");
}
