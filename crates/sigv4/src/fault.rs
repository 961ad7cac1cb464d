//! Every way to refuse a signature, with AWS's codes and texts (IAM specification, sections 14.6 and 14.7).

use crate::encode::echo;

/// Why a request is not authenticated.
///
/// `Display` is the message for the client; it never holds a secret, a token or a signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthFault {
    /// Nothing is signed.
    #[error("Missing Authentication Token")]
    Missing,
    /// The signature's parts are missing or malformed; the text says which.
    #[error("{0}")]
    Incomplete(String),
    /// A signature of a kind that is not served (SigV4A, version 2).
    #[error("The signature algorithm '{0}' is not supported. Sign the request with 'AWS4-HMAC-SHA256'.")]
    UnsupportedAlgorithm(String),
    /// The access key is unknown or inactive, or the session token is not that key's.
    #[error("The security token included in the request is invalid.")]
    InvalidToken,
    /// The session is over.
    #[error("The security token included in the request is expired")]
    ExpiredToken,
    /// Signed for something else: at least one fault, in AWS's order.
    #[error("{}", joined(.0))]
    Scope(Vec<ScopeFault>),
    /// Signed too long ago. All times as `yyyymmddThhmmssZ`; `window` as `15 min`.
    #[error("Signature expired: {signed} is now earlier than {earliest} ({now} - {window}.)")]
    Expired {
        /// The request's time.
        signed: String,
        /// The earliest time accepted.
        earliest: String,
        /// The server's time.
        now: String,
        /// How long the signature lives.
        window: String,
    },
    /// Signed in the future.
    #[error("Signature not yet current: {signed} is still later than {latest} ({now} + 15 min.)")]
    NotYetCurrent {
        /// The request's time.
        signed: String,
        /// The latest time accepted.
        latest: String,
        /// The server's time.
        now: String,
    },
    /// The authority is not covered by the signature.
    #[error("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    HostNotSigned,
    /// An `x-amz-*` header is there and not covered by the signature.
    #[error("'{}' must be a 'SignedHeader' in the AWS Authorization.", echo(.0))]
    HeaderNotSigned(String),
    /// `x-amz-content-sha256` is there and is not the body's digest.
    #[error("The provided 'x-amz-content-sha256' header does not match what was computed.")]
    PayloadMismatch,
    /// `x-amz-content-sha256` leaves the body unsigned or streamed, which our services do not honour.
    #[error(
        "The 'x-amz-content-sha256' header must be the SHA-256 of the body: unsigned and streamed payloads are not supported."
    )]
    PayloadNotSigned,
    /// Another secret, or another request.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
    )]
    SignatureMismatch,
}

/// One thing wrong with a credential scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopeFault {
    /// Not a Region, or not the one that was asked.
    #[error("Credential should be scoped to a valid region, not '{}'.", echo(.0))]
    Region(String),
    /// Not for the service that was asked; holds that service's name.
    #[error("Credential should be scoped to correct service: '{0}'.")]
    Service(String),
    /// Does not end in `aws4_request`; holds what it ends in.
    #[error("Credential should be scoped with a valid terminator: 'aws4_request', not '{}'.", echo(.0))]
    Terminator(String),
    /// Another day than the request's time.
    #[error(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{day}', from '{time}'.",
        echo(.scope)
    )]
    Date {
        /// The scope's day.
        scope: String,
        /// The request's day.
        day: String,
        /// The request's time, `yyyymmddThhmmssZ`.
        time: String,
    },
}

fn joined(faults: &[ScopeFault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The kinds that the two protocols have codes for.
enum Kind {
    Missing,
    Incomplete,
    InvalidToken,
    ExpiredToken,
    Signature,
}

impl AuthFault {
    fn kind(&self) -> Kind {
        match self {
            Self::Missing => Kind::Missing,
            Self::Incomplete(_) => Kind::Incomplete,
            Self::InvalidToken => Kind::InvalidToken,
            Self::ExpiredToken => Kind::ExpiredToken,
            Self::UnsupportedAlgorithm(_)
            | Self::Scope(_)
            | Self::Expired { .. }
            | Self::NotYetCurrent { .. }
            | Self::HostNotSigned
            | Self::HeaderNotSigned(_)
            | Self::PayloadMismatch
            | Self::PayloadNotSigned
            | Self::SignatureMismatch => Kind::Signature,
        }
    }

    /// The message for the client, AWS's wording where AWS has one. It may echo the client's own words
    /// (printable ASCII, shortened): escape it for XML.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// The code in the JSON protocol (ECR, Organizations).
    pub fn json_code(&self) -> &'static str {
        match self.kind() {
            Kind::Missing => "MissingAuthenticationTokenException",
            Kind::Incomplete => "IncompleteSignatureException",
            Kind::InvalidToken => "UnrecognizedClientException",
            Kind::ExpiredToken => "ExpiredTokenException",
            Kind::Signature => "InvalidSignatureException",
        }
    }

    /// The code in the Query protocol (IAM, STS).
    pub fn query_code(&self) -> &'static str {
        match self.kind() {
            Kind::Missing => "MissingAuthenticationToken",
            Kind::Incomplete => "IncompleteSignature",
            Kind::InvalidToken => "InvalidClientTokenId",
            Kind::ExpiredToken => "ExpiredToken",
            Kind::Signature => "SignatureDoesNotMatch",
        }
    }

    /// The HTTP status in the JSON protocol.
    pub fn http_status_json(&self) -> u16 {
        400
    }

    /// The HTTP status in the Query protocol.
    pub fn http_status_query(&self) -> u16 {
        match self.kind() {
            Kind::Incomplete => 400,
            Kind::Missing | Kind::InvalidToken | Kind::ExpiredToken | Kind::Signature => 403,
        }
    }
}
