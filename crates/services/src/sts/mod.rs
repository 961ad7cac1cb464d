//! STS: who am I, and credentials for a while.

pub mod caller_identity;
mod fault;
pub mod session;

pub use caller_identity::GetCallerIdentity;
pub use fault::Fault;
