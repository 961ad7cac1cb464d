//! What can go wrong in a store.

use std::io;

use wharf_oci::digest::Digest;

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no upload with this id: never begun, committed, or aborted.
    #[error("no such upload")]
    UploadUnknown,
    /// No blob is stored under this digest.
    #[error("no such blob")]
    BlobUnknown,
    /// The bytes do not continue where the upload ends. Nothing was read from the body.
    #[error("the upload is {current} bytes long")]
    OffsetMismatch {
        /// The upload's length.
        current: u64,
    },
    /// The upload's bytes hash to none of the expected digests. The upload is kept.
    #[error("the content's digest is {computed}")]
    DigestMismatch {
        /// The digest of the content, by the algorithm of the first candidate.
        computed: Digest,
    },
    /// Another call changes the upload, and goes on with that. Nothing was read from the body.
    #[error("another request writes to the upload")]
    Busy,
    /// The upload would become longer than the limit. What this append had added is taken back.
    #[error("the upload is longer than permitted")]
    TooLarge,
    /// The store is sealed, and its key was not given.
    #[error("the store is sealed and its key is not known")]
    Sealed,
    /// The storage has no room (or the quota is used up). The upload is as long as it was before the call.
    #[error("the storage is full")]
    Full,
    /// What the store says of itself cannot be read: where it stands, what is wrong with it, and what to do.
    #[error("{0}")]
    Identity(String),
    /// The body's stream broke. What arrived before is kept.
    #[error("the body broke off")]
    Body(#[source] io::Error),
    /// The storage failed.
    #[error("cannot {action}")]
    Io {
        /// What was being done, to follow "cannot".
        action: &'static str,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
}

impl Error {
    /// Whether the storage has no room left.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }

    /// Whether the storage has no room left, or is read-only.
    #[must_use]
    pub fn takes_nothing(&self) -> bool {
        let is_read_only = |error: &io::Error| matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem);
        self.is_full() || matches!(self, Self::Io { source, .. } if is_read_only(source))
    }

    /// Whether the process, or the machine, has as many files open as it may.
    #[must_use]
    pub fn is_out_of_files(&self) -> bool {
        let Self::Io { source, .. } = self else {
            return false;
        };
        matches!(source.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
    }

    /// Whether a folder of the store is not there, as where its disk is not mounted: a missing blob or upload is told otherwise.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }

    /// Whether the storage did not answer, or cannot at the moment: any call may fail so, and may work later. What is
    /// not there, or is damaged, is not transient.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        use io::ErrorKind as Kind;
        if matches!(self, Self::Busy) {
            return true;
        }
        let Self::Io { source, .. } = self else {
            return false;
        };
        self.is_out_of_files()
            || matches!(
                source.kind(),
                Kind::TimedOut
                    | Kind::Interrupted
                    | Kind::WouldBlock
                    | Kind::ResourceBusy
                    | Kind::OutOfMemory
                    | Kind::ReadOnlyFilesystem
                    | Kind::StaleNetworkFileHandle
                    | Kind::ConnectionRefused
                    | Kind::ConnectionReset
                    | Kind::ConnectionAborted
                    | Kind::NotConnected
                    | Kind::BrokenPipe
                    | Kind::HostUnreachable
                    | Kind::NetworkUnreachable
                    | Kind::NetworkDown
            )
    }

    /// An I/O error met while doing `action`; "no space" and "over quota" become [`Error::Full`].
    #[must_use]
    pub fn io(action: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io { action, source },
        }
    }
}

/// For `map_err`: an I/O error met while doing `action`.
pub(crate) fn during(action: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::io(action, source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_that_does_not_answer_is_told_from_a_file_that_is_not_there() {
        let codes = [
            (libc::ETIMEDOUT, true),
            (libc::ESTALE, true),
            (libc::EROFS, true),
            (libc::EMFILE, true),
            (libc::ENOENT, false),
            (libc::EIO, false),
            (libc::ENOSPC, false),
        ];
        for (code, transient) in codes {
            let error = Error::io("read", io::Error::from_raw_os_error(code));
            assert_eq!(error.is_transient(), transient, "{code}");
        }
        assert!(!Error::BlobUnknown.is_transient());
        // The client's connection, not the storage.
        assert!(!Error::Body(io::ErrorKind::ConnectionReset.into()).is_transient());
    }

    #[test]
    fn a_full_disk_and_an_exhausted_quota_are_full() {
        for (code, full) in [(libc::ENOSPC, true), (libc::EDQUOT, true), (libc::EIO, false)] {
            assert_eq!(
                Error::io("write", io::Error::from_raw_os_error(code)).is_full(),
                full,
                "{code}"
            );
        }
    }
}
