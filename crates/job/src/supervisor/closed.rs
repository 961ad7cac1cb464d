//! A Region that did not open: it is tried again after a wait that grows, and keeps the others waiting for nothing.

use std::time::{Duration, Instant};

use crate::backoff::exponential;

/// The longest wait: what mends a Region, such as a disk that is there again, is noticed soon.
const LONGEST: Duration = Duration::from_secs(60);

/// It, and when it is tried again.
#[derive(Default)]
pub(super) struct Closed {
    attempts: u32,
    due: Option<Instant>,
}

impl Closed {
    pub(super) fn failed(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        self.due = Some(Instant::now() + exponential(self.attempts).min(LONGEST));
    }

    pub(super) fn waits(&self) -> bool {
        self.due.is_some_and(|due| due > Instant::now())
    }
}
