//! Access keys: sealed, switched off, found.

use wharf_aws::wharf as wire;
use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::bootstrap::{Bootstrap, bootstrap};
use wharf_node::iam::access_key::{self, AccessKey};
use wharf_node::iam::account::{self, CreateAccountError};
use wharf_node::master_key::{Compared, MasterKeyError, compare};
use wharf_node::operator::access_key::{
    CreateRootAccessKey, DeleteRootAccessKey, ListRootAccessKeys, RevealRootAccessKey, UpdateRootAccessKey,
};
use wharf_node::operator::account::CreateAccount;
use wharf_node::{Changed, Entropy, Error, MasterKey, Sealer, perform};
use wharf_sql::{Statement, params};

use crate::bench::{Bench, Engine, master_key};

static REMOVE: Statement = Statement::global("test.remove_keys", "DELETE FROM access_keys");

fn sealer(bench: &Bench, key: &MasterKey) -> Sealer {
    Sealer::new(key, bench.node.entropy.clone())
}

room!(found_while_active, |bench| {
    let key = &bench.alice.key;
    let (identified, secret) = by_access_key(&bench.node, key.id.as_str(), None).await.unwrap();
    assert_eq!(identified.principal.arn, "arn:aws:iam::111111111111:root");
    assert_eq!(secret.expose(), key.secret.expose());
    let unknown = by_access_key(&bench.node, "AKIAIOSFODNN7EXAMPLE", None).await;
    assert!(matches!(unknown, Err(CredentialFault::Invalid)));
    assert!(
        access_key::set_active(&bench.node.identity, &key.id, false)
            .await
            .unwrap()
    );
    let inactive = by_access_key(&bench.node, key.id.as_str(), None).await;
    assert!(matches!(inactive, Err(CredentialFault::Invalid)));
    let listed = access_key::open_keys_of_root(
        &bench.node.identity,
        &sealer(bench, &master_key()),
        &bench.alice.id,
    )
    .await
    .unwrap();
    let listed: Vec<_> = listed.iter().map(|key| (key.id.as_str(), key.active)).collect();
    assert_eq!(listed, [(key.id.as_str(), false)]);
    let unknown = AccessKey::generate(&bench.alice.id, &bench.node.entropy, bench.clock.now());
    assert!(
        !access_key::set_active(&bench.node.identity, &unknown.id, true)
            .await
            .unwrap()
    );
    let again = account::create(&bench.node.identity, &bench.alice.id, "again", bench.clock.now()).await;
    assert!(matches!(again, Err(CreateAccountError::Exists(id)) if id == bench.alice.id));
});

room!(
    another_master_key_is_told_whether_or_not_there_are_keys,
    |bench| {
        let (identity, right) = (&bench.node.identity, sealer(bench, &master_key()));
        let wrong = sealer(bench, &MasterKey::new([8; 32]));
        let compare = async |sealer| compare(identity, sealer).await.unwrap();
        // As a database of an older version: its keys tell, and the next start writes the check down.
        assert_eq!(compare(&wrong).await, Compared::Other);
        assert_eq!(compare(&right).await, Compared::Likely);
        let wanted = || Bootstrap {
            account: bench.alice.id,
            key: None,
        };
        let now = bench.clock.now();
        let refused = bootstrap(identity, &wrong, &bench.node.entropy, now, wanted()).await;
        let is_told = matches!(refused, Err(MasterKeyError::Other));
        assert!(is_told, "it would serve, and seal");
        bootstrap(identity, &right, &bench.node.entropy, now, wanted())
            .await
            .unwrap();
        assert_eq!(compare(&right).await, Compared::Same);
        let removed = identity
            .database()
            .transaction("test.remove", move |transaction| {
                transaction.execute_global(&REMOVE, params![])
            });
        let removed: Result<u64, wharf_sql::Error> = removed.await;
        removed.unwrap();
        assert_eq!(compare(&wrong).await, Compared::Other);
        assert_eq!(compare(&right).await, Compared::Same);
    }
);

room!(keys_of_another_master_key_stop_no_other, |bench| {
    let (identity, right) = (&bench.node.identity, sealer(bench, &master_key()));
    let wrong = sealer(bench, &MasterKey::new([8; 32]));
    let compare = async |sealer| compare(identity, sealer).await.unwrap();
    let mut strange = None;
    // Fewer of them, and as many: the oldest key is the one of the first start.
    for account in [&bench.alice.id, &bench.bob.id] {
        bench.advance(1);
        let key = AccessKey::generate(account, &bench.node.entropy, bench.clock.now());
        access_key::insert(identity, &wrong, &key).await.unwrap();
        assert_eq!(compare(&right).await, Compared::Likely);
        assert_eq!(compare(&wrong).await, Compared::Other);
        strange = Some(key);
    }
    let strange = strange.unwrap();
    let given = Bootstrap {
        account: bench.alice.id,
        key: Some((strange.id.clone(), strange.secret.clone())),
    };
    let now = bench.clock.now();
    let refused = bootstrap(identity, &wrong, &bench.node.entropy, now, given).await;
    assert!(matches!(refused, Err(MasterKeyError::Other)));
    let at_start = Bootstrap {
        account: bench.alice.id,
        key: None,
    };
    bootstrap(identity, &right, &bench.node.entropy, now, at_start)
        .await
        .unwrap();
    assert_eq!(compare(&right).await, Compared::Same);
    assert_eq!(compare(&wrong).await, Compared::Other);
    let listed = access_key::open_keys_of_root(identity, &right, &bench.alice.id)
        .await
        .unwrap();
    let listed: Vec<_> = listed.iter().map(|key| key.id.as_str()).collect();
    assert_eq!(listed, [bench.alice.key.id.as_str()]);
});

room!(the_newest_key_that_opens_is_revealed, |bench| {
    let identity = &bench.node.identity;
    let (right, wrong) = (
        sealer(bench, &master_key()),
        sealer(bench, &MasterKey::new([8; 32])),
    );
    let reveal = async || {
        let input = wire::RevealRootAccessKeyRequest {
            account_id: bench.bob.id,
        };
        perform::<RevealRootAccessKey>(&bench.node, &bench.call(&bench.alice), input).await
    };
    bench.advance(1);
    let newer = AccessKey::generate(&bench.bob.id, &bench.node.entropy, bench.clock.now());
    access_key::insert(identity, &right, &newer).await.unwrap();
    let revealed = reveal().await.unwrap();
    assert_eq!(revealed.access_key.access_key_id, newer.id.as_str());
    bench.advance(1);
    let strange = AccessKey::generate(&bench.bob.id, &bench.node.entropy, bench.clock.now());
    access_key::insert(identity, &wrong, &strange).await.unwrap();
    let revealed = reveal().await.unwrap();
    assert_eq!(revealed.access_key.access_key_id, newer.id.as_str());
    assert_eq!(revealed.secret_access_key, newer.secret.expose());
    for key in [&newer, &bench.bob.key] {
        access_key::set_active(identity, &key.id, false).await.unwrap();
    }
    assert!(matches!(reveal().await, Err(Error::Unavailable(_))));
    access_key::set_active(identity, &strange.id, false)
        .await
        .unwrap();
    assert!(matches!(
        reveal().await,
        Err(Error::Fault(wire::Fault::AccessKeyNotFound { .. }))
    ));
});

/// Bytes of the file and of its log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_secret_is_nowhere_in_the_file() {
    let bench = Bench::with(Engine::Sqlite, |_| {}).await;
    let mut stored = Vec::new();
    for entry in std::fs::read_dir(bench.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            stored.extend(std::fs::read(path).unwrap());
        }
    }
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(bench.alice.key.id.as_str()), "the files are the right ones");
    let secret = bench.alice.key.secret.expose();
    assert_eq!(secret.len(), 40);
    assert!(!holds(secret) && !holds(&secret[..12]));
    bench.close().await;
}

room!(a_key_that_changes_hands_is_its_new_accounts, |bench| {
    let (node, other) = (&bench.node, bench.restarted());
    let key = &bench.alice.key;
    let seen = async || by_access_key(node, key.id.as_str(), None).await;
    assert_eq!(seen().await.unwrap().0.account, bench.alice.id);
    // Another node starts with the key for another account.
    let wanted = Bootstrap {
        account: bench.bob.id,
        key: Some((key.id.clone(), key.secret.clone())),
    };
    let (sealer, now) = (sealer(bench, &master_key()), bench.clock.now());
    bootstrap(&other.identity, &sealer, &Entropy::system(), now, wanted)
        .await
        .unwrap();
    // As if half a second went by.
    let look_again = async |changed| {
        let looked = node
            .identity
            .change("test.look", changed, |_| Ok::<_, wharf_sql::Error>(()));
        looked.await.unwrap();
    };
    look_again(Changed::AllAccounts).await;
    assert_eq!(seen().await.unwrap().0.account, bench.bob.id);
    assert!(
        access_key::set_active(&other.identity, &key.id, false)
            .await
            .unwrap()
    );
    look_again(Changed::Account(bench.bob.id)).await;
    assert!(matches!(seen().await, Err(CredentialFault::Invalid)));
});

static HIDE: Statement = Statement::global("test.hide", "ALTER TABLE access_keys RENAME TO hidden");
static SHOW: Statement = Statement::global("test.show", "ALTER TABLE hidden RENAME TO access_keys");

room!(an_account_is_made_with_its_key_or_not_at_all, |bench| {
    let create = async || {
        let input = wire::CreateAccountRequest {
            account_id: "333333333333".parse().unwrap(),
            name: None,
            email: None,
            with_repositories: None,
        };
        perform::<CreateAccount>(&bench.node, &bench.call(&bench.alice), input).await
    };
    let change = async |statement: &'static Statement| {
        let changed = bench
            .identity
            .transaction::<_, wharf_sql::Error, _>("test.change", |transaction| {
                transaction.execute_global(statement, params![])
            });
        changed.await.unwrap();
    };
    change(&HIDE).await;
    assert!(matches!(create().await, Err(Error::Unavailable(_))));
    change(&SHOW).await;
    let made = create().await.unwrap();
    let found = by_access_key(&bench.node, &made.access_key_id, None)
        .await
        .unwrap();
    assert_eq!(found.0.account.as_str(), "333333333333");
});

room!(a_root_user_has_two_keys, |bench| {
    let root = bench.call(&bench.alice);
    let account_id = bench.bob.id;
    let create = async || {
        let input = wire::CreateRootAccessKeyRequest { account_id };
        perform::<CreateRootAccessKey>(&bench.node, &root, input).await
    };
    let second = create().await.unwrap().access_key;
    let refused = create().await.unwrap_err();
    assert!(
        matches!(refused, Error::Fault(wire::Fault::LimitExceeded { .. })),
        "{refused:?}"
    );
    let input = wire::UpdateRootAccessKeyRequest {
        access_key_id: second.access_key_id.clone(),
        status: wire::AccessKeyStatus::Inactive,
    };
    let switched = perform::<UpdateRootAccessKey>(&bench.node, &root, input).await;
    let switched = switched.unwrap().access_key;
    assert_eq!(
        (&switched.access_key_id, switched.status),
        (&second.access_key_id, wire::RootAccessKeyStatus::Inactive)
    );
    let input = wire::ListRootAccessKeysRequest { account_id };
    let listed = perform::<ListRootAccessKeys>(&bench.node, &root, input).await;
    let listed = listed.unwrap().access_keys;
    assert!(listed.len() == 2 && listed.contains(&switched), "{listed:?}");
    // One that is deleted makes room for another, and is not there to be deleted again.
    let delete = async || {
        let access_key_id = second.access_key_id.clone();
        let input = wire::DeleteRootAccessKeyRequest { access_key_id };
        perform::<DeleteRootAccessKey>(&bench.node, &root, input).await
    };
    assert_eq!(delete().await.unwrap().access_key, switched);
    let refused = delete().await.unwrap_err();
    assert!(
        matches!(refused, Error::Fault(wire::Fault::AccessKeyNotFound { .. })),
        "{refused:?}"
    );
    create().await.unwrap();
});
