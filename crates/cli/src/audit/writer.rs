//! Writing records down, on a thread of its own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use wharf_aws::Timestamp;
use wharf_node::Entropy;
use wharf_node::audit::{AuditLog, Record};

use super::{AuditFile, Recorded, list};
use crate::files::make_folder;

/// Records that wait for the thread; requests wait for more room.
const WAITING: usize = 4096;
/// How long the thread rests once no record waits.
const REST: Duration = Duration::from_millis(5);
/// A file that is larger is followed by another one of the same day.
const LARGE: u64 = 256 * 1024 * 1024;
/// How often a failure to write is logged.
const COMPLAIN: Duration = Duration::from_secs(60);

/// The audit of a node, as the node sees it.
pub(crate) struct AuditWriter {
    sender: Sender<Message>,
    recorded: Recorded,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Message {
    Write(Box<Record>),
    /// Everything before it is written; nothing comes after it.
    Stop,
}

impl AuditLog for AuditWriter {
    fn write(&self, record: Record) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if self.recorded == Recorded::All || record.matters() {
                // There is no receiver any more once the node has stopped.
                let _ = self.sender.send(Message::Write(Box::new(record))).await;
            }
        })
    }
}

impl AuditWriter {
    /// Begins to write into a folder.
    pub(crate) fn start(folder: PathBuf, recorded: Recorded, days: u32) -> anyhow::Result<AuditWriter> {
        make_folder(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let (sender, receiver) = channel(WAITING);
        let files = Files {
            folder,
            days,
            entropy: Entropy::system(),
            open: None,
            complained: None,
        };
        let thread = std::thread::Builder::new()
            .name("audit".to_owned())
            .spawn(move || files.run(receiver))
            .context("the audit's thread cannot be started")?;
        Ok(AuditWriter {
            sender,
            recorded,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Writes what waits, and ends.
    pub(crate) async fn stop(&self) {
        let _ = self.sender.send(Message::Stop).await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(move || thread.join().is_ok()).await;
        }
    }
}

struct Open {
    file: AuditFile,
    writer: BufWriter<File>,
    size: u64,
}

struct Files {
    folder: PathBuf,
    days: u32,
    entropy: Entropy,
    open: Option<Open>,
    complained: Option<Instant>,
}

impl Files {
    fn run(mut self, mut receiver: Receiver<Message>) {
        let mut stopped = false;
        while !stopped && let Some(message) = receiver.blocking_recv() {
            let mut next = Some(message);
            while let Some(message) = next.take() {
                match message {
                    Message::Stop => stopped = true,
                    Message::Write(record) => {
                        if let Err(error) = self.write(&record) {
                            self.complain(&error);
                        }
                    }
                }
                next = receiver.try_recv().ok();
            }
            // No record waits: what is there goes to the file.
            if let Some(Err(error)) = self.open.as_mut().map(|open| open.writer.flush()) {
                self.complain(&error);
            }
            // Those who come now need not wake the thread.
            std::thread::sleep(REST);
        }
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        let day = record.at().day();
        let mut lines = Vec::with_capacity(1024);
        record.write(&self.entropy, &mut lines)?;
        let open = self.open_for(&day, record.at())?;
        open.size += lines.len() as u64;
        open.writer.write_all(&lines)
    }

    /// The file for a day. A clock that was set back goes on in the file that is open.
    fn open_for(&mut self, day: &str, now: Timestamp) -> io::Result<&mut Open> {
        let fits = |open: &Open| open.file.day.as_str() >= day && open.size < LARGE;
        if !self.open.as_ref().is_some_and(fits) {
            if let Some(mut done) = self.open.take() {
                done.writer.flush()?;
            }
            let mut of_day = list(&self.folder)?.into_iter().filter(|file| file.day == day);
            let mut file = of_day.next_back().unwrap_or_else(|| AuditFile {
                day: day.to_owned(),
                number: 0,
            });
            if fs::metadata(file.within(&self.folder)).is_ok_and(|about| about.len() >= LARGE) {
                file.number += 1;
            }
            let (writer, size) = append(&file.within(&self.folder))?;
            self.open = Some(Open { file, writer, size });
            self.remove_old(now)?;
        }
        self.open
            .as_mut()
            .ok_or_else(|| io::Error::other("no file is open"))
    }

    fn remove_old(&self, now: Timestamp) -> io::Result<()> {
        if self.days == 0 {
            return Ok(());
        }
        let kept = Duration::from_secs(u64::from(self.days) * 24 * 60 * 60);
        let oldest = now.minus(kept).day();
        for file in list(&self.folder)?.iter().filter(|file| file.day < oldest) {
            fs::remove_file(file.within(&self.folder))?;
        }
        Ok(())
    }

    fn complain(&mut self, error: &io::Error) {
        if self.complained.is_none_or(|last| last.elapsed() >= COMPLAIN) {
            self.complained = Some(Instant::now());
            tracing::error!(folder = %self.folder.display(), %error, "audit records are lost");
        }
        // The next record tries anew.
        self.open = None;
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
