//! The operations of `iam`.

use super::Permission;

pub(super) const ROWS: &[Permission] = &[];
