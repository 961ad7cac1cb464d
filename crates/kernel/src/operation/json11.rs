//! From the body of a JSON 1.1 request to the body of its answer.

use futures_util::FutureExt as _;
use wharf_aws::json11::{self, CommonFault, DecodeFault, FromJson, Violation};
use wharf_aws::{Encode, ServiceFault};

use super::encoded::encoded;
use super::row::{Answer, DispatchError, Row};
use super::{Wire, perform};
use crate::apart::For;
use crate::error::READ_ONLY;
use crate::{Call, Error, Node, Unavailable, Unreadable};

/// How a service words what is wrong with any request.
pub trait JsonWords {
    /// The faults of the service.
    type Fault: ServiceFault + Send + 'static;

    /// Constraints of the model do not hold; none where the service says so with the common `ValidationException`.
    fn of_violations(violations: &[Violation]) -> Option<Self::Fault>;
    /// A value that the service does not take.
    fn invalid(message: String) -> Self::Fault;
    /// It is not the caller's doing.
    fn server(message: String) -> Self::Fault;
    /// The node is read only; none where the service says so with the common `AccessDeniedException`.
    fn read_only(_message: String) -> Option<Self::Fault> {
        None
    }
    /// A Region is not opened until an operator has seen to it, which only operators are told; none where it is an outage like another.
    fn closed(_why: &str) -> Option<Self::Fault> {
        None
    }
    /// A sealed record does not open, which only operators are told.
    fn unreadable(record: Unreadable) -> Self::Fault {
        Self::server(Unavailable::Unreadable(record).text().to_owned())
    }
}

/// Decodes, performs, encodes. On the heap: the states of all operations side by side are larger than a stack.
pub fn dispatch<'a, O, W>(node: &'a Node, call: &'a Call, body: &'a [u8]) -> Answer<'a>
where
    W: JsonWords + 'static,
    O: Wire<Request: FromJson + Send, Response: Encode + Send + Sync, Fault = W::Fault> + 'static,
{
    run::<O, W>(node, call, body).boxed()
}

async fn run<O, W>(node: &Node, call: &Call, body: &[u8]) -> Result<Vec<u8>, DispatchError>
where
    W: JsonWords,
    O: Wire<Request: FromJson + Send, Response: Encode + Send + Sync, Fault = W::Fault>,
{
    let turn = (&call.account, For::Request);
    let turn = node.apart.turn_to_read(turn, "request", body.len()).await;
    let request = turn.take(|| O::Request::from_json(body));
    let request = request.map_err(|fault| match fault {
        DecodeFault::Serialization(text) => DispatchError::Common(CommonFault::Serialization(text)),
        DecodeFault::Constraint(violations) => match W::of_violations(&violations) {
            Some(fault) => of_service(fault),
            None => DispatchError::Common(CommonFault::Validation(violations)),
        },
    })?;
    let input = O::input(request).map_err(of_service)?;
    match perform::<O>(node, call, input).await {
        Ok(output) => {
            let response = O::response(output);
            let text = |_: &Row, _: &Call, response: &dyn Encode| json11::encode(response);
            encoded(node, (call, O::ROW), &response, text).await
        }
        Err(error) => Err(failed::<W>(error, O::ROW)),
    }
}

fn failed<W: JsonWords>(error: Error<W::Fault>, row: &Row) -> DispatchError {
    match error {
        Error::Fault(fault) => of_service(fault),
        Error::Invalid(message) => of_service(W::invalid(message)),
        Error::Denied(denial) => row.denied(denial),
        Error::Throttled(wait) => DispatchError::Throttled(wait),
        Error::NoMemory(_) => DispatchError::Common(CommonFault::SlowDown),
        Error::ReadOnly => match W::read_only(READ_ONLY.to_owned()) {
            Some(fault) => of_service(fault),
            None => DispatchError::Common(CommonFault::AccessDenied(READ_ONLY.to_owned())),
        },
        Error::Unavailable(closed @ (Unavailable::Mismatch(_) | Unavailable::Closed(_))) => {
            match closed.closed().and_then(|why| W::closed(&why)) {
                Some(fault) => of_service(fault),
                None => DispatchError::Common(closed.common()),
            }
        }
        Error::Unavailable(Unavailable::Unreadable(record)) => of_service(W::unreadable(record)),
        Error::Unavailable(outage @ Unavailable::Outage(_)) => DispatchError::Common(outage.common()),
        Error::Unavailable(error) => of_service(W::server(error.text().to_owned())),
    }
}

fn of_service(fault: impl ServiceFault + Send + 'static) -> DispatchError {
    DispatchError::Fault(Box::new(fault))
}
