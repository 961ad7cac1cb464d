//! The one place that draws random bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};

/// Supplies random bytes: the operating system's, or a repeatable sequence for tests.
#[derive(Clone, Debug, Default)]
pub struct Entropy {
    sequence: Option<Arc<AtomicU64>>,
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
}
