//! Memory of heads of requests that are not there to their end. The HTTP library keeps what came of one until the rest comes, up to
//! 512 KiB over HTTP/1, and over HTTP/2 the block of its fields: so what came is counted as it is read from the socket.
//!
//! Over HTTP/1 a connection keeps the memory of its longest head for the next one, so its share stays until it ends. Over HTTP/2 there are
//! as many heads as streams, each of which has its memory until it is answered (`length`).

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Request;
use tokio::time::{Sleep, sleep};

use crate::budget::Share;

/// The client's preface, the bytes before the first frame of HTTP/2.
const PREFACE: usize = 24;
const FRAME_HEAD: usize = 9;
/// Frames with fields (RFC 9113 §6).
const HEADERS: u8 = 0x1;
const CONTINUATION: u8 = 0x9;
/// The flag of the last frame of a block.
const END_HEADERS: u8 = 0x4;
/// The library keeps the bytes of a block, and the fields that it read from them.
const COPIES: usize = 2;
/// What the library makes of each byte of a frame that is there: one may name a field again, for which its map has so much room.
const OF_BYTE: usize = 80;
/// The most that it makes of a block: a map doubles, and of fields of 33 bytes its bound of 64 KiB lets 1,985 be.
const OF_BLOCK: usize = 160 * 1024;

/// What a field costs beside its name and value: its place in the map, which doubles.
const OF_FIELD: usize = 96;

/// The bytes of a head that is there.
pub(crate) fn length<B>(request: &Request<B>) -> usize {
    let path = request
        .uri()
        .path_and_query()
        .map_or(0, |path| path.as_str().len());
    let fields = request.headers().iter();
    let fields = fields.map(|(name, value)| name.as_str().len() + value.len() + OF_FIELD);
    request.method().as_str().len() + path + fields.sum::<usize>()
}

/// What came of a connection's heads.
pub(crate) struct Heads {
    share: Share,
    /// Bytes of the head that comes, over HTTP/1.
    head: usize,
    blocks: Blocks,
    /// How long a block of fields may take, and when one that began has to be there.
    patience: Duration,
    late: Option<Pin<Box<Sleep>>>,
}

impl Heads {
    /// None came yet.
    pub(crate) fn new(share: Share, patience: Duration) -> Heads {
        Heads {
            share,
            head: 0,
            blocks: Blocks::default(),
            patience,
            late: None,
        }
    }

    /// Bytes of a connection over HTTP/1 came, which are of a head unless a request is under way.
    pub(crate) fn read_head(&mut self, bytes: &[u8], is_underway: bool) -> io::Result<()> {
        self.head = match is_underway {
            true => 0,
            false => self.head + bytes.len(),
        };
        self.share.charge(self.head).map_err(|_used_up| no_room())
    }

    /// Bytes of an answer go, so its head is there: what comes over HTTP/1 is the next one's.
    pub(crate) fn answered(&mut self) {
        self.head = 0;
    }

    /// Bytes of a connection over HTTP/2 came.
    pub(crate) fn read_frames(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.blocks.read(bytes);
        let fields = (self.blocks.read * OF_BYTE).min(OF_BLOCK);
        let held = self.blocks.open * COPIES + fields;
        if held == 0 {
            self.late = None;
        } else if self.late.is_none() {
            self.late = Some(Box::pin(sleep(self.patience)));
        }
        self.share.keep(held);
        self.share.charge(held).map_err(|_used_up| no_room())
    }

    /// Ready when a block of fields takes too long. Heads over HTTP/1 have a time in the library.
    pub(crate) fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.late {
            Some(late) => late.as_mut().poll(context),
            None => Poll::Pending,
        }
    }
}

fn no_room() -> io::Error {
    metrics::counter!("wharf_refused_connections_total").increment(1);
    io::Error::other("heads of requests have no more memory")
}

/// Where in which frame a connection is.
struct Blocks {
    frame: [u8; FRAME_HEAD],
    /// How much of the frame's head is there.
    have: usize,
    /// How much of its payload is missing.
    missing: usize,
    /// Whether it has fields, and whether it ends their block.
    has_fields: bool,
    ends: bool,
    /// Bytes of the block that has not ended; none where there is none.
    open: usize,
    /// Those of them whose frames are there, which the library has read.
    read: usize,
}

impl Default for Blocks {
    fn default() -> Blocks {
        Blocks {
            frame: [0; FRAME_HEAD],
            have: 0,
            missing: PREFACE,
            has_fields: false,
            ends: false,
            open: 0,
            read: 0,
        }
    }
}

impl Blocks {
    fn read(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.missing > 0 {
                let (payload, rest) = bytes.split_at(self.missing.min(bytes.len()));
                self.missing -= payload.len();
                self.open += if self.has_fields { payload.len() } else { 0 };
                bytes = rest;
            } else {
                let (head, rest) = bytes.split_at((FRAME_HEAD - self.have).min(bytes.len()));
                self.frame[self.have..self.have + head.len()].copy_from_slice(head);
                self.have += head.len();
                bytes = rest;
                if self.have < FRAME_HEAD {
                    return;
                }
                self.begin();
            }
            if self.missing == 0 && self.has_fields && self.ends {
                (self.open, self.read) = (0, 0);
                self.has_fields = false;
            } else if self.missing == 0 && self.has_fields {
                self.read = self.open;
            }
        }
    }

    /// The head of a frame is there.
    fn begin(&mut self) {
        let [high, middle, low, kind, flags, ..] = self.frame;
        self.have = 0;
        self.missing = usize::from(high) << 16 | usize::from(middle) << 8 | usize::from(low);
        self.has_fields = matches!(kind, HEADERS | CONTINUATION);
        self.ends = flags & END_HEADERS != 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, flags: u8, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [&length[1..], &[kind, flags, 0, 0, 0, 1], payload].concat()
    }

    /// Also when the bytes come one by one.
    fn open_after(frames: &[Vec<u8>]) -> usize {
        let all: Vec<u8> = [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), frames.concat()].concat();
        let (mut at_once, mut slowly) = (Blocks::default(), Blocks::default());
        at_once.read(&all);
        for byte in &all {
            slowly.read(&[*byte]);
        }
        assert_eq!(at_once.open, slowly.open);
        at_once.open
    }

    #[test]
    fn a_block_counts_until_it_ends() {
        let settings = frame(0x4, 0, b"");
        let begun = frame(HEADERS, 0, &[0; 100]);
        let more = frame(CONTINUATION, 0, &[0; 200]);
        let end = frame(CONTINUATION, END_HEADERS, &[0; 1]);
        let empty_end = frame(CONTINUATION, END_HEADERS, b"");
        let whole = frame(HEADERS, END_HEADERS, &[0; 100]);
        let data = frame(0x0, 0, &[0; 1000]);
        let cases: [(&[Vec<u8>], usize); 6] = [
            (std::slice::from_ref(&settings), 0),
            (&[settings.clone(), whole.clone(), data.clone()], 0),
            (&[settings.clone(), begun.clone()], 100),
            (&[settings.clone(), begun.clone(), more.clone()], 300),
            (
                &[settings.clone(), begun.clone(), more.clone(), end, data.clone()],
                0,
            ),
            (&[settings.clone(), begun, more, empty_end, whole, data], 0),
        ];
        for (frames, expected) in cases {
            assert_eq!(open_after(frames), expected);
        }
    }
}
