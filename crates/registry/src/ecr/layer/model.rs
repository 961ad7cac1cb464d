//! What is said of layers.

/// What is wrong with bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// There are none.
    Missing,
    /// They are of another length.
    Short,
    /// They are others than the digest says.
    Altered,
    /// The disk does not read them.
    Unreadable,
}

impl Damage {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Damage::Missing => "missing",
            Damage::Short => "short",
            Damage::Altered => "altered",
            Damage::Unreadable => "unreadable",
        }
    }
}
