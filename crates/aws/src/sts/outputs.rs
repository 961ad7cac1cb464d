// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{AssumedRoleUser, Credentials, FederatedUser};
use crate::encode::{self, Encode, Sink};

/// Output of `AssumeRole` (shape `AssumeRoleResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssumeRoleResponse {
    /// `Credentials`, shape `Credentials`.
    pub credentials: Option<Credentials>,
    /// `AssumedRoleUser`, shape `AssumedRoleUser`.
    pub assumed_role_user: Option<AssumedRoleUser>,
    /// `PackedPolicySize`, shape `nonNegativeIntegerType`: from 0.
    pub packed_policy_size: Option<i64>,
    /// `SourceIdentity`, shape `sourceIdentityType`: 2 to 64 characters, `[\w+=,.@-]*`.
    pub source_identity: Option<String>,
}

impl Encode for AssumeRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Credentials", &self.credentials, false),
                ("AssumedRoleUser", &self.assumed_role_user, false),
                ("PackedPolicySize", &self.packed_policy_size, false),
                ("SourceIdentity", &self.source_identity, false),
            ],
        );
    }
}

/// Output of `AssumeRoleWithWebIdentity` (shape `AssumeRoleWithWebIdentityResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssumeRoleWithWebIdentityResponse {
    /// `Credentials`, shape `Credentials`.
    pub credentials: Option<Credentials>,
    /// `SubjectFromWebIdentityToken`, shape `webIdentitySubjectType`: 6 to 255 characters.
    pub subject_from_web_identity_token: Option<String>,
    /// `AssumedRoleUser`, shape `AssumedRoleUser`.
    pub assumed_role_user: Option<AssumedRoleUser>,
    /// `PackedPolicySize`, shape `nonNegativeIntegerType`: from 0.
    pub packed_policy_size: Option<i64>,
    /// `Provider`, shape `Issuer`.
    pub provider: Option<String>,
    /// `Audience`, shape `Audience`.
    pub audience: Option<String>,
    /// `SourceIdentity`, shape `sourceIdentityType`: 2 to 64 characters, `[\w+=,.@-]*`.
    pub source_identity: Option<String>,
}

impl Encode for AssumeRoleWithWebIdentityResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Credentials", &self.credentials, false),
                (
                    "SubjectFromWebIdentityToken",
                    &self.subject_from_web_identity_token,
                    false,
                ),
                ("AssumedRoleUser", &self.assumed_role_user, false),
                ("PackedPolicySize", &self.packed_policy_size, false),
                ("Provider", &self.provider, false),
                ("Audience", &self.audience, false),
                ("SourceIdentity", &self.source_identity, false),
            ],
        );
    }
}

/// Output of `DecodeAuthorizationMessage` (shape `DecodeAuthorizationMessageResponse`).
#[derive(Clone, PartialEq, Default)]
pub struct DecodeAuthorizationMessageResponse {
    /// `DecodedMessage`, shape `decodedMessageType`.
    pub decoded_message: Option<String>,
}

impl std::fmt::Debug for DecodeAuthorizationMessageResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DecodeAuthorizationMessageResponse")
            .field("decoded_message", &format_args!("…"))
            .finish()
    }
}

impl Encode for DecodeAuthorizationMessageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("DecodedMessage", &self.decoded_message, true)]);
    }
}

/// Output of `GetAccessKeyInfo` (shape `GetAccessKeyInfoResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccessKeyInfoResponse {
    /// `Account`, shape `accountType`.
    pub account: Option<String>,
}

impl Encode for GetAccessKeyInfoResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Account", &self.account, false)]);
    }
}

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
        encode::structure(
            sink,
            &[
                ("UserId", &self.user_id, false),
                ("Account", &self.account, false),
                ("Arn", &self.arn, false),
            ],
        );
    }
}

/// Output of `GetFederationToken` (shape `GetFederationTokenResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetFederationTokenResponse {
    /// `Credentials`, shape `Credentials`.
    pub credentials: Option<Credentials>,
    /// `FederatedUser`, shape `FederatedUser`.
    pub federated_user: Option<FederatedUser>,
    /// `PackedPolicySize`, shape `nonNegativeIntegerType`: from 0.
    pub packed_policy_size: Option<i64>,
}

impl Encode for GetFederationTokenResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Credentials", &self.credentials, false),
                ("FederatedUser", &self.federated_user, false),
                ("PackedPolicySize", &self.packed_policy_size, false),
            ],
        );
    }
}

/// Output of `GetSessionToken` (shape `GetSessionTokenResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetSessionTokenResponse {
    /// `Credentials`, shape `Credentials`.
    pub credentials: Option<Credentials>,
}

impl Encode for GetSessionTokenResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Credentials", &self.credentials, false)]);
    }
}
