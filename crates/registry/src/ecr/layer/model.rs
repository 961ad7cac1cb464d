//! What is said of layers.

use wharf_aws::Timestamp;
use wharf_oci::digest::Digest;

/// What is wrong with bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// There are none.
    Missing,
    /// They are of another length, which is this.
    Short(u64),
    /// They are others than the digest says.
    Altered,
}

impl Damage {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Damage::Missing => "missing",
            Damage::Short(_) => "short",
            Damage::Altered => "altered",
        }
    }
}

/// A blob that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedBlob {
    /// Its digest.
    pub digest: String,
    /// What is wrong with it: `missing`, `short`, `altered`; of earlier versions also `unreadable`.
    pub damage: String,
    /// When that was found.
    pub found_at: Timestamp,
}

/// The bytes that a layer's row means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meant<'a> {
    pub(crate) digest: &'a Digest,
    pub(crate) data_key: &'a str,
    pub(crate) size: u64,
}
