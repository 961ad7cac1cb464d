//! The room of attachments: which user, group or role has which managed policy. The operations are in `attach_policy`.

pub(crate) mod store;

pub(crate) use store::STATEMENTS;
