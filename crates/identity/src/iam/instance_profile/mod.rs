//! The room of instance profiles: how a machine is given a role. A profile has at most one.

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
