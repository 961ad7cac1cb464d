// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::{OperationModel, Pagination, Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "wharf",
    api_version: "2026-11-29",
    protocol: Protocol::Json11 {
        target_prefix: "Wharf_20261129",
    },
    signing_name: "wharf",
    endpoint_prefix: "wharf",
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
        name: "CreateAccount",
        input: "CreateAccountRequest",
        output: "CreateAccountResponse",
        result_wrapper: None,
        faults: &[
            "AccountAlreadyExistsException",
            "LimitExceededException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateRootAccessKey",
        input: "CreateRootAccessKeyRequest",
        output: "CreateRootAccessKeyResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateWebhook",
        input: "CreateWebhookRequest",
        output: "CreateWebhookResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "WebhookAlreadyExistsException",
            "LimitExceededException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteWebhook",
        input: "DeleteWebhookRequest",
        output: "DeleteWebhookResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "WebhookNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "GetUsage",
        input: "GetUsageRequest",
        output: "GetUsageResponse",
        result_wrapper: None,
        faults: &["InvalidParameterException", "ServerException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAccounts",
        input: "ListAccountsRequest",
        output: "ListAccountsResponse",
        result_wrapper: None,
        faults: &["InvalidParameterException", "ServerException"],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "accounts",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListDeadLetters",
        input: "ListDeadLettersRequest",
        output: "ListDeadLettersResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "WebhookNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "deadLetters",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListDeletedImages",
        input: "ListDeletedImagesRequest",
        output: "ListDeletedImagesResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "RepositoryNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListEvents",
        input: "ListEventsRequest",
        output: "ListEventsResponse",
        result_wrapper: None,
        faults: &["InvalidParameterException", "ServerException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListRootAccessKeys",
        input: "ListRootAccessKeysRequest",
        output: "ListRootAccessKeysResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListWebhooks",
        input: "ListWebhooksRequest",
        output: "ListWebhooksResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "RedeliverDeadLetters",
        input: "RedeliverDeadLettersRequest",
        output: "RedeliverDeadLettersResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "WebhookNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RestoreImage",
        input: "RestoreImageRequest",
        output: "RestoreImageResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "RepositoryNotFoundException",
            "ImageNotKeptException",
            "ImageIncompleteException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RevealRootAccessKey",
        input: "RevealRootAccessKeyRequest",
        output: "RevealRootAccessKeyResponse",
        result_wrapper: None,
        faults: &[
            "AccountNotFoundException",
            "AccessKeyNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateRootAccessKey",
        input: "UpdateRootAccessKeyRequest",
        output: "UpdateRootAccessKeyResponse",
        result_wrapper: None,
        faults: &[
            "AccessKeyNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
];

/// Reads an input of each served operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<[u8]>)] = &[
    ("CreateAccount", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateAccountRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateRootAccessKey", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateRootAccessKeyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateWebhook", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateWebhookRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteWebhook", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteWebhookRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetUsage", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetUsageRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAccounts", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListAccountsRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListDeadLetters", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListDeadLettersRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListDeletedImages", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListDeletedImagesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListEvents", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListEventsRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListRootAccessKeys", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListRootAccessKeysRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListWebhooks", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListWebhooksRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("RedeliverDeadLetters", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::RedeliverDeadLettersRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("RestoreImage", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::RestoreImageRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("RevealRootAccessKey", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::RevealRootAccessKeyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateRootAccessKey", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UpdateRootAccessKeyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
];
