//! `GET /v2/`: is this a registry, and am I signed in?

/// Nothing is asked.
#[derive(Debug)]
pub struct CheckVersionInput;

use wharf_kernel::operation::operation;

operation! {
    /// The version check: needs no permission, only a valid token.
    CheckVersion(CheckVersionInput) -> (),
    access(_, _) {
        Vec::new()
    },
    run(_context, _input) {
        Ok(())
    }
}
