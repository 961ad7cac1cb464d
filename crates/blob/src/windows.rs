//! Which frames of a connection lie in files, and where: so that the connection can have the kernel send from the file
//! (`sendfile`) what would otherwise be read into a buffer first.
//!
//! Such a frame has the form of `Bytes` and is only an address: no bytes are there, and a look at them ends the process. A
//! connection that passes frames on asks [`Windows::find`] by their address. Code that looks at bytes (TLS, HTTP/2, a hash)
//! asks for the stream without windows, and gets buffers.

use std::fs::File;
use std::sync::Arc;

use parking_lot::Mutex;

/// The frames that are under way on one connection. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Windows(Arc<Mutex<Vec<Entry>>>);

#[derive(Debug)]
struct Entry {
    address: usize,
    length: usize,
    file: Arc<File>,
    offset: u64,
}

/// A piece of a file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The file.
    pub file: Arc<File>,
    /// Where the piece begins in it.
    pub offset: u64,
}

impl Windows {
    /// The file and offset of `bytes`, if all of them lie in one frame.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<Piece> {
        let start = bytes.as_ptr().addr();
        let entries = self.0.lock();
        let entry = entries
            .iter()
            .find(|entry| start >= entry.address && start + bytes.len() <= entry.address + entry.length)?;
        Some(Piece {
            file: Arc::clone(&entry.file),
            offset: entry.offset + (start - entry.address) as u64,
        })
    }

    /// Remembers that `bytes` are those of `file` at `offset`, until the guard is dropped.
    pub(crate) fn remember(&self, bytes: &[u8], file: &Arc<File>, offset: u64) -> Remembered {
        let address = bytes.as_ptr().addr();
        self.0.lock().push(Entry {
            address,
            length: bytes.len(),
            file: Arc::clone(file),
            offset,
        });
        Remembered {
            windows: self.clone(),
            address,
        }
    }
}

/// Forgets a frame when it goes, which must be before its mapping does: the address may be given to another.
#[derive(Debug)]
pub(crate) struct Remembered {
    windows: Windows,
    address: usize,
}

impl Drop for Remembered {
    fn drop(&mut self) {
        let mut entries = self.windows.0.lock();
        if let Some(index) = entries.iter().position(|entry| entry.address == self.address) {
            entries.swap_remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_found_while_it_lives() {
        let file = Arc::new(tempfile::tempfile().unwrap());
        let (windows, bytes) = (Windows::default(), [0_u8; 100]);
        let remembered = windows.remember(&bytes[10..90], &file, 1000);
        assert_eq!(windows.find(&bytes[10..90]).map(|piece| piece.offset), Some(1000));
        assert_eq!(windows.find(&bytes[20..30]).map(|piece| piece.offset), Some(1010));
        assert!(windows.find(&bytes[9..20]).is_none(), "begins before");
        assert!(windows.find(&bytes[80..91]).is_none(), "ends behind");
        drop(remembered);
        assert!(windows.find(&bytes[20..30]).is_none(), "forgotten");
    }
}
