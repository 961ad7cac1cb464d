//! HTTP/1.1, byte by byte: what a library would never send has to be sendable.

mod connection;
mod request;
mod response;

pub(crate) use connection::connect_from;
pub use connection::{Connection, is_read};
pub use request::Request;
pub use response::Response;
