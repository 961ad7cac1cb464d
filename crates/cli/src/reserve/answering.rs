//! Which Regions' folders answer. A disk that hangs gives no error and comes to no end, so whether it answers is asked on a thread of its
//! own, and what does not is left out, so that the other disks are looked at. It is asked for what the look needs first, how much is free:
//! what a folder is, the kernel may say from its memory for a minute, as that of a server of files.
//!
//! A disk that begins to hang between its answer and the look at it holds that look up all the same.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::fs::statvfs;

/// How long a folder may take to answer. Until it does it is not waited for again.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long a folder on the disk of the data folder is not asked again: that it is there is known from the data folder.
const KNOWN: Duration = Duration::from_secs(10);

/// What a folder said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is on this filesystem.
    On(u64),
    /// It is not there.
    Missing,
    /// Nothing yet.
    Silence,
}

/// Folders, and what they said last.
#[derive(Default)]
pub(super) struct Answering(Mutex<HashMap<PathBuf, Asked>>);

enum Asked {
    Known(Answer, Instant),
    /// And since when.
    Waiting(Receiver<Answer>, Instant),
}

impl Answering {
    /// Asks a folder; `own` is the filesystem of the data folder.
    pub(super) fn ask(&self, folder: &Path, own: Option<u64>) -> Answer {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (answers, patience, since) = match all.remove(folder) {
            Some(Asked::Known(answer @ Answer::On(device), at))
                if own == Some(device) && at.elapsed() < KNOWN =>
            {
                all.insert(folder.to_owned(), Asked::Known(answer, at));
                return answer;
            }
            Some(Asked::Waiting(answers, since)) => (answers, Duration::ZERO, since),
            _ => (begin(folder), PATIENCE, Instant::now()),
        };
        let answer = match answers.recv_timeout(patience) {
            Ok(answer) => answer,
            // No thread could be had.
            Err(RecvTimeoutError::Disconnected) => Answer::Missing,
            Err(RecvTimeoutError::Timeout) => {
                if !patience.is_zero() {
                    tracing::error!(
                        folder = %folder.display(),
                        "the disk of the folder does not answer: see to that disk, or to the server that it is on; the node goes on with it \
                         by itself"
                    );
                }
                all.insert(folder.to_owned(), Asked::Waiting(answers, since));
                return Answer::Silence;
            }
        };
        if patience.is_zero() {
            tracing::info!(folder = %folder.display(), "the disk of the folder answers again");
        }
        all.insert(folder.to_owned(), Asked::Known(answer, Instant::now()));
        answer
    }

    /// For how long a folder has not answered, if it does not. While another is asked it is not known, which is not waited for. An answer
    /// that came since is seen here too: the next look may itself be held up, by another disk.
    pub(super) fn silent_for(&self, folder: &Path) -> Option<Duration> {
        let mut all = self.0.try_lock().ok()?;
        let Some(Asked::Waiting(answers, since)) = all.get(folder) else {
            return None;
        };
        let since = since.elapsed();
        let answer = match answers.try_recv() {
            Err(TryRecvError::Empty) => return Some(since),
            Err(TryRecvError::Disconnected) => Answer::Missing,
            Ok(answer) => answer,
        };
        tracing::info!(folder = %folder.display(), "the disk of the folder answers again");
        all.insert(folder.to_owned(), Asked::Known(answer, Instant::now()));
        None
    }
}

fn begin(folder: &Path) -> Receiver<Answer> {
    let (said, answers) = channel();
    let folder = folder.to_owned();
    let asking = move || {
        let answer = fs::metadata(&folder).map_or(Answer::Missing, |about| Answer::On(about.dev()));
        // Only whether it comes back: an error is met again by the look.
        let _ = statvfs(&folder);
        // The one who asked may be gone.
        let _ = said.send(answer);
    };
    if let Err(error) = std::thread::Builder::new().name("disk".to_owned()).spawn(asking) {
        tracing::debug!(%error, "a disk cannot be asked whether it answers");
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_came_late_is_seen_without_another_look() {
        let (folder, answering) = (Path::new("regions/us-east-1"), Answering::default());
        let (said, answers) = channel();
        let waiting = Asked::Waiting(answers, Instant::now());
        answering.0.lock().unwrap().insert(folder.to_owned(), waiting);
        assert!(answering.silent_for(folder).is_some());
        said.send(Answer::On(1)).unwrap();
        assert_eq!(answering.silent_for(folder), None);
        assert_eq!(answering.silent_for(folder), None);
    }
}
