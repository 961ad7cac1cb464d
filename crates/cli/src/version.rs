//! Which program this is.

/// Its version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What it was built from, as the build script found it: a commit, with `-dirty` where sources differed from it, or `unknown`.
pub(crate) const REVISION: &str = env!("WHARF_REVISION");

/// Both, as `wharf --version` says them.
pub(crate) const VERSION_AND_REVISION: &str =
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("WHARF_REVISION"), ")");
