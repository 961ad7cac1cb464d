//! Whether the disk of a file answers.
//!
//! A call to a disk that hangs comes to no end, and to no error either. A call may take long, so a wait alone does not say that the disk
//! hangs; but a connection that works takes steps, which are counted. Where one has taken none for as long as the patience is, the disk
//! counts as silent: who waits gives up, and new calls fail at once, until that connection goes on.
//!
//! It is the callers who look: those that wait, every [`TICK`], and those that come.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::Error;

/// How often one who waits looks.
const TICK: Duration = Duration::from_secs(1);

/// What a connection does, as those see it who wait for it.
#[derive(Default)]
pub(super) struct Pulse {
    is_busy: AtomicBool,
    steps: AtomicU64,
}

impl Pulse {
    /// A step was taken.
    pub(super) fn beat(&self) {
        self.steps.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were taken.
    #[cfg(test)]
    pub(super) fn steps(&self) -> u64 {
        self.steps.load(Ordering::Relaxed)
    }

    /// A call begins, which ends when what this gives is dropped.
    pub(super) fn begin<'a>(&'a self, silence: &'a Silence) -> Busy<'a> {
        self.beat();
        self.is_busy.store(true, Ordering::Release);
        Busy { pulse: self, silence }
    }
}

/// A call is under way.
pub(super) struct Busy<'a> {
    pulse: &'a Pulse,
    silence: &'a Silence,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.pulse.is_busy.store(false, Ordering::Release);
        if self.silence.is_silent.load(Ordering::Relaxed) {
            self.silence.look();
        }
    }
}

/// Connections of one file, and whether one of them waits for the disk for too long.
pub(super) struct Silence {
    file: PathBuf,
    /// What is not done meanwhile, for the log.
    what: &'static str,
    patience: Duration,
    pulses: Vec<Arc<Pulse>>,
    /// How many steps each had taken when it was looked at, and since when it is so.
    seen: Mutex<Vec<Option<(u64, Instant)>>>,
    is_silent: AtomicBool,
}

impl Silence {
    pub(super) fn new(file: &Path, what: &'static str, patience: Duration, pulses: Vec<Arc<Pulse>>) -> Self {
        Self {
            file: file.to_owned(),
            what,
            patience,
            seen: Mutex::new(vec![None; pulses.len()]),
            pulses,
            is_silent: AtomicBool::new(false),
        }
    }

    /// Whether it was silent at the last look.
    pub(super) fn was_silent(&self) -> bool {
        self.is_silent.load(Ordering::Relaxed)
    }

    /// An error while the disk is silent.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.was_silent() && self.look() {
            true => Err(self.error()),
            false => Ok(()),
        }
    }

    /// Waits for something from the file, for as long as its connections get on.
    pub(super) async fn while_heard<O>(&self, wait: impl Future<Output = O>) -> Result<O, Error> {
        let mut wait = std::pin::pin!(wait);
        loop {
            tokio::select! {
                biased;
                output = &mut wait => return Ok(output),
                () = tokio::time::sleep(TICK) => {
                    if self.look() {
                        return Err(self.error());
                    }
                }
            }
        }
    }

    fn error(&self) -> Error {
        Error::Unavailable(format!("the disk of {} does not answer", self.file.display()))
    }

    /// Looks at all of them. The log says it once.
    fn look(&self) -> bool {
        let now = Instant::now();
        let mut seen = self.seen.lock();
        let mut is_silent = false;
        for (pulse, seen) in self.pulses.iter().zip(seen.iter_mut()) {
            let steps = pulse.steps.load(Ordering::Relaxed);
            match seen {
                _ if !pulse.is_busy.load(Ordering::Acquire) => *seen = None,
                Some((before, since)) if *before == steps => {
                    is_silent |= now.saturating_duration_since(*since) >= self.patience;
                }
                _ => *seen = Some((steps, now)),
            }
        }
        let was_silent = self.is_silent.swap(is_silent, Ordering::Relaxed);
        let file = self.file.display();
        match (was_silent, is_silent) {
            (false, true) => tracing::error!(
                %file,
                "the disk of the database does not answer: {} fail at once until it does. See to that disk, or to the server that it is on; \
                 the node goes on with it by itself",
                self.what
            ),
            (true, false) => {
                tracing::info!(%file, "the disk of the database answers again: {} go on", self.what)
            }
            _ => {}
        }
        is_silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silence(pulse: &Arc<Pulse>) -> Silence {
        let patience = Duration::from_millis(20);
        Silence::new(Path::new("file"), "reads", patience, vec![Arc::clone(pulse)])
    }

    #[test]
    fn only_a_call_that_takes_no_step_is_silence() {
        let pulse = Arc::new(Pulse::default());
        let silence = silence(&pulse);
        let wait = || std::thread::sleep(Duration::from_millis(40));
        assert!(!silence.look());
        wait();
        assert!(!silence.look(), "nothing is asked of it");
        let busy = pulse.begin(&silence);
        assert!(!silence.look());
        wait();
        pulse.beat();
        assert!(!silence.look(), "it gets on");
        assert_eq!(silence.check(), Ok(()));
        wait();
        assert!(silence.look());
        assert!(matches!(silence.check(), Err(Error::Unavailable(_))));
        drop(busy);
        assert!(!silence.was_silent(), "who comes back says so");
        assert_eq!(silence.check(), Ok(()));
    }

    #[tokio::test]
    async fn who_waits_gives_up() {
        let pulse = Arc::new(Pulse::default());
        let silence = silence(&pulse);
        assert_eq!(silence.while_heard(async { 1 }).await, Ok(1));
        let _busy = pulse.begin(&silence);
        let waited = silence.while_heard(std::future::pending::<()>()).await;
        assert!(matches!(waited, Err(Error::Unavailable(_))), "{waited:?}");
    }
}
