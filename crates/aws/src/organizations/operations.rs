// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::{OperationModel, Pagination, Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "organizations",
    api_version: "2016-11-28",
    protocol: Protocol::Json11 {
        target_prefix: "AWSOrganizationsV20161128",
    },
    signing_name: "organizations",
    endpoint_prefix: "organizations",
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
        name: "AttachPolicy",
        input: "AttachPolicyRequest",
        output: "AttachPolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "DuplicatePolicyAttachmentException",
            "InvalidInputException",
            "PolicyNotFoundException",
            "PolicyTypeNotEnabledException",
            "ServiceException",
            "TargetNotFoundException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
            "PolicyChangesInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CloseAccount",
        input: "CloseAccountRequest",
        output: "CloseAccountResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AccountAlreadyClosedException",
            "AccountNotFoundException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConflictException",
            "ConstraintViolationException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateAccount",
        input: "CreateAccountRequest",
        output: "CreateAccountResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "FinalizingOrganizationException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateOrganization",
        input: "CreateOrganizationRequest",
        output: "CreateOrganizationResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AlreadyInOrganizationException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
            "AccessDeniedForDependencyException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateOrganizationalUnit",
        input: "CreateOrganizationalUnitRequest",
        output: "CreateOrganizationalUnitResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "DuplicateOrganizationalUnitException",
            "InvalidInputException",
            "ParentNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreatePolicy",
        input: "CreatePolicyRequest",
        output: "CreatePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "DuplicatePolicyException",
            "InvalidInputException",
            "MalformedPolicyDocumentException",
            "PolicyTypeNotAvailableForOrganizationException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteOrganization",
        input: "DeleteOrganizationRequest",
        output: "DeleteOrganizationResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "OrganizationNotEmptyException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteOrganizationalUnit",
        input: "DeleteOrganizationalUnitRequest",
        output: "DeleteOrganizationalUnitResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "InvalidInputException",
            "OrganizationalUnitNotEmptyException",
            "OrganizationalUnitNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeletePolicy",
        input: "DeletePolicyRequest",
        output: "DeletePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "InvalidInputException",
            "PolicyInUseException",
            "PolicyNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteResourcePolicy",
        input: "DeleteResourcePolicyRequest",
        output: "DeleteResourcePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "ServiceException",
            "UnsupportedAPIEndpointException",
            "TooManyRequestsException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "AWSOrganizationsNotInUseException",
            "ResourcePolicyNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DescribeAccount",
        input: "DescribeAccountRequest",
        output: "DescribeAccountResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AccountNotFoundException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeCreateAccountStatus",
        input: "DescribeCreateAccountStatusRequest",
        output: "DescribeCreateAccountStatusResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "CreateAccountStatusNotFoundException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeEffectivePolicy",
        input: "DescribeEffectivePolicyRequest",
        output: "DescribeEffectivePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConstraintViolationException",
            "ServiceException",
            "TooManyRequestsException",
            "TargetNotFoundException",
            "EffectivePolicyNotFoundException",
            "InvalidInputException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeOrganization",
        input: "DescribeOrganizationRequest",
        output: "DescribeOrganizationResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeOrganizationalUnit",
        input: "DescribeOrganizationalUnitRequest",
        output: "DescribeOrganizationalUnitResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "OrganizationalUnitNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribePolicy",
        input: "DescribePolicyRequest",
        output: "DescribePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "PolicyNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeResourcePolicy",
        input: "DescribeResourcePolicyRequest",
        output: "DescribeResourcePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "ServiceException",
            "UnsupportedAPIEndpointException",
            "TooManyRequestsException",
            "AWSOrganizationsNotInUseException",
            "ResourcePolicyNotFoundException",
            "ConstraintViolationException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DetachPolicy",
        input: "DetachPolicyRequest",
        output: "DetachPolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "PolicyNotAttachedException",
            "PolicyNotFoundException",
            "ServiceException",
            "TargetNotFoundException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
            "PolicyChangesInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DisablePolicyType",
        input: "DisablePolicyTypeRequest",
        output: "DisablePolicyTypeResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "PolicyTypeNotEnabledException",
            "RootNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
            "PolicyChangesInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "EnableAllFeatures",
        input: "EnableAllFeaturesRequest",
        output: "EnableAllFeaturesResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "HandshakeConstraintViolationException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "EnablePolicyType",
        input: "EnablePolicyTypeRequest",
        output: "EnablePolicyTypeResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "PolicyTypeAlreadyEnabledException",
            "RootNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "PolicyTypeNotAvailableForOrganizationException",
            "UnsupportedAPIEndpointException",
            "PolicyChangesInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "ListAccounts",
        input: "ListAccountsRequest",
        output: "ListAccountsResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Accounts",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAccountsForParent",
        input: "ListAccountsForParentRequest",
        output: "ListAccountsForParentResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ParentNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Accounts",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListChildren",
        input: "ListChildrenRequest",
        output: "ListChildrenResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ParentNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Children",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListCreateAccountStatus",
        input: "ListCreateAccountStatusRequest",
        output: "ListCreateAccountStatusResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "CreateAccountStatuses",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListOrganizationalUnitsForParent",
        input: "ListOrganizationalUnitsForParentRequest",
        output: "ListOrganizationalUnitsForParentResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ParentNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "OrganizationalUnits",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListParents",
        input: "ListParentsRequest",
        output: "ListParentsResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ChildNotFoundException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Parents",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPolicies",
        input: "ListPoliciesRequest",
        output: "ListPoliciesResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Policies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPoliciesForTarget",
        input: "ListPoliciesForTargetRequest",
        output: "ListPoliciesForTargetResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TargetNotFoundException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Policies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListRoots",
        input: "ListRootsRequest",
        output: "ListRootsResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Roots",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListTagsForResource",
        input: "ListTagsForResourceRequest",
        output: "ListTagsForResourceResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "TargetNotFoundException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "",
            result_key: "Tags",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListTargetsForPolicy",
        input: "ListTargetsForPolicyRequest",
        output: "ListTargetsForPolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "InvalidInputException",
            "PolicyNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
        ],
        pagination: Some(Pagination {
            input_token: "NextToken",
            output_token: "NextToken",
            limit_key: "MaxResults",
            result_key: "Targets",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "MoveAccount",
        input: "MoveAccountRequest",
        output: "MoveAccountResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "InvalidInputException",
            "SourceParentNotFoundException",
            "DestinationParentNotFoundException",
            "DuplicateAccountException",
            "AccountNotFoundException",
            "TooManyRequestsException",
            "ConcurrentModificationException",
            "AWSOrganizationsNotInUseException",
            "ServiceException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutResourcePolicy",
        input: "PutResourcePolicyRequest",
        output: "PutResourcePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "ServiceException",
            "UnsupportedAPIEndpointException",
            "TooManyRequestsException",
            "ConcurrentModificationException",
            "InvalidInputException",
            "ConstraintViolationException",
            "AWSOrganizationsNotInUseException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RemoveAccountFromOrganization",
        input: "RemoveAccountFromOrganizationRequest",
        output: "RemoveAccountFromOrganizationResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AccountNotFoundException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "InvalidInputException",
            "MasterCannotLeaveOrganizationException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "TagResource",
        input: "TagResourceRequest",
        output: "TagResourceResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "ConcurrentModificationException",
            "AWSOrganizationsNotInUseException",
            "TargetNotFoundException",
            "ConstraintViolationException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagResource",
        input: "UntagResourceRequest",
        output: "UntagResourceResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "ConcurrentModificationException",
            "AWSOrganizationsNotInUseException",
            "TargetNotFoundException",
            "ConstraintViolationException",
            "InvalidInputException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateOrganizationalUnit",
        input: "UpdateOrganizationalUnitRequest",
        output: "UpdateOrganizationalUnitResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "DuplicateOrganizationalUnitException",
            "InvalidInputException",
            "OrganizationalUnitNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdatePolicy",
        input: "UpdatePolicyRequest",
        output: "UpdatePolicyResponse",
        result_wrapper: None,
        faults: &[
            "AccessDeniedException",
            "AWSOrganizationsNotInUseException",
            "ConcurrentModificationException",
            "ConstraintViolationException",
            "DuplicatePolicyException",
            "InvalidInputException",
            "MalformedPolicyDocumentException",
            "PolicyNotFoundException",
            "ServiceException",
            "TooManyRequestsException",
            "UnsupportedAPIEndpointException",
            "PolicyChangesInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
];

/// Reads an input of each served operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<[u8]>)] = &[
    ("AttachPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::AttachPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CloseAccount", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CloseAccountRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateAccount", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateAccountRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateOrganization", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateOrganizationRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateOrganizationalUnit", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateOrganizationalUnitRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreatePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreatePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteOrganization", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteOrganizationRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteOrganizationalUnit", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteOrganizationalUnitRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeletePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeletePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteResourcePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteResourcePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeAccount", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeAccountRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeCreateAccountStatus", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeCreateAccountStatusRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DescribeEffectivePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeEffectivePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeOrganization", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeOrganizationRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeOrganizationalUnit", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeOrganizationalUnitRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DescribePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeResourcePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeResourcePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DetachPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DetachPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DisablePolicyType", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DisablePolicyTypeRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("EnableAllFeatures", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::EnableAllFeaturesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("EnablePolicyType", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::EnablePolicyTypeRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAccounts", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListAccountsRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAccountsForParent", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListAccountsForParentRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListChildren", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListChildrenRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListCreateAccountStatus", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListCreateAccountStatusRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListOrganizationalUnitsForParent", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListOrganizationalUnitsForParentRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("ListParents", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListParentsRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListPolicies", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListPoliciesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListPoliciesForTarget", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListPoliciesForTargetRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListRoots", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListRootsRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListTagsForResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListTagsForResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListTargetsForPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListTargetsForPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("MoveAccount", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::MoveAccountRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutResourcePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutResourcePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("RemoveAccountFromOrganization", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::RemoveAccountFromOrganizationRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("TagResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::TagResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UntagResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UntagResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateOrganizationalUnit", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UpdateOrganizationalUnitRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdatePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UpdatePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
];
