//! Access keys: sealed, switched off, found.

use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::iam::access_key::{self, AccessKey};
use wharf_node::iam::account::{self, CreateAccountError};
use wharf_node::{MasterKey, Sealer};

use crate::bench::{Bench, Engine, master_key};

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
    let listed = access_key::list(
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

room!(with_another_master_key_it_says_so, |bench| {
    let wrong = sealer(bench, &MasterKey::new([8; 32]));
    let error = access_key::list(&bench.node.identity, &wrong, &bench.alice.id)
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("was sealed with another master key"), "{error}");
    assert!(error.contains(bench.alice.key.id.as_str()), "{error}");
    assert!(!error.contains(bench.alice.key.secret.expose()));
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
