//! What AWS's APIs are made of: account ids, Regions, ARNs, access keys, the two wire protocols (JSON 1.1 and Query)
//! and, generated from `api/*.json`, the inputs, outputs and faults of their operations.
//!
//! Pure: time, identifiers and randomness are arguments. Not here: signatures (`wharf-sigv4`), the policy language
//! (`wharf-policy`), what an operation does (`wharf-identity`, `wharf-registry`).
//!
//! A request's way through this crate: [`json11::target`] or [`query::Form::action`] names the operation,
//! [`json11::FromJson`] or [`query::FromForm`] reads its input or says what is wrong with it, [`json11::encode`] or
//! [`query::encode`] writes its output, `fault_body` and `common_fault_body` of either module what went wrong.
#![forbid(unsafe_code)]

mod account;
mod arn;
mod decode;
pub mod ecr;
mod encode;
mod enumeration;
mod fault;
pub mod forwarded;
pub mod iam;
mod json;
pub mod json11;
mod key;
pub mod kms;
mod model;
mod network;
pub mod organizations;
pub mod pattern;
pub mod query;
mod region;
mod request_id;
mod spelling;
mod structure;
pub mod sts;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod timestamp;
mod weight;
pub mod wharf;

pub use account::{AccountId, AccountIdError};
pub use arn::{Arn, ArnError};
pub use decode::{Constraint, DecodeFault, Kind, Segment, Violation, joined_text};
pub use encode::{Encode, Sink};
pub use enumeration::{Enumeration, UnknownName};
pub use fault::{CommonFault, ServiceFault};
pub use key::{AccessKeyId, AccessKeyIdError, SecretKey};
pub use model::{OperationModel, Protocol, ServiceModel};
pub use network::{Network, NetworkError};
pub use region::{Partition, PartitionError, Region, RegionError, SpellingError};
pub use request_id::RequestId;
pub use spelling::{edits, nearest};
pub use timestamp::{Timestamp, TimestampError};
pub use weight::weight;
