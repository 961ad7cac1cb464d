//! The room of memberships: which user is in which group. What a group is beside that is `group`'s.

pub(super) mod store;

pub(crate) use store::STATEMENTS;
