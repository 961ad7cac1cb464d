//! Keys that do not open what they seal.

use serde_json::json;
use wharf_node::Node;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::BatchGetImage;
use wharf_node::verification::What;
use wharf_sql::{Statement, params};

use super::{LOOK, change, found, verify};
use crate::bench::{Bench, Engine};

static DISABLE_KEYS: Statement =
    Statement::global("test.disable_keys", "UPDATE kms_keys SET state = 'Disabled'");
static ENABLE_KEYS: Statement =
    Statement::global("test.enable_keys", "UPDATE kms_keys SET state = 'Enabled'");
static DAMAGE_DATA_KEYS: Statement = Statement::global(
    "test.damage_data_keys",
    "UPDATE data_keys SET sealed = SUBSTR(sealed, 2)",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_data_key_that_does_not_open_is_found_and_a_disabled_one_is_locked() {
    // No consistency is asserted at the end: there is none.
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let bench = &Bench::with(engine, |_| {}).await;
        let kms = json!({"repositoryName": "sealed", "encryptionConfiguration": {"encryptionType": "KMS"}});
        bench.ask::<CreateRepository>(kms).await.unwrap();
        bench.push_new("sealed", Some("v1"), "one").await;
        change(bench, &DISABLE_KEYS).await;
        let (findings, checked) = verify(bench, LOOK).await;
        assert_eq!(
            (findings, checked.locked_blobs, checked.locked_manifests),
            (vec![], 2, 1)
        );
        change(bench, &ENABLE_KEYS).await;
        change(bench, &DAMAGE_DATA_KEYS).await;
        let broken = found(bench, LOOK).await;
        assert_eq!(broken, [(What::Table, false), (What::AlteredManifest, false)]);

        // Another node meets it too. Nothing needs it once its repository is gone.
        let other = bench.restarted();
        let pull = json!({"repositoryName": "sealed", "imageIds": [{"imageTag": "v1"}]});
        let call = bench.call(&bench.alice);
        let refused = bench.ask_node::<BatchGetImage>(&other, &call, pull).await;
        refused.unwrap_err();
        let known = |node: &Node| node.unreadable_records().len();
        assert_eq!((known(&bench.node), known(&other)), (1, 1));
        let delete = json!({"repositoryName": "sealed", "force": true});
        bench.ask::<DeleteRepository>(delete).await.unwrap();
        assert_eq!((known(&bench.node), known(&other)), (0, 1));
        bench.advance(10);
        other.look_at_unreadable().await;
        assert_eq!(known(&other), 0);
    }
}

static MATERIAL: Statement = Statement::global("test.material", "SELECT material FROM kms_key_versions");
static PUT_MATERIAL_BACK: Statement = Statement::global(
    "test.put_material_back",
    "UPDATE kms_key_versions SET material = $1",
);
static DAMAGE_MATERIAL: Statement = Statement::global(
    "test.damage_material",
    "UPDATE kms_key_versions SET material = SUBSTR(material, 2)",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn key_material_that_does_not_open_is_named_and_stops_nothing_else() {
    // As in the other test.
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let bench = &Bench::with(engine, |_| {}).await;
        let kms = json!({"repositoryName": "sealed", "encryptionConfiguration": {"encryptionType": "KMS"}});
        bench.ask::<CreateRepository>(kms).await.unwrap();
        let sealed = bench.push_new("sealed", Some("v1"), "one").await;
        bench.repository("open").await;
        bench.push("open", Some("v1"), &sealed).await;
        let material = bench.registry.query_global(&MATERIAL, params![]).await.unwrap();
        let [material] = &material[..] else {
            panic!("there are several keys");
        };
        let material = material.blob(0).unwrap();
        change(bench, &DAMAGE_MATERIAL).await;
        let pull = async |repository: &str| {
            let request = json!({"repositoryName": repository, "imageIds": [{"imageTag": "v1"}]});
            bench.ask::<BatchGetImage>(request).await
        };
        let refused = pull("sealed").await.unwrap_err();
        assert!(
            refused.message.contains("version 1 of arn:aws:kms:"),
            "{refused:?}"
        );
        assert!(
            refused.message.contains("with the master key that sealed it"),
            "{refused:?}"
        );
        pull("open").await.unwrap();
        assert_eq!(bench.node.unreadable_records().len(), 1);
        let broken = found(bench, LOOK).await;
        assert_eq!(broken, [(What::Table, false), (What::AlteredManifest, false)]);
        let put_back = bench
            .registry
            .transaction("test.put_material_back", move |transaction| {
                transaction.execute_global(&PUT_MATERIAL_BACK, params![material.clone()])
            });
        let put_back: Result<u64, wharf_sql::Error> = put_back.await;
        assert_eq!(put_back.unwrap(), 1);
        bench.advance(10);
        bench.node.look_at_unreadable().await;
        assert_eq!(bench.node.unreadable_records(), []);
        pull("sealed").await.unwrap();
    }
}
