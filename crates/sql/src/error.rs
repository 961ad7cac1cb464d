//! One error for both engines. What a caller may want to tell apart is a variant of its own; everything else is
//! [`Error::Engine`] with the statement's name and the engine's own short message.
//!
//! Never in an error: the values that a statement was bound with.

/// Why a statement, a transaction or the opening of a database failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk, the quota or the configured limit of the database is exhausted. Nothing was half-written and the
    /// database stays usable.
    #[error("the database has no space left")]
    Full,
    /// The database takes no changes: its disk is mounted read-only, or its server is a standby or was made read-only. It can be
    /// read.
    #[error("the database is read-only")]
    ReadOnly,
    /// Another caller held a lock, a connection or conflicting rows for longer than we are willing to wait. Trying
    /// again later may work.
    #[error("the database is busy")]
    Busy,
    /// Another session has held a lock on a table or a row of the server for longer than we are willing to wait. Trying again at once would
    /// wait again.
    #[error("a table or a row is locked")]
    Locked,
    /// The server gave a statement up that took longer than it may, or that an administrator cancelled. Trying again at once would take as
    /// long again.
    #[error("a statement took too long")]
    TooSlow,
    /// The process, or its machine, has as many files open as it may. Trying again later may work.
    #[error("no more files can be opened")]
    OutOfFiles,
    /// A primary key or a unique index has such a row already.
    #[error("such a row exists already")]
    UniqueViolation,
    /// The stored data is damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The engine cannot be reached, or the connection broke before anything was decided.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The connection broke while a commit was under way, or the commit was not answered in time: it may or may not have happened.
    #[error("a commit was not answered, its outcome is unknown")]
    OutcomeUnknown,
    /// The engine refused a statement for another reason.
    #[error("statement {statement}: {message}")]
    Engine {
        /// The name of the statement, or of the step (`begin`, `commit`, `open`, …).
        statement: &'static str,
        /// What the engine says.
        message: String,
    },
    /// The statement and the call do not fit together: scope, number or kind of values.
    #[error("statement {statement}: {reason}")]
    Misuse {
        /// The name of the statement.
        statement: &'static str,
        /// What does not fit.
        reason: String,
    },
    /// A column was read as something that it is not.
    #[error("statement {statement}, column {column}: wanted {wanted}, found {found}")]
    Column {
        /// The name of the statement.
        statement: &'static str,
        /// The position from 0.
        column: usize,
        /// What the caller asked for.
        wanted: &'static str,
        /// What there is.
        found: &'static str,
    },
    /// The schema of the stored database and the migrations of this program do not belong together.
    #[error("migrations: {0}")]
    Migration(String),
    /// The closure of the transaction panicked; it was rolled back.
    #[error("the transaction panicked and was rolled back")]
    Panicked,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
}

impl Error {
    /// Whether there is no space left.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }

    /// Whether it takes no changes.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        matches!(self, Self::ReadOnly)
    }

    /// Whether the process, or its machine, has as many files open as it may.
    #[must_use]
    pub const fn is_out_of_files(&self) -> bool {
        matches!(self, Self::OutOfFiles)
    }

    /// Whether the database is not to be had, for any call: it is full, read-only, busy, too slow, out of reach, was lost during a commit, or is
    /// closed, or no file can be opened.
    /// It is no fault of the call.
    #[must_use]
    pub const fn is_outage(&self) -> bool {
        matches!(
            self,
            Self::Full
                | Self::ReadOnly
                | Self::Busy
                | Self::Locked
                | Self::TooSlow
                | Self::OutOfFiles
                | Self::Unavailable(_)
                | Self::OutcomeUnknown
                | Self::Closed
        )
    }

    pub(crate) fn engine(statement: &'static str, message: impl ToString) -> Self {
        Self::Engine {
            statement,
            message: message.to_string(),
        }
    }

    /// A step beside the engine failed, of which the system says why.
    pub(crate) fn io(step: &'static str, error: &std::io::Error) -> Self {
        match is_out_of_files(error) {
            true => Self::OutOfFiles,
            false => Self::engine(step, error),
        }
    }

    pub(crate) fn misuse(statement: &'static str, reason: impl ToString) -> Self {
        Self::Misuse {
            statement,
            reason: reason.to_string(),
        }
    }
}

/// Whether the process, or its machine, has no file descriptor left.
pub(crate) fn is_out_of_files(error: &std::io::Error) -> bool {
    const ENFILE: i32 = 23;
    const EMFILE: i32 = 24;
    matches!(error.raw_os_error(), Some(ENFILE | EMFILE))
}
