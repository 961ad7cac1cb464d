// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    ContextKeyTypeEnum, PermissionsBoundaryAttachmentType, PolicyEvaluationDecisionType, PolicySourceType,
    StatusType,
};
use crate::Timestamp;
use crate::structure::structures;
use bytes::Bytes;
use std::collections::BTreeMap;

structures! {
    /// Shape `AccessKey`.
    AccessKey() {
        user_name: String = "UserName";
        access_key_id: String = "AccessKeyId";
        status: StatusType = "Status";
        secret_access_key: String = secret "SecretAccessKey";
        create_date: Option<Timestamp> = "CreateDate";
    }
    /// Shape `AccessKeyLastUsed`.
    AccessKeyLastUsed() {
        last_used_date: Option<Timestamp> = "LastUsedDate";
        service_name: String = "ServiceName";
        region: String = "Region";
    }
    /// Shape `AccessKeyMetadata`.
    AccessKeyMetadata(Default) {
        user_name: Option<String> = "UserName";
        access_key_id: Option<String> = "AccessKeyId";
        status: Option<StatusType> = "Status";
        create_date: Option<Timestamp> = "CreateDate";
    }
    /// Shape `AttachedPermissionsBoundary`.
    AttachedPermissionsBoundary(Default) {
        permissions_boundary_type: Option<PermissionsBoundaryAttachmentType> = "PermissionsBoundaryType";
        permissions_boundary_arn: Option<String> = "PermissionsBoundaryArn";
    }
    /// Shape `AttachedPolicy`.
    AttachedPolicy(Default) {
        policy_name: Option<String> = "PolicyName";
        policy_arn: Option<String> = "PolicyArn";
    }
    /// Shape `ContextEntry`.
    ContextEntry(Default, Decode) {
        context_key_name: Option<String> = "ContextKeyName" optional decoders::context_key_name_type;
        context_key_values: Option<Vec<String>> = "ContextKeyValues" optional decoders::context_key_value_list_type;
        context_key_type: Option<ContextKeyTypeEnum> = "ContextKeyType" optional decoders::context_key_type_enum;
    }
    /// Shape `DeletionTaskFailureReasonType`.
    DeletionTaskFailureReasonType(Default) {
        reason: Option<String> = "Reason";
        role_usage_list: Option<Vec<RoleUsageType>> = "RoleUsageList";
    }
    /// Shape `EvaluationResult`.
    EvaluationResult() {
        eval_action_name: String = "EvalActionName";
        eval_resource_name: Option<String> = "EvalResourceName";
        eval_decision: PolicyEvaluationDecisionType = "EvalDecision";
        matched_statements: Option<Vec<Statement>> = "MatchedStatements";
        missing_context_values: Option<Vec<String>> = "MissingContextValues";
        organizations_decision_detail: Option<OrganizationsDecisionDetail> = "OrganizationsDecisionDetail";
        permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail> = "PermissionsBoundaryDecisionDetail";
        eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>> = "EvalDecisionDetails";
        resource_specific_results: Option<Vec<ResourceSpecificResult>> = "ResourceSpecificResults";
    }
    /// Shape `Group`.
    Group() {
        path: String = "Path";
        group_name: String = "GroupName";
        group_id: String = "GroupId";
        arn: String = "Arn";
        create_date: Timestamp = "CreateDate";
    }
    /// Shape `GroupDetail`.
    GroupDetail(Default) {
        path: Option<String> = "Path";
        group_name: Option<String> = "GroupName";
        group_id: Option<String> = "GroupId";
        arn: Option<String> = "Arn";
        create_date: Option<Timestamp> = "CreateDate";
        group_policy_list: Option<Vec<PolicyDetail>> = "GroupPolicyList";
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies";
    }
    /// Shape `InstanceProfile`.
    InstanceProfile() {
        path: String = "Path";
        instance_profile_name: String = "InstanceProfileName";
        instance_profile_id: String = "InstanceProfileId";
        arn: String = "Arn";
        create_date: Timestamp = "CreateDate";
        roles: Vec<Role> = "Roles";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Shape `LoginProfile`.
    LoginProfile() {
        user_name: String = "UserName";
        create_date: Timestamp = "CreateDate";
        password_reset_required: Option<bool> = "PasswordResetRequired";
    }
    /// Shape `MFADevice`.
    MFADevice() {
        user_name: String = "UserName";
        serial_number: String = "SerialNumber";
        enable_date: Timestamp = "EnableDate";
    }
    /// Shape `ManagedPolicyDetail`.
    ManagedPolicyDetail(Default) {
        policy_name: Option<String> = "PolicyName";
        policy_id: Option<String> = "PolicyId";
        arn: Option<String> = "Arn";
        path: Option<String> = "Path";
        default_version_id: Option<String> = "DefaultVersionId";
        attachment_count: Option<i64> = "AttachmentCount";
        permissions_boundary_usage_count: Option<i64> = "PermissionsBoundaryUsageCount";
        is_attachable: Option<bool> = "IsAttachable";
        description: Option<String> = "Description";
        create_date: Option<Timestamp> = "CreateDate";
        update_date: Option<Timestamp> = "UpdateDate";
        policy_version_list: Option<Vec<PolicyVersion>> = "PolicyVersionList";
    }
    /// Shape `OpenIDConnectProviderListEntry`.
    OpenIDConnectProviderListEntry(Default) {
        arn: Option<String> = "Arn";
    }
    /// Shape `OrganizationsDecisionDetail`.
    OrganizationsDecisionDetail(Default) {
        allowed_by_organizations: Option<bool> = "AllowedByOrganizations";
    }
    /// Shape `PasswordPolicy`.
    PasswordPolicy(Default) {
        minimum_password_length: Option<i64> = "MinimumPasswordLength";
        require_symbols: Option<bool> = "RequireSymbols";
        require_numbers: Option<bool> = "RequireNumbers";
        require_uppercase_characters: Option<bool> = "RequireUppercaseCharacters";
        require_lowercase_characters: Option<bool> = "RequireLowercaseCharacters";
        allow_users_to_change_password: Option<bool> = "AllowUsersToChangePassword";
        expire_passwords: Option<bool> = "ExpirePasswords";
        max_password_age: Option<i64> = "MaxPasswordAge";
        password_reuse_prevention: Option<i64> = "PasswordReusePrevention";
        hard_expiry: Option<bool> = "HardExpiry";
    }
    /// Shape `PermissionsBoundaryDecisionDetail`.
    PermissionsBoundaryDecisionDetail(Default) {
        allowed_by_permissions_boundary: Option<bool> = "AllowedByPermissionsBoundary";
    }
    /// Shape `Policy`.
    Policy(Default) {
        policy_name: Option<String> = "PolicyName";
        policy_id: Option<String> = "PolicyId";
        arn: Option<String> = "Arn";
        path: Option<String> = "Path";
        default_version_id: Option<String> = "DefaultVersionId";
        attachment_count: Option<i64> = "AttachmentCount";
        permissions_boundary_usage_count: Option<i64> = "PermissionsBoundaryUsageCount";
        is_attachable: Option<bool> = "IsAttachable";
        description: Option<String> = "Description";
        create_date: Option<Timestamp> = "CreateDate";
        update_date: Option<Timestamp> = "UpdateDate";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Shape `PolicyDetail`.
    PolicyDetail(Default) {
        policy_name: Option<String> = "PolicyName";
        policy_document: Option<String> = "PolicyDocument";
    }
    /// Shape `PolicyGroup`.
    PolicyGroup(Default) {
        group_name: Option<String> = "GroupName";
        group_id: Option<String> = "GroupId";
    }
    /// Shape `PolicyRole`.
    PolicyRole(Default) {
        role_name: Option<String> = "RoleName";
        role_id: Option<String> = "RoleId";
    }
    /// Shape `PolicyUser`.
    PolicyUser(Default) {
        user_name: Option<String> = "UserName";
        user_id: Option<String> = "UserId";
    }
    /// Shape `PolicyVersion`.
    PolicyVersion(Default) {
        document: Option<String> = "Document";
        version_id: Option<String> = "VersionId";
        is_default_version: Option<bool> = "IsDefaultVersion";
        create_date: Option<Timestamp> = "CreateDate";
    }
    /// Shape `Position`.
    Position(Default) {
        line: Option<i64> = "Line";
        column: Option<i64> = "Column";
    }
    /// Shape `ResourceSpecificResult`.
    ResourceSpecificResult() {
        eval_resource_name: String = "EvalResourceName";
        eval_resource_decision: PolicyEvaluationDecisionType = "EvalResourceDecision";
        matched_statements: Option<Vec<Statement>> = "MatchedStatements";
        missing_context_values: Option<Vec<String>> = "MissingContextValues";
        eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>> = "EvalDecisionDetails";
        permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail> = "PermissionsBoundaryDecisionDetail";
    }
    /// Shape `Role`.
    Role() {
        path: String = "Path";
        role_name: String = "RoleName";
        role_id: String = "RoleId";
        arn: String = "Arn";
        create_date: Timestamp = "CreateDate";
        assume_role_policy_document: Option<String> = "AssumeRolePolicyDocument";
        description: Option<String> = "Description";
        max_session_duration: Option<i64> = "MaxSessionDuration";
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary";
        tags: Option<Vec<Tag>> = "Tags";
        role_last_used: Option<RoleLastUsed> = "RoleLastUsed";
    }
    /// Shape `RoleDetail`.
    RoleDetail(Default) {
        path: Option<String> = "Path";
        role_name: Option<String> = "RoleName";
        role_id: Option<String> = "RoleId";
        arn: Option<String> = "Arn";
        create_date: Option<Timestamp> = "CreateDate";
        assume_role_policy_document: Option<String> = "AssumeRolePolicyDocument";
        instance_profile_list: Option<Vec<InstanceProfile>> = "InstanceProfileList";
        role_policy_list: Option<Vec<PolicyDetail>> = "RolePolicyList";
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies";
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary";
        tags: Option<Vec<Tag>> = "Tags";
        role_last_used: Option<RoleLastUsed> = "RoleLastUsed";
    }
    /// Shape `RoleLastUsed`.
    RoleLastUsed(Default) {
        last_used_date: Option<Timestamp> = "LastUsedDate";
        region: Option<String> = "Region";
    }
    /// Shape `RoleUsageType`.
    RoleUsageType(Default) {
        region: Option<String> = "Region";
        resources: Option<Vec<String>> = "Resources";
    }
    /// Shape `SAMLProviderListEntry`.
    SAMLProviderListEntry(Default) {
        arn: Option<String> = "Arn";
        valid_until: Option<Timestamp> = "ValidUntil";
        create_date: Option<Timestamp> = "CreateDate";
    }
    /// Shape `SSHPublicKeyMetadata`.
    SSHPublicKeyMetadata() {
        user_name: String = "UserName";
        ssh_public_key_id: String = "SSHPublicKeyId";
        status: StatusType = "Status";
        upload_date: Timestamp = "UploadDate";
    }
    /// Shape `ServerCertificateMetadata`.
    ServerCertificateMetadata() {
        path: String = "Path";
        server_certificate_name: String = "ServerCertificateName";
        server_certificate_id: String = "ServerCertificateId";
        arn: String = "Arn";
        upload_date: Option<Timestamp> = "UploadDate";
        expiration: Option<Timestamp> = "Expiration";
    }
    /// Shape `ServiceSpecificCredentialMetadata`.
    ServiceSpecificCredentialMetadata() {
        user_name: String = "UserName";
        status: StatusType = "Status";
        service_user_name: Option<String> = "ServiceUserName";
        service_credential_alias: Option<String> = "ServiceCredentialAlias";
        create_date: Timestamp = "CreateDate";
        expiration_date: Option<Timestamp> = "ExpirationDate";
        service_specific_credential_id: String = "ServiceSpecificCredentialId";
        service_name: String = "ServiceName";
    }
    /// Shape `SigningCertificate`.
    SigningCertificate() {
        user_name: String = "UserName";
        certificate_id: String = "CertificateId";
        certificate_body: String = "CertificateBody";
        status: StatusType = "Status";
        upload_date: Option<Timestamp> = "UploadDate";
    }
    /// Shape `Statement`.
    Statement(Default) {
        source_policy_id: Option<String> = "SourcePolicyId";
        source_policy_type: Option<PolicySourceType> = "SourcePolicyType";
        start_position: Option<Position> = "StartPosition";
        end_position: Option<Position> = "EndPosition";
    }
    /// Shape `Tag`.
    Tag(Decode) {
        key: String = "Key" required decoders::tag_key_type;
        value: String = "Value" required decoders::tag_value_type;
    }
    /// Shape `User`.
    User() {
        path: String = "Path";
        user_name: String = "UserName";
        user_id: String = "UserId";
        arn: String = "Arn";
        create_date: Timestamp = "CreateDate";
        password_last_used: Option<Timestamp> = "PasswordLastUsed";
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Shape `UserDetail`.
    UserDetail(Default) {
        path: Option<String> = "Path";
        user_name: Option<String> = "UserName";
        user_id: Option<String> = "UserId";
        arn: Option<String> = "Arn";
        create_date: Option<Timestamp> = "CreateDate";
        user_policy_list: Option<Vec<PolicyDetail>> = "UserPolicyList";
        group_list: Option<Vec<String>> = "GroupList";
        attached_managed_policies: Option<Vec<AttachedPolicy>> = "AttachedManagedPolicies";
        permissions_boundary: Option<AttachedPermissionsBoundary> = "PermissionsBoundary";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Shape `VirtualMFADevice`.
    VirtualMFADevice() {
        serial_number: String = "SerialNumber";
        base32_string_seed: Option<Bytes> = secret "Base32StringSeed";
        qr_code_png: Option<Bytes> = secret "QRCodePNG";
        user: Option<User> = "User";
        enable_date: Option<Timestamp> = "EnableDate";
        tags: Option<Vec<Tag>> = "Tags";
    }
}
