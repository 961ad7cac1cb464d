//! What may be chosen about an embedded database.

/// When a commit counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// When it is on the disk: an answer survives power loss.
    #[default]
    Full,
    /// When the system has it: an answer survives the death of the process, not of the machine.
    Normal,
}

impl Synchronous {
    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
        }
    }
}

/// Options of [`Database::sqlite`](crate::Database::sqlite).
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// When a commit counts as done.
    pub synchronous: Synchronous,
    /// Read connections, at least 2. The first serves point reads only; each is opened when first needed.
    pub readers: usize,
    /// Page cache of each connection in KiB.
    pub cache_kib: u32,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            synchronous: Synchronous::Full,
            readers: 3,
            cache_kib: 2048,
        }
    }
}
