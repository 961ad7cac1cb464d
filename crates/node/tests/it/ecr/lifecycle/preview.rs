//! What a policy would do: shown, in pages, and nothing done.

use serde_json::{Value, json};
use wharf_node::ecr::lifecycle::{GetLifecyclePolicyPreview, StartLifecyclePolicyPreview};
use wharf_node::ecr::lifecycle_policy::PutLifecyclePolicy;

use super::{policy, rule};
use crate::bench::{Bench, Index, id};

fn any(count: i64) -> Value {
    json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count})
}

async fn get(bench: &Bench, more: Value) -> Value {
    let mut request = json!({"repositoryName": "app"});
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    bench.ask::<GetLifecyclePolicyPreview>(request).await.unwrap()
}

room!(begun_made_read_and_gone, |bench| {
    bench.repository("app").await;
    let name = json!({"repositoryName": "app"});
    let none = bench
        .ask::<GetLifecyclePolicyPreview>(name.clone())
        .await
        .unwrap_err();
    assert_eq!(none.code, "LifecyclePolicyPreviewNotFoundException");
    let none = bench
        .ask::<StartLifecyclePolicyPreview>(name.clone())
        .await
        .unwrap_err();
    assert_eq!(none.code, "LifecyclePolicyNotFoundException");
    let old = bench.push_new("app", Some("v1"), "v1").await;
    bench.advance(1);
    let held = bench.push_new("app", Some("held"), "held").await;
    bench.advance(1);
    bench.push("app", Some("multi"), &Index::of(&[&held])).await;
    let text = policy(&[rule(3, any(1))]);
    let given = json!({"repositoryName": "app", "lifecyclePolicyText": text});
    let started = bench
        .ask::<StartLifecyclePolicyPreview>(given.clone())
        .await
        .unwrap();
    assert_eq!(started["status"], "IN_PROGRESS");
    assert_eq!(started["lifecyclePolicyText"], text);
    let again = bench.ask::<StartLifecyclePolicyPreview>(given).await.unwrap_err();
    assert_eq!(again.code, "LifecyclePolicyPreviewInProgressException");
    assert_eq!(get(bench, json!({})).await["status"], "IN_PROGRESS");
    // What cannot be asked cannot be asked of one that is being made either.
    for (wrong, blamed) in [
        (
            json!({"imageIds": [id(None, Some("v1"))], "nextToken": "x"}),
            "nextToken",
        ),
        (
            json!({"imageIds": [id(None, Some("v1"))], "maxResults": 5}),
            "maxResults",
        ),
        (json!({"imageIds": [{}]}), "imageIds"),
        (json!({"nextToken": "forged"}), "nextToken"),
    ] {
        let mut request = wrong.clone();
        request["repositoryName"] = "app".into();
        let refusal = bench.ask::<GetLifecyclePolicyPreview>(request).await.unwrap_err();
        let begin = format!("Invalid parameter at '{blamed}' failed");
        assert_eq!(refusal.code, "InvalidParameterException", "{wrong}");
        assert!(refusal.message.starts_with(&begin), "{refusal:?}");
    }
    let computed = || bench.node.apart.computed("lifecycle");
    assert_eq!(computed(), 0);
    bench.work().await;
    assert_eq!(computed(), 1, "the plan is made apart");
    let made = get(bench, json!({})).await;
    assert_eq!(made["status"], "COMPLETE");
    let expected = json!([{
        "imageTags": ["v1"], "imageDigest": old.digest.as_str(), "action": {"type": "EXPIRE"},
        "appliedRulePriority": 3, "storageClass": "STANDARD",
        "imagePushedAt": made["previewResults"][0]["imagePushedAt"],
    }]);
    assert_eq!(made["previewResults"], expected, "what an index holds stays");
    let summary = json!({"expiringImageTotalCount": 1, "transitioningImageTotalCounts":
        [{"targetStorageClass": "ARCHIVE", "imageTotalCount": 0}]});
    assert_eq!(made["summary"], summary);
    // Nothing was done, and nothing is.
    bench.advance(120);
    bench.work().await;
    assert_eq!(bench.tags("app").await.len(), 3);
    for (ids, count) in [
        (id(None, Some("v1")), 1),
        (id(None, Some("multi")), 0),
        (id(None, Some("x")), 0),
    ] {
        let shown = get(bench, json!({"imageIds": [ids]})).await;
        assert_eq!(shown["previewResults"].as_array().unwrap().len(), count);
    }
    let untagged = get(bench, json!({"filter": {"tagStatus": "UNTAGGED"}})).await;
    assert_eq!(untagged["previewResults"], json!([]));
    bench.advance(2 * 86_400);
    let gone = get(bench, json!({})).await;
    assert_eq!(
        (&gone["status"], &gone["previewResults"]),
        (&json!("EXPIRED"), &json!([]))
    );
});

room!(many_results_in_pages_and_the_stored_policy, |bench| {
    bench.repository("app").await;
    for number in 0..130 {
        bench
            .push_new("app", Some(&format!("t{number}")), &number.to_string())
            .await;
    }
    let archive = json!({"rulePriority": 1, "selection": any(4),
        "action": {"type": "transition", "targetStorageClass": "archive"}});
    let put = json!({"repositoryName": "app", "lifecyclePolicyText": policy(&[archive])});
    bench.ask::<PutLifecyclePolicy>(put).await.unwrap();
    // Twice: the second takes the place of the first.
    for _ in 0..2 {
        let start = json!({"repositoryName": "app"});
        bench.ask::<StartLifecyclePolicyPreview>(start).await.unwrap();
        bench.work().await;
    }
    let (mut found, mut pages, mut token) = (Vec::new(), 0, json!({}));
    loop {
        let page = get(bench, token).await;
        found.extend(page["previewResults"].as_array().unwrap().clone());
        assert_eq!(
            page["summary"]["transitioningImageTotalCounts"][0]["imageTotalCount"],
            126
        );
        pages += 1;
        match page.get("nextToken") {
            Some(next) => token = json!({"nextToken": next}),
            None => break,
        }
    }
    assert_eq!((found.len(), pages), (126, 2));
    assert_eq!(
        found[0]["action"],
        json!({"type": "TRANSITION", "targetStorageClass": "ARCHIVE"})
    );
});

room!(a_state_that_cannot_be_read_is_no_failed_preview, |bench| {
    static SPOIL: wharf_sql::Statement =
        wharf_sql::Statement::global("test.spoil", "UPDATE lifecycle_previews SET status = 'NONSENSE'");
    bench.repository("app").await;
    let request = json!({"repositoryName": "app", "lifecyclePolicyText": policy(&[rule(1, any(1))])});
    bench.ask::<StartLifecyclePolicyPreview>(request).await.unwrap();
    let spoil = bench.registry.transaction("test.spoil", |transaction| {
        transaction.execute_global(&SPOIL, wharf_sql::params![]).map(drop)
    });
    spoil
        .await
        .map_err(|error: wharf_sql::Error| error.to_string())
        .unwrap();
    let name = json!({"repositoryName": "app"});
    let refused = bench.ask::<GetLifecyclePolicyPreview>(name).await.unwrap_err();
    assert_eq!(refused.code, "Internal");
    assert!(
        refused.message.contains("lifecycle_previews.status"),
        "{refused:?}"
    );
});
