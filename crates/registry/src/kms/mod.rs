//! The local key ring: the keys of an account in a Region, as AWS Key Management Service has them, and the data keys that
//! they seal.
//!
//! A KMS key's material is sealed with the node's master key; a data key is sealed with the material that was newest when it
//! was made, and seals one repository's content. A disabled key opens nothing: what it sealed stays where it is and
//! cannot be read until it is enabled again. The state is read at every use, so a change takes effect at once on every node.
//!
//! Keys are made and kept by KMS's own operations, as far as `wharf key` needs them, and ECR uses them. Absent by intent: key
//! policies, grants, keys of other accounts, and encryption for services other than ECR. IAM decides who may do what with a key.

pub mod alias;
mod data_key;
pub mod key;
mod key_ring;
mod model;
pub(crate) mod store;
mod table;

pub(crate) use data_key::{disabled, forget_unreadable, open};
pub use key_ring::{KeyRing, KeyRingError, check_alias};
pub use model::{Key, KeyState, ManagedBy};
pub(crate) use model::{NewDataKey, arn};
pub(crate) use store::STATEMENTS;
pub use table::{KMS, ROWS};
