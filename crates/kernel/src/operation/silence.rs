//! A disk that hangs gives neither a result nor an error, so a call that needs it would have no end. It is given up, as if its client had
//! gone: what it waits for may still be done.

use std::pin::pin;
use std::time::Duration;

use tokio::time::sleep;
use wharf_aws::Region;

use crate::space::Space;
use crate::{Error, Unavailable};

/// How long a call waits for a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a call that takes long looks whether it waits for one.
const LOOK: Duration = Duration::from_secs(1);

/// Runs a call as long as the disk of its Region answers. Most end before the first look.
pub(super) async fn while_answering<T, F>(
    space: &Space,
    region: &Region,
    run: impl Future<Output = Result<T, Error<F>>>,
) -> Result<T, Error<F>> {
    let mut run = pin!(run);
    let mut waited = Duration::ZERO;
    loop {
        tokio::select! {
            biased;
            result = run.as_mut() => return result,
            () = sleep(LOOK) => waited += LOOK,
        }
        let is_silent = || space.silent_for(region).is_some_and(|time| time >= PATIENCE);
        if waited >= PATIENCE && is_silent() {
            let why = format!("the disk of {region} does not answer");
            return Err(Error::Unavailable(Unavailable::Outage(why)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::time::Instant;

    use super::*;
    use crate::space::{Closed, Ground};

    /// Whose disk has not answered for so long.
    struct Silent(Option<Duration>);

    impl Ground for Silent {
        fn look(&self, _was_closed: bool, _refill: bool) -> Option<Closed> {
            None
        }

        fn give_up(&self, _everywhere: bool, _refusals: u32) {}

        fn silent_for(&self, _region: &Region) -> Option<Duration> {
            self.0
        }
    }

    async fn ran(silent: Option<Duration>, takes: Duration) -> (Result<(), Error<()>>, Duration) {
        let space = Space::over(Arc::new(Silent(silent)), wharf_blob::Intake::default(), false);
        let begun = Instant::now();
        let region: Region = "us-east-1".parse().unwrap();
        let run = async {
            sleep(takes).await;
            Ok(())
        };
        let result = while_answering(&space, &region, run).await;
        (result, begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn what_waits_for_a_disk_that_hangs_is_given_up() {
        let hour = Duration::from_secs(3600);
        let (given_up, took) = ran(Some(hour), hour).await;
        assert!(
            matches!(given_up, Err(Error::Unavailable(Unavailable::Outage(_)))),
            "{given_up:?}"
        );
        assert!(took < Duration::from_secs(7), "{took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_only_slow_goes_on() {
        let hour = Duration::from_secs(3600);
        // Of a disk that answers, of one that is late for a moment, and what needs no disk.
        for (silent, takes) in [
            (None, hour),
            (Some(Duration::from_secs(1)), hour),
            (Some(hour), Duration::from_secs(4)),
        ] {
            let (done, took) = ran(silent, takes).await;
            assert!(done.is_ok() && took >= takes, "{done:?} after {took:?}");
        }
    }
}
