//! Who calls: a signature (AWS APIs) or an authorization token (registry protocol) becomes a `Call`.

pub(crate) mod operator;
pub(crate) mod signature;
pub(crate) mod token;
