//! Which program this is.

/// Its version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What it was built from: what `WHARF_REVISION` was during the build.
pub(crate) const REVISION: &str = match option_env!("WHARF_REVISION") {
    Some(revision) => revision,
    None => "unknown",
};
