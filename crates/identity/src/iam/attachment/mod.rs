//! The room of attachments: which user, group or role has which managed policy. `managed_policy` attaches and detaches.

pub(crate) mod store;

pub(crate) use store::STATEMENTS;
