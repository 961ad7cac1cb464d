//! What `strace -f -y -xx` wrote, read: the calls that succeeded, with all the bytes that they were given, as changes of a disk.
//!
//! A call begins before it has any effect and ends after it: between the two, calls of other threads may begin and end.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use super::dying;

/// The calls that change files, make them durable, or answer a client.
pub(super) const CALLS: &str = "trace=open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate,fallocate,\
    fsync,fdatasync,sync,syncfs,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,\
    copy_file_range,sendfile,splice,sendto,sendmsg,lseek";

/// Bytes of one argument that a trace shows: no call of ours has more.
pub(super) const LONGEST: usize = 4 << 20;

/// What one call did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Opened {
        path: PathBuf,
        makes: bool,
        cuts: bool,
    },
    /// Bytes in a place of a file, or at its end.
    Wrote {
        path: PathBuf,
        at: Option<u64>,
        bytes: Vec<u8>,
    },
    Resized {
        path: PathBuf,
        length: u64,
    },
    MadeFolder(PathBuf),
    Renamed {
        from: PathBuf,
        to: PathBuf,
        exchanges: bool,
    },
    Removed(PathBuf),
    Synced(PathBuf),
    /// The head of an answer that says that something was done; the id of its request.
    Answered(String),
}

/// A change, and the lines of the trace at which its call began and ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) begun: usize,
    pub(super) ended: usize,
    pub(super) change: Change,
}

/// The calls of a trace that change what is in `data`, or the name of that folder; in the order in which they began. Of those that were
/// under way when the process died, the folder tells what they did: nothing may have changed it since.
/// Lines count on from `first`; the number after the last one is given too.
pub(super) fn read(trace: impl BufRead, data: &Path, first: usize) -> (Vec<Step>, usize) {
    let mut reader = Reader {
        data: data.to_owned(),
        open: HashMap::new(),
    };
    let (mut steps, mut begun, mut number) = (Vec::new(), HashMap::new(), first);
    let mut dying = Vec::new();
    for line in trace.lines() {
        let line = line.unwrap();
        number += 1;
        let (thread, rest) = line.split_once(' ').unwrap();
        let rest = rest.trim_start();
        let (at, text) = if let Some(resumed) = rest.strip_prefix("<... ") {
            // What began before the trace did is not ours.
            let Some((at, earlier)) = begun.remove(thread) else {
                continue;
            };
            let (_, tail) = resumed.split_once(" resumed>").unwrap();
            (at, earlier + tail)
        } else if let Some(unfinished) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(thread.to_owned(), (number, unfinished.to_owned()));
            continue;
        } else {
            (number, rest.to_owned())
        };
        if let Some((call, "?")) = text.rsplit_once(" = ") {
            dying.push((at, call.trim_end().to_owned()));
            continue;
        }
        if let Some(change) = reader.change(&text) {
            steps.push(Step {
                begun: at,
                ended: number,
                change,
            });
        }
    }
    dying.extend(begun.into_values().map(|(at, call)| (at, call + ")")));
    for (begun, call) in dying {
        if let Some(change) = reader
            .change(&format!("{call} = {LONGEST}"))
            .and_then(dying::done)
        {
            steps.push(Step {
                begun,
                ended: number,
                change,
            });
        }
    }
    steps.sort_by_key(|step| step.begun);
    (steps, number)
}

/// What the calls so far mean for the next ones.
struct Reader {
    data: PathBuf,
    /// Where the next `write` to a file goes; `None` is: to its end.
    open: HashMap<i64, Option<u64>>,
}

impl Reader {
    /// What a call changed, if it did and if it was in the folder.
    fn change(&mut self, text: &str) -> Option<Change> {
        let (call, result) = text.rsplit_once(" = ")?;
        let result: i64 = result.split(['<', ' ']).next()?.parse().ok()?;
        if result < 0 {
            return None;
        }
        let (name, arguments) = call.split_once('(')?;
        let call = Call::new(arguments);
        let change = match name {
            "open" | "openat" | "creat" => {
                let flag = |flag: &str| call.plain.contains(flag);
                let next = (!flag("O_APPEND")).then_some(0);
                self.open.insert(result, next);
                Change::Opened {
                    path: call.path(0)?,
                    makes: flag("O_CREAT") || name == "creat",
                    cuts: flag("O_TRUNC") || name == "creat",
                }
            }
            "lseek" => {
                if let Some(Some(next)) = self.open.get_mut(&call.descriptor()) {
                    *next = result.unsigned_abs();
                }
                return None;
            }
            "write" | "writev" | "pwrite64" | "sendto" | "sendmsg" => {
                let mut bytes = call.texts.concat();
                bytes.truncate(usize::try_from(result).unwrap());
                let path = call.file()?;
                if path.to_string_lossy().starts_with("socket:") {
                    return answered(&bytes);
                }
                let at = match name {
                    "pwrite64" => call.last_number(),
                    _ => self.advance(call.descriptor(), result.unsigned_abs()),
                };
                Change::Wrote { path, at, bytes }
            }
            "ftruncate" => Change::Resized {
                path: call.file()?,
                length: call.last_number()?,
            },
            "truncate" => Change::Resized {
                path: call.path(0)?,
                length: call.last_number()?,
            },
            "fsync" | "fdatasync" => Change::Synced(call.file()?),
            "mkdir" | "mkdirat" => Change::MadeFolder(call.path(0)?),
            "rmdir" | "unlink" | "unlinkat" => Change::Removed(call.path(0)?),
            "rename" | "renameat" | "renameat2" => Change::Renamed {
                from: call.path(0)?,
                to: call.path(1)?,
                exchanges: call.plain.contains("RENAME_EXCHANGE"),
            },
            // It changes neither bytes nor a length: space for a log.
            "fallocate" if call.plain.contains("KEEP_SIZE") => return None,
            // A download goes from a file to a socket.
            "sendfile" if call.file()?.to_string_lossy().starts_with("socket:") => return None,
            _ => {
                let ours = call.files.iter().flatten().any(|path| self.is_ours(path));
                let named =
                    (0..call.texts.len()).any(|at| call.path(at).is_some_and(|path| self.is_ours(&path)));
                assert!(
                    !ours && !named,
                    "{name} is not known to the model: {}",
                    call.plain
                );
                return None;
            }
        };
        self.concerns_us(&change).then_some(change)
    }

    /// Where a `write` to this descriptor goes.
    fn advance(&mut self, descriptor: i64, bytes: u64) -> Option<u64> {
        let next = self.open.get_mut(&descriptor)?.as_mut()?;
        let at = *next;
        *next += bytes;
        Some(at)
    }

    fn concerns_us(&self, change: &Change) -> bool {
        match change {
            Change::Opened { path, makes, cuts } => (*makes || *cuts) && self.is_ours(path),
            Change::Wrote { path, .. } | Change::Resized { path, .. } => self.is_ours(path),
            Change::Removed(path) | Change::MadeFolder(path) => self.is_ours(path),
            Change::Renamed { from, to, .. } => self.is_ours(from) || self.is_ours(to),
            Change::Synced(path) => self.is_ours(path) || self.data.parent() == Some(path),
            Change::Answered(_) => true,
        }
    }

    /// Not SQLite's shared memory, which is made again from the log, nor a socket, nor the reserve, of which only the length matters.
    fn is_ours(&self, path: &Path) -> bool {
        let ends = |end: &&str| path.to_string_lossy().ends_with(*end);
        path.starts_with(&self.data) && !["-shm", ".sock", "/reserve"].iter().any(ends)
    }
}

/// The arguments of a call, as strace shows them.
struct Call {
    /// All but texts and paths.
    plain: String,
    /// The files of its descriptors, in order; `None` for one that has no name any more.
    files: Vec<Option<PathBuf>>,
    /// The texts, in order.
    texts: Vec<Vec<u8>>,
    /// For each text, the folder that it begins in.
    bases: Vec<Option<PathBuf>>,
}

impl Call {
    fn new(arguments: &str) -> Call {
        let (mut plain, mut files, mut texts, mut bases) =
            (String::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut rest, mut base) = (arguments, None);
        while let Some(at) = rest.find(['"', '<']) {
            plain.push_str(&rest[..at]);
            let end = if rest.as_bytes()[at] == b'"' { '"' } else { '>' };
            let (inside, after) = rest[at + 1..].split_once(end).unwrap();
            let bytes = bytes(inside);
            rest = after;
            if end == '"' {
                assert!(
                    !rest.starts_with("..."),
                    "an argument of more than {LONGEST} bytes"
                );
                texts.push(bytes);
                bases.push(base.take());
            } else {
                let path = String::from_utf8(bytes).unwrap();
                let is_there = !rest.starts_with("(deleted)") && !path.ends_with(" (deleted)");
                let path = is_there.then(|| PathBuf::from(path));
                base.clone_from(&path);
                files.push(path);
            }
        }
        plain.push_str(rest);
        Call {
            plain,
            files,
            texts,
            bases,
        }
    }

    /// A path that it was given.
    fn path(&self, at: usize) -> Option<PathBuf> {
        let path = PathBuf::from(String::from_utf8_lossy(self.texts.get(at)?).into_owned());
        let base = self.bases[at].as_ref();
        Some(base.map_or_else(|| path.clone(), |base| base.join(&path)))
    }

    /// The file of its first descriptor.
    fn file(&self) -> Option<PathBuf> {
        self.files.first()?.clone()
    }

    fn descriptor(&self) -> i64 {
        let digits = self.plain.split(|letter: char| !letter.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(-1)
    }

    fn last_number(&self) -> Option<u64> {
        let arguments = self.plain.trim_end().strip_suffix(')')?;
        arguments.rsplit(", ").next()?.parse().ok()
    }
}

/// The bytes of `\x61\x62`.
fn bytes(hex: &str) -> Vec<u8> {
    let digit = |letter: u8| match letter {
        b'0'..=b'9' => letter - b'0',
        b'a'..=b'f' => letter - b'a' + 10,
        _ => panic!("{} is no digit", char::from(letter)),
    };
    let pairs = hex.as_bytes().chunks_exact(4);
    assert!(pairs.remainder().is_empty());
    pairs.map(|pair| digit(pair[2]) << 4 | digit(pair[3])).collect()
}

/// The request whose answer begins so, if it says that something was done.
fn answered(bytes: &[u8]) -> Option<Change> {
    bytes.strip_prefix(b"HTTP/1.1 2")?;
    let text = String::from_utf8_lossy(bytes);
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("x-amzn-requestid: "))?;
    Some(Change::Answered(id.to_owned()))
}

#[cfg(test)]
mod tests;
