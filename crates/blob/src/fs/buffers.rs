//! Buffers for batches, used again and again: fresh memory costs a page fault for every 4 KiB.

use parking_lot::Mutex;

/// Bytes in a batch at most.
pub(super) const BATCH: usize = 512 * 1024;

/// Idle buffers kept at most.
const IDLE: usize = 8;

/// The idle buffers of one store.
#[derive(Default)]
pub(super) struct Buffers {
    idle: Mutex<Vec<Vec<u8>>>,
}

impl Buffers {
    /// An empty buffer with room for a batch.
    pub(super) fn take(&self) -> Vec<u8> {
        let idle = self.idle.lock().pop();
        idle.unwrap_or_else(|| Vec::with_capacity(BATCH))
    }

    /// Keeps a buffer for the next one who needs it.
    pub(super) fn give_back(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        let mut idle = self.idle.lock();
        if idle.len() < IDLE && buffer.capacity() >= BATCH {
            idle.push(buffer);
        }
    }
}
