//! A database that is put back to an earlier time under a running node, as after a failover to a standby that was behind: what the
//! node remembers of the changes that are lost decides nothing.

use std::time::Duration;

use serde_json::json;
use wharf_kernel::memory::RECHECK;
use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::ecr::repository_policy::SetRepositoryPolicy;
use wharf_node::iam::access_key;
use wharf_sql::{Database, Error, Statement, params};

use crate::bench::Bench;

static OF_ACCOUNT: Statement = Statement::global(
    "test.revision_of_account",
    "SELECT revision FROM identity_revisions WHERE account = $1",
);
static PUT_BACK_ACCOUNT: Statement = Statement::global(
    "test.put_back_account",
    "UPDATE identity_revisions SET revision = $2 WHERE account = $1",
);
static OF_REGISTRY: Statement = Statement::global(
    "test.revision_of_registry",
    "SELECT revision FROM registry_revisions WHERE account = $1",
);
static PUT_BACK_REGISTRY: Statement = Statement::global(
    "test.put_back_registry",
    "UPDATE registry_revisions SET revision = $2 WHERE account = $1",
);

static SWITCH_KEY: Statement = Statement::global(
    "test.switch_key",
    "UPDATE access_keys SET active = $2 WHERE id = $1",
);

async fn read(database: &Database, of: &'static Statement, account: &str) -> i64 {
    let rows = database.query_global(of, params![account]).await.unwrap();
    rows[0].integer(0).unwrap()
}

async fn write(database: &Database, to: &'static Statement, of: &str, value: i64) {
    let of = of.to_owned();
    let written = database.transaction("test.put_back", move |transaction| {
        let values = params![of.as_str(), value];
        transaction.execute_global(to, values).map(drop)
    });
    written.await.map_err(|error: Error| error.to_string()).unwrap();
}

room!(a_key_that_is_switched_off_afterwards_stays_off, |bench| {
    let (identity, key) = (&bench.node.identity, &bench.alice.key.id);
    let id = bench.alice.id.as_str();
    let switch = async |active| assert!(access_key::set_active(identity, key, active).await.unwrap());
    let before = read(&bench.identity, &OF_ACCOUNT, id).await;
    // Two changes that will be lost, and what the node remembers after them.
    switch(false).await;
    switch(true).await;
    by_access_key(&bench.node, key.as_str(), None).await.unwrap();
    write(&bench.identity, &PUT_BACK_ACCOUNT, id, before).await;
    bench.advance(1);
    // As many changes.
    switch(true).await;
    switch(false).await;
    let off = by_access_key(&bench.node, key.as_str(), None).await;
    assert!(matches!(off, Err(CredentialFault::Invalid)));
});

room!(
    what_another_node_changed_is_not_kept_under_the_revision_before,
    |bench| {
        let (identity, key) = (&bench.node.identity, &bench.alice.key.id);
        let id = bench.alice.id.as_str();
        assert!(access_key::set_active(identity, key, false).await.unwrap());
        let before = read(&bench.identity, &OF_ACCOUNT, id).await;
        // The node knows the revision when another one changes the key, and loads the key after that.
        identity.revision(&bench.alice.id).await.unwrap();
        let other = bench.restarted();
        assert!(access_key::set_active(&other.identity, key, true).await.unwrap());
        by_access_key(&bench.node, key.as_str(), None).await.unwrap();
        // The change is lost, and the revision is the one before it again.
        write(&bench.identity, &SWITCH_KEY, key.as_str(), 0).await;
        write(&bench.identity, &PUT_BACK_ACCOUNT, id, before).await;
        let off = async {
            while by_access_key(&bench.node, key.as_str(), None).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let off = tokio::time::timeout(10 * RECHECK, off).await;
        assert!(off.is_ok(), "what was lost decides requests");
    }
);

/// Lets one account see Alice's repository.
async fn lend(bench: &Bench, account: &str) {
    let statement =
        json!({"Effect": "Allow", "Principal": {"AWS": account}, "Action": "ecr:DescribeRepositories"});
    let text = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let request = json!({"repositoryName": "app", "policyText": text});
    bench.ask::<SetRepositoryPolicy>(request).await.unwrap();
}

room!(
    a_repository_that_is_lent_to_another_account_is_not_lent_twice,
    |bench| {
        bench.repository("app").await;
        let (alice, bob) = (bench.alice.id.as_str(), bench.bob.id.as_str());
        let sees = async || {
            let request = json!({"registryId": alice, "repositoryNames": ["app"]});
            bench
                .ask_as::<DescribeRepositories>(&bench.bob, request)
                .await
                .is_ok()
        };
        let before = read(&bench.registry, &OF_REGISTRY, alice).await;
        lend(bench, bob).await;
        assert!(sees().await);
        write(&bench.registry, &PUT_BACK_REGISTRY, alice, before).await;
        bench.advance(1);
        lend(bench, alice).await;
        assert!(!sees().await);
    }
);
