//! AWS Signature Version 4: who says they sent a request, and proof that they did.
//!
//! Both forms are here, the `Authorization` header and the presigned query, each as verifier and as signer.
//! The rules are those of the IAM User Guide, *AWS Signature Version 4 for API requests*; the answers, with their order, codes and
//! texts, those that AWS's services give (IAM User Guide, *Troubleshoot Signature Version 4 signing for AWS API requests*).
//!
//! A server goes through the checks in AWS's order, and looks the key up between them:
//!
//! 1. [`parse`]: is anything signed, and is it complete? (`None`: answer [`AuthFault::Missing`])
//! 2. [`Presented::check_scope`]: signed for this service, a Region, today?
//! 3. [`Presented::check_freshness`]: neither expired nor from the future?
//! 4. the caller finds the secret of [`Presented::access_key_id`] and judges [`Presented::session_token`]
//!    ([`AuthFault::InvalidToken`], [`AuthFault::ExpiredToken`])
//! 5. [`Presented::verify`]: everything that has to be signed is, and the signature is right.
//!
//! Not here: the clock (`now` is an argument, in microseconds since 1970), keys and where they live, hashing of
//! bodies that stream (the caller gives the hex SHA-256), S3's variant (unsigned and streamed payloads, paths
//! encoded once) and the asymmetric variant (SigV4A), which is refused. Derived keys are not cached: deriving one
//! takes about three microseconds, a third of a verification, and a cache would hold secrets and have to forget
//! each with its access key.
#![forbid(unsafe_code)]

mod authorization;
mod canonical;
mod encode;
mod fault;
mod key;
mod parse;
mod presigned;
mod request;
mod scope;
mod sign;
mod signed_headers;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod verify;

pub use fault::{AuthFault, ScopeFault};
pub use parse::parse;
pub use request::{Credentials, EMPTY_BODY_SHA256, RequestParts, body_sha256};
pub use scope::Scope;
pub use sign::{presign, sign};
pub use verify::Presented;

/// The one algorithm served, as it stands in the header and in `X-Amz-Algorithm`.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The last part of every credential scope.
pub const TERMINATOR: &str = "aws4_request";

/// How far a request's time may be from ours, in either direction, in seconds.
pub const CLOCK_SKEW_SECONDS: i64 = 15 * 60;

/// The longest life of a presigned request, in seconds (seven days).
pub const MAX_PRESIGNED_SECONDS: u32 = 604_800;
