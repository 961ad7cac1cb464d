//! What tests of the outside need: a server of our own on a free port, clients, and images to push.
//!
//! | part | what it is |
//! |---|---|
//! | [`Kit`] | a node over a temporary folder (or PostgreSQL), its clock in the test's hand, served on 127.0.0.1 |
//! | [`Account`] | an account with an access key that the test knows |
//! | [`Connection`], [`Request`], [`Response`], [`is_read`] | HTTP/1.1 byte by byte: odd heads, slow bodies, broken connections |
//! | [`Http2`] | HTTP/2, with prior knowledge or over TLS |
//! | [`Api`] | signed calls of the AWS APIs |
//! | [`Registry`] | a signed-in client of one registry: blobs, manifests, whole images |
//! | [`Image`], [`Manifest`] | what is pushed |
//! | [`Audit`] | what the server recorded of calls |
//! | [`files_below`] | the files of the source or the documentation |
//!
//! Everything panics where a test would only unwrap. Not here: assertions about Wharf's answers; those are the tests'.

#![forbid(unsafe_code)]

mod account;
mod api;
mod audit;
mod files;
mod http;
mod http2;
mod image;
mod kit;
mod registry;
mod stores;

pub use account::Account;
pub use api::Api;
pub use audit::Audit;
pub use files::files_below;
pub use http::{Connection, Request, Response, is_read};
pub use http2::{Http2, Unread};
pub use image::{Image, Manifest, digest, index};
pub use kit::{ELSEWHERE, Kit, NOW_MICROS, REGION, Setup, Stopped, ZONE};
pub use registry::Registry;
pub use stores::{Engine, Faults, Storage};
