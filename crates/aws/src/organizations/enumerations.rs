// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

enumeration! {
    /// Shape `AccountJoinedMethod`.
    pub enum AccountJoinedMethod {
        /// `INVITED`
        Invited = "INVITED",
        /// `CREATED`
        Created = "CREATED",
    }
}

enumeration! {
    /// Shape `AccountState`.
    pub enum AccountState {
        /// `PENDING_ACTIVATION`
        PendingActivation = "PENDING_ACTIVATION",
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `SUSPENDED`
        Suspended = "SUSPENDED",
        /// `PENDING_CLOSURE`
        PendingClosure = "PENDING_CLOSURE",
        /// `CLOSED`
        Closed = "CLOSED",
    }
}

enumeration! {
    /// Shape `AccountStatus`.
    pub enum AccountStatus {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `SUSPENDED`
        Suspended = "SUSPENDED",
        /// `PENDING_CLOSURE`
        PendingClosure = "PENDING_CLOSURE",
    }
}

enumeration! {
    /// Shape `ActionType`.
    pub enum ActionType {
        /// `INVITE`
        Invite = "INVITE",
        /// `ENABLE_ALL_FEATURES`
        EnableAllFeatures = "ENABLE_ALL_FEATURES",
        /// `APPROVE_ALL_FEATURES`
        ApproveAllFeatures = "APPROVE_ALL_FEATURES",
        /// `ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE`
        AddOrganizationsServiceLinkedRole = "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE",
        /// `TRANSFER_RESPONSIBILITY`
        TransferResponsibility = "TRANSFER_RESPONSIBILITY",
    }
}

enumeration! {
    /// Shape `ChildType`.
    pub enum ChildType {
        /// `ACCOUNT`
        Account = "ACCOUNT",
        /// `ORGANIZATIONAL_UNIT`
        OrganizationalUnit = "ORGANIZATIONAL_UNIT",
    }
}

enumeration! {
    /// Shape `CreateAccountFailureReason`.
    pub enum CreateAccountFailureReason {
        /// `ACCOUNT_LIMIT_EXCEEDED`
        AccountLimitExceeded = "ACCOUNT_LIMIT_EXCEEDED",
        /// `EMAIL_ALREADY_EXISTS`
        EmailAlreadyExists = "EMAIL_ALREADY_EXISTS",
        /// `INVALID_ADDRESS`
        InvalidAddress = "INVALID_ADDRESS",
        /// `INVALID_EMAIL`
        InvalidEmail = "INVALID_EMAIL",
        /// `CONCURRENT_ACCOUNT_MODIFICATION`
        ConcurrentAccountModification = "CONCURRENT_ACCOUNT_MODIFICATION",
        /// `INTERNAL_FAILURE`
        InternalFailure = "INTERNAL_FAILURE",
        /// `GOVCLOUD_ACCOUNT_ALREADY_EXISTS`
        GovcloudAccountAlreadyExists = "GOVCLOUD_ACCOUNT_ALREADY_EXISTS",
        /// `MISSING_BUSINESS_VALIDATION`
        MissingBusinessValidation = "MISSING_BUSINESS_VALIDATION",
        /// `FAILED_BUSINESS_VALIDATION`
        FailedBusinessValidation = "FAILED_BUSINESS_VALIDATION",
        /// `PENDING_BUSINESS_VALIDATION`
        PendingBusinessValidation = "PENDING_BUSINESS_VALIDATION",
        /// `INVALID_IDENTITY_FOR_BUSINESS_VALIDATION`
        InvalidIdentityForBusinessValidation = "INVALID_IDENTITY_FOR_BUSINESS_VALIDATION",
        /// `UNKNOWN_BUSINESS_VALIDATION`
        UnknownBusinessValidation = "UNKNOWN_BUSINESS_VALIDATION",
        /// `MISSING_PAYMENT_INSTRUMENT`
        MissingPaymentInstrument = "MISSING_PAYMENT_INSTRUMENT",
        /// `INVALID_PAYMENT_INSTRUMENT`
        InvalidPaymentInstrument = "INVALID_PAYMENT_INSTRUMENT",
        /// `UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED`
        UpdateExistingResourcePolicyWithTagsNotSupported = "UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED",
    }
}

enumeration! {
    /// Shape `CreateAccountState`.
    pub enum CreateAccountState {
        /// `IN_PROGRESS`
        InProgress = "IN_PROGRESS",
        /// `SUCCEEDED`
        Succeeded = "SUCCEEDED",
        /// `FAILED`
        Failed = "FAILED",
    }
}

enumeration! {
    /// Shape `EffectivePolicyType`.
    pub enum EffectivePolicyType {
        /// `TAG_POLICY`
        TagPolicy = "TAG_POLICY",
        /// `BACKUP_POLICY`
        BackupPolicy = "BACKUP_POLICY",
        /// `AISERVICES_OPT_OUT_POLICY`
        AiservicesOptOutPolicy = "AISERVICES_OPT_OUT_POLICY",
        /// `CHATBOT_POLICY`
        ChatbotPolicy = "CHATBOT_POLICY",
        /// `DECLARATIVE_POLICY_EC2`
        DeclarativePolicyEc2 = "DECLARATIVE_POLICY_EC2",
        /// `SECURITYHUB_POLICY`
        SecurityhubPolicy = "SECURITYHUB_POLICY",
        /// `INSPECTOR_POLICY`
        InspectorPolicy = "INSPECTOR_POLICY",
        /// `UPGRADE_ROLLOUT_POLICY`
        UpgradeRolloutPolicy = "UPGRADE_ROLLOUT_POLICY",
        /// `BEDROCK_POLICY`
        BedrockPolicy = "BEDROCK_POLICY",
        /// `S3_POLICY`
        S3Policy = "S3_POLICY",
        /// `NETWORK_SECURITY_DIRECTOR_POLICY`
        NetworkSecurityDirectorPolicy = "NETWORK_SECURITY_DIRECTOR_POLICY",
    }
}

enumeration! {
    /// Shape `HandshakePartyType`.
    pub enum HandshakePartyType {
        /// `ACCOUNT`
        Account = "ACCOUNT",
        /// `ORGANIZATION`
        Organization = "ORGANIZATION",
        /// `EMAIL`
        Email = "EMAIL",
    }
}

enumeration! {
    /// Shape `HandshakeResourceType`.
    pub enum HandshakeResourceType {
        /// `ACCOUNT`
        Account = "ACCOUNT",
        /// `ORGANIZATION`
        Organization = "ORGANIZATION",
        /// `ORGANIZATION_FEATURE_SET`
        OrganizationFeatureSet = "ORGANIZATION_FEATURE_SET",
        /// `EMAIL`
        Email = "EMAIL",
        /// `MASTER_EMAIL`
        MasterEmail = "MASTER_EMAIL",
        /// `MASTER_NAME`
        MasterName = "MASTER_NAME",
        /// `NOTES`
        Notes = "NOTES",
        /// `PARENT_HANDSHAKE`
        ParentHandshake = "PARENT_HANDSHAKE",
        /// `RESPONSIBILITY_TRANSFER`
        ResponsibilityTransfer = "RESPONSIBILITY_TRANSFER",
        /// `TRANSFER_START_TIMESTAMP`
        TransferStartTimestamp = "TRANSFER_START_TIMESTAMP",
        /// `TRANSFER_TYPE`
        TransferType = "TRANSFER_TYPE",
        /// `MANAGEMENT_ACCOUNT`
        ManagementAccount = "MANAGEMENT_ACCOUNT",
        /// `MANAGEMENT_EMAIL`
        ManagementEmail = "MANAGEMENT_EMAIL",
        /// `MANAGEMENT_NAME`
        ManagementName = "MANAGEMENT_NAME",
    }
}

enumeration! {
    /// Shape `HandshakeState`.
    pub enum HandshakeState {
        /// `REQUESTED`
        Requested = "REQUESTED",
        /// `OPEN`
        Open = "OPEN",
        /// `CANCELED`
        Canceled = "CANCELED",
        /// `ACCEPTED`
        Accepted = "ACCEPTED",
        /// `DECLINED`
        Declined = "DECLINED",
        /// `EXPIRED`
        Expired = "EXPIRED",
    }
}

enumeration! {
    /// Shape `IAMUserAccessToBilling`.
    pub enum IAMUserAccessToBilling {
        /// `ALLOW`
        Allow = "ALLOW",
        /// `DENY`
        Deny = "DENY",
    }
}

enumeration! {
    /// Shape `OrganizationFeatureSet`.
    pub enum OrganizationFeatureSet {
        /// `ALL`
        All = "ALL",
        /// `CONSOLIDATED_BILLING`
        ConsolidatedBilling = "CONSOLIDATED_BILLING",
    }
}

enumeration! {
    /// Shape `ParentType`.
    pub enum ParentType {
        /// `ROOT`
        Root = "ROOT",
        /// `ORGANIZATIONAL_UNIT`
        OrganizationalUnit = "ORGANIZATIONAL_UNIT",
    }
}

enumeration! {
    /// Shape `PolicyType`.
    pub enum PolicyType {
        /// `SERVICE_CONTROL_POLICY`
        ServiceControlPolicy = "SERVICE_CONTROL_POLICY",
        /// `RESOURCE_CONTROL_POLICY`
        ResourceControlPolicy = "RESOURCE_CONTROL_POLICY",
        /// `TAG_POLICY`
        TagPolicy = "TAG_POLICY",
        /// `BACKUP_POLICY`
        BackupPolicy = "BACKUP_POLICY",
        /// `AISERVICES_OPT_OUT_POLICY`
        AiservicesOptOutPolicy = "AISERVICES_OPT_OUT_POLICY",
        /// `CHATBOT_POLICY`
        ChatbotPolicy = "CHATBOT_POLICY",
        /// `DECLARATIVE_POLICY_EC2`
        DeclarativePolicyEc2 = "DECLARATIVE_POLICY_EC2",
        /// `SECURITYHUB_POLICY`
        SecurityhubPolicy = "SECURITYHUB_POLICY",
        /// `INSPECTOR_POLICY`
        InspectorPolicy = "INSPECTOR_POLICY",
        /// `UPGRADE_ROLLOUT_POLICY`
        UpgradeRolloutPolicy = "UPGRADE_ROLLOUT_POLICY",
        /// `BEDROCK_POLICY`
        BedrockPolicy = "BEDROCK_POLICY",
        /// `S3_POLICY`
        S3Policy = "S3_POLICY",
        /// `NETWORK_SECURITY_DIRECTOR_POLICY`
        NetworkSecurityDirectorPolicy = "NETWORK_SECURITY_DIRECTOR_POLICY",
    }
}

enumeration! {
    /// Shape `PolicyTypeStatus`.
    pub enum PolicyTypeStatus {
        /// `ENABLED`
        Enabled = "ENABLED",
        /// `PENDING_ENABLE`
        PendingEnable = "PENDING_ENABLE",
        /// `PENDING_DISABLE`
        PendingDisable = "PENDING_DISABLE",
    }
}

enumeration! {
    /// Shape `TargetType`.
    pub enum TargetType {
        /// `ACCOUNT`
        Account = "ACCOUNT",
        /// `ORGANIZATIONAL_UNIT`
        OrganizationalUnit = "ORGANIZATIONAL_UNIT",
        /// `ROOT`
        Root = "ROOT",
    }
}
