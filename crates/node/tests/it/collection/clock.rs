//! A collection by command goes by no clock that is not believed.

use std::time::Duration;

use wharf_aws::{Timestamp, wharf as wire};
use wharf_blob::{Store as _, conformance};
use wharf_node::collection::operations::CollectBytes;
use wharf_node::{Error, perform};

use super::{DAY, is_there};
use crate::bench::Bench;

/// As the command does by default.
const PLAIN: wire::CollectBytesRequest = wire::CollectBytesRequest {
    grace_hours: 24,
    dry_run: None,
    force: None,
    take_pushes: None,
    take_restorable: None,
    take_unrecorded: None,
    position: None,
};

/// Collects; how much went.
async fn collect(bench: &Bench, how: &wire::CollectBytesRequest) -> Result<usize, wire::Fault> {
    let (mut position, mut gone) = (None, 0);
    loop {
        let input = wire::CollectBytesRequest {
            position,
            ..how.clone()
        };
        let stepped = match perform::<CollectBytes>(&bench.node, &bench.call(&bench.alice), input).await {
            Ok(stepped) => stepped,
            Err(Error::Fault(fault)) => return Err(fault),
            Err(error) => panic!("{error:?}"),
        };
        let went = |finding: &&wire::CollectionFinding| {
            finding.removed == Some(true) || finding.what == wire::FindingType::Removed
        };
        gone += stepped.findings.iter().filter(went).count();
        if stepped.position.is_none() {
            return Ok(gone);
        }
        position = stepped.position;
    }
}

room!(a_clock_that_was_set_makes_nothing_old, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"loose").await;
    let dry = wire::CollectBytesRequest {
        dry_run: Some(true),
        ..PLAIN
    };
    assert_eq!(collect(bench, &PLAIN).await.unwrap(), 0);
    let before = bench.clock.now();
    bench.clock.set(before.plus(40 * DAY));
    for _ in 0..3 {
        let refused = collect(bench, &PLAIN).await.unwrap_err();
        assert!(
            refused.to_string().contains("The clock is not believed"),
            "{refused}"
        );
    }
    collect(bench, &dry).await.unwrap();
    assert!(is_there(bench, b"loose").await);
    // An even hour proves it, and then the layer is as old as the clock says.
    bench.clock.advance(Duration::from_secs(61 * 60));
    assert_eq!(collect(bench, &PLAIN).await.unwrap(), 1);
});

room!(without_grace_it_makes_bytes_without_rows_no_older, |bench| {
    bench.repository("app").await;
    let bytes = conformance::content(100);
    conformance::push(&bench.bytes.plain(), &bytes).await.unwrap();
    let at_once = wire::CollectBytesRequest {
        grace_hours: 0,
        take_pushes: Some(true),
        ..PLAIN
    };
    bench.clock.set(Timestamp::from_seconds(4_000_000_000));
    assert_eq!(collect(bench, &at_once).await.unwrap(), 0);
    let unrecorded = wire::CollectBytesRequest {
        take_unrecorded: Some(true),
        ..at_once.clone()
    };
    bench.clock.advance(Duration::from_secs(61 * 60));
    assert!(bench.clock.is_even());
    assert_eq!(collect(bench, &at_once).await.unwrap(), 1);
    conformance::push(&bench.bytes.plain(), &bytes).await.unwrap();
    bench.clock.set(Timestamp::from_seconds(5_000_000_000));
    assert_eq!(
        collect(bench, &unrecorded).await.unwrap(),
        1,
        "what is asked for by name goes"
    );
});
