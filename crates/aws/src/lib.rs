//! What AWS's APIs are made of: account ids, Regions, ARNs, access keys, the two wire protocols (JSON 1.1 and Query)
//! and, generated from `api/*.json`, the inputs, outputs and faults of the operations that Wharf serves.
//!
//! Pure: time, identifiers and randomness are arguments. Not here: signatures (`wharf-sigv4`), the policy language
//! (`wharf-policy`), what an operation does (`wharf-services`).
#![forbid(unsafe_code)]

mod account;
mod arn;
mod key;
mod region;
mod request_id;
mod timestamp;

pub use account::{AccountId, AccountIdError};
pub use arn::{Arn, ArnError};
pub use key::{AccessKeyId, AccessKeyIdError, SecretKey};
pub use region::{Partition, PartitionError, Region, RegionError};
pub use request_id::RequestId;
pub use timestamp::{Timestamp, TimestampError};
