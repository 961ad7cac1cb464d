// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::fault::put;
use crate::{ServiceFault, json11};

/// A fault that a served operation of ORGANIZATIONS may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `AWSOrganizationsNotInUseException`, HTTP 400.
    AWSOrganizationsNotInUse {
        /// The text for people.
        message: String,
    },
    /// `AccessDeniedException`, HTTP 400.
    AccessDenied {
        /// The text for people.
        message: String,
    },
    /// `AccessDeniedForDependencyException`, HTTP 400.
    AccessDeniedForDependency {
        /// The text for people.
        message: String,
        /// `Reason`
        reason: Option<String>,
    },
    /// `AccountAlreadyClosedException`, HTTP 400.
    AccountAlreadyClosed {
        /// The text for people.
        message: String,
    },
    /// `AccountNotFoundException`, HTTP 400.
    AccountNotFound {
        /// The text for people.
        message: String,
    },
    /// `AlreadyInOrganizationException`, HTTP 400.
    AlreadyInOrganization {
        /// The text for people.
        message: String,
    },
    /// `ChildNotFoundException`, HTTP 400.
    ChildNotFound {
        /// The text for people.
        message: String,
    },
    /// `ConcurrentModificationException`, HTTP 400.
    ConcurrentModification {
        /// The text for people.
        message: String,
    },
    /// `ConflictException`, HTTP 400.
    Conflict {
        /// The text for people.
        message: String,
    },
    /// `ConstraintViolationException`, HTTP 400.
    ConstraintViolation {
        /// The text for people.
        message: String,
        /// `Reason`
        reason: Option<String>,
    },
    /// `CreateAccountStatusNotFoundException`, HTTP 400.
    CreateAccountStatusNotFound {
        /// The text for people.
        message: String,
    },
    /// `DestinationParentNotFoundException`, HTTP 400.
    DestinationParentNotFound {
        /// The text for people.
        message: String,
    },
    /// `DuplicateAccountException`, HTTP 400.
    DuplicateAccount {
        /// The text for people.
        message: String,
    },
    /// `DuplicateOrganizationalUnitException`, HTTP 400.
    DuplicateOrganizationalUnit {
        /// The text for people.
        message: String,
    },
    /// `DuplicatePolicyAttachmentException`, HTTP 400.
    DuplicatePolicyAttachment {
        /// The text for people.
        message: String,
    },
    /// `DuplicatePolicyException`, HTTP 400.
    DuplicatePolicy {
        /// The text for people.
        message: String,
    },
    /// `EffectivePolicyNotFoundException`, HTTP 400.
    EffectivePolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `FinalizingOrganizationException`, HTTP 400.
    FinalizingOrganization {
        /// The text for people.
        message: String,
    },
    /// `HandshakeConstraintViolationException`, HTTP 400.
    HandshakeConstraintViolation {
        /// The text for people.
        message: String,
        /// `Reason`
        reason: Option<String>,
    },
    /// `InvalidInputException`, HTTP 400.
    InvalidInput {
        /// The text for people.
        message: String,
        /// `Reason`
        reason: Option<String>,
    },
    /// `MalformedPolicyDocumentException`, HTTP 400.
    MalformedPolicyDocument {
        /// The text for people.
        message: String,
    },
    /// `MasterCannotLeaveOrganizationException`, HTTP 400.
    MasterCannotLeaveOrganization {
        /// The text for people.
        message: String,
    },
    /// `OrganizationNotEmptyException`, HTTP 400.
    OrganizationNotEmpty {
        /// The text for people.
        message: String,
    },
    /// `OrganizationalUnitNotEmptyException`, HTTP 400.
    OrganizationalUnitNotEmpty {
        /// The text for people.
        message: String,
    },
    /// `OrganizationalUnitNotFoundException`, HTTP 400.
    OrganizationalUnitNotFound {
        /// The text for people.
        message: String,
    },
    /// `ParentNotFoundException`, HTTP 400.
    ParentNotFound {
        /// The text for people.
        message: String,
    },
    /// `PolicyChangesInProgressException`, HTTP 400.
    PolicyChangesInProgress {
        /// The text for people.
        message: String,
    },
    /// `PolicyInUseException`, HTTP 400.
    PolicyInUse {
        /// The text for people.
        message: String,
    },
    /// `PolicyNotAttachedException`, HTTP 400.
    PolicyNotAttached {
        /// The text for people.
        message: String,
    },
    /// `PolicyNotFoundException`, HTTP 400.
    PolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `PolicyTypeAlreadyEnabledException`, HTTP 400.
    PolicyTypeAlreadyEnabled {
        /// The text for people.
        message: String,
    },
    /// `PolicyTypeNotAvailableForOrganizationException`, HTTP 400.
    PolicyTypeNotAvailableForOrganization {
        /// The text for people.
        message: String,
    },
    /// `PolicyTypeNotEnabledException`, HTTP 400.
    PolicyTypeNotEnabled {
        /// The text for people.
        message: String,
    },
    /// `ResourcePolicyNotFoundException`, HTTP 400.
    ResourcePolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `RootNotFoundException`, HTTP 400.
    RootNotFound {
        /// The text for people.
        message: String,
    },
    /// `ServiceException`, HTTP 500.
    Service {
        /// The text for people.
        message: String,
    },
    /// `SourceParentNotFoundException`, HTTP 400.
    SourceParentNotFound {
        /// The text for people.
        message: String,
    },
    /// `TargetNotFoundException`, HTTP 400.
    TargetNotFound {
        /// The text for people.
        message: String,
    },
    /// `TooManyRequestsException`, HTTP 400.
    TooManyRequests {
        /// The text for people.
        message: String,
        /// `Type`
        r#type: Option<String>,
    },
    /// `UnsupportedAPIEndpointException`, HTTP 400.
    UnsupportedAPIEndpoint {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AWSOrganizationsNotInUse { .. } => "AWSOrganizationsNotInUseException",
            Self::AccessDenied { .. } => "AccessDeniedException",
            Self::AccessDeniedForDependency { .. } => "AccessDeniedForDependencyException",
            Self::AccountAlreadyClosed { .. } => "AccountAlreadyClosedException",
            Self::AccountNotFound { .. } => "AccountNotFoundException",
            Self::AlreadyInOrganization { .. } => "AlreadyInOrganizationException",
            Self::ChildNotFound { .. } => "ChildNotFoundException",
            Self::ConcurrentModification { .. } => "ConcurrentModificationException",
            Self::Conflict { .. } => "ConflictException",
            Self::ConstraintViolation { .. } => "ConstraintViolationException",
            Self::CreateAccountStatusNotFound { .. } => "CreateAccountStatusNotFoundException",
            Self::DestinationParentNotFound { .. } => "DestinationParentNotFoundException",
            Self::DuplicateAccount { .. } => "DuplicateAccountException",
            Self::DuplicateOrganizationalUnit { .. } => "DuplicateOrganizationalUnitException",
            Self::DuplicatePolicyAttachment { .. } => "DuplicatePolicyAttachmentException",
            Self::DuplicatePolicy { .. } => "DuplicatePolicyException",
            Self::EffectivePolicyNotFound { .. } => "EffectivePolicyNotFoundException",
            Self::FinalizingOrganization { .. } => "FinalizingOrganizationException",
            Self::HandshakeConstraintViolation { .. } => "HandshakeConstraintViolationException",
            Self::InvalidInput { .. } => "InvalidInputException",
            Self::MalformedPolicyDocument { .. } => "MalformedPolicyDocumentException",
            Self::MasterCannotLeaveOrganization { .. } => "MasterCannotLeaveOrganizationException",
            Self::OrganizationNotEmpty { .. } => "OrganizationNotEmptyException",
            Self::OrganizationalUnitNotEmpty { .. } => "OrganizationalUnitNotEmptyException",
            Self::OrganizationalUnitNotFound { .. } => "OrganizationalUnitNotFoundException",
            Self::ParentNotFound { .. } => "ParentNotFoundException",
            Self::PolicyChangesInProgress { .. } => "PolicyChangesInProgressException",
            Self::PolicyInUse { .. } => "PolicyInUseException",
            Self::PolicyNotAttached { .. } => "PolicyNotAttachedException",
            Self::PolicyNotFound { .. } => "PolicyNotFoundException",
            Self::PolicyTypeAlreadyEnabled { .. } => "PolicyTypeAlreadyEnabledException",
            Self::PolicyTypeNotAvailableForOrganization { .. } => {
                "PolicyTypeNotAvailableForOrganizationException"
            }
            Self::PolicyTypeNotEnabled { .. } => "PolicyTypeNotEnabledException",
            Self::ResourcePolicyNotFound { .. } => "ResourcePolicyNotFoundException",
            Self::RootNotFound { .. } => "RootNotFoundException",
            Self::Service { .. } => "ServiceException",
            Self::SourceParentNotFound { .. } => "SourceParentNotFoundException",
            Self::TargetNotFound { .. } => "TargetNotFoundException",
            Self::TooManyRequests { .. } => "TooManyRequestsException",
            Self::UnsupportedAPIEndpoint { .. } => "UnsupportedAPIEndpointException",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::Service { .. } => 500,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::AWSOrganizationsNotInUse { message }
            | Self::AccessDenied { message }
            | Self::AccessDeniedForDependency { message, .. }
            | Self::AccountAlreadyClosed { message }
            | Self::AccountNotFound { message }
            | Self::AlreadyInOrganization { message }
            | Self::ChildNotFound { message }
            | Self::ConcurrentModification { message }
            | Self::Conflict { message }
            | Self::ConstraintViolation { message, .. }
            | Self::CreateAccountStatusNotFound { message }
            | Self::DestinationParentNotFound { message }
            | Self::DuplicateAccount { message }
            | Self::DuplicateOrganizationalUnit { message }
            | Self::DuplicatePolicyAttachment { message }
            | Self::DuplicatePolicy { message }
            | Self::EffectivePolicyNotFound { message }
            | Self::FinalizingOrganization { message }
            | Self::HandshakeConstraintViolation { message, .. }
            | Self::InvalidInput { message, .. }
            | Self::MalformedPolicyDocument { message }
            | Self::MasterCannotLeaveOrganization { message }
            | Self::OrganizationNotEmpty { message }
            | Self::OrganizationalUnitNotEmpty { message }
            | Self::OrganizationalUnitNotFound { message }
            | Self::ParentNotFound { message }
            | Self::PolicyChangesInProgress { message }
            | Self::PolicyInUse { message }
            | Self::PolicyNotAttached { message }
            | Self::PolicyNotFound { message }
            | Self::PolicyTypeAlreadyEnabled { message }
            | Self::PolicyTypeNotAvailableForOrganization { message }
            | Self::PolicyTypeNotEnabled { message }
            | Self::ResourcePolicyNotFound { message }
            | Self::RootNotFound { message }
            | Self::Service { message }
            | Self::SourceParentNotFound { message }
            | Self::TargetNotFound { message }
            | Self::TooManyRequests { message, .. }
            | Self::UnsupportedAPIEndpoint { message } => message,
        }
    }

    /// The body of the answer: `__type`, `message` and the fault's own members.
    pub fn body(&self) -> Map<String, Value> {
        json11::fault_body(self)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Fault {}

impl ServiceFault for Fault {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn http_status(&self) -> u16 {
        self.http_status()
    }

    fn message(&self) -> &str {
        self.message()
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        match self {
            Self::AccessDeniedForDependency { message: _, reason } => {
                put(&mut members, "Reason", reason.as_deref());
            }
            Self::ConstraintViolation { message: _, reason } => {
                put(&mut members, "Reason", reason.as_deref());
            }
            Self::HandshakeConstraintViolation { message: _, reason } => {
                put(&mut members, "Reason", reason.as_deref());
            }
            Self::InvalidInput { message: _, reason } => {
                put(&mut members, "Reason", reason.as_deref());
            }
            Self::TooManyRequests { message: _, r#type } => {
                put(&mut members, "Type", r#type.as_deref());
            }
            _ => {}
        }
        members
    }
}
