//! What is done for an answer does not tell whether another account has the same bytes.

use wharf_aws::AccountId;
use wharf_blob::faulty::Call;
use wharf_node::distribution::{PushBlob, PushBlobInput, Target};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::perform;

use crate::bench::counted::statements_of;
use crate::bench::{Bench, body, sha256};

const CALLS: [Call; 9] = [
    Call::Begin,
    Call::Append,
    Call::Length,
    Call::Commit,
    Call::Abort,
    Call::Open,
    Call::Stat,
    Call::Recover,
    Call::Discard,
];

/// The statements and the calls of the store that a push of Bob's needs.
async fn push(bench: &Bench, bytes: &'static [u8]) -> (Vec<String>, Vec<u64>) {
    let made = || CALLS.map(|call| bench.bytes.calls(call));
    let before = made();
    let registry: AccountId = bench.bob.id;
    let input = PushBlobInput {
        target: Target {
            registry,
            repository: "app".parse().unwrap(),
        },
        digest: sha256(bytes),
        body: body(bytes),
    };
    let (pushed, statements) =
        statements_of(perform::<PushBlob>(&bench.node, &bench.call(&bench.bob), input)).await;
    pushed.unwrap();
    // Memory asks for its revision now and then.
    let statements = statements.into_iter().filter(|name| !name.contains("revision"));
    let statements = statements.collect();
    let calls = made()
        .into_iter()
        .zip(before)
        .map(|(after, before)| after - before);
    (statements, calls.collect())
}

room!(
    a_push_does_the_same_whether_another_account_has_the_bytes_or_not,
    |bench| {
        bench.repository("app").await;
        let request = serde_json::json!({"repositoryName": "app"});
        bench
            .ask_as::<CreateRepository>(&bench.bob, request)
            .await
            .unwrap();
        // The first push opens what later ones have open.
        push(bench, b"first").await;
        bench.layer("app", b"of another account").await;
        let (fresh, held) = (
            push(bench, b"of no account").await,
            push(bench, b"of another account").await,
        );
        assert!(fresh.0.len() > 2 && fresh.1.iter().sum::<u64>() > 2, "{fresh:?}");
        assert_eq!(fresh, held);
    }
);
