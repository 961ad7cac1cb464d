//! Last uses of credentials: noted in memory, written down, the later one kept.

use wharf_aws::Timestamp;
use wharf_aws::iam::{DeleteAccessKeyRequest, GetAccessKeyLastUsedRequest};
use wharf_node::iam::access_key::DeleteAccessKey;
use wharf_node::iam::access_key::GetAccessKeyLastUsed;
use wharf_node::{Call, Node, maintenance, perform};

use crate::bench::Bench;

/// What a node says of a key.
async fn last_used(node: &Node, call: &Call, key: &str) -> Option<Timestamp> {
    let input = GetAccessKeyLastUsedRequest {
        access_key_id: key.to_owned(),
    };
    let answer = perform::<GetAccessKeyLastUsed>(node, call, input).await.unwrap();
    answer.access_key_last_used.unwrap().last_used_date
}

/// The key of the tenant that is asked about, and a call of the other tenant's, so that asking is no use of it.
fn parties(bench: &Bench) -> (Call, String) {
    let call = bench.call(&bench.alice);
    let asking = Call {
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        ..call.clone()
    };
    (asking, call.access_key_id)
}

room!(a_use_is_known_at_once_and_kept_once_written_down, |bench| {
    let (asking, key) = parties(bench);
    bench.repository("app").await;
    let first = last_used(&bench.node, &asking, &key).await;
    assert_eq!(first, Some(bench.clock.now()));
    assert_eq!(last_used(&bench.restarted(), &asking, &key).await, None);
    maintenance::write_down(&bench.node).await;
    assert_eq!(last_used(&bench.restarted(), &asking, &key).await, first);
    // Within the minute it is not noted again.
    bench.advance(59);
    bench.repository("app2").await;
    assert_eq!(last_used(&bench.node, &asking, &key).await, first);
    bench.advance(1);
    bench.repository("app3").await;
    assert_eq!(
        last_used(&bench.node, &asking, &key).await,
        Some(bench.clock.now())
    );
});

room!(the_later_of_two_nodes_uses_is_kept, |bench| {
    let (asking, key) = parties(bench);
    bench.repository("app").await;
    let other = bench.restarted();
    bench.advance(90);
    last_used(&other, &bench.call(&bench.alice), &key).await;
    let later = Some(bench.clock.now());
    maintenance::write_down(&other).await;
    maintenance::write_down(&bench.node).await;
    assert_eq!(last_used(&bench.restarted(), &asking, &key).await, later);
    // It goes with its key.
    let delete = DeleteAccessKeyRequest {
        user_name: None,
        access_key_id: key.clone(),
    };
    perform::<DeleteAccessKey>(&bench.node, &asking, delete)
        .await
        .unwrap();
    let gone = GetAccessKeyLastUsedRequest { access_key_id: key };
    let fault = perform::<GetAccessKeyLastUsed>(&bench.node, &asking, gone).await;
    assert!(format!("{fault:?}").contains("NoSuchEntity"), "{fault:?}");
});
