//! Room on the disk. Outside tests this does nothing: the kernel reports when there is no room.

#[cfg(feature = "testing")]
mod pretended {
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A pretended limit; by default none.
    pub(in crate::fs) struct Space(AtomicU64);

    impl Default for Space {
        fn default() -> Self {
            Self(AtomicU64::new(u64::MAX))
        }
    }

    impl Space {
        pub(in crate::fs) fn set(&self, bytes: u64) {
            self.0.store(bytes, Ordering::Relaxed);
        }

        /// Takes room for at most `wanted` bytes and gives how many fit.
        pub(in crate::fs) fn take(&self, wanted: u64) -> u64 {
            let take = |room: u64| {
                if room == u64::MAX {
                    room
                } else {
                    room.saturating_sub(wanted)
                }
            };
            let room = self.0.update(Ordering::Relaxed, Ordering::Relaxed, take);
            room.min(wanted)
        }
    }
}

#[cfg(feature = "testing")]
pub(super) use pretended::Space;

/// The real disk: as much as it takes.
#[cfg(not(feature = "testing"))]
#[derive(Default)]
pub(super) struct Space(());

#[cfg(not(feature = "testing"))]
impl Space {
    pub(super) fn take(&self, wanted: u64) -> u64 {
        wanted
    }
}
