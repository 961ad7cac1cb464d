//! The room of groups: users who are allowed the same. A group is no principal and has no boundary. Which users are in
//! which group is `group_member`'s.

mod operations;

pub use operations::*;
