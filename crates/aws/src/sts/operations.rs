// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "sts",
    api_version: "2011-06-15",
    protocol: Protocol::Query {
        namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    },
    signing_name: "sts",
    endpoint_prefix: "sts",
};

operations! {
    query::FromForm::from_form(crate::query::Form);
    AssumeRole(AssumeRoleRequest) changes "AssumeRoleResult";
    AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest) changes "AssumeRoleWithWebIdentityResult";
    AssumeRoot(AssumeRootRequest) changes "AssumeRootResult";
    DecodeAuthorizationMessage(DecodeAuthorizationMessageRequest) changes "DecodeAuthorizationMessageResult";
    GetAccessKeyInfo(GetAccessKeyInfoRequest) reads "GetAccessKeyInfoResult";
    GetCallerIdentity(GetCallerIdentityRequest) reads "GetCallerIdentityResult";
    GetFederationToken(GetFederationTokenRequest) changes "GetFederationTokenResult";
    GetSessionToken(GetSessionTokenRequest) reads "GetSessionTokenResult";
}
