//! The first start, and every later one.

use wharf_aws::{AccessKeyId, SecretKey, Timestamp};
use wharf_node::bootstrap::{Bootstrap, bootstrap};
use wharf_node::iam::{access_key, account};
use wharf_node::{Clock, Entropy, Identity, Sealer};

use crate::bench::{Engine, NOW, Plane, master_key};

async fn both(check: impl AsyncFn(&Identity, Sealer)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let folder = tempfile::tempdir().unwrap();
        let identity = engine.open(Plane::Identity, folder.path()).await;
        let plane = Identity::new((*identity).clone(), Clock::fixed(Timestamp::from_seconds(NOW)));
        check(&plane, Sealer::new(&master_key(), Entropy::system())).await;
        identity.close().await;
    }
}

fn wanted(key: Option<(&str, &str)>) -> Bootstrap {
    let key = key.map(|(id, secret)| {
        (
            id.parse::<AccessKeyId>().unwrap(),
            SecretKey::new(secret.to_owned()),
        )
    });
    Bootstrap {
        account: "333333333333".parse().unwrap(),
        key,
    }
}

const LATER: Timestamp = Timestamp::from_seconds(NOW + 1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_is_made_once() {
    both(async |identity, sealer| {
        let now = Timestamp::from_seconds(NOW);
        let made = bootstrap(identity, &sealer, &Entropy::system(), now, wanted(None))
            .await
            .unwrap()
            .unwrap();
        assert!(made.id.as_str().starts_with("AKIA"));
        for _ in 0..2 {
            let again = bootstrap(identity, &sealer, &Entropy::system(), LATER, wanted(None))
                .await
                .unwrap();
            assert!(again.is_none());
        }
        let accounts = account::list_page(identity, "", 10).await.unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!(
            (accounts[0].id.as_str(), accounts[0].created_at),
            ("333333333333", now)
        );
        let keys = access_key::open_keys_of_root(identity, &sealer, &accounts[0].id)
            .await
            .unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].secret.expose(), made.secret.expose());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_first_starts_one_makes_the_key() {
    both(async |identity, sealer| {
        let now = Timestamp::from_seconds(NOW);
        let entropy = Entropy::system();
        let (one, other) = tokio::join!(
            bootstrap(identity, &sealer, &entropy, now, wanted(None)),
            bootstrap(identity, &sealer, &entropy, now, wanted(None))
        );
        let made: Vec<_> = [one.unwrap(), other.unwrap()].into_iter().flatten().collect();
        assert_eq!(made.len(), 1);
        let account = "333333333333".parse().unwrap();
        let keys = access_key::open_keys_of_root(identity, &sealer, &account)
            .await
            .unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].id, made[0].id);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_keys_are_installed_at_every_start() {
    both(async |identity, sealer| {
        let first = Some(("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
        let rotated = Some(("AKIAIOSFODNN7EXAMPLE", "another secret"));
        for (key, now) in [(first, NOW), (first, NOW + 1), (rotated, NOW + 2)] {
            let now = Timestamp::from_seconds(now);
            let shown = bootstrap(identity, &sealer, &Entropy::system(), now, wanted(key))
                .await
                .unwrap();
            assert!(shown.is_none(), "what the operator gave is not shown");
            let keys = access_key::open_keys_of_root(identity, &sealer, &"333333333333".parse().unwrap())
                .await
                .unwrap();
            assert_eq!(keys.len(), 1);
            assert_eq!(Some(keys[0].secret.expose()), key.map(|(_, secret)| secret));
        }
        assert_eq!(account::list_page(identity, "", 10).await.unwrap().len(), 1);
    })
    .await;
}
