// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use crate::encode::{self, Encode, Sink};

/// Output of `GetCallerIdentity` (shape `GetCallerIdentityResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetCallerIdentityResponse {
    /// `UserId`, shape `userIdType`.
    pub user_id: Option<String>,
    /// `Account`, shape `accountType`.
    pub account: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub arn: Option<String>,
}

impl Encode for GetCallerIdentityResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.begin_structure();
        encode::optional(sink, "UserId", &self.user_id);
        encode::optional(sink, "Account", &self.account);
        encode::optional(sink, "Arn", &self.arn);
        sink.end_structure();
    }
}
