//! The room of registries: what `DescribeRegistry` says of one.
//!
//! A registry has no row: every account has one in every Region. Its policy and its settings are rooms of their own.

mod operations;

pub use operations::*;
