//! Access keys whose secret does not open with the master key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::json;
use wharf_aws::iam::{ListAccessKeysRequest, StatusType};
use wharf_aws::wharf as wire;
use wharf_node::authenticate::{CredentialFault, by_access_key, by_authorization_token};
use wharf_node::ecr::authorization_token::{GetAuthorizationToken, TokenFault};
use wharf_node::iam::access_key::ListAccessKeys;
use wharf_node::jobs::operations::GetJobHealth;
use wharf_node::operator::access_key::{DeleteRootAccessKey, ListRootAccessKeys, RevealRootAccessKey};
use wharf_node::{Changed, Error, Unavailable, perform};
use wharf_sql::{Statement, params};

use crate::bench::{Bench, REGION, Take as _, Tenant};

static DAMAGE: Statement = Statement::global(
    "test.damage_key",
    "UPDATE access_keys SET sealed_secret = $2 WHERE id = $1",
);

static SECRET: Statement = Statement::global(
    "test.sealed_secret",
    "SELECT sealed_secret FROM access_keys WHERE id = $1",
);

/// Puts other bytes in the place of a sealed secret, and gives those that were there.
async fn damage(bench: &Bench, tenant: &Tenant) -> Bytes {
    let id = tenant.key.id.as_str().to_owned();
    let rows = bench.identity.query_global(&SECRET, params![id.as_str()]).await;
    let sealed = rows.unwrap()[0].blob(0).unwrap();
    let changed = Changed::Account(tenant.id);
    let damaged = bench
        .node
        .identity
        .change("test.damage_key", changed, move |transaction| {
            transaction.execute_global(&DAMAGE, params![id.as_str(), Bytes::from_static(&[0; 60])])
        });
    let damaged: Result<u64, wharf_sql::Error> = damaged.await;
    assert_eq!(damaged.unwrap(), 1);
    sealed
}

room!(
    one_that_was_deleted_or_put_back_elsewhere_is_forgotten_soon,
    |bench| {
        let other = bench.restarted();
        let opens = async |tenant: &Tenant| {
            let opened = by_access_key(&other, tenant.key.id.as_str(), None).await;
            opened.is_ok()
        };
        let sealed = damage(bench, &bench.alice).await;
        damage(bench, &bench.bob).await;
        assert!(!opens(&bench.alice).await && !opens(&bench.bob).await);
        let input = wire::DeleteRootAccessKeyRequest {
            access_key_id: bench.bob.key.id.to_string(),
        };
        let root = bench.call(&bench.alice);
        perform::<DeleteRootAccessKey>(&bench.node, &root, input)
            .await
            .unwrap();
        // As an operator puts a row back, who knows of no revisions.
        let id = bench.alice.key.id.to_string();
        let put_back = bench.identity.transaction("test.put_back", move |transaction| {
            transaction.execute_global(&DAMAGE, params![id.as_str(), sealed.clone()])
        });
        let put_back: Result<u64, wharf_sql::Error> = put_back.await;
        assert_eq!(put_back.unwrap(), 1);
        let known = async || {
            other.look_at_unreadable().await;
            other.unreadable_records().len()
        };
        assert_eq!(known().await, 2, "they were met a moment ago");
        bench.advance(10);
        assert_eq!(known().await, 0);
        assert!(opens(&bench.alice).await);
    }
);

room!(
    one_that_does_not_open_is_answered_as_one_that_is_not_there,
    |bench| {
        let (node, id) = (&bench.node, bench.bob.key.id.as_str());
        let token = bench.ask_as::<GetAuthorizationToken>(&bench.bob, json!({})).await;
        let token = token.unwrap().text("/authorizationData/0/authorizationToken");
        let token = String::from_utf8(STANDARD.decode(token).unwrap()).unwrap();
        let sign_in = async || {
            let (user, password) = token.split_once(':').unwrap();
            by_authorization_token(node, user, password, &REGION.parse().unwrap()).await
        };
        assert!(sign_in().await.is_ok());
        damage(bench, &bench.bob).await;
        assert!(matches!(
            by_access_key(node, id, None).await,
            Err(CredentialFault::Unreadable(_))
        ));
        assert!(matches!(sign_in().await, Err(TokenFault::Invalid)));
        let others = by_access_key(node, bench.alice.key.id.as_str(), None).await;
        assert!(others.is_ok(), "it stops no other");

        let told = node.unreadable_records();
        assert_eq!(told.len(), 1, "{told:?}");
        let said = told[0].to_string();
        assert!(
            said.contains(&format!("the access key {id} of account 222222222222")),
            "{said}"
        );
        assert!(
            said.contains(&format!("`wharf access-key delete --id {id}`")),
            "{said}"
        );
        bench.advance(60 * 60);
        assert!(node.unreadable_records().is_empty(), "nothing met it for an hour");
    }
);

room!(operators_see_which_does_not_open, |bench| {
    let (node, root, id) = (&bench.node, bench.call(&bench.alice), bench.bob.key.id.as_str());
    damage(bench, &bench.bob).await;
    let list = async |tenant: &Tenant| {
        let input = wire::ListRootAccessKeysRequest {
            account_id: tenant.id,
        };
        let listed = perform::<ListRootAccessKeys>(node, &root, input).await.unwrap();
        listed
            .access_keys
            .iter()
            .map(|key| key.status)
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&bench.bob).await, [wire::RootAccessKeyStatus::Unreadable]);
    assert_eq!(list(&bench.alice).await, [wire::RootAccessKeyStatus::Active]);
    // AWS has no such status.
    let input = ListAccessKeysRequest {
        user_name: None,
        marker: None,
        max_items: None,
    };
    let listed = perform::<ListAccessKeys>(node, &bench.call(&bench.bob), input)
        .await
        .unwrap();
    assert_eq!(listed.access_key_metadata[0].status, Some(StatusType::Active));

    let input = wire::RevealRootAccessKeyRequest {
        account_id: bench.bob.id,
    };
    match perform::<RevealRootAccessKey>(node, &root, input).await {
        Err(Error::Unavailable(Unavailable::Unreadable(said))) => {
            assert!(said.record.contains(id), "{said}");
        }
        other => panic!("{:?}", other.err()),
    }
    bench.advance(60 * 60);
    let known = async || {
        let health = perform::<GetJobHealth>(node, &root, wire::GetJobHealthRequest {}).await;
        health.unwrap().unreadable_records
    };
    // It looks by itself.
    let found = known().await.unwrap_or_default();
    assert!(found.len() == 1 && found[0].contains(id), "{found:?}");
    let input = wire::DeleteRootAccessKeyRequest {
        access_key_id: id.to_owned(),
    };
    let deleted = perform::<DeleteRootAccessKey>(node, &root, input).await.unwrap();
    assert_eq!(deleted.access_key.status, wire::RootAccessKeyStatus::Unreadable);
    assert_eq!(known().await, None);
});
