//! The one place that draws random bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use parking_lot::Mutex;

/// Bytes of ids that are drawn at once.
const DRAWN: usize = 64 * ID;
/// Bytes of an id.
const ID: usize = 16;

/// Supplies random bytes: the operating system's, or a repeatable sequence for tests.
#[derive(Clone, Debug, Default)]
pub struct Entropy {
    sequence: Option<Arc<AtomicU64>>,
    ids: Arc<Mutex<Ids>>,
}

/// Random bytes that wait to be ids.
#[derive(Debug)]
struct Ids {
    drawn: [u8; DRAWN],
    used: usize,
}

impl Default for Ids {
    fn default() -> Ids {
        Ids {
            drawn: [0; DRAWN],
            used: DRAWN,
        }
    }
}

impl Entropy {
    /// The operating system's random source.
    pub fn system() -> Entropy {
        Entropy::default()
    }

    /// A repeatable sequence that starts at `seed`. For tests; never secret.
    pub fn repeatable(seed: u64) -> Entropy {
        Entropy {
            sequence: Some(Arc::new(AtomicU64::new(seed))),
            ids: Arc::default(),
        }
    }

    /// `N` bytes.
    #[expect(clippy::disallowed_methods, reason = "the one place that draws at random")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.sequence {
            None => SystemRandom::new()
                .fill(&mut bytes)
                .expect("INVARIANT: the system's random source answers"),
            Some(sequence) => {
                let number = sequence
                    .fetch_add(1, Ordering::SeqCst)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15);
                for (index, byte) in bytes.iter_mut().enumerate() {
                    *byte = number
                        .rotate_left(u32::try_from(index * 7 % 64).unwrap_or(0))
                        .to_le_bytes()[index % 8];
                }
            }
        }
        bytes
    }

    /// Sixteen bytes of an id that is no secret, as each request and each record has one. Many are drawn at once, for a draw costs more
    /// than the rest of an id.
    pub fn id(&self) -> [u8; ID] {
        if self.sequence.is_some() {
            return self.bytes();
        }
        let mut ids = self.ids.lock();
        if ids.used == DRAWN {
            ids.drawn = self.bytes();
            ids.used = 0;
        }
        let mut id = [0; ID];
        id.copy_from_slice(&ids.drawn[ids.used..][..ID]);
        ids.used += ID;
        id
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_id_is_given_twice() {
        let entropy = Entropy::system();
        let other = entropy.clone();
        let draw = |entropy: Entropy| (0..1000).map(move |_| entropy.id());
        let (one, two): (Vec<_>, Vec<_>) = std::thread::scope(|threads| {
            let one = threads.spawn(|| draw(entropy).collect());
            let two = threads.spawn(|| draw(other).collect());
            (one.join().unwrap(), two.join().unwrap())
        });
        let ids: HashSet<[u8; ID]> = one.into_iter().chain(two).collect();
        assert_eq!(ids.len(), 2000);
    }
}
