//! The room of resource policies: what a management account lets its members ask of the organization. Owns no rows: the
//! text is in the organization's.

mod operations;

pub use operations::*;
