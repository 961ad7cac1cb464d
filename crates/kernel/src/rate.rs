//! Request rates: a token bucket for each account, Region and action (Amazon ECR User Guide, *Amazon ECR service quotas*), and one
//! for each principal if the operator wants one (setting `principal-rate`).
//!
//! The caller's account is charged, also for calls into another account's registry and for those that policies refuse. Actions
//! without a quota of their own have none here.
//!
//! What ten seconds allow of an action may come at once: so large is the bucket that the guide described when it had one
//! (`GetAuthorizationToken`, 200 tokens, 20 a second). One push of an image for five platforms, each with its attestation, is eleven
//! calls of `PutImage`. Of a principal, what a second allows may come at once.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use wharf_aws::{AccountId, Region};

use crate::{Access, Call};

/// What Amazon ECR publishes, per second.
const PUBLISHED: &[(&str, u32)] = &[
    ("BatchCheckLayerAvailability", 1000),
    ("BatchGetImage", 2000),
    ("CompleteLayerUpload", 100),
    ("GetAuthorizationToken", 500),
    ("GetDownloadUrlForLayer", 3000),
    ("InitiateLayerUpload", 100),
    ("PutImage", 10),
    ("UploadLayerPart", 500),
];

/// So many seconds' requests for an action may come at once.
const BURST_SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("INVARIANT: ten is not zero");

/// How many requests a second may come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// From each account, by action; none where nothing is said.
    actions: Vec<(&'static str, NonZeroU32)>,
    /// From each principal, for all that it asks for; none for any number.
    principal: Option<NonZeroU32>,
}

impl Rates {
    /// No limits.
    pub fn off() -> Rates {
        Rates::default()
    }

    /// What Amazon ECR publishes.
    pub fn published() -> Rates {
        Rates::of(PUBLISHED.iter().copied())
    }

    /// The same, with so many requests a second from each principal; none for any number.
    #[must_use]
    pub fn for_each_principal(self, principal: Option<NonZeroU32>) -> Rates {
        Rates { principal, ..self }
    }

    fn of(rates: impl Iterator<Item = (&'static str, u32)>) -> Rates {
        let limited = rates.filter_map(|(action, rate)| Some((action, NonZeroU32::new(rate)?)));
        Rates {
            actions: limited.collect(),
            principal: None,
        }
    }

    /// Reads `off`, `ecr` for what Amazon ECR publishes, or actions with their rates, `PutImage=20,BatchGetImage=5000`: these
    /// in place of what is published, `0` for no limit.
    pub fn parse(text: &str) -> Result<Rates, String> {
        if text == "off" {
            return Ok(Rates::off());
        }
        let mut rates: Vec<(&'static str, u32)> = PUBLISHED.to_vec();
        for entry in text.split(',').map(str::trim).filter(|entry| *entry != "ecr") {
            let (action, rate) = entry.split_once('=').unwrap_or((entry, ""));
            let known = rates.iter_mut().find(|(known, _)| *known == action);
            let Some((_, known)) = known else {
                let names: Vec<&str> = PUBLISHED.iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "{action} has no rate: there are off, ecr, {}",
                    names.join(", ")
                ));
            };
            *known = rate
                .parse()
                .map_err(|_| format!("{action} needs a number of requests a second: {action}=100"))?;
        }
        Ok(Rates::of(rates.into_iter()))
    }
}

/// The buckets of a node.
pub(crate) struct Buckets {
    actions: Vec<(&'static str, DefaultKeyedRateLimiter<(AccountId, Region)>)>,
    principals: Option<DefaultKeyedRateLimiter<String>>,
}

impl Buckets {
    pub(crate) fn new(rates: &Rates) -> Buckets {
        let bucket = |(action, rate): &(&'static str, NonZeroU32)| {
            let quota = Quota::per_second(*rate).allow_burst(rate.saturating_mul(BURST_SECONDS));
            (*action, RateLimiter::dashmap(quota))
        };
        let of_principals = |rate| RateLimiter::dashmap(Quota::per_second(rate));
        Buckets {
            actions: rates.actions.iter().map(bucket).collect(),
            principals: rates.principal.map(of_principals),
        }
    }

    /// Forgets the callers whose buckets are full again: one that does not call any more is not remembered.
    pub(crate) fn shrink(&self) {
        for (_, bucket) in &self.actions {
            bucket.retain_recent();
            bucket.shrink_to_fit();
        }
        if let Some(principals) = &self.principals {
            principals.retain_recent();
            principals.shrink_to_fit();
        }
    }

    /// Takes a token of the principal, and one for each action that a call demands; else how long until there is one.
    pub(crate) fn take(&self, call: &Call, demands: &[Access]) -> Result<(), Duration> {
        let now = || DefaultClock::default().now();
        if let Some(principals) = &self.principals
            && let Some(charged) = call.charged()
        {
            let full = principals.check_key(&charged);
            full.map_err(|full| full.wait_time_from(now()))?;
        }
        if self.actions.is_empty() {
            return Ok(());
        }
        for demand in demands.iter().filter(|demand| demand.action.service == "ecr") {
            let bucket = self
                .actions
                .iter()
                .find(|(action, _)| *action == &*demand.action.name);
            let Some((_, bucket)) = bucket else { continue };
            let key = (call.account, call.region.clone());
            let full = bucket.check_key(&key);
            full.map_err(|full| full.wait_time_from(now()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wharf_policy::{Action, Principal};

    use super::*;

    #[test]
    fn callers_are_forgotten() {
        let rate = NonZeroU32::new(1_000_000_000);
        let rates = Rates::parse("PutImage=1000000000")
            .unwrap()
            .for_each_principal(rate);
        let buckets = Buckets::new(&rates);
        let put = Action::new("ecr", "PutImage");
        for number in 0..1000_u64 {
            let account = format!("{number:012}").parse().unwrap();
            let call = crate::call::tests::call(Principal::root(&account), account);
            buckets.take(&call, &[Access::anything(put.clone())]).unwrap();
        }
        let remembered = || {
            let actions = buckets.actions.iter().map(|(_, bucket)| bucket.len());
            (actions.sum::<usize>(), buckets.principals.as_ref().unwrap().len())
        };
        assert_eq!(remembered(), (1000, 1000));
        // A token of a nanosecond is back by now.
        std::thread::sleep(Duration::from_millis(1));
        buckets.shrink();
        assert_eq!(remembered(), (0, 0));
    }

    #[test]
    fn rates_are_read() {
        let rate = |rates: &Rates, action: &str| {
            let found = rates.actions.iter().find(|(known, _)| *known == action);
            found.map(|(_, rate)| rate.get())
        };
        assert_eq!(Rates::parse("off"), Ok(Rates::off()));
        let published = Rates::parse("ecr").unwrap();
        assert_eq!(rate(&published, "PutImage"), Some(10));
        assert_eq!(rate(&published, "DescribeImages"), None);
        let own = Rates::parse("PutImage=20, BatchGetImage=0").unwrap();
        assert_eq!(rate(&own, "PutImage"), Some(20));
        assert_eq!(rate(&own, "BatchGetImage"), None);
        assert_eq!(rate(&own, "UploadLayerPart"), Some(500));
        for bad in ["PutImage", "PutImage=x", "Nonsense=1", "", "on"] {
            assert!(Rates::parse(bad).is_err(), "{bad}");
        }
    }
}
