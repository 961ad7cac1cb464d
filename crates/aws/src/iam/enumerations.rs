// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    ContextKeyTypeEnum {
        String = "string", StringList = "stringList", Numeric = "numeric", NumericList = "numericList",
        Boolean = "boolean", BooleanList = "booleanList", Ip = "ip", IpList = "ipList", Binary = "binary",
        BinaryList = "binaryList", Date = "date", DateList = "dateList",
    }
    DeletionTaskStatusType {
        Succeeded = "SUCCEEDED", InProgress = "IN_PROGRESS", Failed = "FAILED", NotStarted = "NOT_STARTED",
    }
    EntityType {
        User = "User", Role = "Role", Group = "Group", LocalManagedPolicy = "LocalManagedPolicy",
        AWSManagedPolicy = "AWSManagedPolicy",
    }
    PermissionsBoundaryAttachmentType {
        PermissionsBoundaryPolicy = "PermissionsBoundaryPolicy",
    }
    PolicyEvaluationDecisionType {
        Allowed = "allowed", ExplicitDeny = "explicitDeny", ImplicitDeny = "implicitDeny",
    }
    PolicySourceType {
        User = "user", Group = "group", Role = "role", AwsManaged = "aws-managed",
        UserManaged = "user-managed", Resource = "resource", None = "none",
    }
    PolicyUsageType {
        PermissionsPolicy = "PermissionsPolicy", PermissionsBoundary = "PermissionsBoundary",
    }
    AssignmentStatusType {
        Assigned = "Assigned", Unassigned = "Unassigned", Any = "Any",
    }
    PolicyScopeType {
        All = "All", Aws = "AWS", Local = "Local",
    }
    StatusType {
        Active = "Active", Inactive = "Inactive", Expired = "Expired",
    }
    SummaryKeyType {
        Users = "Users", UsersQuota = "UsersQuota", Groups = "Groups", GroupsQuota = "GroupsQuota",
        ServerCertificates = "ServerCertificates", ServerCertificatesQuota = "ServerCertificatesQuota",
        UserPolicySizeQuota = "UserPolicySizeQuota", GroupPolicySizeQuota = "GroupPolicySizeQuota",
        GroupsPerUserQuota = "GroupsPerUserQuota",
        SigningCertificatesPerUserQuota = "SigningCertificatesPerUserQuota",
        AccessKeysPerUserQuota = "AccessKeysPerUserQuota", MFADevices = "MFADevices",
        MFADevicesInUse = "MFADevicesInUse", AccountMFAEnabled = "AccountMFAEnabled",
        AccountAccessKeysPresent = "AccountAccessKeysPresent",
        AccountPasswordPresent = "AccountPasswordPresent",
        AccountSigningCertificatesPresent = "AccountSigningCertificatesPresent",
        AttachedPoliciesPerGroupQuota = "AttachedPoliciesPerGroupQuota",
        AttachedPoliciesPerRoleQuota = "AttachedPoliciesPerRoleQuota",
        AttachedPoliciesPerUserQuota = "AttachedPoliciesPerUserQuota", Policies = "Policies",
        PoliciesQuota = "PoliciesQuota", PolicySizeQuota = "PolicySizeQuota",
        PolicyVersionsInUse = "PolicyVersionsInUse", PolicyVersionsInUseQuota = "PolicyVersionsInUseQuota",
        VersionsPerPolicyQuota = "VersionsPerPolicyQuota",
        GlobalEndpointTokenVersion = "GlobalEndpointTokenVersion",
        AssumeRolePolicySizeQuota = "AssumeRolePolicySizeQuota", InstanceProfiles = "InstanceProfiles",
        InstanceProfilesQuota = "InstanceProfilesQuota", Providers = "Providers",
        RolePolicySizeQuota = "RolePolicySizeQuota", Roles = "Roles", RolesQuota = "RolesQuota",
    }
}
