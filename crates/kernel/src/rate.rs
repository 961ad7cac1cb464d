//! Request rates: a token bucket for each account, Region and action (Amazon ECR User Guide, *Amazon ECR service quotas*), and one
//! for each principal if the operator wants one (setting `principal-rate`).
//!
//! The caller's account is charged, also for calls into another account's registry and for those that policies refuse. What a
//! second allows may come at once. Actions without a quota of their own have none here.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use wharf_aws::{AccountId, Region};
use wharf_policy::{Principal, PrincipalKind};

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
            (*action, RateLimiter::dashmap(Quota::per_second(*rate)))
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
        // Who operates the node waits for no other caller of the same name.
        let principals = self.principals.as_ref().filter(|_| call.operator.is_none());
        if let Some((principals, charged)) = principals.zip(charged(&call.principal)) {
            let full = principals.check_key(charged);
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

/// Whose rate a call counts for: the role's or user's behind a session, so that a session of another name is no way around it. A
/// call that is not signed has no principal yet; what its address may have under way bounds it.
fn charged(principal: &Principal) -> Option<&String> {
    match principal.kind {
        PrincipalKind::WebIdentity | PrincipalKind::Service => None,
        _ => {
            let behind = principal.role_arn.as_ref().or(principal.user_arn.as_ref());
            behind.or(Some(&principal.arn))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_forgotten() {
        let buckets = Buckets::new(&Rates::parse("PutImage=1000000000").unwrap());
        let (_, bucket) = &buckets.actions[buckets
            .actions
            .iter()
            .position(|(name, _)| *name == "PutImage")
            .unwrap()];
        for number in 0..1000_u64 {
            let account = format!("{number:012}").parse().unwrap();
            let _ = bucket.check_key(&(account, "us-east-1".parse().unwrap()));
        }
        // A token of a nanosecond is back by now.
        std::thread::sleep(Duration::from_millis(1));
        buckets.shrink();
        assert_eq!(bucket.len(), 0);
    }

    #[test]
    fn a_session_counts_for_who_is_behind_it() {
        let account = "111122223333".parse().unwrap();
        let user = Principal::user(&account, "arn:aws:iam::111122223333:user/ci", "AIDA");
        assert_eq!(charged(&user).unwrap(), "arn:aws:iam::111122223333:user/ci");
        let session = |name: &str| Principal {
            arn: format!("arn:aws:sts::111122223333:assumed-role/puller/{name}"),
            role_arn: Some("arn:aws:iam::111122223333:role/puller".to_owned()),
            ..user.clone()
        };
        for name in ["one", "two"] {
            assert_eq!(
                charged(&session(name)).unwrap(),
                "arn:aws:iam::111122223333:role/puller"
            );
        }
        let unsigned = Principal {
            kind: PrincipalKind::WebIdentity,
            ..user
        };
        assert!(charged(&unsigned).is_none());
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
