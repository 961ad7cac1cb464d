//! The sealed records that a process met and that did not open.
//!
//! Those of the last hour are remembered, so that probes and `wharf doctor` ask memory. The log tells of each once in ten minutes: a
//! client that goes on using such a key would fill it.
//!
//! What removes such a record, or what needs it, has the node forget it at once: `DeleteAccessKey`, `DeleteRootAccessKey`, `DeleteWebhook`, and
//! `DeleteRepository`, after which nothing needs the repository's data key. Versions of KMS keys are never removed, and a key of the environment
//! replaces its record before anything met that. What other nodes did, or who put a row back, is found by a look at each record, which the code that
//! notes one says how to make: one who asks whether the node is ready has it made, and waits for it. So it ends soon where a database does not
//! answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use wharf_aws::Region;

use super::Node;
use crate::{Extension, Unavailable, Unreadable};

/// How long a record is not looked at again.
const LOOKED_AT: Duration = Duration::from_secs(10);
/// How long those that are due are looked at together: probes wait for it.
const LONGEST: Duration = Duration::from_secs(2);
/// For how long one is remembered that is not met again.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);
/// After how long one is told again.
const TOLD_AGAIN: Duration = Duration::from_secs(10 * 60);
/// Records that are remembered.
const MOST: usize = 100;

/// Looks whether a record is still needed and does not open.
type Look = Arc<dyn for<'a> Fn(&'a Node) -> BoxFuture<'a, Result<bool, Unavailable>> + Send + Sync>;

/// What a process met, by the records' names.
#[derive(Default)]
struct Met(Mutex<BTreeMap<String, Meeting>>);

impl Extension for Met {}

struct Meeting {
    remedy: String,
    /// When it was met last, and when that was told last, in microseconds.
    last: i64,
    told: i64,
    /// When it was met or looked at last.
    looked: i64,
    /// The Region whose database has it; none of one in the identity database.
    region: Option<Region>,
    look: Look,
}

/// A record that is to be looked at.
struct Due {
    record: String,
    region: Option<Region>,
    look: Look,
}

impl Met {
    /// Notes a record that was met; whether that is to be told.
    fn note(&self, unreadable: &Unreadable, (region, look): (Option<Region>, Look), now: i64) -> bool {
        let mut met = self.0.lock();
        met.retain(|_, meeting| !has_gone_by(REMEMBERED, meeting.last, now));
        if let Some(meeting) = met.get_mut(&unreadable.record) {
            meeting.last = now;
            let is_told = has_gone_by(TOLD_AGAIN, meeting.told, now);
            if is_told {
                meeting.told = now;
            }
            return is_told;
        }
        let has_room = met.len() < MOST;
        if has_room {
            let meeting = Meeting {
                remedy: unreadable.remedy.clone(),
                last: now,
                told: now,
                looked: now,
                region,
                look,
            };
            met.insert(unreadable.record.clone(), meeting);
        }
        has_room
    }

    /// The one that was not looked at for longest, which it is from now on; none where all were looked at a short while ago.
    fn take_due(&self, now: i64) -> Option<Due> {
        let mut met = self.0.lock();
        let due = met
            .iter_mut()
            .filter(|(_, meeting)| has_gone_by(LOOKED_AT, meeting.looked, now));
        let (record, meeting) = due.min_by_key(|(_, meeting)| meeting.looked)?;
        meeting.looked = now;
        Some(Due {
            record: record.clone(),
            region: meeting.region.clone(),
            look: Arc::clone(&meeting.look),
        })
    }

    /// Leaves what is in a database as it was found last, until it is due again: before what was looked at now.
    fn leave(&self, region: Option<&Region>, now: i64) {
        let mut met = self.0.lock();
        let left = met.values_mut();
        for meeting in left.filter(|meeting| meeting.region.as_ref() == region) {
            meeting.looked = meeting.looked.clamp(now - 1, now);
        }
    }

    /// Looks at those that are due, and forgets those that open by now, or are gone. What is not looked at stays as it was found last:
    /// all of a Region after a look that fails for want of its database, or is not answered in time; and what there is no time for,
    /// which is looked at first by the next who asks.
    async fn look_at_due<'a>(
        &self,
        now: i64,
        look_at: impl Fn(&str, Look) -> BoxFuture<'a, Result<bool, Unavailable>>,
    ) {
        let mut asked = None;
        let round = async {
            while let Some(Due { record, region, look }) = self.take_due(now) {
                asked = region;
                match look_at(&record, look).await {
                    Ok(true) => {}
                    Ok(false) => {
                        self.0.lock().remove(&record);
                    }
                    Err(error) => {
                        tracing::debug!(record, %error, "whether a sealed record opens by now is not known");
                        // Its others would wait as long for the same database.
                        if is_of_database(&error) {
                            self.leave(asked.as_ref(), now);
                        }
                    }
                }
            }
        };
        if tokio::time::timeout(LONGEST, round).await.is_err() {
            self.leave(asked.as_ref(), now);
        }
    }

    /// Those that were met lately.
    fn list(&self, now: i64) -> Vec<Unreadable> {
        let met = self.0.lock();
        let lately = met
            .iter()
            .filter(|(_, meeting)| !has_gone_by(REMEMBERED, meeting.last, now));
        let shown = lately.map(|(record, meeting)| Unreadable {
            record: record.clone(),
            remedy: meeting.remedy.clone(),
        });
        shown.collect()
    }
}

/// Whether a look failed for want of the database, so that each of its records would.
fn is_of_database(error: &Unavailable) -> bool {
    matches!(
        error,
        Unavailable::Outage(_) | Unavailable::Mismatch(_) | Unavailable::Closed(_)
    )
}

/// Whether the clock stands so far from a time: where it was set back, that lies ahead, and was not lately either.
fn has_gone_by(time: Duration, since: i64, now: i64) -> bool {
    now.abs_diff(since) >= u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

impl Node {
    /// Notes a sealed record that did not open: it is counted, and told in the log unless it was a short while ago. It is in the
    /// database of `region`, or in the identity database. `look` reads it anew, and says whether it is still needed and does not open.
    pub fn note_unreadable<L>(&self, unreadable: &Unreadable, region: Option<Region>, look: L)
    where
        L: for<'a> Fn(&'a Node) -> BoxFuture<'a, Result<bool, Unavailable>> + Send + Sync + 'static,
    {
        metrics::counter!("wharf_unreadable_records_total").increment(1);
        let met = self.extensions.get::<Met>();
        if met.note(unreadable, (region, Arc::new(look)), self.clock.now().micros()) {
            tracing::error!(%unreadable, "a sealed record cannot be used");
        }
    }

    /// The sealed records that did not open within the last hour, by name, from memory.
    pub fn unreadable_records(&self) -> Vec<Unreadable> {
        let met = self.extensions.find::<Met>();
        met.map_or_else(Vec::new, |met| met.list(self.clock.now().micros()))
    }

    /// Looks again at the sealed records that did not open, and forgets those that do by now, or are gone. One that was looked at within the
    /// last ten seconds is not. It takes two seconds at most.
    pub async fn look_at_unreadable(&self) {
        if let Some(met) = self.extensions.find::<Met>() {
            let now = self.clock.now().micros();
            met.look_at_due(now, |_, look| look(self)).await;
        }
    }

    /// Forgets a record that is gone.
    pub fn forget_unreadable(&self, record: &str) {
        if let Some(met) = self.extensions.find::<Met>() {
            met.0.lock().remove(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    const SECOND: i64 = 1_000_000;
    const MINUTE: i64 = 60 * SECOND;

    fn record(name: &str) -> Unreadable {
        Unreadable {
            record: name.to_owned(),
            remedy: "delete it".to_owned(),
        }
    }

    /// It is in the identity database.
    fn look() -> (Option<Region>, Look) {
        (None, Arc::new(|_| Box::pin(async { Ok(true) })))
    }

    fn look_in(region: &str) -> (Option<Region>, Look) {
        (Some(region.parse().unwrap()), look().1)
    }

    #[test]
    fn each_is_told_once_in_a_while_and_forgotten_after_an_hour() {
        let met = Met::default();
        let (one, other) = (record("one"), record("other"));
        let told: Vec<bool> = [0, 1, 9, 10, 11, 20]
            .iter()
            .map(|at| met.note(&one, look(), at * MINUTE))
            .collect();
        assert_eq!(told, [true, false, false, true, false, true]);
        assert!(met.note(&other, look(), 21 * MINUTE));
        assert_eq!(met.list(79 * MINUTE), [one, other.clone()]);
        assert_eq!(met.list(80 * MINUTE), [other]);
        assert!(met.list(81 * MINUTE).is_empty());
    }

    #[test]
    fn only_so_many_are_remembered_and_told() {
        let met = Met::default();
        let told = (0..200).filter(|at| met.note(&record(&at.to_string()), look(), 0));
        assert_eq!(told.count(), MOST);
        assert_eq!(met.list(0).len(), MOST);
        assert!(
            met.note(&record("later"), look(), 60 * MINUTE),
            "the others are forgotten"
        );
    }

    #[test]
    fn each_is_looked_at_only_so_often() {
        let met = Met::default();
        met.note(&record("one"), look(), 0);
        let due: Vec<bool> = [9, 10, 19, 20]
            .iter()
            .map(|seconds| met.take_due(seconds * SECOND).is_some())
            .collect();
        assert_eq!(due, [false, true, false, true]);
        assert!(met.take_due(0).is_some(), "the clock was set back");
    }

    /// What a look at a record finds.
    type Found = fn(&str) -> BoxFuture<'static, Result<bool, Unavailable>>;

    /// The records that are looked at, in turn.
    async fn looked_at(met: &Met, seconds: i64, found: Found) -> Vec<String> {
        let looked: Mutex<Vec<String>> = Mutex::default();
        let look_at = |record: &str, _: Look| {
            looked.lock().push(record.to_owned());
            found(record)
        };
        met.look_at_due(seconds * SECOND, look_at).await;
        looked.into_inner()
    }

    fn two_regions() -> Met {
        let met = Met::default();
        for (name, noted) in [
            ("down 1", look_in("eu-west-1")),
            ("down 2", look_in("eu-west-1")),
            ("key", look()),
            ("up 1", look_in("us-east-1")),
            ("up 2", look_in("us-east-1")),
        ] {
            met.note(&record(name), noted, 0);
        }
        met
    }

    #[tokio::test]
    async fn a_region_whose_database_does_not_answer_is_asked_once_in_a_round() {
        let met = two_regions();
        let found: Found = |record| {
            let found = match record {
                "down 1" | "down 2" => Err(Unavailable::Outage("no answer".to_owned())),
                // It is of this record alone.
                "up 1" => Err(Unavailable::Internal("a row is odd".to_owned())),
                record => Ok(record != "up 2"),
            };
            async move { found }.boxed()
        };
        let looked = looked_at(&met, 10, found).await;
        assert_eq!(looked, ["down 1", "key", "up 1", "up 2"]);
        let known = met.list(10 * SECOND);
        let known: Vec<&str> = known.iter().map(|known| known.record.as_str()).collect();
        assert_eq!(known, ["down 1", "down 2", "key", "up 1"]);
        assert_eq!(looked_at(&met, 19, found).await, [""; 0]);
        let looked = looked_at(&met, 20, |_| async { Ok(false) }.boxed()).await;
        assert_eq!(looked, ["down 2", "down 1", "key", "up 1"]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_waits_so_long_at_most_and_the_rest_is_next() {
        let met = two_regions();
        let found: Found = |record| match record.starts_with("down") {
            true => std::future::pending().boxed(),
            false => async { Ok(true) }.boxed(),
        };
        let begun = tokio::time::Instant::now();
        assert_eq!(looked_at(&met, 10, found).await, ["down 1"]);
        assert!(begun.elapsed() < 2 * LONGEST);
        assert_eq!(met.list(10 * SECOND).len(), 5, "each stays as it was found last");
        assert_eq!(looked_at(&met, 11, found).await, ["key", "up 1", "up 2"]);
        assert_eq!(looked_at(&met, 20, found).await, ["down 2"]);
    }
}
