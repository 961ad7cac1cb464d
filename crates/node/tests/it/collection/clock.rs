//! A collection by command goes by no clock that is not believed.

use std::time::Duration;

use wharf_aws::wharf as wire;
use wharf_node::collection::operations::CollectBytes;
use wharf_node::{Error, perform};

use super::{DAY, is_there};
use crate::bench::Bench;

/// Collects as the command does by default, or in a dry run; how many layers without an image went.
async fn collect(bench: &Bench, dry_run: bool) -> Result<usize, wire::Fault> {
    let (mut position, mut gone) = (None, 0);
    loop {
        let input = wire::CollectBytesRequest {
            grace_hours: 24,
            dry_run: Some(dry_run),
            force: None,
            take_pushes: None,
            take_restorable: None,
            take_unrecorded: None,
            position,
        };
        let stepped = match perform::<CollectBytes>(&bench.node, &bench.call(&bench.alice), input).await {
            Ok(stepped) => stepped,
            Err(Error::Fault(fault)) => return Err(fault),
            Err(error) => panic!("{error:?}"),
        };
        gone += stepped
            .findings
            .iter()
            .filter(|finding| finding.removed == Some(true))
            .count();
        if stepped.position.is_none() {
            return Ok(gone);
        }
        position = stepped.position;
    }
}

room!(a_clock_that_was_set_makes_nothing_old, |bench| {
    bench.repository("app").await;
    bench.layer("app", b"loose").await;
    assert_eq!(collect(bench, false).await.unwrap(), 0);
    let before = bench.clock.now();
    bench.clock.set(before.plus(40 * DAY));
    for _ in 0..3 {
        let refused = collect(bench, false).await.unwrap_err();
        assert!(
            refused.to_string().contains("The clock is not believed"),
            "{refused}"
        );
    }
    collect(bench, true).await.unwrap();
    assert!(is_there(bench, b"loose").await);
    // An even hour proves it, and then the layer is as old as the clock says.
    bench.clock.advance(Duration::from_secs(61 * 60));
    assert_eq!(collect(bench, false).await.unwrap(), 1);
});
