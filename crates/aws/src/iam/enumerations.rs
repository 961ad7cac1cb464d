// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

enumeration! {
    /// Shape `ContextKeyTypeEnum`.
    pub enum ContextKeyTypeEnum {
        /// `string`
        String = "string",
        /// `stringList`
        StringList = "stringList",
        /// `numeric`
        Numeric = "numeric",
        /// `numericList`
        NumericList = "numericList",
        /// `boolean`
        Boolean = "boolean",
        /// `booleanList`
        BooleanList = "booleanList",
        /// `ip`
        Ip = "ip",
        /// `ipList`
        IpList = "ipList",
        /// `binary`
        Binary = "binary",
        /// `binaryList`
        BinaryList = "binaryList",
        /// `date`
        Date = "date",
        /// `dateList`
        DateList = "dateList",
    }
}

enumeration! {
    /// Shape `EntityType`.
    pub enum EntityType {
        /// `User`
        User = "User",
        /// `Role`
        Role = "Role",
        /// `Group`
        Group = "Group",
        /// `LocalManagedPolicy`
        LocalManagedPolicy = "LocalManagedPolicy",
        /// `AWSManagedPolicy`
        AWSManagedPolicy = "AWSManagedPolicy",
    }
}

enumeration! {
    /// Shape `PermissionsBoundaryAttachmentType`.
    pub enum PermissionsBoundaryAttachmentType {
        /// `PermissionsBoundaryPolicy`
        PermissionsBoundaryPolicy = "PermissionsBoundaryPolicy",
    }
}

enumeration! {
    /// Shape `PolicyEvaluationDecisionType`.
    pub enum PolicyEvaluationDecisionType {
        /// `allowed`
        Allowed = "allowed",
        /// `explicitDeny`
        ExplicitDeny = "explicitDeny",
        /// `implicitDeny`
        ImplicitDeny = "implicitDeny",
    }
}

enumeration! {
    /// Shape `PolicySourceType`.
    pub enum PolicySourceType {
        /// `user`
        User = "user",
        /// `group`
        Group = "group",
        /// `role`
        Role = "role",
        /// `aws-managed`
        AwsManaged = "aws-managed",
        /// `user-managed`
        UserManaged = "user-managed",
        /// `resource`
        Resource = "resource",
        /// `none`
        None = "none",
    }
}

enumeration! {
    /// Shape `PolicyUsageType`.
    pub enum PolicyUsageType {
        /// `PermissionsPolicy`
        PermissionsPolicy = "PermissionsPolicy",
        /// `PermissionsBoundary`
        PermissionsBoundary = "PermissionsBoundary",
    }
}

enumeration! {
    /// Shape `policyScopeType`.
    pub enum PolicyScopeType {
        /// `All`
        All = "All",
        /// `AWS`
        Aws = "AWS",
        /// `Local`
        Local = "Local",
    }
}

enumeration! {
    /// Shape `statusType`.
    pub enum StatusType {
        /// `Active`
        Active = "Active",
        /// `Inactive`
        Inactive = "Inactive",
        /// `Expired`
        Expired = "Expired",
    }
}

enumeration! {
    /// Shape `summaryKeyType`.
    pub enum SummaryKeyType {
        /// `Users`
        Users = "Users",
        /// `UsersQuota`
        UsersQuota = "UsersQuota",
        /// `Groups`
        Groups = "Groups",
        /// `GroupsQuota`
        GroupsQuota = "GroupsQuota",
        /// `ServerCertificates`
        ServerCertificates = "ServerCertificates",
        /// `ServerCertificatesQuota`
        ServerCertificatesQuota = "ServerCertificatesQuota",
        /// `UserPolicySizeQuota`
        UserPolicySizeQuota = "UserPolicySizeQuota",
        /// `GroupPolicySizeQuota`
        GroupPolicySizeQuota = "GroupPolicySizeQuota",
        /// `GroupsPerUserQuota`
        GroupsPerUserQuota = "GroupsPerUserQuota",
        /// `SigningCertificatesPerUserQuota`
        SigningCertificatesPerUserQuota = "SigningCertificatesPerUserQuota",
        /// `AccessKeysPerUserQuota`
        AccessKeysPerUserQuota = "AccessKeysPerUserQuota",
        /// `MFADevices`
        MFADevices = "MFADevices",
        /// `MFADevicesInUse`
        MFADevicesInUse = "MFADevicesInUse",
        /// `AccountMFAEnabled`
        AccountMFAEnabled = "AccountMFAEnabled",
        /// `AccountAccessKeysPresent`
        AccountAccessKeysPresent = "AccountAccessKeysPresent",
        /// `AccountPasswordPresent`
        AccountPasswordPresent = "AccountPasswordPresent",
        /// `AccountSigningCertificatesPresent`
        AccountSigningCertificatesPresent = "AccountSigningCertificatesPresent",
        /// `AttachedPoliciesPerGroupQuota`
        AttachedPoliciesPerGroupQuota = "AttachedPoliciesPerGroupQuota",
        /// `AttachedPoliciesPerRoleQuota`
        AttachedPoliciesPerRoleQuota = "AttachedPoliciesPerRoleQuota",
        /// `AttachedPoliciesPerUserQuota`
        AttachedPoliciesPerUserQuota = "AttachedPoliciesPerUserQuota",
        /// `Policies`
        Policies = "Policies",
        /// `PoliciesQuota`
        PoliciesQuota = "PoliciesQuota",
        /// `PolicySizeQuota`
        PolicySizeQuota = "PolicySizeQuota",
        /// `PolicyVersionsInUse`
        PolicyVersionsInUse = "PolicyVersionsInUse",
        /// `PolicyVersionsInUseQuota`
        PolicyVersionsInUseQuota = "PolicyVersionsInUseQuota",
        /// `VersionsPerPolicyQuota`
        VersionsPerPolicyQuota = "VersionsPerPolicyQuota",
        /// `GlobalEndpointTokenVersion`
        GlobalEndpointTokenVersion = "GlobalEndpointTokenVersion",
        /// `AssumeRolePolicySizeQuota`
        AssumeRolePolicySizeQuota = "AssumeRolePolicySizeQuota",
        /// `InstanceProfiles`
        InstanceProfiles = "InstanceProfiles",
        /// `InstanceProfilesQuota`
        InstanceProfilesQuota = "InstanceProfilesQuota",
        /// `Providers`
        Providers = "Providers",
        /// `RolePolicySizeQuota`
        RolePolicySizeQuota = "RolePolicySizeQuota",
        /// `Roles`
        Roles = "Roles",
        /// `RolesQuota`
        RolesQuota = "RolesQuota",
    }
}
