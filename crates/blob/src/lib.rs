//! Content-addressed bytes: staged as uploads, hashed while written, published under their digest, streamed back.
//!
//! | part | what it is |
//! |---|---|
//! | [`Store`] | a home for bytes: hands out [`Compartment`]s, one for each data key and one for what is not sealed |
//! | [`StoreIdentity`] | which home it is, as its caller once told it |
//! | [`Uploads`], [`Blobs`] | what a compartment has: bytes on their way, and published ones |
//! | [`Object`], [`Download`] | an open blob, and how a client gets one: bytes, a file, or the address of another host |
//! | [`ReadMemory`] | what a process has for pieces of blobs that were read and have not gone |
//! | [`fs`] | the home that is a folder |
//! | `memory`, `faulty` | for tests: a home without files, and a wrapper that makes any home fail |
//! | `conformance` | the contract as code: every home passes it |
//!
//! Not here: repositories, accounts, references, collection, quotas, anything that decides *who* may have bytes or
//! *whether* they are still needed. A store answers only "these bytes, under this digest, durably".

mod blobs;
mod download;
mod error;
mod frames;
mod identity;
mod intake;
mod map;
mod object;
mod read_memory;
mod seal;
mod store;
mod stream;
mod threads;
mod upload_id;
mod uploads;
mod windows;

#[cfg(feature = "testing")]
pub mod conformance;
#[cfg(feature = "testing")]
pub mod faulty;
pub mod fs;
#[cfg(feature = "testing")]
pub mod memory;

pub use blobs::{Blobs, StoredBlob};
pub use download::{Download, Redirect};
pub use error::Error;
pub use identity::StoreIdentity;
pub use intake::Intake;
pub use object::{BlobFile, Object, Version};
pub use read_memory::{ReadMemory, ReadRoom, ReadShare};
pub use seal::{DataKey, DataKeyName, DataKeyNameError};
pub use store::{CollectionRight, Compartment, Store};
pub use stream::ByteStream;
pub use threads::SharedThreads;
pub use upload_id::{UploadId, UploadIdError};
pub use uploads::{Committed, StagedUpload, Uploads};
pub use windows::{Piece, Windows};
