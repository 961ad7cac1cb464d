//! The sealed records that a process met and that did not open.
//!
//! Those of the last hour are remembered, so that probes and `wharf doctor` ask memory. The log tells of each once in ten minutes: a
//! client that goes on using such a key would fill it.
//!
//! What removes such a record, or what needs it, has the node forget it at once: `DeleteAccessKey`, `DeleteRootAccessKey`, `DeleteWebhook`, and
//! `DeleteRepository`, after which nothing needs the repository's data key. Versions of KMS keys are never removed, and a key of the environment
//! replaces its record before anything met that. What other nodes did, or who put a row back, is found by a look at each record, which the code that
//! notes one says how to make: one who asks whether the node is ready has it made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;

use super::Node;
use crate::{Extension, Unavailable, Unreadable};

/// How long a record is not looked at again.
const LOOKED_AT: Duration = Duration::from_secs(10);
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
    look: Look,
}

impl Met {
    /// Notes a record that was met; whether that is to be told.
    fn note(&self, unreadable: &Unreadable, look: Look, now: i64) -> bool {
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
                look,
            };
            met.insert(unreadable.record.clone(), meeting);
        }
        has_room
    }

    /// Those that were not looked at for a while, which they are from now on.
    fn take_due(&self, now: i64) -> Vec<(String, Look)> {
        let mut met = self.0.lock();
        let due = met
            .iter_mut()
            .filter(|(_, meeting)| has_gone_by(LOOKED_AT, meeting.looked, now));
        let taken = due.map(|(record, meeting)| {
            meeting.looked = now;
            (record.clone(), Arc::clone(&meeting.look))
        });
        taken.collect()
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

fn has_gone_by(time: Duration, since: i64, now: i64) -> bool {
    let micros = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
    now.saturating_sub(since) >= micros
}

impl Node {
    /// Notes a sealed record that did not open: it is counted, and told in the log unless it was a short while ago. `look` reads it anew,
    /// and says whether it is still needed and does not open.
    pub fn note_unreadable<L>(&self, unreadable: &Unreadable, look: L)
    where
        L: for<'a> Fn(&'a Node) -> BoxFuture<'a, Result<bool, Unavailable>> + Send + Sync + 'static,
    {
        metrics::counter!("wharf_unreadable_records_total").increment(1);
        let met = self.extensions.get::<Met>();
        if met.note(unreadable, Arc::new(look), self.clock.now().micros()) {
            tracing::error!(%unreadable, "a sealed record cannot be used");
        }
    }

    /// The sealed records that did not open within the last hour, by name, from memory.
    pub fn unreadable_records(&self) -> Vec<Unreadable> {
        let met = self.extensions.find::<Met>();
        met.map_or_else(Vec::new, |met| met.list(self.clock.now().micros()))
    }

    /// Looks again at the sealed records that did not open, and forgets those that do by now, or are gone. One that was looked at within the
    /// last ten seconds is not.
    pub async fn look_at_unreadable(&self) {
        let Some(met) = self.extensions.find::<Met>() else {
            return;
        };
        for (record, look) in met.take_due(self.clock.now().micros()) {
            match look(self).await {
                Ok(true) => {}
                Ok(false) => self.forget_unreadable(&record),
                // The others may be of another Region, whose database answers.
                Err(error) => {
                    tracing::debug!(record, %error, "whether a sealed record opens by now is not known")
                }
            }
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
    use super::*;

    const MINUTE: i64 = 60 * 1_000_000;

    fn record(name: &str) -> Unreadable {
        Unreadable {
            record: name.to_owned(),
            remedy: "delete it".to_owned(),
        }
    }

    fn look() -> Look {
        Arc::new(|_| Box::pin(async { Ok(true) }))
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
        let due: Vec<usize> = [9, 10, 19, 20]
            .iter()
            .map(|seconds| met.take_due(seconds * 1_000_000).len())
            .collect();
        assert_eq!(due, [0, 1, 0, 1]);
    }
}
