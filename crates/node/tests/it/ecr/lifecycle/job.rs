//! What becomes of images: acted on once, never what changed meanwhile, never what an index holds.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wharf_node::audit::{AuditLog, Record};
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::{BatchDeleteImage, DescribeImages};
use wharf_node::ecr::lifecycle_policy::{GetLifecyclePolicy, PutLifecyclePolicy};
use wharf_node::jobs;

use super::{policy, rule};
use crate::bench::counted::{between, statements_of};
use crate::bench::{Bench, Engine, Index, TestImage, artifact, id};
use crate::ecr::deleted_image::{keeping, kept};
use crate::faults::{LIMIT, NO_LIMIT, limit};

const DAY: u64 = 86_400;

async fn put(bench: &Bench, rules: &[Value]) {
    let request = json!({"repositoryName": "app", "lifecyclePolicyText": policy(rules)});
    bench.ask::<PutLifecyclePolicy>(request).await.unwrap();
}

/// Lets the policy's next turn come.
async fn turn(bench: &Bench) {
    bench.advance(61);
    bench.work().await;
}

async fn statuses(bench: &Bench) -> Vec<(String, String)> {
    let request = json!({"repositoryName": "app", "filter": {"imageStatus": "ANY"}});
    let found = bench.ask::<DescribeImages>(request).await.unwrap();
    let mut shown: Vec<(String, String)> = found["imageDetails"]
        .as_array()
        .unwrap()
        .iter()
        .map(|detail| {
            let tag = detail["imageTags"][0].as_str().unwrap_or("-").to_owned();
            (tag, detail["imageStatus"].as_str().unwrap().to_owned())
        })
        .collect();
    shown.sort();
    shown
}

fn any(count: i64) -> Value {
    json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count})
}

fn active(tags: &[&str]) -> Vec<(String, String)> {
    tags.iter()
        .map(|tag| ((*tag).to_owned(), "ACTIVE".to_owned()))
        .collect()
}

room!(the_oldest_expire_and_it_is_said_when, |bench| {
    bench.repository("app").await;
    for tag in ["v1", "v2", "v3"] {
        bench.push_new("app", Some(tag), tag).await;
        bench.advance(1);
    }
    put(bench, &[rule(1, any(1))]).await;
    // Not at once.
    bench.work().await;
    let name = json!({"repositoryName": "app"});
    let never = bench.ask::<GetLifecyclePolicy>(name.clone()).await.unwrap();
    assert_eq!(never["lastEvaluatedAt"].as_f64(), Some(0.0));
    assert_eq!(statuses(bench).await, active(&["v1", "v2", "v3"]));
    turn(bench).await;
    assert_eq!(
        bench.node.apart.computed("lifecycle"),
        1,
        "the plan is made apart"
    );
    assert_eq!(statuses(bench).await, active(&["v3"]));
    let first = bench.ask::<GetLifecyclePolicy>(name.clone()).await.unwrap();
    assert!(first["lastEvaluatedAt"].as_f64() > Some(0.0));
    // The next turn is a day later.
    bench.push_new("app", Some("v4"), "v4").await;
    turn(bench).await;
    assert_eq!(statuses(bench).await, active(&["v3", "v4"]));
    bench.advance(DAY);
    turn(bench).await;
    assert_eq!(statuses(bench).await, active(&["v4"]));
    let second = bench.ask::<GetLifecyclePolicy>(name).await.unwrap();
    assert!(second["lastEvaluatedAt"].as_f64() > first["lastEvaluatedAt"].as_f64());
});

room!(into_the_archive_and_out_of_it_for_good, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("old"), "old").await;
    bench.advance(10 * DAY);
    bench.push_new("app", Some("new"), "new").await;
    let archive = json!({"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "sinceImagePushed",
        "countUnit": "days", "countNumber": 5}, "action": {"type": "transition", "targetStorageClass": "archive"}});
    let expire = json!({"tagStatus": "any", "storageClass": "archive", "countType": "sinceImageTransitioned",
        "countUnit": "days", "countNumber": 90});
    put(bench, &[archive, rule(2, expire)]).await;
    turn(bench).await;
    let shown = statuses(bench).await;
    assert_eq!(shown[1], ("old".to_owned(), "ARCHIVED".to_owned()));
    assert_eq!(shown[0], ("new".to_owned(), "ACTIVE".to_owned()));
    bench.advance(91 * DAY);
    turn(bench).await;
    assert_eq!(statuses(bench).await, [("new".to_owned(), "ARCHIVED".to_owned())]);
});

room!(what_an_index_holds_stays_until_the_index_goes, |bench| {
    bench.repository("app").await;
    let child = TestImage::new("child");
    bench.push("app", None, &child).await;
    let index = Index::of(&[&child]);
    bench.push("app", Some("multi"), &index).await;
    bench.advance(2 * DAY);
    bench.push_new("app", Some("v1"), "v1").await;
    let mut untagged = any(1);
    untagged["tagStatus"] = json!("untagged");
    untagged["countType"] = json!("sinceImagePushed");
    untagged["countUnit"] = json!("days");
    put(bench, &[rule(1, untagged.clone())]).await;
    turn(bench).await;
    assert_eq!(statuses(bench).await, active(&["-", "multi", "v1"]));
    // With the index marked too, the image goes on the run after it.
    put(bench, &[rule(1, any(1))]).await;
    turn(bench).await;
    bench.advance(DAY);
    turn(bench).await;
    assert_eq!(statuses(bench).await, active(&["v1"]));
});

room!(referrers_are_no_images_and_follow_their_subject, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "v1").await;
    let signature = artifact(&image, "t/signature", "n");
    bench.push("app", None, &signature).await;
    // A referrer that came before its subject.
    let later = TestImage::new("later");
    bench
        .push("app", None, &artifact(&later, "t/signature", "early"))
        .await;
    put(bench, &[rule(1, any(1))]).await;
    turn(bench).await;
    assert_eq!(
        statuses(bench).await,
        active(&["-", "-", "v1"]),
        "a signature is not counted"
    );
    let request = json!({"repositoryName": "app", "imageIds": [id(Some(&image), None)]});
    bench.ask::<BatchDeleteImage>(request).await.unwrap();
    bench.push("app", Some("later"), &later).await;
    bench.advance(DAY + 1);
    turn(bench).await;
    assert_eq!(statuses(bench).await, active(&["-", "later"]));
});

room!(
    a_replaced_policy_begins_anew_and_a_deleted_repository_has_none,
    |bench| {
        bench.repository("app").await;
        for tag in ["v1", "v2"] {
            bench.push_new("app", Some(tag), tag).await;
            bench.advance(1);
        }
        put(bench, &[rule(1, any(1))]).await;
        bench.advance(50);
        put(bench, &[rule(1, any(5))]).await;
        turn(bench).await;
        assert_eq!(statuses(bench).await, active(&["v1", "v2"]));
        put(bench, &[rule(1, any(1))]).await;
        bench
            .ask::<DeleteRepository>(json!({"repositoryName": "app", "force": true}))
            .await
            .unwrap();
        bench.repository("app").await;
        let none = bench
            .ask::<GetLifecyclePolicy>(json!({"repositoryName": "app"}))
            .await
            .unwrap_err();
        assert_eq!(none.code, "LifecyclePolicyNotFoundException");
        for tag in ["v1", "v2"] {
            bench.push_new("app", Some(tag), tag).await;
        }
        turn(bench).await;
        assert_eq!(statuses(bench).await, active(&["v1", "v2"]));
    }
);

room!(two_nodes_and_many_images, |bench| {
    bench.repository("app").await;
    for number in 0..70 {
        bench
            .push_new("app", Some(&format!("t{number}")), &number.to_string())
            .await;
    }
    put(bench, &[rule(1, any(7))]).await;
    bench.advance(61);
    let other = Arc::new(bench.restarted());
    other.cell(&bench.cell().await.region).await.unwrap();
    let (one, two) = tokio::join!(jobs::drain(&bench.node), jobs::drain(&other));
    one.and(two).unwrap();
    assert_eq!(statuses(bench).await.len(), 7);
});

room!(large_images_expire_one_after_another, |bench| {
    bench.repository("app").await;
    for seed in ["v1", "v2", "v3", "v4"] {
        let image = TestImage::with_note(seed, 1 << 20);
        bench.push("app", Some(seed), &image).await;
        bench.advance(1);
    }
    put(bench, &[rule(1, any(1))]).await;
    let ((), statements) = statements_of(turn(bench)).await;
    let begun = between(&statements, "job.hold", "ecr.image.delete");
    assert!(begun >= 2, "{statements:?}");
    assert_eq!(statuses(bench).await, active(&["v4"]));
});

/// Only the embedded database can be told how large it may be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_space_to_keep_them_images_expire_for_good() {
    let bench = Bench::with(Engine::Sqlite, keeping).await;
    bench.repository("app").await;
    for tag in ["v1", "v2", "v3"] {
        let image = TestImage::with_note(tag, 1 << 20);
        bench.push("app", Some(tag), &image).await;
        bench.advance(1);
    }
    put(&bench, &[rule(1, any(1))]).await;
    bench.work().await;
    limit(&bench, &LIMIT).await;
    turn(&bench).await;
    assert_eq!(statuses(&bench).await, active(&["v3"]));
    // There was space for the second one where the first one had been.
    assert_eq!(kept(&bench).await.len(), 1);
    limit(&bench, &NO_LIMIT).await;
    bench.assert_consistent().await;
    bench.close().await;
}

/// Where a node stops between two steps.
struct Stuck;

impl AuditLog for Stuck {
    fn write(&self, _record: Record) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

async fn with_many_images(bench: &Bench) {
    bench.repository("app").await;
    for number in 0..70 {
        bench
            .push_new("app", Some(&format!("t{number:02}")), &number.to_string())
            .await;
        bench.advance(1);
    }
    put(bench, &[rule(1, any(7))]).await;
    bench.advance(61);
}

room!(a_turn_that_panics_between_two_steps_goes_on, |bench| {
    with_many_images(bench).await;
    wharf_failpoint::arm("ecr.lifecycle.between-steps=error@1");
    bench.work().await;
    assert_eq!(statuses(bench).await.len(), 20, "one step of 50 images");
    let row = bench.jobs("lifecycle-policy").await.remove(0);
    assert_eq!((row.state, row.attempts), (jobs::State::Failed, 1));
    assert!(row.last_error.unwrap().contains("panicked"));
    bench.advance(6);
    bench.work().await;
    let kept = ["t63", "t64", "t65", "t66", "t67", "t68", "t69"];
    assert_eq!(statuses(bench).await, active(&kept));
});

room!(a_node_that_dies_in_a_turn, |bench| {
    with_many_images(bench).await;
    let dying = Arc::new(bench.restarted().auditing(Arc::new(Stuck)));
    dying.cell(&bench.cell().await.region).await.unwrap();
    let dying = tokio::spawn(async move { jobs::drain(&dying).await });
    while statuses(bench).await.len() > 20 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    dying.abort();
    // Its lease still holds: no other node begins.
    let other = Arc::new(bench.restarted());
    other.cell(&bench.cell().await.region).await.unwrap();
    jobs::drain(&other).await.unwrap();
    assert_eq!(statuses(bench).await.len(), 20);
    bench.advance(61);
    jobs::drain(&other).await.unwrap();
    let kept = ["t63", "t64", "t65", "t66", "t67", "t68", "t69"];
    assert_eq!(statuses(bench).await, active(&kept));
});
