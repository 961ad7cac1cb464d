//! What the node does by itself.

use std::time::Duration;

use serde_json::json;
use wharf_blob::Store as _;
use wharf_blob::faulty::{Call, Fault};
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::layer_upload::InitiateLayerUpload;
use wharf_node::ecr::resource_tag::TagResource;
use wharf_node::jobs::{self, State};
use wharf_sql::{Error, Statement, params};

use crate::bench::{Bench, Index, artifact};

const DAY: u64 = 24 * 60 * 60;
/// From one turn of a job to the next.
const ROUND: u64 = 10 * 60;

async fn begin(bench: &Bench) {
    bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
}

async fn fill(bench: &Bench, name: &str) {
    bench.repository(name).await;
    let image = bench.push_new(name, Some("v1"), "one").await;
    bench.push(name, Some("multi"), &Index::of(&[&image])).await;
    bench.push(name, None, &artifact(&image, "t/x", "n")).await;
    let arn = format!("arn:aws:ecr:eu-central-1:111111111111:repository/{name}");
    let request = json!({"resourceArn": arn, "tags": [{"Key": "a", "Value": "b"}]});
    bench.ask::<TagResource>(request).await.unwrap();
    bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": name}))
        .await
        .unwrap();
}

async fn delete(bench: &Bench, name: &str) {
    let request = json!({"repositoryName": name, "force": true});
    bench.ask::<DeleteRepository>(request).await.unwrap();
}

room!(rows_of_deleted_repositories_go, |bench| {
    for name in ["app", "stays"] {
        fill(bench, name).await;
    }
    let one = bench.rows().await.count() / 2;
    delete(bench, "app").await;
    // Deleting takes the name away, not yet the rows.
    assert_eq!(bench.rows().await.count(), 2 * one);
    fill(bench, "app").await;
    delete(bench, "app").await;
    bench.work().await;
    assert_eq!(bench.rows().await.count(), one, "another repository's rows stay");
    assert_eq!(bench.bytes.plain().uploads.list().await.unwrap().len(), 1);
    bench.push_new("stays", Some("v2"), "two").await;
});

static MANY_CHILDREN: Statement = Statement::global(
    "test.many_children",
    "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 1200) \
     INSERT INTO image_children (account, region, repository, child, child_kind, parent) \
     SELECT account, region, id, 'base', 'layer', CAST(v AS TEXT) FROM repositories, n",
);

// A base layer that more images name than one step removes.
room!(in_steps_also_by_one_layer, |bench| {
    bench.repository("app").await;
    let filled = bench.registry.transaction("test.fill", |transaction| {
        transaction.execute_global(&MANY_CHILDREN, params![])
    });
    assert_eq!(filled.await, Ok::<_, Error>(1200));
    delete(bench, "app").await;
    bench.work().await;
    assert_eq!(bench.rows().await.count(), 0);
});

room!(
    a_removal_that_fails_goes_on_later_and_holds_up_no_other,
    |bench| {
        for name in ["app", "other"] {
            fill(bench, name).await;
            delete(bench, name).await;
        }
        let all = bench.rows().await.count();
        bench.bytes.fail(Call::Abort, 1, Fault::Io);
        bench.work().await;
        assert_eq!(
            bench.rows().await.count(),
            all / 2,
            "the other one's rows are gone"
        );
        let filter = jobs::Filter {
            state: Some(State::Failed),
            ..jobs::Filter::default()
        };
        let failed = jobs::list(&*bench.cell().await, filter, None, 1000)
            .await
            .unwrap();
        assert_eq!(
            (failed.len(), failed[0].id.job.as_str()),
            (1, "repository-removal")
        );
        bench.advance(6);
        bench.work().await;
        assert_eq!(bench.rows().await.count(), 0);
    }
);

room!(uploads_expire_after_a_day, |bench| {
    let uploads = async || {
        (
            bench.rows().await.uploads.len(),
            bench.bytes.plain().uploads.list().await.unwrap().len(),
        )
    };
    bench.repository("app").await;
    bench.work().await;
    begin(bench).await;
    bench.advance(DAY / 2);
    begin(bench).await;
    bench.advance(DAY / 2);
    // The storage's clock is the machine's; the node's stands in the past, so no bytes look abandoned by themselves.
    bench.work().await;
    assert_eq!(uploads().await, (2, 2), "a day is not more than a day");
    bench.advance(ROUND);
    bench.work().await;
    assert_eq!(uploads().await, (1, 1));
    // One that does not go keeps no other, and is tried again.
    begin(bench).await;
    bench.advance(2 * DAY);
    bench.bytes.fail(Call::Abort, 1, Fault::Io);
    bench.work().await;
    assert_eq!(uploads().await, (1, 1));
    assert_eq!(bench.jobs("upload-expiry").await[0].state, State::Failed);
    bench.advance(6);
    bench.work().await;
    assert_eq!(uploads().await, (0, 0));
});

room!(bytes_that_no_row_knows_expire_too, |bench| {
    let id = wharf_blob::UploadId::from_random([9; 16]);
    bench.bytes.plain().uploads.begin(&id).await.unwrap();
    bench.cell().await;
    let began = bench.bytes.plain().uploads.list().await.unwrap()[0].modified_micros;
    let left = u64::try_from(began - bench.clock.now().micros()).unwrap();
    bench
        .clock
        .advance(Duration::from_micros(left) - Duration::from_secs(ROUND));
    bench.work().await;
    bench.advance(DAY + ROUND);
    bench.work().await;
    assert_eq!(
        bench.bytes.plain().uploads.list().await.unwrap().len(),
        1,
        "a day is not more than a day"
    );
    bench.advance(ROUND);
    bench.work().await;
    assert_eq!(bench.bytes.plain().uploads.list().await.unwrap(), []);
});
