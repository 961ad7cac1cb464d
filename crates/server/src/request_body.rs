//! What is left of a request's body when the answer was made without reading all of it.
//!
//! hyper closes such a connection after the answer, and the answer says nothing of it: the client sends its next request into a
//! connection that is closing. So a short rest is thrown away before the answer goes, and the connection goes on; with a long one,
//! or a client that waits to be asked for it, the answer says that the connection ends. So it does where the request's place is
//! another client's by then.
//!
//! While it is read, its pace is noted (`pace`), and it ends early where its place is another client's.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::pace::Pace;

/// The longest rest that is thrown away, in bytes. Requests of AWS's APIs are shorter.
const SHORT: u64 = 64 * 1024;
/// How long a rest may take to arrive.
const PATIENCE: Duration = Duration::from_secs(1);

type Slot = Arc<Mutex<Left>>;

#[derive(Default)]
struct Left {
    /// The body, if it was not read to its end.
    incoming: Option<Incoming>,
    /// Whether what came is no body: where it ends is not known.
    is_broken: bool,
}

/// The body of a request. What is left of it when it is dropped comes to its [`Rest`].
pub(crate) struct RequestBody {
    incoming: Option<Incoming>,
    rest: Slot,
    /// How fast it comes, if there is one.
    pace: Option<Arc<Pace>>,
    /// Bytes that came since the node last waited for more.
    came: u64,
    is_awaited: bool,
    is_broken: bool,
}

/// What is left of a body.
pub(crate) struct Rest(Slot);

impl RequestBody {
    /// A body, and where its rest will be; the pace is that of a body that is there.
    pub(crate) fn new(incoming: Incoming, pace: Option<Arc<Pace>>) -> (RequestBody, Rest) {
        let rest = Slot::default();
        let body = RequestBody {
            incoming: Some(incoming),
            rest: Arc::clone(&rest),
            pace,
            came: 0,
            is_awaited: false,
            is_broken: false,
        };
        (body, Rest(rest))
    }

    /// Notes that the node waits for more; the reason if it has to do so no longer.
    fn awaits(&mut self, context: &mut Context<'_>) -> Option<io::Error> {
        let pace = self.pace.as_ref()?;
        if !self.is_awaited {
            self.is_awaited = true;
            pace.wait(std::mem::take(&mut self.came));
        }
        pace.told(context)
    }

    /// Notes that it waits no more.
    fn goes_on(&mut self) {
        if let (true, Some(pace)) = (self.is_awaited, &self.pace) {
            pace.came();
        }
        self.is_awaited = false;
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        self.goes_on();
        let left = self.incoming.take();
        let left = Left {
            incoming: left.filter(|incoming| !http_body::Body::is_end_stream(incoming)),
            is_broken: self.is_broken,
        };
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Some(incoming) = &mut self.incoming else {
            return Poll::Ready(None);
        };
        let Poll::Ready(frame) = Pin::new(incoming).poll_frame(context) else {
            return match self.awaits(context) {
                Some(error) => Poll::Ready(Some(Err(error))),
                None => Poll::Pending,
            };
        };
        self.goes_on();
        match &frame {
            Some(Ok(frame)) => self.came += frame.data_ref().map_or(0, |data| data.len() as u64),
            Some(Err(_)) => self.is_broken = true,
            None => self.incoming = None,
        }
        Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let hint = self.incoming.as_ref().map(http_body::Body::size_hint);
        hint.unwrap_or_else(|| SizeHint::with_exact(0))
    }
}

impl Rest {
    /// Throws away what is left, if it is short and comes soon: whether the connection can go on then. A client that expects to be
    /// asked for its body has not sent it, and will not. Once the request is `displaced` nothing more is waited for.
    pub(crate) async fn discard(self, is_expecting: bool, displaced: impl Future<Output = ()>) -> bool {
        let left = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(mut incoming) = left.incoming else {
            return !left.is_broken;
        };
        if is_expecting || left.is_broken {
            return false;
        }
        let announced = http_body::Body::size_hint(&incoming).lower();
        let all = async {
            let mut thrown = 0;
            while announced <= SHORT && thrown <= SHORT {
                match incoming.frame().await {
                    None => return true,
                    Some(Err(_)) => return false,
                    Some(Ok(frame)) => thrown += frame.data_ref().map_or(0, |data| data.len() as u64),
                }
            }
            false
        };
        tokio::select! {
            biased;
            // What is there already is taken in any case.
            is_all = all => is_all,
            () = displaced => false,
            () = tokio::time::sleep(PATIENCE) => false,
        }
    }
}
