//! The room of layers: which bytes a repository holds.
//!
//! Storage may share bytes; a row here is what makes a layer available in one repository. Nobody learns from any answer
//! whether another repository or account holds the same bytes.

mod operations;
pub(crate) mod store;

pub(crate) use operations::download_url;
pub use operations::{BatchCheckLayerAvailability, GetDownloadUrlForLayer, open_download};
pub(crate) use store::STATEMENTS;
