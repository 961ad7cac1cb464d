//! The room of the roles of instance profiles: which profile has which role. What a profile is beside that is
//! `instance_profile`'s.

pub(super) mod store;

pub(crate) use store::STATEMENTS;
