//! Bodies, in and out.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::time::Instant;
use wharf_blob::{ByteStream, ReadShare};
use wharf_node::usage::Meter;

use crate::bounds;
use crate::budget::{Share, UsedUp};
use crate::pace::{SLOWEST, SPARE};
use crate::request_body::RequestBody;

/// How long a client may stay silent in the middle of a body.
const IDLE: Duration = Duration::from_secs(60);

/// The body of an answer.
pub(crate) enum Body {
    /// Nothing, or bytes in memory.
    Full(Bytes),
    /// A piece of a blob; how many bytes are still to come, what counts those that go, if any does, and what may be held of it,
    /// where it is read into memory.
    Stream(ByteStream, u64, Option<Meter>, Option<Arc<ReadShare>>),
}

impl Body {
    pub(crate) fn empty() -> Body {
        Body::Full(Bytes::new())
    }

    /// What may be held of it, where it is read into memory while it goes.
    pub(crate) fn share(&self) -> Option<&Arc<ReadShare>> {
        match self {
            Body::Full(_) => None,
            Body::Stream(_, _, _, share) => share.as_ref(),
        }
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
            Body::Stream(stream, left, meter, _) => match stream.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(frame))) => {
                    *left = left.saturating_sub(frame.len() as u64);
                    if let Some(meter) = meter {
                        meter.add(frame.len() as u64);
                    }
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
            Body::Stream(_, left, _, _) => *left == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Body::Stream(_, left, _, _) => SizeHint::with_exact(*left),
        }
    }
}

/// The frames of a request's body. A client that stays silent breaks it off.
pub(crate) fn stream(incoming: RequestBody) -> ByteStream {
    Box::pin(futures_util::stream::unfold(
        incoming,
        |mut incoming| async move { Some((next(&mut incoming, IDLE).await?, incoming)) },
    ))
}

/// The next bytes of a body, if they come in time.
async fn next(incoming: &mut RequestBody, patience: Duration) -> Option<io::Result<Bytes>> {
    loop {
        let frame = match tokio::time::timeout(patience, incoming.frame()).await {
            Err(_elapsed) => return Some(Err(io::ErrorKind::TimedOut.into())),
            Ok(frame) => frame?,
        };
        match frame.map(Frame::into_data) {
            Ok(Ok(data)) => return Some(Ok(data)),
            // Trailers say nothing to us.
            Ok(Err(_trailers)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// Why a body was not collected.
#[derive(Debug)]
pub(crate) enum CollectError {
    /// It is longer than the limit.
    TooLarge,
    /// It broke off, or came too slowly.
    Broken,
    /// Bodies have all the memory that they may have.
    NoMemory,
    /// The client has as many requests under way as it may, or another one's needs the place; or the server ends.
    Crowded,
}

/// A whole body, which has its room in memory for as long as this is kept.
pub(crate) struct Collected {
    pub(crate) bytes: Bytes,
    _share: Option<Share>,
}

impl Collected {
    /// Takes its room from another budget.
    pub(crate) fn into_share(self, mut share: Share) -> Result<Collected, CollectError> {
        let taken = share.charge(self.bytes.len()).and_then(|()| share.complete());
        taken.map_err(|UsedUp| refused_for_memory())?;
        Ok(Collected {
            bytes: self.bytes,
            _share: Some(share),
        })
    }
}

/// The whole body, if it is not longer than `limit`, and there is room for it in the budget of its share.
pub(crate) async fn collect(
    mut incoming: RequestBody,
    limit: usize,
    mut share: Option<Share>,
) -> Result<Collected, CollectError> {
    let announced = http_body::Body::size_hint(&incoming).lower();
    let announced = usize::try_from(announced).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(CollectError::TooLarge);
    }
    let begun = Instant::now();
    let mut first = Bytes::new();
    let mut rest: Vec<u8> = Vec::new();
    loop {
        let length = first.len().max(rest.len());
        if let Some(share) = &mut share {
            share.charge(length).map_err(|UsedUp| refused_for_memory())?;
        }
        let due = begun + SPARE + Duration::from_secs(length as u64 / SLOWEST);
        let patience = due.saturating_duration_since(Instant::now()).min(IDLE);
        let frame = tokio::select! {
            frame = next(&mut incoming, patience) => frame,
            () = gave_way(share.as_ref()) => return Err(refused_for_memory()),
        };
        let Some(frame) = frame else { break };
        let frame = frame.map_err(|error| match error.kind() {
            io::ErrorKind::ResourceBusy => CollectError::Crowded,
            _ => CollectError::Broken,
        })?;
        if length + frame.len() > limit {
            return Err(CollectError::TooLarge);
        }
        // Most bodies are one frame: those are not copied.
        if first.is_empty() && rest.is_empty() {
            first = frame;
            continue;
        }
        if rest.is_empty() {
            rest.reserve(announced.max(first.len() + frame.len()));
            rest.extend_from_slice(&std::mem::take(&mut first));
        }
        rest.extend_from_slice(&frame);
    }
    if let Some(share) = &mut share {
        share.complete().map_err(|UsedUp| refused_for_memory())?;
    }
    let bytes = if rest.is_empty() { first } else { rest.into() };
    Ok(Collected { bytes, _share: share })
}

async fn gave_way(share: Option<&Share>) {
    match share {
        Some(share) => share.gave_way().await,
        None => std::future::pending().await,
    }
}

fn refused_for_memory() -> CollectError {
    bounds::refused("memory");
    CollectError::NoMemory
}
