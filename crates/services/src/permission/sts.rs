//! STS's operations.

use super::ResourceType::Any;
use super::{Permission, row};

pub(super) const ROWS: &[Permission] = &[row("sts", "GetCallerIdentity", &[], Any, &[])];
