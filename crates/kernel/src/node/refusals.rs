//! Credentials that were refused. Callers without a key can present as many as they like, so their records are bounded: what comes
//! after a burst is counted, and the next record has the number.
//!
//! What there is has a bound of its own: a key, or the identity provider that an account has for a token's issuer.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use wharf_aws::AccountId;

use super::Node;
use crate::Extension;
use crate::audit::{Record, RefusedSignIn};

/// How often one more record is made after a burst: what a flood leaves is a megabyte a day.
const EVERY: Duration = Duration::from_secs(60);
/// The burst of each key or identity provider that there is.
const OF_ONE_KNOWN: NonZeroU32 = NonZeroU32::new(20).expect("INVARIANT: it is not zero");
/// The burst of all others together: invented keys and issuers hide no refusal of one that there is.
const OF_OTHERS: NonZeroU32 = NonZeroU32::new(100).expect("INVARIANT: it is not zero");
/// Keys and providers that are remembered before those that rest are forgotten.
const REMEMBERED: usize = 1000;

/// How many records of refusals may still be made.
struct Refusals {
    known: DefaultKeyedRateLimiter<String>,
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
            known: RateLimiter::dashmap(quota(OF_ONE_KNOWN)),
            others: RateLimiter::direct(quota(OF_OTHERS)),
            left_out: AtomicU64::new(0),
        }
    }
}

impl Refusals {
    /// Whether a refusal is recorded; with how many before it that were not.
    fn take(&self, refused: &RefusedSignIn) -> Option<u64> {
        if self.known.len() > REMEMBERED {
            self.known.retain_recent();
        }
        let is_recorded = match refused.known() {
            Some(known) => self.known.check_key(&known).is_ok(),
            None => self.others.check().is_ok(),
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
    pub async fn refused_sign_in(&self, mut refused: RefusedSignIn) {
        metrics::counter!("wharf_refused_sign_ins_total", "reason" => refused.code.clone()).increment(1);
        let Some(log) = &self.audit else {
            return;
        };
        let Some(left_out) = self.extensions.get::<Refusals>().take(&refused) else {
            return;
        };
        if let Some(token) = &refused.web_identity {
            refused.account = self.existing(token.role_account).await;
        }
        let (owner, _) = &self.settings.default_registry;
        log.write(Record::of_refusal(self.clock.now(), *owner, refused, left_out))
            .await;
    }

    /// An account, where there is one of that id; none where that is not known at the moment.
    async fn existing(&self, account: Option<AccountId>) -> Option<AccountId> {
        let account = account?;
        let exists = self.directory.exists(&self.identity, &account).await;
        exists.unwrap_or(false).then_some(account)
    }
}

#[cfg(test)]
mod tests {
    use wharf_aws::RequestId;

    use super::*;
    use crate::audit::WebIdentity;

    fn refusal() -> RefusedSignIn {
        RefusedSignIn {
            access_key_id: None,
            web_identity: None,
            account: None,
            region: "us-east-1".parse().unwrap(),
            source_ip: None,
            user_agent: None,
            request_id: RequestId::from_random([7; 16]),
            code: "InvalidClientTokenId".to_owned(),
            reason: String::new(),
        }
    }

    #[test]
    fn a_flood_of_invented_keys_makes_few_records_and_hides_no_key_that_there_is() {
        let refusals = Refusals::default();
        let refused = |key: String, account: Option<&str>| RefusedSignIn {
            access_key_id: Some(key),
            account: account.map(|account| account.parse().unwrap()),
            ..refusal()
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

    #[test]
    fn a_flood_of_invented_issuers_hides_no_provider_and_forged_tokens_no_true_one() {
        let refusals = Refusals::default();
        let token = |token: WebIdentity| RefusedSignIn {
            web_identity: Some(token),
            ..refusal()
        };
        let invented = (0..10_000).filter_map(|number| {
            refusals.take(&token(WebIdentity {
                role_account: Some("222233334444".parse().unwrap()),
                issuer: Some(format!("https://issuer{number}.example.com")),
                ..WebIdentity::default()
            }))
        });
        assert!(invented.count() <= 101);
        let known = |is_proved: bool| {
            let provider = "arn:aws:iam::222233334444:oidc-provider/issuer.example.com".to_owned();
            refusals.take(&token(WebIdentity {
                provider: Some(provider),
                is_proved,
                ..WebIdentity::default()
            }))
        };
        let forged = (0..1000).filter(|_| known(false).is_some()).count();
        assert!((1..=21).contains(&forged), "{forged}");
        assert!(known(true).is_some());
    }
}
