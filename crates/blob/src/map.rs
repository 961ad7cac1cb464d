//! The unsafe calls: mapping a window of a blob, and asking the kernel to begin writing.
//!
//! Everything else about mappings (their size, when they are made and how many live) is in `frames`.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;

use bytes::Bytes;
use memmap2::{Advice, Mmap, MmapOptions};

/// Maps `len` bytes of `file` from `offset` and reads them in, so that touching them does not wait for the disk.
///
/// Blocks; call it on the blocking pool. `len` must lie inside the file: pages beyond its end are an error here.
pub(crate) fn populated(file: &File, offset: u64, len: usize) -> io::Result<Bytes> {
    let map = map(file, offset, len)?;
    match map.advise(Advice::PopulateRead) {
        // Before Linux 5.14 the advice is unknown: then pages come in when they are touched.
        Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {}
        other => other?,
    }
    Ok(Bytes::from_owner(map))
}

#[expect(
    unsafe_code,
    reason = "a mapping is the only way to send file bytes without copying them first"
)]
fn map(file: &File, offset: u64, len: usize) -> io::Result<Mmap> {
    // SAFETY: a mapping is sound while nobody changes or truncates the file under it. Blobs are immutable: a file
    // is written under `uploads/` and renamed into `blobs/` once, after its last write, under the upload's lock;
    // afterwards it is only unlinked or replaced by a rename, which leave this inode as it is. The folder is 0700,
    // so only somebody with our own rights can break this, and such a one can rewrite this process as well.
    unsafe { MmapOptions::new().offset(offset).len(len).map(file) }
}

/// Asks the kernel to begin writing these bytes of `file` to the disk, without waiting for it: the final `fsync`
/// then finds little left to do. Only advice: errors are left to that `fsync`.
#[expect(unsafe_code, reason = "sync_file_range has no safe wrapper")]
pub(crate) fn begin_write_back(file: &File, offset: u64, len: u64) {
    let (Ok(offset), Ok(len)) = (i64::try_from(offset), i64::try_from(len)) else {
        return;
    };
    // SAFETY: the descriptor is open for as long as `file` is borrowed; the call takes integers only.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), offset, len, libc::SYNC_FILE_RANGE_WRITE) };
}
