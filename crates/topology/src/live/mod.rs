//! A live endpoint: Wharf, AWS, or any other that speaks its protocols. Everything here is a client of public operations.

mod client;
mod error;
mod form;
mod mount;
mod xml;

pub use client::{Client, Download, Identity, Service};
pub use error::LiveError;
pub(crate) use error::found;
