// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{AssumedRoleUser, Credentials, FederatedUser};
use crate::structure::structures;

structures! {
    /// Output of `AssumeRole`.
    AssumeRoleResponse(Default) {
        credentials: Option<Credentials> = "Credentials";
        assumed_role_user: Option<AssumedRoleUser> = "AssumedRoleUser";
        packed_policy_size: Option<i64> = "PackedPolicySize";
        source_identity: Option<String> = "SourceIdentity";
    }
    /// Output of `AssumeRoleWithWebIdentity`.
    AssumeRoleWithWebIdentityResponse(Default) {
        credentials: Option<Credentials> = "Credentials";
        subject_from_web_identity_token: Option<String> = "SubjectFromWebIdentityToken";
        assumed_role_user: Option<AssumedRoleUser> = "AssumedRoleUser";
        packed_policy_size: Option<i64> = "PackedPolicySize";
        provider: Option<String> = "Provider";
        audience: Option<String> = "Audience";
        source_identity: Option<String> = "SourceIdentity";
    }
    /// Output of `AssumeRoot`.
    AssumeRootResponse(Default) {
        credentials: Option<Credentials> = "Credentials";
        source_identity: Option<String> = "SourceIdentity";
    }
    /// Output of `DecodeAuthorizationMessage`.
    DecodeAuthorizationMessageResponse(Default) {
        decoded_message: Option<String> = secret "DecodedMessage";
    }
    /// Output of `GetAccessKeyInfo`.
    GetAccessKeyInfoResponse(Default) {
        account: Option<String> = "Account";
    }
    /// Output of `GetCallerIdentity`.
    GetCallerIdentityResponse(Default) {
        user_id: Option<String> = "UserId";
        account: Option<String> = "Account";
        arn: Option<String> = "Arn";
    }
    /// Output of `GetFederationToken`.
    GetFederationTokenResponse(Default) {
        credentials: Option<Credentials> = "Credentials";
        federated_user: Option<FederatedUser> = "FederatedUser";
        packed_policy_size: Option<i64> = "PackedPolicySize";
    }
    /// Output of `GetSessionToken`.
    GetSessionTokenResponse(Default) {
        credentials: Option<Credentials> = "Credentials";
    }
}
