//! Credentials that were refused, as records tell of them.

use std::net::IpAddr;

use wharf_aws::{AccountId, Region, RequestId};

/// The name of a sign-in in records.
pub const SIGN_IN: &str = "SignIn";

/// A credential that was refused.
#[derive(Clone, Debug)]
pub struct RefusedSignIn {
    /// The access key that it says it is of.
    pub access_key_id: Option<String>,
    /// Whose key that is; none where there is no such key.
    pub account: Option<AccountId>,
    /// Where it was presented.
    pub region: Region,
    /// By which address.
    pub source_ip: Option<IpAddr>,
    /// By which program.
    pub user_agent: Option<String>,
    /// With which request.
    pub request_id: RequestId,
    /// `SignatureDoesNotMatch`.
    pub code: &'static str,
    /// The text for people.
    pub reason: String,
}
