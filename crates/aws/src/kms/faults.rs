// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use crate::fault::faults;

faults! {
    /// A fault that an operation of KMS may raise.
    AlreadyExists = "AlreadyExistsException" 400;
    CloudHsmClusterInvalidConfiguration = "CloudHsmClusterInvalidConfigurationException" 400;
    Conflict = "ConflictException" 400;
    CustomKeyStoreInvalidState = "CustomKeyStoreInvalidStateException" 400;
    CustomKeyStoreNotFound = "CustomKeyStoreNotFoundException" 400;
    DependencyTimeout = "DependencyTimeoutException" 500;
    Disabled = "DisabledException" 400;
    DryRunOperation = "DryRunOperationException" 400;
    IncorrectKey = "IncorrectKeyException" 400;
    InvalidAliasName = "InvalidAliasNameException" 400;
    InvalidArn = "InvalidArnException" 400;
    InvalidCiphertext = "InvalidCiphertextException" 400;
    InvalidGrantId = "InvalidGrantIdException" 400;
    InvalidGrantToken = "InvalidGrantTokenException" 400;
    InvalidKeyUsage = "InvalidKeyUsageException" 400;
    InvalidMarker = "InvalidMarkerException" 400;
    KMSInternal = "KMSInternalException" 500;
    KMSInvalidState = "KMSInvalidStateException" 400;
    KeyUnavailable = "KeyUnavailableException" 500;
    LimitExceeded = "LimitExceededException" 400;
    MalformedPolicyDocument = "MalformedPolicyDocumentException" 400;
    NotFound = "NotFoundException" 400;
    Tag = "TagException" 400;
    UnsupportedOperation = "UnsupportedOperationException" 400;
    XksKeyAlreadyInUse = "XksKeyAlreadyInUseException" 400;
    XksKeyInvalidConfiguration = "XksKeyInvalidConfigurationException" 400;
    XksKeyNotFound = "XksKeyNotFoundException" 400;
}
