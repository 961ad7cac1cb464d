//! The room of images: manifests, the tags that name them, and what they refer to.
//!
//! An image is a manifest stored byte for byte under its digest. A tag names one image; an image has up to a thousand
//! tags. Children of an index are images of their own and cannot be deleted while the index names them. A referrer is
//! an image with a `subject`, which need not exist. Removing the last tag of an image removes the image (Amazon ECR
//! User Guide, *Deleting an image*). An image may be answered in another form, whose digest names the image then, too (`form`).

pub mod damage;
pub(crate) mod delete;
pub(crate) mod deletion;
pub(crate) mod form;
mod identifier;
mod job;
mod model;
pub mod operations;
pub mod pull_time;
mod put;
pub(crate) mod storage_class;
pub(crate) mod store;

pub use job::ImageActivation;
pub use model::{Annotations, DeletedImage, Manifest, NewImage, Referrer};
pub(crate) use model::{ImageRow, StoredManifest};
pub use put::PutOutcome;
pub(crate) use store::{STATEMENTS, SWEEPS};
