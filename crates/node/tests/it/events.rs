//! What is told of images; how it reaches webhooks is in `events/`.

mod deleted_webhooks;
mod receiver;
mod webhooks;

use std::time::Duration;

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::{BatchDeleteImage, UpdateImageStorageClass};
use wharf_node::ecr::lifecycle_policy::PutLifecyclePolicy;
use wharf_node::ecr::repository::PutImageTagMutability;
use wharf_node::events::{Position, list};

use crate::bench::{Bench, REGION, TestImage, artifact, id};

/// What was told, in order: detail type, action, tag, digest.
pub(crate) async fn all(bench: &Bench) -> Vec<Value> {
    let page = list(&bench.registry, REGION, &Position::default(), 1000)
        .await
        .unwrap();
    page.iter()
        .map(|event| serde_json::from_str(&event.document).unwrap())
        .collect()
}

fn short(event: &Value) -> [String; 3] {
    [
        "/detail/action-type",
        "/detail/image-tag",
        "/detail/target-storage-class",
    ]
    .map(|pointer| {
        event
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    })
}

room!(an_event_says_what_eventbridge_would, |bench| {
    bench.repository("team/app").await;
    let image = bench.push_new("team/app", Some("v1"), "one").await;
    let event = all(bench).await.remove(0);
    let id = event["id"].as_str().unwrap().to_owned();
    assert_eq!(id.len(), 36);
    let expected = json!({
        "version": "0", "id": id, "detail-type": "ECR Image Action", "source": "aws.ecr", "account": "111111111111",
        "time": "2020-01-01T12:00:00Z", "region": "eu-central-1", "resources": [],
        "detail": {"result": "SUCCESS", "repository-name": "team/app", "image-digest": image.digest.as_str(),
            "action-type": "PUSH", "image-tag": "v1", "manifest-media-type": image.media_type,
            "artifact-media-type": "application/vnd.oci.image.config.v1+json"},
    });
    assert_eq!(event, expected);
});

room!(each_change_has_an_event_and_nothing_else_has, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.put("app", Some("v2"), &image).await.unwrap();
    // Refused, so there is no event.
    let immutable = json!({"repositoryName": "app", "imageTagMutability": "IMMUTABLE"});
    bench.ask::<PutImageTagMutability>(immutable).await.unwrap();
    let other = TestImage::new("two");
    bench.layers("app", &other).await;
    bench.put("app", Some("v1"), &other).await.unwrap_err();
    bench.put("app", Some("v1"), &image).await.unwrap_err();
    let delete = async |ids: Value| {
        let request = json!({"repositoryName": "app", "imageIds": ids});
        bench.ask::<BatchDeleteImage>(request).await.unwrap()
    };
    delete(json!([{"imageTag": "v2"}])).await;
    let class = async |class: &str| {
        let request =
            json!({"repositoryName": "app", "imageId": id(Some(&image), None), "targetStorageClass": class});
        bench.ask::<UpdateImageStorageClass>(request).await.unwrap()
    };
    class("ARCHIVE").await;
    class("STANDARD").await;
    bench.work().await;
    let signature = artifact(&image, "application/vnd.example.signature", "");
    bench.push("app", None, &signature).await;
    delete(json!([id(Some(&image), None)])).await;
    let events = all(bench).await;
    let shorts: Vec<_> = events.iter().map(short).collect();
    let expected = [
        ["PUSH", "v1", ""],
        ["PUSH", "v2", ""],
        ["DELETE", "v2", ""],
        ["UPDATE_STORAGE_CLASS", "", "ARCHIVE"],
        ["UPDATE_STORAGE_CLASS", "", "STANDARD"],
        ["PUSH", "", ""],
        ["DELETE", "v1", ""],
    ];
    assert_eq!(shorts, expected.map(|row| row.map(str::to_owned)));
    assert_eq!(events[4]["detail"]["last-activated-at"], "2020-01-01T12:00:00Z");
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["detail-type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds[5], "ECR Referrer Action");
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "ECR Image Action").count(),
        6
    );
});

room!(what_a_lifecycle_policy_removes_has_events, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    bench.advance(10);
    bench.push_new("app", Some("v2"), "two").await;
    let rule = json!({"rulePriority": 1, "action": {"type": "expire"},
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}});
    let policy =
        json!({"repositoryName": "app", "lifecyclePolicyText": json!({"rules": [rule]}).to_string()});
    bench.ask::<PutLifecyclePolicy>(policy).await.unwrap();
    bench.advance(120);
    bench.work().await;
    let last = all(bench).await.pop().unwrap();
    assert_eq!(short(&last), ["DELETE", "v1", ""]);
});

room!(old_events_are_forgotten, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    bench.advance(6 * 24 * 60 * 60);
    bench.push_new("app", Some("v2"), "two").await;
    bench.work().await;
    assert_eq!(all(bench).await.len(), 2);
    bench.advance(2 * 24 * 60 * 60);
    bench.work().await;
    let kept: Vec<_> = all(bench).await.iter().map(short).collect();
    assert_eq!(kept, [["PUSH".to_owned(), "v2".to_owned(), String::new()]]);
});

room!(a_clock_that_is_wrong_for_a_moment_removes_nothing, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    // The jobs have their rows.
    bench.work().await;
    let now = bench.clock.now();
    bench.clock.set(now.plus(Duration::from_secs(400 * 24 * 60 * 60)));
    bench.work().await;
    assert_eq!(all(bench).await.len(), 1);
    bench.clock.set(now);
    bench.advance(8 * 24 * 60 * 60);
    bench.work().await;
    assert_eq!(all(bench).await.len(), 0, "they are forgotten in their time");
});
