//! Bodies, in and out.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use wharf_blob::ByteStream;
use wharf_node::usage::Meter;

use crate::request_body::RequestBody;

/// How long a client may stay silent in the middle of a body.
const IDLE: Duration = Duration::from_secs(60);

/// The body of an answer.
pub(crate) enum Body {
    /// Nothing, or bytes in memory.
    Full(Bytes),
    /// A piece of a blob; how many bytes are still to come, and what counts those that go.
    Stream(ByteStream, u64, Meter),
}

impl Body {
    pub(crate) fn empty() -> Body {
        Body::Full(Bytes::new())
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut *self {
            Body::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Body::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Body::Stream(stream, left, meter) => match stream.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(frame))) => {
                    *left = left.saturating_sub(frame.len() as u64);
                    meter.add(frame.len() as u64);
                    Poll::Ready(Some(Ok(Frame::data(frame))))
                }
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Body::Full(bytes) => bytes.is_empty(),
            Body::Stream(_, left, _) => *left == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Body::Stream(_, left, _) => SizeHint::with_exact(*left),
        }
    }
}

/// The frames of a request's body. A client that stays silent breaks it off.
pub(crate) fn stream(incoming: RequestBody) -> ByteStream {
    Box::pin(futures_util::stream::unfold(
        incoming,
        |mut incoming| async move {
            loop {
                let frame = match tokio::time::timeout(IDLE, incoming.frame()).await {
                    Err(_elapsed) => Err(io::Error::from(io::ErrorKind::TimedOut)),
                    Ok(None) => return None,
                    Ok(Some(Err(error))) => Err(io::Error::other(error)),
                    Ok(Some(Ok(frame))) => match frame.into_data() {
                        Ok(data) => Ok(data),
                        // Trailers say nothing to us.
                        Err(_trailers) => continue,
                    },
                };
                return Some((frame, incoming));
            }
        },
    ))
}

/// Why a body was not collected.
#[derive(Debug)]
pub(crate) enum CollectError {
    /// It is longer than the limit.
    TooLarge,
    /// It broke off.
    Broken,
}

/// The whole body, if it is not longer than `limit`.
pub(crate) async fn collect(incoming: RequestBody, limit: usize) -> Result<Bytes, CollectError> {
    let announced = http_body::Body::size_hint(&incoming);
    if announced.lower() > limit as u64 {
        return Err(CollectError::TooLarge);
    }
    let mut frames = stream(incoming);
    let mut first: Option<Bytes> = None;
    let mut rest: Vec<u8> = Vec::new();
    while let Some(frame) = futures_util::StreamExt::next(&mut frames).await {
        let frame = frame.map_err(|_| CollectError::Broken)?;
        let length = first.as_ref().map_or(0, Bytes::len).max(rest.len());
        if length + frame.len() > limit {
            return Err(CollectError::TooLarge);
        }
        // Most bodies are one frame: those are not copied.
        match (&first, rest.is_empty()) {
            (None, true) => first = Some(frame),
            (Some(start), true) => {
                rest.reserve(
                    usize::try_from(announced.lower())
                        .unwrap_or(0)
                        .max(start.len() + frame.len()),
                );
                rest.extend_from_slice(start);
                rest.extend_from_slice(&frame);
            }
            _ => rest.extend_from_slice(&frame),
        }
    }
    Ok(if rest.is_empty() {
        first.unwrap_or_default()
    } else {
        rest.into()
    })
}
