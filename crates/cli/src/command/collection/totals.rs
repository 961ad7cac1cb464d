//! What all findings come to.

use serde_json::{Value, json};

use crate::command::operate::time;

#[derive(Default)]
pub(super) struct Totals {
    aside: (u64, u64),
    removed: (u64, u64),
    waiting: Waiting,
    unrecorded: Waiting,
    /// Layers that no image names.
    orphans: (u64, u64),
}

impl Totals {
    pub(super) fn add(&mut self, finding: &Value) {
        let total = match finding["what"].as_str().unwrap_or_default() {
            "UNREFERENCED_BLOB" => &mut self.aside,
            "REMOVED" => &mut self.removed,
            "WAITING_BLOB" => return self.waiting.add(finding),
            "UNRECORDED_BLOB" => return self.unrecorded.add(finding),
            "ORPHANED_LAYER" => &mut self.orphans,
            _ => return,
        };
        total.0 += 1;
        total.1 += finding["sizeInBytes"].as_u64().unwrap_or(0);
    }

    /// Bytes that were set aside or removed up to now.
    pub(super) fn freed(&self) -> u64 {
        self.aside.1.max(self.removed.1)
    }

    /// Whether a dry run found nothing that would go.
    pub(super) fn are_nothing(&self) -> bool {
        self.aside.0 == 0 && self.orphans.0 == 0
    }

    pub(super) fn said(&self, dry_run: bool, at_once: bool) -> String {
        let (aside, removed) = (self.aside, self.removed);
        if dry_run {
            let mut said = vec!["a dry run: nothing was done".to_owned()];
            said.extend(self.would_go(at_once));
            return said.join("; ");
        }
        let done = format!(
            "{} blobs with {} bytes were set aside; {} with {} bytes are removed for good",
            aside.0, aside.1, removed.0, removed.1
        );
        let mut said = vec![done];
        said.extend(self.said_of_waiting());
        said.join("; ")
    }

    /// What a dry run found.
    pub(super) fn would_go(&self, at_once: bool) -> Vec<String> {
        let (aside, orphans) = (self.aside, self.orphans);
        let fate = match at_once {
            // What nothing holds is then removed in the same round.
            true => "removed for good",
            false => "set aside",
        };
        let mut said = Vec::new();
        if aside.0 > 0 {
            said.push(format!(
                "{} blobs with {} bytes would be {fate}",
                aside.0, aside.1
            ));
        }
        // A dry run marks no layer, so it does not see that its bytes are free without it.
        if at_once && orphans.0 > 0 {
            said.push(format!(
                "{} layers with {} bytes that no image names would go, and the bytes for good, unless other layers have them",
                orphans.0, orphans.1
            ));
        }
        let waits = self.said_of_waiting();
        if self.are_nothing() {
            let nothing = match waits.is_empty() {
                true => "there is nothing to free",
                false => "there is nothing to free yet",
            };
            said.push(nothing.to_owned());
        }
        said.extend(waits);
        said
    }

    fn said_of_waiting(&self) -> Vec<String> {
        let why = "that nothing refers to are younger than the grace";
        let waiting = self.waiting.said(why);
        let why = "that the database never had as layers are kept (--force=unrecorded takes them)";
        waiting.into_iter().chain(self.unrecorded.said(why)).collect()
    }
}

/// Blobs whose time comes.
#[derive(Default)]
struct Waiting {
    blobs: u64,
    bytes: u64,
    /// When the first of them may go, and the last; seconds. None where the clock is not believed.
    times: Option<(f64, f64)>,
}

impl Waiting {
    fn add(&mut self, finding: &Value) {
        self.blobs += 1;
        self.bytes += finding["sizeInBytes"].as_u64().unwrap_or(0);
        let Some(at) = finding["goesAt"].as_f64() else {
            return;
        };
        let (first, last) = self.times.unwrap_or((at, at));
        self.times = Some((first.min(at), last.max(at)));
    }

    fn said(&self, why: &str) -> Option<String> {
        let Waiting { blobs, bytes, times } = self;
        let when = match times {
            _ if *blobs == 0 => return None,
            Some((first, last)) => {
                let (first, last) = (time(&json!(first)), time(&json!(last)));
                format!("the first may go at {first}, the last at {last}")
            }
            None => "none goes as long as the clock is not believed".to_owned(),
        };
        Some(format!("{blobs} blobs with {bytes} bytes {why}: {when}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_told_with_its_times() {
        let blob = |what: &str, at: u64| json!({"what": what, "digest": "d", "sizeInBytes": 5, "goesAt": at});
        let mut totals = Totals::default();
        for at in [1_796_000_060, 1_796_000_000, 1_796_000_030] {
            totals.add(&blob("WAITING_BLOB", at));
        }
        assert_eq!(
            totals.said(true, false),
            "a dry run: nothing was done; there is nothing to free yet; 3 blobs with 15 bytes that nothing refers to are younger \
             than the grace: the first may go at 2026-11-30T00:53:20Z, the last at 2026-11-30T00:54:20Z"
        );
        totals.add(&blob("UNRECORDED_BLOB", 1_796_000_000));
        let said = totals.said(false, true);
        assert!(
            said.ends_with(
                "; 1 blobs with 5 bytes that the database never had as layers are kept (--force=unrecorded takes them): the first may \
                 go at 2026-11-30T00:53:20Z, the last at 2026-11-30T00:53:20Z"
            ),
            "{said}"
        );
    }

    #[test]
    fn what_a_dry_run_would_do() {
        let mut totals = Totals::default();
        assert_eq!(
            totals.said(true, true),
            "a dry run: nothing was done; there is nothing to free"
        );
        totals.add(&json!({"what": "ORPHANED_LAYER", "sizeInBytes": 5, "removed": false}));
        assert_eq!(
            totals.said(true, true),
            "a dry run: nothing was done; 1 layers with 5 bytes that no image names would go, and the bytes for good, unless \
             other layers have them"
        );
        assert_eq!(totals.said(true, false), "a dry run: nothing was done");
    }
}
