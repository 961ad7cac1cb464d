//! The table of STS's operations.

use wharf_services::sts::{
    access_key_info, assume_role, authorization_message, caller_identity, federation_token, session_token,
    web_identity,
};

/// The operations that need no signature: what they are given proves who asks.
pub(super) const UNSIGNED: &[&str] = &["AssumeRoleWithWebIdentity"];

operations! { sts;
    assume_role::AssumeRole;
    authorization_message::DecodeAuthorizationMessage;
    web_identity::AssumeRoleWithWebIdentity;
    access_key_info::GetAccessKeyInfo;
    caller_identity::GetCallerIdentity;
    federation_token::GetFederationToken;
    session_token::GetSessionToken;
}
