// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use crate::fault::faults;

faults! {
    /// A fault that an operation of STS may raise.
    ExpiredToken = "ExpiredTokenException" 400;
    IDPCommunicationError = "IDPCommunicationError" 400;
    IDPRejectedClaim = "IDPRejectedClaim" 403;
    InvalidAuthorizationMessage = "InvalidAuthorizationMessageException" 400;
    InvalidIdentityToken = "InvalidIdentityToken" 400;
    MalformedPolicyDocument = "MalformedPolicyDocument" 400;
    PackedPolicyTooLarge = "PackedPolicyTooLarge" 400;
    RegionDisabled = "RegionDisabledException" 403;
}
