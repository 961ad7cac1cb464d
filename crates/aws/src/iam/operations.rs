// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::{OperationModel, Pagination, Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "iam",
    api_version: "2010-05-08",
    protocol: Protocol::Query {
        namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    },
    signing_name: "iam",
    endpoint_prefix: "iam",
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
        name: "AddClientIDToOpenIDConnectProvider",
        input: "AddClientIDToOpenIDConnectProviderRequest",
        output: "AddClientIDToOpenIDConnectProviderResponse",
        result_wrapper: None,
        faults: &[
            "ConcurrentModificationException",
            "InvalidInputException",
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AddRoleToInstanceProfile",
        input: "AddRoleToInstanceProfileRequest",
        output: "AddRoleToInstanceProfileResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "EntityAlreadyExistsException",
            "LimitExceededException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AddUserToGroup",
        input: "AddUserToGroupRequest",
        output: "AddUserToGroupResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AttachGroupPolicy",
        input: "AttachGroupPolicyRequest",
        output: "AttachGroupPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "PolicyNotAttachableException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AttachRolePolicy",
        input: "AttachRolePolicyRequest",
        output: "AttachRolePolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "UnmodifiableEntityException",
            "PolicyNotAttachableException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "AttachUserPolicy",
        input: "AttachUserPolicyRequest",
        output: "AttachUserPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "PolicyNotAttachableException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateAccessKey",
        input: "CreateAccessKeyRequest",
        output: "CreateAccessKeyResponse",
        result_wrapper: Some("CreateAccessKeyResult"),
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateAccountAlias",
        input: "CreateAccountAliasRequest",
        output: "CreateAccountAliasResponse",
        result_wrapper: None,
        faults: &[
            "ConcurrentModificationException",
            "EntityAlreadyExistsException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateGroup",
        input: "CreateGroupRequest",
        output: "CreateGroupResponse",
        result_wrapper: Some("CreateGroupResult"),
        faults: &[
            "LimitExceededException",
            "EntityAlreadyExistsException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateInstanceProfile",
        input: "CreateInstanceProfileRequest",
        output: "CreateInstanceProfileResponse",
        result_wrapper: Some("CreateInstanceProfileResult"),
        faults: &[
            "EntityAlreadyExistsException",
            "InvalidInputException",
            "LimitExceededException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateLoginProfile",
        input: "CreateLoginProfileRequest",
        output: "CreateLoginProfileResponse",
        result_wrapper: Some("CreateLoginProfileResult"),
        faults: &[
            "EntityAlreadyExistsException",
            "NoSuchEntityException",
            "PasswordPolicyViolationException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "CreateOpenIDConnectProvider",
        input: "CreateOpenIDConnectProviderRequest",
        output: "CreateOpenIDConnectProviderResponse",
        result_wrapper: Some("CreateOpenIDConnectProviderResult"),
        faults: &[
            "InvalidInputException",
            "EntityAlreadyExistsException",
            "LimitExceededException",
            "ConcurrentModificationException",
            "ServiceFailureException",
            "OpenIdIdpCommunicationErrorException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreatePolicy",
        input: "CreatePolicyRequest",
        output: "CreatePolicyResponse",
        result_wrapper: Some("CreatePolicyResult"),
        faults: &[
            "InvalidInputException",
            "LimitExceededException",
            "EntityAlreadyExistsException",
            "MalformedPolicyDocumentException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreatePolicyVersion",
        input: "CreatePolicyVersionRequest",
        output: "CreatePolicyVersionResponse",
        result_wrapper: Some("CreatePolicyVersionResult"),
        faults: &[
            "NoSuchEntityException",
            "MalformedPolicyDocumentException",
            "InvalidInputException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateRole",
        input: "CreateRoleRequest",
        output: "CreateRoleResponse",
        result_wrapper: Some("CreateRoleResult"),
        faults: &[
            "LimitExceededException",
            "InvalidInputException",
            "EntityAlreadyExistsException",
            "MalformedPolicyDocumentException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateServiceLinkedRole",
        input: "CreateServiceLinkedRoleRequest",
        output: "CreateServiceLinkedRoleResponse",
        result_wrapper: Some("CreateServiceLinkedRoleResult"),
        faults: &[
            "InvalidInputException",
            "LimitExceededException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "CreateUser",
        input: "CreateUserRequest",
        output: "CreateUserResponse",
        result_wrapper: Some("CreateUserResult"),
        faults: &[
            "LimitExceededException",
            "EntityAlreadyExistsException",
            "NoSuchEntityException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteAccessKey",
        input: "DeleteAccessKeyRequest",
        output: "DeleteAccessKeyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteAccountAlias",
        input: "DeleteAccountAliasRequest",
        output: "DeleteAccountAliasResponse",
        result_wrapper: None,
        faults: &[
            "ConcurrentModificationException",
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteGroup",
        input: "DeleteGroupRequest",
        output: "DeleteGroupResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "DeleteConflictException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteGroupPolicy",
        input: "DeleteGroupPolicyRequest",
        output: "DeleteGroupPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteInstanceProfile",
        input: "DeleteInstanceProfileRequest",
        output: "DeleteInstanceProfileResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "DeleteConflictException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteLoginProfile",
        input: "DeleteLoginProfileRequest",
        output: "DeleteLoginProfileResponse",
        result_wrapper: None,
        faults: &[
            "EntityTemporarilyUnmodifiableException",
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "DeleteOpenIDConnectProvider",
        input: "DeleteOpenIDConnectProviderRequest",
        output: "DeleteOpenIDConnectProviderResponse",
        result_wrapper: None,
        faults: &[
            "InvalidInputException",
            "NoSuchEntityException",
            "ServiceFailureException",
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
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "DeleteConflictException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeletePolicyVersion",
        input: "DeletePolicyVersionRequest",
        output: "DeletePolicyVersionResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "DeleteConflictException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRole",
        input: "DeleteRoleRequest",
        output: "DeleteRoleResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "DeleteConflictException",
            "LimitExceededException",
            "UnmodifiableEntityException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRolePermissionsBoundary",
        input: "DeleteRolePermissionsBoundaryRequest",
        output: "DeleteRolePermissionsBoundaryResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRolePolicy",
        input: "DeleteRolePolicyRequest",
        output: "DeleteRolePolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteServiceLinkedRole",
        input: "DeleteServiceLinkedRoleRequest",
        output: "DeleteServiceLinkedRoleResponse",
        result_wrapper: Some("DeleteServiceLinkedRoleResult"),
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "DeleteUser",
        input: "DeleteUserRequest",
        output: "DeleteUserResponse",
        result_wrapper: None,
        faults: &[
            "LimitExceededException",
            "NoSuchEntityException",
            "DeleteConflictException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteUserPermissionsBoundary",
        input: "DeleteUserPermissionsBoundaryRequest",
        output: "DeleteUserPermissionsBoundaryResponse",
        result_wrapper: None,
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteUserPolicy",
        input: "DeleteUserPolicyRequest",
        output: "DeleteUserPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DetachGroupPolicy",
        input: "DetachGroupPolicyRequest",
        output: "DetachGroupPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DetachRolePolicy",
        input: "DetachRolePolicyRequest",
        output: "DetachRolePolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DetachUserPolicy",
        input: "DetachUserPolicyRequest",
        output: "DetachUserPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "GetAccessKeyLastUsed",
        input: "GetAccessKeyLastUsedRequest",
        output: "GetAccessKeyLastUsedResponse",
        result_wrapper: Some("GetAccessKeyLastUsedResult"),
        faults: &[],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetAccountAuthorizationDetails",
        input: "GetAccountAuthorizationDetailsRequest",
        output: "GetAccountAuthorizationDetailsResponse",
        result_wrapper: Some("GetAccountAuthorizationDetailsResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "UserDetailList",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetAccountSummary",
        input: "GetAccountSummaryRequest",
        output: "GetAccountSummaryResponse",
        result_wrapper: Some("GetAccountSummaryResult"),
        faults: &["ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetContextKeysForCustomPolicy",
        input: "GetContextKeysForCustomPolicyRequest",
        output: "GetContextKeysForPolicyResponse",
        result_wrapper: Some("GetContextKeysForCustomPolicyResult"),
        faults: &["InvalidInputException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetContextKeysForPrincipalPolicy",
        input: "GetContextKeysForPrincipalPolicyRequest",
        output: "GetContextKeysForPolicyResponse",
        result_wrapper: Some("GetContextKeysForPrincipalPolicyResult"),
        faults: &["NoSuchEntityException", "InvalidInputException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetGroup",
        input: "GetGroupRequest",
        output: "GetGroupResponse",
        result_wrapper: Some("GetGroupResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Users",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetGroupPolicy",
        input: "GetGroupPolicyRequest",
        output: "GetGroupPolicyResponse",
        result_wrapper: Some("GetGroupPolicyResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetInstanceProfile",
        input: "GetInstanceProfileRequest",
        output: "GetInstanceProfileResponse",
        result_wrapper: Some("GetInstanceProfileResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetLoginProfile",
        input: "GetLoginProfileRequest",
        output: "GetLoginProfileResponse",
        result_wrapper: Some("GetLoginProfileResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "GetOpenIDConnectProvider",
        input: "GetOpenIDConnectProviderRequest",
        output: "GetOpenIDConnectProviderResponse",
        result_wrapper: Some("GetOpenIDConnectProviderResult"),
        faults: &[
            "InvalidInputException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetPolicy",
        input: "GetPolicyRequest",
        output: "GetPolicyResponse",
        result_wrapper: Some("GetPolicyResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetPolicyVersion",
        input: "GetPolicyVersionRequest",
        output: "GetPolicyVersionResponse",
        result_wrapper: Some("GetPolicyVersionResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetRole",
        input: "GetRoleRequest",
        output: "GetRoleResponse",
        result_wrapper: Some("GetRoleResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetRolePolicy",
        input: "GetRolePolicyRequest",
        output: "GetRolePolicyResponse",
        result_wrapper: Some("GetRolePolicyResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetUser",
        input: "GetUserRequest",
        output: "GetUserResponse",
        result_wrapper: Some("GetUserResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetUserPolicy",
        input: "GetUserPolicyRequest",
        output: "GetUserPolicyResponse",
        result_wrapper: Some("GetUserPolicyResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAccessKeys",
        input: "ListAccessKeysRequest",
        output: "ListAccessKeysResponse",
        result_wrapper: Some("ListAccessKeysResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "AccessKeyMetadata",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAccountAliases",
        input: "ListAccountAliasesRequest",
        output: "ListAccountAliasesResponse",
        result_wrapper: Some("ListAccountAliasesResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "AccountAliases",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAttachedGroupPolicies",
        input: "ListAttachedGroupPoliciesRequest",
        output: "ListAttachedGroupPoliciesResponse",
        result_wrapper: Some("ListAttachedGroupPoliciesResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "AttachedPolicies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAttachedRolePolicies",
        input: "ListAttachedRolePoliciesRequest",
        output: "ListAttachedRolePoliciesResponse",
        result_wrapper: Some("ListAttachedRolePoliciesResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "AttachedPolicies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListAttachedUserPolicies",
        input: "ListAttachedUserPoliciesRequest",
        output: "ListAttachedUserPoliciesResponse",
        result_wrapper: Some("ListAttachedUserPoliciesResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "AttachedPolicies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListEntitiesForPolicy",
        input: "ListEntitiesForPolicyRequest",
        output: "ListEntitiesForPolicyResponse",
        result_wrapper: Some("ListEntitiesForPolicyResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "PolicyGroups",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListGroupPolicies",
        input: "ListGroupPoliciesRequest",
        output: "ListGroupPoliciesResponse",
        result_wrapper: Some("ListGroupPoliciesResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "PolicyNames",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListGroups",
        input: "ListGroupsRequest",
        output: "ListGroupsResponse",
        result_wrapper: Some("ListGroupsResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Groups",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListGroupsForUser",
        input: "ListGroupsForUserRequest",
        output: "ListGroupsForUserResponse",
        result_wrapper: Some("ListGroupsForUserResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Groups",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListInstanceProfiles",
        input: "ListInstanceProfilesRequest",
        output: "ListInstanceProfilesResponse",
        result_wrapper: Some("ListInstanceProfilesResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "InstanceProfiles",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListInstanceProfilesForRole",
        input: "ListInstanceProfilesForRoleRequest",
        output: "ListInstanceProfilesForRoleResponse",
        result_wrapper: Some("ListInstanceProfilesForRoleResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "InstanceProfiles",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListOpenIDConnectProviderTags",
        input: "ListOpenIDConnectProviderTagsRequest",
        output: "ListOpenIDConnectProviderTagsResponse",
        result_wrapper: Some("ListOpenIDConnectProviderTagsResult"),
        faults: &[
            "NoSuchEntityException",
            "ServiceFailureException",
            "InvalidInputException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Tags",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListOpenIDConnectProviders",
        input: "ListOpenIDConnectProvidersRequest",
        output: "ListOpenIDConnectProvidersResponse",
        result_wrapper: Some("ListOpenIDConnectProvidersResult"),
        faults: &["ServiceFailureException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPolicies",
        input: "ListPoliciesRequest",
        output: "ListPoliciesResponse",
        result_wrapper: Some("ListPoliciesResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Policies",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPolicyTags",
        input: "ListPolicyTagsRequest",
        output: "ListPolicyTagsResponse",
        result_wrapper: Some("ListPolicyTagsResult"),
        faults: &[
            "NoSuchEntityException",
            "ServiceFailureException",
            "InvalidInputException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Tags",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPolicyVersions",
        input: "ListPolicyVersionsRequest",
        output: "ListPolicyVersionsResponse",
        result_wrapper: Some("ListPolicyVersionsResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ServiceFailureException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Versions",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListRolePolicies",
        input: "ListRolePoliciesRequest",
        output: "ListRolePoliciesResponse",
        result_wrapper: Some("ListRolePoliciesResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "PolicyNames",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListRoleTags",
        input: "ListRoleTagsRequest",
        output: "ListRoleTagsResponse",
        result_wrapper: Some("ListRoleTagsResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Tags",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListRoles",
        input: "ListRolesRequest",
        output: "ListRolesResponse",
        result_wrapper: Some("ListRolesResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Roles",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListUserPolicies",
        input: "ListUserPoliciesRequest",
        output: "ListUserPoliciesResponse",
        result_wrapper: Some("ListUserPoliciesResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "PolicyNames",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListUserTags",
        input: "ListUserTagsRequest",
        output: "ListUserTagsResponse",
        result_wrapper: Some("ListUserTagsResult"),
        faults: &["NoSuchEntityException", "ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Tags",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListUsers",
        input: "ListUsersRequest",
        output: "ListUsersResponse",
        result_wrapper: Some("ListUsersResult"),
        faults: &["ServiceFailureException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "Users",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "PutGroupPolicy",
        input: "PutGroupPolicyRequest",
        output: "PutGroupPolicyResponse",
        result_wrapper: None,
        faults: &[
            "LimitExceededException",
            "MalformedPolicyDocumentException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutRolePermissionsBoundary",
        input: "PutRolePermissionsBoundaryRequest",
        output: "PutRolePermissionsBoundaryResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "UnmodifiableEntityException",
            "PolicyNotAttachableException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutRolePolicy",
        input: "PutRolePolicyRequest",
        output: "PutRolePolicyResponse",
        result_wrapper: None,
        faults: &[
            "LimitExceededException",
            "MalformedPolicyDocumentException",
            "NoSuchEntityException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutUserPermissionsBoundary",
        input: "PutUserPermissionsBoundaryRequest",
        output: "PutUserPermissionsBoundaryResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "PolicyNotAttachableException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutUserPolicy",
        input: "PutUserPolicyRequest",
        output: "PutUserPolicyResponse",
        result_wrapper: None,
        faults: &[
            "LimitExceededException",
            "MalformedPolicyDocumentException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RemoveClientIDFromOpenIDConnectProvider",
        input: "RemoveClientIDFromOpenIDConnectProviderRequest",
        output: "RemoveClientIDFromOpenIDConnectProviderResponse",
        result_wrapper: None,
        faults: &[
            "ConcurrentModificationException",
            "InvalidInputException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RemoveRoleFromInstanceProfile",
        input: "RemoveRoleFromInstanceProfileRequest",
        output: "RemoveRoleFromInstanceProfileResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "RemoveUserFromGroup",
        input: "RemoveUserFromGroupRequest",
        output: "RemoveUserFromGroupResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "SetDefaultPolicyVersion",
        input: "SetDefaultPolicyVersionRequest",
        output: "SetDefaultPolicyVersionResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "SimulateCustomPolicy",
        input: "SimulateCustomPolicyRequest",
        output: "SimulatePolicyResponse",
        result_wrapper: Some("SimulateCustomPolicyResult"),
        faults: &["InvalidInputException", "PolicyEvaluationException"],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "EvaluationResults",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "SimulatePrincipalPolicy",
        input: "SimulatePrincipalPolicyRequest",
        output: "SimulatePolicyResponse",
        result_wrapper: Some("SimulatePrincipalPolicyResult"),
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "PolicyEvaluationException",
        ],
        pagination: Some(Pagination {
            input_token: "Marker",
            output_token: "Marker",
            limit_key: "MaxItems",
            result_key: "EvaluationResults",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "TagOpenIDConnectProvider",
        input: "TagOpenIDConnectProviderRequest",
        output: "TagOpenIDConnectProviderResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "TagPolicy",
        input: "TagPolicyRequest",
        output: "TagPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "TagRole",
        input: "TagRoleRequest",
        output: "TagRoleResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "TagUser",
        input: "TagUserRequest",
        output: "TagUserResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagOpenIDConnectProvider",
        input: "UntagOpenIDConnectProviderRequest",
        output: "UntagOpenIDConnectProviderResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagPolicy",
        input: "UntagPolicyRequest",
        output: "UntagPolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "InvalidInputException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagRole",
        input: "UntagRoleRequest",
        output: "UntagRoleResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagUser",
        input: "UntagUserRequest",
        output: "UntagUserResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateAccessKey",
        input: "UpdateAccessKeyRequest",
        output: "UpdateAccessKeyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "ServiceFailureException",
            "InvalidInputException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateAssumeRolePolicy",
        input: "UpdateAssumeRolePolicyRequest",
        output: "UpdateAssumeRolePolicyResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "MalformedPolicyDocumentException",
            "LimitExceededException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateGroup",
        input: "UpdateGroupRequest",
        output: "UpdateGroupResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "EntityAlreadyExistsException",
            "LimitExceededException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateOpenIDConnectProviderThumbprint",
        input: "UpdateOpenIDConnectProviderThumbprintRequest",
        output: "UpdateOpenIDConnectProviderThumbprintResponse",
        result_wrapper: None,
        faults: &[
            "ConcurrentModificationException",
            "InvalidInputException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateRole",
        input: "UpdateRoleRequest",
        output: "UpdateRoleResponse",
        result_wrapper: Some("UpdateRoleResult"),
        faults: &[
            "UnmodifiableEntityException",
            "NoSuchEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateRoleDescription",
        input: "UpdateRoleDescriptionRequest",
        output: "UpdateRoleDescriptionResponse",
        result_wrapper: Some("UpdateRoleDescriptionResult"),
        faults: &[
            "NoSuchEntityException",
            "UnmodifiableEntityException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateUser",
        input: "UpdateUserRequest",
        output: "UpdateUserResponse",
        result_wrapper: None,
        faults: &[
            "NoSuchEntityException",
            "LimitExceededException",
            "EntityAlreadyExistsException",
            "EntityTemporarilyUnmodifiableException",
            "ConcurrentModificationException",
            "ServiceFailureException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
];

/// Reads an input of each served operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<crate::query::Form>)] = &[
    (
        "AddClientIDToOpenIDConnectProvider",
        |request: &crate::query::Form| {
            use crate::query::FromForm as _;
            super::AddClientIDToOpenIDConnectProviderRequest::from_form(request)
                .map(|input| crate::json11::encode(&input))
        },
    ),
    ("AddRoleToInstanceProfile", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AddRoleToInstanceProfileRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("AddUserToGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AddUserToGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("AttachGroupPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AttachGroupPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("AttachRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AttachRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("AttachUserPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::AttachUserPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateAccessKey", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateAccessKeyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateAccountAlias", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateAccountAliasRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateInstanceProfile", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateInstanceProfileRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateOpenIDConnectProvider", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateOpenIDConnectProviderRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("CreatePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreatePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreatePolicyVersion", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreatePolicyVersionRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::CreateUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteAccessKey", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteAccessKeyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteAccountAlias", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteAccountAliasRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteGroupPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteGroupPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteInstanceProfile", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteInstanceProfileRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteOpenIDConnectProvider", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteOpenIDConnectProviderRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DeletePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeletePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeletePolicyVersion", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeletePolicyVersionRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRolePermissionsBoundary", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteRolePermissionsBoundaryRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteUserPermissionsBoundary", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteUserPermissionsBoundaryRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DeleteUserPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DeleteUserPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DetachGroupPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DetachGroupPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DetachRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DetachRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("DetachUserPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::DetachUserPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetAccessKeyLastUsed", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetAccessKeyLastUsedRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    (
        "GetAccountAuthorizationDetails",
        |request: &crate::query::Form| {
            use crate::query::FromForm as _;
            super::GetAccountAuthorizationDetailsRequest::from_form(request)
                .map(|input| crate::json11::encode(&input))
        },
    ),
    ("GetAccountSummary", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetAccountSummaryRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetContextKeysForCustomPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetContextKeysForCustomPolicyRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    (
        "GetContextKeysForPrincipalPolicy",
        |request: &crate::query::Form| {
            use crate::query::FromForm as _;
            super::GetContextKeysForPrincipalPolicyRequest::from_form(request)
                .map(|input| crate::json11::encode(&input))
        },
    ),
    ("GetGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetGroupPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetGroupPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetInstanceProfile", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetInstanceProfileRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetOpenIDConnectProvider", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetOpenIDConnectProviderRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetPolicyVersion", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetPolicyVersionRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetUserPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::GetUserPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAccessKeys", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListAccessKeysRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAccountAliases", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListAccountAliasesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAttachedGroupPolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListAttachedGroupPoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAttachedRolePolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListAttachedRolePoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListAttachedUserPolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListAttachedUserPoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListEntitiesForPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListEntitiesForPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListGroupPolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListGroupPoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListGroups", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListGroupsRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListGroupsForUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListGroupsForUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListInstanceProfiles", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListInstanceProfilesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListInstanceProfilesForRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListInstanceProfilesForRoleRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("ListOpenIDConnectProviderTags", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListOpenIDConnectProviderTagsRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("ListOpenIDConnectProviders", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListOpenIDConnectProvidersRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("ListPolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListPoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListPolicyTags", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListPolicyTagsRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListPolicyVersions", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListPolicyVersionsRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListRolePolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListRolePoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListRoleTags", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListRoleTagsRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListRoles", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListRolesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListUserPolicies", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListUserPoliciesRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListUserTags", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListUserTagsRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListUsers", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::ListUsersRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutGroupPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::PutGroupPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutRolePermissionsBoundary", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::PutRolePermissionsBoundaryRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("PutRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::PutRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutUserPermissionsBoundary", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::PutUserPermissionsBoundaryRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("PutUserPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::PutUserPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    (
        "RemoveClientIDFromOpenIDConnectProvider",
        |request: &crate::query::Form| {
            use crate::query::FromForm as _;
            super::RemoveClientIDFromOpenIDConnectProviderRequest::from_form(request)
                .map(|input| crate::json11::encode(&input))
        },
    ),
    ("RemoveRoleFromInstanceProfile", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::RemoveRoleFromInstanceProfileRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("RemoveUserFromGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::RemoveUserFromGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("SetDefaultPolicyVersion", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::SetDefaultPolicyVersionRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("SimulateCustomPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::SimulateCustomPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("SimulatePrincipalPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::SimulatePrincipalPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("TagOpenIDConnectProvider", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::TagOpenIDConnectProviderRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("TagPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::TagPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("TagRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::TagRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("TagUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::TagUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UntagOpenIDConnectProvider", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UntagOpenIDConnectProviderRequest::from_form(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("UntagPolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UntagPolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UntagRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UntagRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UntagUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UntagUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateAccessKey", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateAccessKeyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateAssumeRolePolicy", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateAssumeRolePolicyRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateGroup", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateGroupRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    (
        "UpdateOpenIDConnectProviderThumbprint",
        |request: &crate::query::Form| {
            use crate::query::FromForm as _;
            super::UpdateOpenIDConnectProviderThumbprintRequest::from_form(request)
                .map(|input| crate::json11::encode(&input))
        },
    ),
    ("UpdateRole", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateRoleRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateRoleDescription", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateRoleDescriptionRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateUser", |request: &crate::query::Form| {
        use crate::query::FromForm as _;
        super::UpdateUserRequest::from_form(request).map(|input| crate::json11::encode(&input))
    }),
];
