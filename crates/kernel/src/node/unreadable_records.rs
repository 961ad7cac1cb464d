//! The sealed records that a process met and that did not open.
//!
//! Those of the last hour are remembered, so that probes and `wharf doctor` ask memory. The log tells of each once in ten minutes: a
//! client that goes on using such a key would fill it.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot::Mutex;

use super::Node;
use crate::{Extension, Unreadable};

/// For how long one is remembered that is not met again.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);
/// After how long one is told again.
const TOLD_AGAIN: Duration = Duration::from_secs(10 * 60);
/// Records that are remembered.
const MOST: usize = 100;

/// What a process met, by the records' names.
#[derive(Default)]
struct Met(Mutex<BTreeMap<String, Meeting>>);

impl Extension for Met {}

struct Meeting {
    remedy: String,
    /// When it was met last, and when that was told last, in microseconds.
    last: i64,
    told: i64,
}

impl Met {
    /// Notes a record that was met; whether that is to be told.
    fn note(&self, unreadable: &Unreadable, now: i64) -> bool {
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
            let (remedy, last, told) = (unreadable.remedy.clone(), now, now);
            met.insert(unreadable.record.clone(), Meeting { remedy, last, told });
        }
        has_room
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
    /// Notes a sealed record that did not open: it is counted, and told in the log unless it was a short while ago.
    pub fn note_unreadable(&self, unreadable: &Unreadable) {
        metrics::counter!("wharf_unreadable_records_total").increment(1);
        let met = self.extensions.get::<Met>();
        if met.note(unreadable, self.clock.now().micros()) {
            tracing::error!(%unreadable, "a sealed record cannot be used");
        }
    }

    /// The sealed records that did not open within the last hour, by name, from memory.
    pub fn unreadable_records(&self) -> Vec<Unreadable> {
        let met = self.extensions.find::<Met>();
        met.map_or_else(Vec::new, |met| met.list(self.clock.now().micros()))
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

    #[test]
    fn each_is_told_once_in_a_while_and_forgotten_after_an_hour() {
        let met = Met::default();
        let (one, other) = (record("one"), record("other"));
        let told: Vec<bool> = [0, 1, 9, 10, 11, 20]
            .iter()
            .map(|at| met.note(&one, at * MINUTE))
            .collect();
        assert_eq!(told, [true, false, false, true, false, true]);
        assert!(met.note(&other, 21 * MINUTE));
        assert_eq!(met.list(79 * MINUTE), [one, other.clone()]);
        assert_eq!(met.list(80 * MINUTE), [other]);
        assert!(met.list(81 * MINUTE).is_empty());
    }

    #[test]
    fn only_so_many_are_remembered_and_told() {
        let met = Met::default();
        let told = (0..200).filter(|at| met.note(&record(&at.to_string()), 0));
        assert_eq!(told.count(), MOST);
        assert_eq!(met.list(0).len(), MOST);
        assert!(
            met.note(&record("later"), 60 * MINUTE),
            "the others are forgotten"
        );
    }
}
