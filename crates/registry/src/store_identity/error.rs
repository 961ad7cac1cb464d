//! Why a Region is not opened.

use wharf_kernel::Unavailable;

use super::plan::Mismatch;

/// Why a Region is not opened.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// Its rows and its bytes do not belong together.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// One of them fails.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<AttachError> for Unavailable {
    fn from(error: AttachError) -> Unavailable {
        match error {
            AttachError::Mismatch(mismatch) => Unavailable::Mismatch(mismatch.to_string()),
            AttachError::Unavailable(unavailable) => unavailable,
        }
    }
}
