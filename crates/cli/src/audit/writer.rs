//! Writing records down, on a thread of its own.

mod late;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;
use tokio::time::timeout;
use wharf_aws::Timestamp;
use wharf_blob::Intake;
use wharf_failpoint::fail_point;
use wharf_node::audit::{AuditLog, Record};
use wharf_node::{Clock, Entropy};

use super::{AuditFile, Recorded, list};
use crate::files::{make_folder, takes_nothing};

/// Records that wait for the thread; requests wait for more room.
const WAITING: usize = 4096;
/// How long the records that wait may take, for who asks for them and at the end.
const AT_MOST: Duration = Duration::from_secs(10);
/// How long the thread rests once no record waits.
const REST: Duration = Duration::from_millis(5);
/// A file that is larger is followed by another one of the same day.
const LARGE: u64 = 256 * 1024 * 1024;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes of records that are written without space, beside those that wait for the thread.
const WITHOUT_SPACE: u64 = 2 * 1024 * 1024;
/// How often a failure to write is logged.
const COMPLAIN: Duration = Duration::from_secs(60);

/// The audit of a node, as the node sees it.
pub(crate) struct AuditWriter {
    sender: Sender<Message>,
    recorded: Recorded,
    entropy: Entropy,
    /// Whether there is space.
    intake: Intake,
    was_left_out: AtomicBool,
    /// The thread was waited for in vain: its disk hangs.
    is_late: AtomicBool,
    folder: PathBuf,
    /// Bytes of records that were written since there is no space.
    brief: Arc<AtomicU64>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// How a record is written.
#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Whole,
    /// Without what was asked and answered, and by which client.
    Brief,
    Not,
}

enum Message {
    Write(Lines),
    /// Opens the file of now, and says what was not written since the last time.
    Ask(oneshot::Sender<Result<(), String>>),
    /// Everything before it is written; nothing comes after it.
    Stop,
}

/// A record as it stands in the file. It is written down where it was made: a record is many small pieces of memory, and to give them back
/// on another thread makes that one and those that serve wait for each other.
struct Lines {
    at: Timestamp,
    text: Vec<u8>,
}

impl AuditLog for AuditWriter {
    fn write(&self, record: Record) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let record = match self.takes(record.is_of_change()) {
                Taken::Whole => record,
                Taken::Brief => record.brief(),
                Taken::Not => {
                    if self.wants(&record) {
                        lost("no_space", 1);
                    }
                    return;
                }
            };
            if !self.wants(&record) {
                return;
            }
            let mut text = Vec::with_capacity(1024);
            if record.write(&self.entropy, &mut text).is_err() {
                lost("not_written", 1);
                return;
            }
            let lines = Lines {
                at: record.at(),
                text,
            };
            drop(record);
            // There is no receiver any more once the node has stopped.
            match self.sender.try_send(Message::Write(lines)) {
                Err(TrySendError::Full(message)) => self.wait_for_room(message).await,
                Ok(()) if self.is_late.load(Ordering::Relaxed) => self.note_late(false),
                _ => {}
            }
        })
    }

    fn written(&self) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(self.keeps())
    }
}

impl AuditWriter {
    /// Begins to write into a folder.
    pub(crate) fn start(
        folder: PathBuf,
        (recorded, days): (Recorded, u32),
        clock: &Clock,
        intake: Intake,
    ) -> anyhow::Result<AuditWriter> {
        match make_folder(&folder) {
            // Every record is tried.
            Err(error) if takes_nothing(&error) => {}
            made => made.with_context(|| format!("{} cannot be made", folder.display()))?,
        }
        let (sender, receiver) = channel(WAITING);
        let brief = Arc::new(AtomicU64::new(0));
        let files = Files {
            written: Arc::clone(&brief),
            folder: folder.clone(),
            days,
            clock: clock.clone(),
            open: None,
            lost: None,
            complained: None,
        };
        let thread = std::thread::Builder::new()
            .name("audit".to_owned())
            .spawn(move || files.run(receiver))
            .context("the audit's thread cannot be started")?;
        Ok(AuditWriter {
            sender,
            recorded,
            entropy: Entropy::system(),
            intake,
            was_left_out: AtomicBool::new(false),
            is_late: AtomicBool::new(false),
            folder,
            brief,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Whether all records that were given are written, and the next one can be: the first reason why not, since it was last asked.
    pub(crate) async fn keeps(&self) -> Result<(), String> {
        let (answer, answered) = oneshot::channel();
        let asked = async {
            let _ = self.sender.send(Message::Ask(answer)).await;
            let ended = |_| Err("the audit has ended".to_owned());
            answered.await.unwrap_or_else(ended)
        };
        let silent = |_| Err(format!("the disk of {} does not answer", self.folder.display()));
        timeout(AT_MOST, asked).await.unwrap_or_else(silent)
    }

    /// Whether it is one of those that are recorded.
    fn wants(&self, record: &Record) -> bool {
        self.recorded == Recorded::All || record.matters()
    }

    /// How a record is written. Without space those of calls that change nothing are not, and those of changes are brief and few: what
    /// is left is for what frees some. It is said each time that records begin to be lost.
    fn takes(&self, is_of_change: bool) -> Taken {
        if !self.intake.is_stopped() {
            self.was_left_out.store(false, Ordering::Relaxed);
            self.brief.store(0, Ordering::Relaxed);
            return Taken::Whole;
        }
        if is_of_change && self.brief.load(Ordering::Relaxed) < WITHOUT_SPACE {
            return Taken::Brief;
        }
        if !self.was_left_out.swap(true, Ordering::Relaxed) {
            tracing::error!(
                "there is no space: audit records are lost, of calls that change nothing, and of changes after two megabytes"
            );
        }
        Taken::Not
    }

    /// Writes what waits, and ends.
    pub(crate) async fn stop(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let stopping = async {
            let _ = self.sender.send(Message::Stop).await;
            if let Some(thread) = thread {
                let _ = tokio::task::spawn_blocking(move || thread.join().is_ok()).await;
            }
        };
        if timeout(AT_MOST, stopping).await.is_err() {
            tracing::warn!(folder = %self.folder.display(), "stopped before all audit records were written");
        }
    }
}

/// Counts records that are not kept.
fn lost(reason: &'static str, count: u64) {
    metrics::counter!("wharf_lost_audit_records_total", "reason" => reason).increment(count);
}

struct Open {
    file: AuditFile,
    writer: BufWriter<File>,
    size: u64,
    /// Records that may not be in the file yet.
    waiting: u64,
}

impl Open {
    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.waiting = 0;
        Ok(())
    }
}

struct Files {
    folder: PathBuf,
    /// Bytes of records.
    written: Arc<AtomicU64>,
    days: u32,
    clock: Clock,
    open: Option<Open>,
    /// Why records were lost since it was last asked.
    lost: Option<String>,
    complained: Option<Instant>,
}

impl Files {
    fn run(mut self, mut receiver: Receiver<Message>) {
        let (mut stopped, mut asked) = (false, false);
        while !stopped && let Some(message) = receiver.blocking_recv() {
            let mut next = Some(message);
            while let Some(message) = next.take() {
                match message {
                    Message::Stop => stopped = true,
                    Message::Ask(answer) => {
                        if let Err(error) = self.ready() {
                            self.complain(&error);
                        }
                        let _ = answer.send(self.lost.take().map_or(Ok(()), Err));
                        asked = true;
                    }
                    Message::Write(lines) => {
                        if let Err(error) = self.write(&lines) {
                            lost("not_written", 1);
                            self.complain(&error);
                        }
                    }
                }
                next = receiver.try_recv().ok();
            }
            // No record waits: what is there goes to the file.
            if let Some(Err(error)) = self.open.as_mut().map(Open::flush) {
                self.complain(&error);
            }
            // Those who come now need not wake the thread; a command, which asks after each of its calls, has few.
            if !std::mem::take(&mut asked) {
                std::thread::sleep(REST);
            }
        }
    }

    fn write(&mut self, Lines { at, text }: &Lines) -> io::Result<()> {
        self.written.fetch_add(text.len() as u64, Ordering::Relaxed);
        let open = self.open_for(&at.day(), *at)?;
        fail_point!("audit.before-write");
        open.size += text.len() as u64;
        open.writer.write_all(text)?;
        open.waiting += 1;
        Ok(())
    }

    fn ready(&mut self) -> io::Result<()> {
        let now = self.clock.now();
        self.open_for(&now.day(), now)?.flush()
    }

    /// The file for a day. Calls that began before midnight go into the file of the day after, when that is open.
    fn open_for(&mut self, day: &str, now: Timestamp) -> io::Result<&mut Open> {
        let fits = |open: &Open| {
            let of = open.file.day.as_str();
            (of == day || of == now.plus(DAY).day()) && open.size < LARGE
        };
        if !self.open.as_ref().is_some_and(fits) {
            if let Some(open) = &mut self.open {
                open.flush()?;
                self.open = None;
            }
            let mut of_day = list(&self.folder)?.into_iter().filter(|file| file.day == day);
            let mut file = of_day.next_back().unwrap_or_else(|| AuditFile {
                day: day.to_owned(),
                number: 0,
            });
            if fs::metadata(file.within(&self.folder)).is_ok_and(|about| about.len() >= LARGE) {
                file.number += 1;
            }
            make_folder(&self.folder)?;
            let (writer, size) = append(&file.within(&self.folder))?;
            self.open = Some(Open {
                file,
                writer,
                size,
                waiting: 0,
            });
            if let Err(error) = self.remove_old(day) {
                tracing::warn!(folder = %self.folder.display(), %error, "old audit files are not removed");
            }
        }
        self.open
            .as_mut()
            .ok_or_else(|| io::Error::other("no file is open"))
    }

    /// Removes what is older than the days, by the day that just began and by the third last one that has records: clocks that are
    /// wrong make one or two of these.
    fn remove_old(&self, day: &str) -> io::Result<()> {
        if self.days == 0 || !self.clock.is_even() {
            return Ok(());
        }
        let files = list(&self.folder)?;
        let mut days: Vec<&str> = files.iter().map(|file| file.day.as_str()).collect();
        days.dedup();
        let Some(third) = days.iter().rev().nth(2) else {
            return Ok(());
        };
        let until = (*third).min(day);
        let Ok(until) = format!("{until}T00:00:00Z").parse::<Timestamp>() else {
            return Ok(());
        };
        let oldest = until.minus(DAY * self.days).day();
        for file in files.iter().filter(|file| file.day < oldest) {
            match fs::remove_file(file.within(&self.folder)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn complain(&mut self, error: &io::Error) {
        self.lost.get_or_insert_with(|| error.to_string());
        if self.complained.is_none_or(|last| last.elapsed() >= COMPLAIN) {
            self.complained = Some(Instant::now());
            tracing::error!(folder = %self.folder.display(), %error, "audit records are lost");
        }
        // The next record tries anew; what waited for the file is tried once more, and is then lost.
        if let Some(mut open) = self.open.take()
            && open.flush().is_err()
        {
            lost("not_written", open.waiting);
        }
    }
}

/// Opens a file at its end, which is the end of a line: a process that was killed may have left half of one.
fn append(path: &std::path::Path) -> io::Result<(BufWriter<File>, u64)> {
    let mut file = OpenOptions::new()
        .create(true)
        .read(true)
        .append(true)
        .mode(0o600)
        .open(path)?;
    let mut size = file.seek(SeekFrom::End(0))?;
    if size > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
            size += 1;
        }
    }
    Ok((BufWriter::new(file), size))
}

#[cfg(test)]
mod tests;
