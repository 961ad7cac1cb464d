//! Content-addressed bytes: staged as uploads, hashed while written, published under their digest, streamed back.
//!
//! What is owned here: the [`Store`] trait and its contract (checked by `conformance`), its implementation on a
//! filesystem ([`fs::FileStore`]), the wrapper that injects faults ([`faulty::FaultyStore`]), and the way a stored
//! blob is turned into frames ([`Object`]).
//!
//! Not here: repositories, accounts, references, collection, quotas, anything that decides *who* may have bytes or
//! *whether* they are still needed. A store answers only "these bytes, under this digest, durably".

mod error;
mod frames;
mod map;
mod object;
mod seal;
mod store;
mod upload_id;
mod windows;

#[cfg(feature = "testing")]
pub mod conformance;
pub mod faulty;
pub mod fs;

pub use error::Error;
pub use object::Object;
pub use seal::{DataKey, DataKeyName, DataKeyNameError};
pub use store::{ByteStream, CollectionRight, Committed, StagedUpload, Store, StoredBlob};
pub use upload_id::{UploadId, UploadIdError};
pub use windows::{Piece, Windows};
