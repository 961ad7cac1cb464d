//! A clock that may be wrong at the start: what removes things for their age waits until it is believed.
//!
//! A machine that begins with a wrong clock sets it soon, but what a process writes until then has the wrong time, and so may
//! have all files that it touched. So a process writes down the time while it believes its clock, and nothing else is written there.

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_node::Clock;

use crate::files;
use crate::folder::Folder;

/// A clock that is so far from the last time that was believed may be wrong.
const FAR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often the time is written down.
const EVERY: Duration = Duration::from_secs(10 * 60);
/// How often it is looked whether a clock is believed again.
const LOOK: Duration = Duration::from_secs(60);

/// The machine's clock, for a process that serves a folder. Before anything is written there.
pub(crate) fn clock(folder: &Folder) -> Clock {
    let clock = Clock::system();
    doubt(folder, &clock);
    clock
}

fn doubt(folder: &Folder, clock: &Clock) {
    let (file, now) = (folder.believed_time(), clock.now());
    // A folder of an older version has its files only.
    let Some(last) = read(folder).or_else(|| folder.last_written()) else {
        return;
    };
    if last.plus(FAR) < now || now.plus(FAR) < last {
        tracing::warn!(
            %now, %last,
            "the clock is far from the last time that was believed: what is old is removed only once it went on evenly for an hour. \
             If it is right, {} can be removed before the start",
            file.display()
        );
        clock.doubt();
    }
}

fn read(folder: &Folder) -> Option<Timestamp> {
    let text = std::fs::read_to_string(folder.believed_time()).ok()?;
    text.trim().parse().ok()
}

/// Writes down the time for as long as the clock is believed. Not at the start, whose own writing would wait for the disk then.
pub(crate) async fn keep(folder: Folder, clock: Clock) {
    tokio::time::sleep(LOOK).await;
    write_down(folder, clock).await;
}

async fn write_down(folder: Folder, clock: Clock) {
    let mut is_told = false;
    loop {
        if !clock.is_even() {
            tokio::time::sleep(LOOK).await;
            continue;
        }
        let (file, text) = (folder.believed_time(), format!("{}\n", clock.now()));
        let written = tokio::task::spawn_blocking(move || files::write(&file, text.as_bytes(), 0o600));
        let written = written.await.unwrap_or_else(|error| Err(error.into()));
        if let Err(error) = written.as_ref()
            && !is_told
        {
            let file = folder.believed_time();
            tracing::warn!(file = %file.display(), %error, "after a start the clock may be doubted: the time cannot be written down");
        }
        is_told = written.is_err();
        tokio::time::sleep(EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);

    struct Machine {
        folder: Folder,
        _home: tempfile::TempDir,
    }

    impl Machine {
        fn new() -> Machine {
            let home = tempfile::tempdir().unwrap();
            Machine {
                folder: Folder::new(home.path()),
                _home: home,
            }
        }

        /// A process begins, with its clock at a time.
        fn start(&self, now: Timestamp) -> Clock {
            let clock = Clock::fixed(now);
            doubt(&self.folder, &clock);
            clock
        }

        /// A process runs for so long.
        async fn run(&self, clock: &Clock, time: Duration) {
            let end = tokio::time::Instant::now() + time;
            while tokio::time::Instant::now() < end {
                let step = write_down(self.folder.clone(), clock.clone());
                let _ = tokio::time::timeout(LOOK, step).await;
                clock.advance(LOOK);
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wrong_clock_is_doubted_at_every_start() {
        let machine = Machine::new();
        let clock = machine.start(NOW);
        assert!(clock.is_even(), "nothing tells of another time");
        machine.run(&clock, LOOK * 2).await;
        for far in [NOW.plus(FAR * 12), NOW.minus(FAR * 12)] {
            for _ in 0..3 {
                let clock = machine.start(far);
                assert!(!clock.is_even());
                // It is stopped, or killed, before the hour is over.
                machine.run(&clock, LOOK * 50).await;
                assert!(!clock.is_even());
                assert_eq!(read(&machine.folder).unwrap(), NOW.plus(LOOK));
            }
        }
        // The right time is believed at once, and a far one after an hour.
        assert!(machine.start(NOW.plus(FAR / 2)).is_even());
        let clock = machine.start(NOW.plus(FAR * 12));
        machine.run(&clock, LOOK * 62).await;
        assert!(clock.is_even());
        assert!(machine.start(NOW.plus(FAR * 12)).is_even());
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_is_set_while_a_process_runs_is_doubted_by_the_next_one() {
        let machine = Machine::new();
        let clock = machine.start(NOW);
        machine.run(&clock, LOOK * 2).await;
        clock.set(NOW.plus(FAR * 12));
        machine.run(&clock, LOOK * 10).await;
        assert!(!machine.start(NOW.plus(FAR * 12)).is_even());
    }

    #[tokio::test(start_paused = true)]
    async fn where_nothing_can_be_written_it_waits_like_anywhere() {
        let machine = Machine::new();
        std::fs::create_dir(machine.folder.believed_time()).unwrap();
        let clock = machine.start(NOW);
        let written = write_down(machine.folder.clone(), clock);
        assert!(tokio::time::timeout(EVERY * 3, written).await.is_err());
    }

    #[test]
    fn a_folder_of_an_older_version_has_its_files() {
        let machine = Machine::new();
        std::fs::write(machine.folder.node_file(), "{}").unwrap();
        let written = machine.folder.last_written().unwrap();
        assert!(machine.start(written).is_even());
        assert!(!machine.start(written.plus(FAR * 2)).is_even());
    }
}
