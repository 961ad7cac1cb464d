//! The operations of `organizations`.

use super::Permission;

pub(super) const ROWS: &[Permission] = &[];
