// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

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
