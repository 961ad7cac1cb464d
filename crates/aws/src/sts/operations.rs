// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::{OperationModel, Protocol, ServiceModel};

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

/// An operation of the model by its name.
pub fn operation(name: &str) -> Option<&'static OperationModel> {
    let at = OPERATIONS
        .binary_search_by_key(&name, |operation| operation.name)
        .ok()?;
    OPERATIONS.get(at)
}

/// All operations of the model, sorted by name.
pub const OPERATIONS: &[OperationModel] = &[
    OperationModel {
        name: "AssumeRole",
        input: "AssumeRoleRequest",
        output: "AssumeRoleResponse",
        result_wrapper: Some("AssumeRoleResult"),
        faults: &[
            "MalformedPolicyDocumentException",
            "PackedPolicyTooLargeException",
            "RegionDisabledException",
            "ExpiredTokenException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AssumeRoleWithWebIdentity",
        input: "AssumeRoleWithWebIdentityRequest",
        output: "AssumeRoleWithWebIdentityResponse",
        result_wrapper: Some("AssumeRoleWithWebIdentityResult"),
        faults: &[
            "MalformedPolicyDocumentException",
            "PackedPolicyTooLargeException",
            "IDPRejectedClaimException",
            "IDPCommunicationErrorException",
            "InvalidIdentityTokenException",
            "ExpiredTokenException",
            "RegionDisabledException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AssumeRoot",
        input: "AssumeRootRequest",
        output: "AssumeRootResponse",
        result_wrapper: Some("AssumeRootResult"),
        faults: &["RegionDisabledException", "ExpiredTokenException"],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "DecodeAuthorizationMessage",
        input: "DecodeAuthorizationMessageRequest",
        output: "DecodeAuthorizationMessageResponse",
        result_wrapper: Some("DecodeAuthorizationMessageResult"),
        faults: &["InvalidAuthorizationMessageException"],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "GetAccessKeyInfo",
        input: "GetAccessKeyInfoRequest",
        output: "GetAccessKeyInfoResponse",
        result_wrapper: Some("GetAccessKeyInfoResult"),
        faults: &[],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetCallerIdentity",
        input: "GetCallerIdentityRequest",
        output: "GetCallerIdentityResponse",
        result_wrapper: Some("GetCallerIdentityResult"),
        faults: &[],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetFederationToken",
        input: "GetFederationTokenRequest",
        output: "GetFederationTokenResponse",
        result_wrapper: Some("GetFederationTokenResult"),
        faults: &[
            "MalformedPolicyDocumentException",
            "PackedPolicyTooLargeException",
            "RegionDisabledException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "GetSessionToken",
        input: "GetSessionTokenRequest",
        output: "GetSessionTokenResponse",
        result_wrapper: Some("GetSessionTokenResult"),
        faults: &["RegionDisabledException"],
        pagination: None,
        read_only: true,
        served: true,
    },
];

/// Reads an input of each served operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<crate::query::Form>)] = &[
    ("AssumeRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AssumeRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("AssumeRoleWithWebIdentity", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AssumeRoleWithWebIdentityRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DecodeAuthorizationMessage", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DecodeAuthorizationMessageRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("GetAccessKeyInfo", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetAccessKeyInfoRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetCallerIdentity", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetCallerIdentityRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetFederationToken", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetFederationTokenRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetSessionToken", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetSessionTokenRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
];
