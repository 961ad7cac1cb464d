//! What a write-ahead log holds, read as SQLite reads it (SQLite, *WAL-mode File Format*): each frame's checksum goes on from the one
//! before it, and the first frame that does not fit is the end for SQLite, which drops what is behind it without a word.
//!
//! What is behind it tells how it came to its end. The frames of a transaction are synced when it is committed, before the next one
//! is written. So a power failure leaves at most the frames of one transaction, whose commit was not answered; a committed
//! transaction with frames of a later one behind it had been acknowledged.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read};

/// The two numbers that frames of a log begin with; another pair each time the log begins anew.
pub(super) type Salts = [u8; 8];

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Of frames whose checksums are those of little-endian words; with 1 in the last bit, of big-endian ones.
const MAGIC: u32 = 0x377f_0682;
const VERSION: u32 = 3_007_000;

/// What a log was found to hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    /// Those of its header, if that is whole.
    pub(super) salts: Option<Salts>,
    /// Those of its header, or else of its first frame.
    pub(super) first: Option<Salts>,
    /// Frames until the last commit that fits.
    pub(super) committed: u32,
    /// Pages of the database after it.
    pub(super) pages: u32,
    /// Pages that those frames have.
    pub(super) has: BTreeSet<u32>,
    /// What is behind the first frame that does not fit.
    pub(super) behind: Behind,
    /// Whole frames that the file has room for.
    pub(super) frames: u32,
}

/// What does not fit any more.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// Frames of this log, not of one before it.
    pub(super) frames: u32,
    /// Commits among them that a later frame follows: they were acknowledged.
    pub(super) acknowledged: u32,
    /// Whether the last of them is a commit that may have been acknowledged or not.
    pub(super) ends_in_commit: bool,
}

/// Reads a log to its end.
pub(super) fn read(mut file: impl Read) -> io::Result<Log> {
    match Frames::begin(&mut file)? {
        Begun::Frames(frames) => frames.read(),
        Begun::Short => Ok(Log::default()),
        Begun::NoHeader => without_header(file),
    }
}

/// Reads on behind a header that is not one: whether there is anything that it began.
fn without_header(mut file: impl Read) -> io::Result<Log> {
    let mut first = [0; FRAME_HEADER];
    let has_first = fill(&mut file, &mut first)?;
    let smallest = FRAME_HEADER as u64 + 512;
    let length = io::copy(&mut file, &mut io::sink())? + u64::from(has_first) * FRAME_HEADER as u64;
    Ok(Log {
        first: has_first.then(|| salts(&first, 8)),
        frames: u32::try_from(length / smallest).unwrap_or(u32::MAX),
        ..Log::default()
    })
}

/// How a log begins.
pub(super) enum Begun<F> {
    Frames(Frames<F>),
    /// With less than a header.
    Short,
    /// With something else.
    NoHeader,
}

/// The frames of a log, one after another.
pub(super) struct Frames<F> {
    file: F,
    is_big: bool,
    salts: Salts,
    /// What the frame before says.
    sums: (u32, u32),
    frame: Vec<u8>,
}

pub(super) struct Frame<'a> {
    pub(super) page: u32,
    /// Of a commit, the pages of the database after it; else 0.
    pub(super) pages_after: u32,
    /// Of this log, and not of one before it.
    pub(super) is_of_this: bool,
    /// It follows the one before it, and has what was written.
    pub(super) is_whole: bool,
    pub(super) content: &'a [u8],
}

impl<F: Read> Frames<F> {
    pub(super) fn begin(mut file: F) -> io::Result<Begun<F>> {
        let mut header = [0; HEADER];
        if !fill(&mut file, &mut header)? {
            return Ok(Begun::Short);
        }
        let word = |at: usize| word(&header, at);
        let (magic, page) = (word(0), word(8));
        let is_big = magic & 1 == 1;
        let sums = checksum((0, 0), &header[..24], is_big);
        let is_whole = magic & !1 == MAGIC
            && word(4) == VERSION
            && page.is_power_of_two()
            && (512..=65_536).contains(&page)
            && sums == (word(24), word(28));
        Ok(match is_whole {
            false => Begun::NoHeader,
            true => Begun::Frames(Self {
                file,
                is_big,
                salts: salts(&header, 16),
                sums,
                frame: vec![0; FRAME_HEADER + page as usize],
            }),
        })
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Frame<'_>>> {
        if !fill(&mut self.file, &mut self.frame)? {
            return Ok(None);
        }
        let (head, content) = self.frame.split_at(FRAME_HEADER);
        let sums = checksum(checksum(self.sums, &head[..8], self.is_big), content, self.is_big);
        self.sums = (word(head, 16), word(head, 20));
        let (page, is_of_this) = (word(head, 0), salts(head, 8) == self.salts);
        Ok(Some(Frame {
            page,
            pages_after: word(head, 4),
            is_of_this,
            is_whole: is_of_this && page != 0 && sums == self.sums,
            content,
        }))
    }

    fn read(mut self) -> io::Result<Log> {
        let mut log = Log {
            salts: Some(self.salts),
            first: Some(self.salts),
            ..Log::default()
        };
        let (mut fits, mut since_commit, mut commits_behind) = (true, BTreeSet::new(), 0);
        while let Some(frame) = self.next()? {
            log.frames += 1;
            fits &= frame.is_whole;
            let is_commit = frame.pages_after != 0;
            if fits {
                since_commit.insert(frame.page);
                if is_commit {
                    (log.committed, log.pages) = (log.frames, frame.pages_after);
                    log.has.append(&mut since_commit);
                }
            } else if frame.is_of_this {
                log.behind.frames += 1;
                log.behind.acknowledged = commits_behind;
                log.behind.ends_in_commit = is_commit;
                commits_behind += u32::from(is_commit);
            }
        }
        Ok(log)
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn salts(bytes: &[u8], at: usize) -> Salts {
    [0, 1, 2, 3, 4, 5, 6, 7].map(|byte| bytes[at + byte])
}

/// Fills the buffer; `false` when the file ends before.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// SQLite's checksum of a multiple of eight bytes.
pub(super) fn checksum((mut one, mut two): (u32, u32), bytes: &[u8], is_big: bool) -> (u32, u32) {
    let word = |bytes: &[u8]| {
        let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
        match is_big {
            true => u32::from_be_bytes(bytes),
            false => u32::from_le_bytes(bytes),
        }
    };
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(word(&pair[..4])).wrapping_add(two);
        two = two.wrapping_add(word(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: usize = 512;
    const SALTS: Salts = [1, 2, 3, 4, 5, 6, 7, 8];

    /// A log of transactions, each so many frames of pages that no other has.
    fn log(transactions: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for word in [MAGIC, VERSION, PAGE as u32, 0] {
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend(SALTS);
        let mut sums = checksum((0, 0), &bytes, false);
        bytes.extend(sums.0.to_be_bytes());
        bytes.extend(sums.1.to_be_bytes());
        let mut page = 0_u32;
        for frames in transactions {
            for frame in 1..=*frames {
                page += 1;
                let pages_after: u32 = if frame == *frames { page } else { 0 };
                let head = [page.to_be_bytes(), pages_after.to_be_bytes()].concat();
                let content = [page as u8; PAGE];
                sums = checksum(checksum(sums, &head, false), &content, false);
                bytes.extend(head);
                bytes.extend(SALTS);
                bytes.extend(sums.0.to_be_bytes());
                bytes.extend(sums.1.to_be_bytes());
                bytes.extend(content);
            }
        }
        bytes
    }

    /// The first byte of a frame, from 1.
    fn frame(number: usize) -> usize {
        HEADER + (number - 1) * (FRAME_HEADER + PAGE)
    }

    fn behind(bytes: &[u8]) -> (u32, Behind) {
        let log = read(bytes).unwrap();
        (log.committed, log.behind)
    }

    #[test]
    fn a_whole_log_has_nothing_behind() {
        let log = read(&log(&[2, 3, 1])[..]).unwrap();
        assert_eq!((log.committed, log.pages, log.frames), (6, 6, 6));
        assert_eq!(log.has, (1..=6).collect());
        assert_eq!(log.behind, Behind::default());
        assert_eq!(read(&[][..]).unwrap(), Log::default());
    }

    #[test]
    fn every_flipped_bit_is_told() {
        let whole = log(&[2, 1, 2, 1]);
        for at in HEADER..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            let number = 1 + (at - HEADER) / (FRAME_HEADER + PAGE);
            let (committed, behind) = behind(&bytes);
            let kept = [0, 0, 0, 2, 3, 3, 5][number];
            assert_eq!(committed, kept, "byte {at}");
            // Of the commits at 2, 3, 5 and 6 the last has nothing behind it. A flip in a frame's head may hide, or add, one.
            let commits = [2, 3, 5].iter().filter(|commit| **commit >= number).count();
            let of_head = (at - HEADER) % (FRAME_HEADER + PAGE);
            let slack = usize::from((4..16).contains(&of_head));
            let told = behind.acknowledged as usize;
            assert!(told.abs_diff(commits) <= slack, "byte {at}: {behind:?}");
            assert!(slack == 1 || behind.frames > 0, "byte {at}");
        }
    }

    #[test]
    fn what_a_power_failure_leaves_is_no_acknowledged_loss() {
        let whole = log(&[2, 3]);
        // Of the last transaction any frames may be there, and others not.
        for missing in [3, 4, 5] {
            let mut bytes = whole.clone();
            bytes[frame(missing)..frame(missing + 1)].fill(0);
            let (committed, behind) = behind(&bytes);
            assert_eq!((committed, behind.acknowledged), (2, 0), "frame {missing}");
        }
        for length in frame(3)..whole.len() {
            let log = read(&whole[..length]).unwrap();
            assert_eq!((log.committed, log.behind), (2, Behind::default()));
        }
    }

    #[test]
    fn frames_of_an_older_log_are_none_of_this_one() {
        let mut bytes = log(&[1, 1]);
        let mut older = log(&[1, 1, 1, 1]);
        for number in 1..=4 {
            older[frame(number) + 8] ^= 0x55;
        }
        bytes.extend(&older[frame(3)..]);
        let (committed, behind) = behind(&bytes);
        assert_eq!((committed, behind), (2, Behind::default()));
    }

    #[test]
    fn a_header_that_is_none_hides_all_frames() {
        let mut bytes = log(&[1, 1]);
        bytes[17] ^= 1;
        let log = read(&bytes[..]).unwrap();
        assert_eq!((log.salts, log.committed), (None, 0));
        assert!(log.frames > 0);
    }
}
