//! What is left of a request's body when the answer was made without reading all of it.
//!
//! hyper closes such a connection after the answer, and the answer says nothing of it: the client sends its next request into a
//! connection that is closing. So a short rest is thrown away before the answer goes, and the connection goes on; with a long one,
//! or a client that waits to be asked for it, the answer says that the connection ends.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

/// The longest rest that is thrown away, in bytes. Requests of AWS's APIs are shorter.
const SHORT: u64 = 64 * 1024;
/// How long a rest may take to arrive.
const PATIENCE: Duration = Duration::from_secs(1);

type Slot = Arc<Mutex<Option<Incoming>>>;

/// The body of a request. What is left of it when it is dropped comes to its [`Rest`].
pub(crate) struct RequestBody {
    incoming: Option<Incoming>,
    rest: Slot,
}

/// What is left of a body.
pub(crate) struct Rest(Slot);

impl RequestBody {
    /// A body, and where its rest will be.
    pub(crate) fn new(incoming: Incoming) -> (RequestBody, Rest) {
        let rest = Slot::default();
        let body = RequestBody {
            incoming: Some(incoming),
            rest: Arc::clone(&rest),
        };
        (body, Rest(rest))
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        let left = self.incoming.take();
        let left = left.filter(|incoming| !http_body::Body::is_end_stream(incoming));
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match &mut self.incoming {
            Some(incoming) => Pin::new(incoming).poll_frame(context),
            None => Poll::Ready(None),
        }
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
    /// asked for its body has not sent it, and will not.
    pub(crate) async fn discard(self, is_expecting: bool) -> bool {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut incoming) = left else {
            return true;
        };
        if is_expecting {
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
        tokio::time::timeout(PATIENCE, all).await.unwrap_or(false)
    }
}
