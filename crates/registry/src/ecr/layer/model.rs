//! What is said of layers.

/// What is wrong with bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// There are none.
    Missing,
    /// They are of another length.
    Short,
}

impl Damage {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Damage::Missing => "missing",
            Damage::Short => "short",
        }
    }
}
