// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use crate::fault::faults;

faults! {
    /// A fault that an operation of ORGANIZATIONS may raise.
    AWSOrganizationsNotInUse = "AWSOrganizationsNotInUseException" 400;
    AccessDenied = "AccessDeniedException" 400;
    AccessDeniedForDependency = "AccessDeniedForDependencyException" 400 { reason: String = "Reason"; };
    AccountAlreadyClosed = "AccountAlreadyClosedException" 400;
    AccountNotFound = "AccountNotFoundException" 400;
    AccountNotRegistered = "AccountNotRegisteredException" 400;
    AlreadyInOrganization = "AlreadyInOrganizationException" 400;
    ChildNotFound = "ChildNotFoundException" 400;
    ConcurrentModification = "ConcurrentModificationException" 400;
    Conflict = "ConflictException" 400;
    ConstraintViolation = "ConstraintViolationException" 400 { reason: String = "Reason"; };
    CreateAccountStatusNotFound = "CreateAccountStatusNotFoundException" 400;
    DestinationParentNotFound = "DestinationParentNotFoundException" 400;
    DuplicateAccount = "DuplicateAccountException" 400;
    DuplicateOrganizationalUnit = "DuplicateOrganizationalUnitException" 400;
    DuplicatePolicyAttachment = "DuplicatePolicyAttachmentException" 400;
    DuplicatePolicy = "DuplicatePolicyException" 400;
    EffectivePolicyNotFound = "EffectivePolicyNotFoundException" 400;
    FinalizingOrganization = "FinalizingOrganizationException" 400;
    HandshakeConstraintViolation = "HandshakeConstraintViolationException" 400 { reason: String = "Reason"; };
    InvalidInput = "InvalidInputException" 400 { reason: String = "Reason"; };
    MalformedPolicyDocument = "MalformedPolicyDocumentException" 400;
    MasterCannotLeaveOrganization = "MasterCannotLeaveOrganizationException" 400;
    OrganizationNotEmpty = "OrganizationNotEmptyException" 400;
    OrganizationalUnitNotEmpty = "OrganizationalUnitNotEmptyException" 400;
    OrganizationalUnitNotFound = "OrganizationalUnitNotFoundException" 400;
    ParentNotFound = "ParentNotFoundException" 400;
    PolicyChangesInProgress = "PolicyChangesInProgressException" 400;
    PolicyInUse = "PolicyInUseException" 400;
    PolicyNotAttached = "PolicyNotAttachedException" 400;
    PolicyNotFound = "PolicyNotFoundException" 400;
    PolicyTypeAlreadyEnabled = "PolicyTypeAlreadyEnabledException" 400;
    PolicyTypeNotAvailableForOrganization = "PolicyTypeNotAvailableForOrganizationException" 400;
    PolicyTypeNotEnabled = "PolicyTypeNotEnabledException" 400;
    ResourcePolicyNotFound = "ResourcePolicyNotFoundException" 400;
    RootNotFound = "RootNotFoundException" 400;
    Service = "ServiceException" 500;
    SourceParentNotFound = "SourceParentNotFoundException" 400;
    TargetNotFound = "TargetNotFoundException" 400;
    TooManyRequests = "TooManyRequestsException" 400 { r#type: String = "Type"; };
    UnsupportedAPIEndpoint = "UnsupportedAPIEndpointException" 400;
}
