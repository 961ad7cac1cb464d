//! The room of instance profiles: how a machine is given a role. A profile has at most one, which `instance_profile_role`
//! knows.

mod operations;
mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
