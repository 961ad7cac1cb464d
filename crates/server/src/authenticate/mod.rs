//! Who calls: a signature (AWS APIs) or an authorization token (registry protocol) becomes a `Call`.

pub(crate) mod operator;
mod refused;
pub(crate) mod signature;
pub(crate) mod token;
