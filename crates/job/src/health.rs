//! Whether the supervisor still moves.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// A part of the supervisor that gave no sign of life for so long stands still. The slowest gives one every ten seconds.
const STILL: Duration = Duration::from_secs(30);

/// The last sign of life of each part of a supervisor, by the process's own clock.
#[derive(Debug, Default)]
pub struct Health {
    beats: Mutex<BTreeMap<String, Instant>>,
}

impl Health {
    pub(crate) fn beat(&self, part: &str) {
        let mut beats = self.beats.lock();
        match beats.get_mut(part) {
            Some(last) => *last = Instant::now(),
            None => {
                beats.insert(part.to_owned(), Instant::now());
            }
        }
    }

    pub(crate) fn ended(&self, part: &str) {
        self.beats.lock().remove(part);
    }

    pub(crate) fn clear(&self) {
        self.beats.lock().clear();
    }

    /// Which part stands still, and since when, if one does. A supervisor that was not started, or was stopped, has no parts.
    #[must_use]
    pub fn standing_still(&self) -> Option<(String, Duration)> {
        self.silent_for(STILL)
    }

    fn silent_for(&self, long: Duration) -> Option<(String, Duration)> {
        let beats = self.beats.lock();
        let silences = beats.iter().map(|(part, last)| (part, last.elapsed()));
        let (part, silence) = silences.max_by_key(|(_, silence)| *silence)?;
        (silence >= long).then(|| (part.clone(), silence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_no_sign_stands_still() {
        let health = Health::default();
        assert_eq!(health.silent_for(Duration::ZERO), None, "nothing was started");
        health.beat("one");
        assert_eq!(health.standing_still(), None);
        assert_eq!(health.silent_for(Duration::ZERO).unwrap().0, "one");
        health.ended("one");
        assert_eq!(health.silent_for(Duration::ZERO), None);
    }
}
