//! A clock that may be ahead: what removes things for their age waits until it is believed.
//!
//! A machine that begins with a wrong clock sets it soon, but what a process writes until then looks fresh to the next one. So the
//! doubt is a file in the folder, which goes once the clock went on evenly for an hour.

use std::time::Duration;

use wharf_node::Clock;

use crate::files;
use crate::folder::Folder;

/// The clock of a machine whose folder was not written to for so long may be ahead.
const LONG: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often it is looked whether the clock is believed.
const LOOK: Duration = Duration::from_secs(60);

/// The machine's clock, for a process that serves a folder.
pub(crate) fn clock(folder: &Folder) -> Clock {
    let clock = Clock::system();
    doubt(folder, &clock);
    clock
}

fn doubt(folder: &Folder, clock: &Clock) {
    let (file, last) = (folder.doubt(), folder.last_written());
    if let Some(last) = last.filter(|last| last.plus(LONG) < clock.now()) {
        tracing::warn!(%last, "the folder was last written to long ago: what is old is removed only after an hour, in case the clock is wrong");
        if let Err(error) = files::write(&file, b"", 0o600) {
            tracing::warn!(file = %file.display(), %error, "the next process will not know that the clock may be wrong");
        }
        clock.doubt();
    } else if file.exists() {
        tracing::warn!("the clock is not believed yet: what is old is removed only after an hour");
        clock.doubt();
    }
}

/// Ends the doubt once the clock is believed.
pub(crate) async fn believe(folder: Folder, clock: Clock) {
    let file = folder.doubt();
    while file.exists() {
        if clock.is_even() {
            let _ = std::fs::remove_file(&file);
        } else {
            tokio::time::sleep(LOOK).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    #[tokio::test]
    async fn a_restart_does_not_forget_the_doubt() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        let written = File::create(folder.node_file()).unwrap();
        let start = || {
            let clock = Clock::fixed(folder.last_written().unwrap().plus(LONG * 12));
            doubt(&folder, &clock);
            clock
        };
        assert!(!start().is_even());
        // The process wrote with the wrong clock, and is started again.
        let now = folder.last_written().unwrap();
        let again = || {
            let clock = Clock::fixed(now);
            doubt(&folder, &clock);
            clock
        };
        written
            .set_modified(SystemTime::UNIX_EPOCH + Duration::from_micros(now.micros().unsigned_abs()))
            .unwrap();
        let clock = again();
        assert!(!clock.is_even());
        clock.advance(Duration::from_secs(60 * 60));
        believe(folder.clone(), clock).await;
        assert!(again().is_even());
    }
}
