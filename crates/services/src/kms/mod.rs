//! The local key ring: the keys of an account in a Region, as AWS Key Management Service has them, and the data keys that
//! they seal.
//!
//! A KMS key's material is sealed with the node's master key; a data key is sealed with the material that was newest when it
//! was made, and seals one repository's content. A disabled key opens nothing: whatever it sealed stays where it is and
//! cannot be read until it is enabled again. State is asked for at every use, so it holds at once on every node.
//!
//! Absent by intent: KMS's own protocol. The operator makes keys (`wharf key`), ECR uses them; key policies, grants and
//! keys of other accounts do not exist. IAM decides who may have a repository sealed with a key.

mod data_key;
mod key_ring;
mod model;
pub(crate) mod store;

pub(crate) use data_key::{NewDataKey, disabled, open};
pub use key_ring::{KeyRing, KeyRingError};
pub(crate) use model::arn;
pub use model::{Key, KeyState, ManagedBy};
pub(crate) use store::STATEMENTS;
