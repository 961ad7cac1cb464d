//! Credentials that were refused. Callers without a key can present as many as they like, so their records are bounded: what comes
//! after a burst is counted, and the next record has the number.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::Node;
use crate::Extension;
use crate::audit::{Record, RefusedSignIn};

/// How often one more record is made after a burst: what a flood leaves is a megabyte a day.
const EVERY: Duration = Duration::from_secs(60);
/// The burst of each key that there is.
const OF_A_KEY: NonZeroU32 = NonZeroU32::new(20).expect("INVARIANT: it is not zero");
/// The burst of all others together: invented keys hide no refusal of one that there is.
const OF_OTHERS: NonZeroU32 = NonZeroU32::new(100).expect("INVARIANT: it is not zero");
/// Keys that are remembered before those that rest are forgotten.
const REMEMBERED: usize = 1000;

/// How many records of refusals may still be made.
struct Refusals {
    keys: DefaultKeyedRateLimiter<String>,
    others: DefaultDirectRateLimiter,
    left_out: AtomicU64,
}

impl Extension for Refusals {}

impl Default for Refusals {
    fn default() -> Refusals {
        let quota = |burst| {
            let quota = Quota::with_period(EVERY).expect("INVARIANT: a minute is not zero");
            quota.allow_burst(burst)
        };
        Refusals {
            keys: RateLimiter::dashmap(quota(OF_A_KEY)),
            others: RateLimiter::direct(quota(OF_OTHERS)),
            left_out: AtomicU64::new(0),
        }
    }
}

impl Refusals {
    /// Whether a refusal is recorded; with how many before it that were not.
    fn take(&self, refused: &RefusedSignIn) -> Option<u64> {
        if self.keys.len() > REMEMBERED {
            self.keys.retain_recent();
        }
        let is_recorded = match (&refused.account, &refused.access_key_id) {
            (Some(_), Some(key)) => self.keys.check_key(key).is_ok(),
            _ => self.others.check().is_ok(),
        };
        if is_recorded {
            return Some(self.left_out.swap(0, Ordering::Relaxed));
        }
        self.left_out.fetch_add(1, Ordering::Relaxed);
        None
    }
}

impl Node {
    /// Counts a credential that was refused, and records it unless there were too many.
    pub async fn refused_sign_in(&self, refused: RefusedSignIn) {
        metrics::counter!("wharf_refused_sign_ins_total", "reason" => refused.code).increment(1);
        let Some(log) = &self.audit else {
            return;
        };
        if let Some(left_out) = self.extensions.get::<Refusals>().take(&refused) {
            let (owner, _) = &self.settings.default_registry;
            log.write(Record::of_refusal(self.clock.now(), *owner, refused, left_out))
                .await;
        }
    }
}

#[cfg(test)]
mod tests {
    use wharf_aws::RequestId;

    use super::*;

    #[test]
    fn a_flood_of_invented_keys_makes_few_records_and_hides_no_key_that_there_is() {
        let refusals = Refusals::default();
        let refused = |key: String, account: Option<&str>| RefusedSignIn {
            access_key_id: Some(key),
            account: account.map(|account| account.parse().unwrap()),
            region: "us-east-1".parse().unwrap(),
            source_ip: None,
            user_agent: None,
            request_id: RequestId::from_random([7; 16]),
            code: "InvalidClientTokenId",
            reason: String::new(),
        };
        let invented =
            (0..10_000).filter_map(|number| refusals.take(&refused(format!("AKIA{number}"), None)));
        assert!(invented.count() <= 101);
        let known = |key: &str| refusals.take(&refused(key.to_owned(), Some("111122223333")));
        // The next record says how many have none.
        assert!(known("AKIAONE").is_some_and(|left_out| left_out >= 9899));
        let more = (0..1000).filter(|_| known("AKIAONE").is_some()).count();
        assert!(more <= 20, "{more}");
        assert!(known("AKIATWO").is_some());
    }
}
