//! Bytes on their way.

use std::io;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::Stream;

/// A body: frames of bytes, or the reason why it broke off.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, io::Error>> + Send>>;
