//! The room of roots: each organization has one. Owns no rows: what is enabled there is in the organization's.

mod operations;

pub use operations::*;
