//! From the form of a Query request to the XML of its answer.

use futures_util::FutureExt as _;
use serde_json::{Map, Value};
use wharf_aws::query::{self, Form, FromForm};
use wharf_aws::{CommonFault, Encode, ServiceFault};

use super::encoded::encoded;
use super::row::{Answer, DispatchError, Row};
use super::{Wire, perform};
use crate::apart::For;
use crate::error::READ_ONLY;
use crate::{Call, Error, Node};

/// A value that its shape lets through and the service does not; no model lists it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct ValidationError(String);

impl ServiceFault for ValidationError {
    fn code(&self) -> &'static str {
        "ValidationError"
    }

    fn http_status(&self) -> u16 {
        400
    }

    fn message(&self) -> &str {
        &self.0
    }

    fn members(&self) -> Map<String, Value> {
        Map::new()
    }
}

/// Decodes, performs, encodes. On the heap: the states of all operations side by side are larger than a stack.
pub fn dispatch<'a, O>(node: &'a Node, call: &'a Call, form: &'a Form) -> Answer<'a>
where
    O: Wire<Request: FromForm + Send, Response: Encode + Send + Sync, Fault: ServiceFault + 'static>
        + 'static,
{
    run::<O>(node, call, form).boxed()
}

async fn run<O>(node: &Node, call: &Call, form: &Form) -> Result<Vec<u8>, DispatchError>
where
    O: Wire<Request: FromForm + Send, Response: Encode + Send + Sync, Fault: ServiceFault + 'static>,
{
    let turn = (&call.account, For::Request);
    let turn = node.apart.turn_to_read(turn, "request", form.length()).await;
    let request = turn.take(|| O::Request::from_form(form));
    let request = request.map_err(|fault| DispatchError::Common(fault.into()))?;
    let input = O::input(request).map_err(|fault| DispatchError::Fault(Box::new(fault)))?;
    match perform::<O>(node, call, input).await {
        Ok(output) => {
            let response = O::response(output);
            encoded(node, (call, O::ROW), &response, xml).await
        }
        Err(error) => Err(failed(error, O::ROW)),
    }
}

fn xml(row: &Row, call: &Call, response: &dyn Encode) -> Vec<u8> {
    let mut models = row.service.operations.iter();
    let model = models.find(|model| model.name == row.name);
    let wrapper = model.and_then(|model| model.result_wrapper);
    query::encode(
        row.service.namespace(),
        row.name,
        wrapper,
        response,
        &call.request_id,
    )
}

fn failed<F: ServiceFault + Send + 'static>(error: Error<F>, row: &Row) -> DispatchError {
    match error {
        Error::Fault(fault) => DispatchError::Fault(Box::new(fault)),
        Error::Invalid(text) => DispatchError::Fault(Box::new(ValidationError(text))),
        Error::Denied(denial) => row.denied(denial),
        Error::Throttled(wait) => DispatchError::Throttled(wait),
        Error::NoMemory(_) => DispatchError::Common(CommonFault::SlowDown),
        Error::ReadOnly => DispatchError::Common(CommonFault::AccessDenied(READ_ONLY.to_owned())),
        Error::Unavailable(error) => DispatchError::Common(error.common()),
    }
}
