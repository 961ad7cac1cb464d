//! From the form of a Query request to the XML of its answer.

use futures_util::FutureExt as _;
use serde_json::{Map, Value};
use wharf_aws::query::{self, CommonFault, Form, FromForm};
use wharf_aws::{Encode, ServiceFault};

use super::row::{Answer, DispatchError};
use super::{Wire, perform};
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
pub(crate) fn dispatch<'a, O>(node: &'a Node, call: &'a Call, form: &'a Form) -> Answer<'a>
where
    O: Wire<Request: FromForm + Send, Response: Encode, Fault: ServiceFault + 'static> + 'static,
{
    run::<O>(node, call, form).boxed()
}

async fn run<O>(node: &Node, call: &Call, form: &Form) -> Result<Vec<u8>, DispatchError>
where
    O: Wire<Request: FromForm + Send, Response: Encode, Fault: ServiceFault + 'static>,
{
    let request = O::Request::from_form(form).map_err(|fault| DispatchError::Common(fault.into()))?;
    let input = O::input(request).map_err(|fault| DispatchError::Fault(Box::new(fault)))?;
    match perform::<O>(node, call, input).await {
        Ok(output) => {
            let (service, name) = (O::ROW.service, O::ROW.name);
            let model = service.operations.iter().find(|model| model.name == name);
            let wrapper = model.and_then(|model| model.result_wrapper);
            let response = O::response(output);
            Ok(query::encode(
                service.namespace(),
                name,
                wrapper,
                &response,
                &call.request_id,
            ))
        }
        Err(Error::Fault(fault)) => Err(DispatchError::Fault(Box::new(fault))),
        Err(Error::Invalid(text)) => Err(DispatchError::Fault(Box::new(ValidationError(text)))),
        Err(Error::Denied(denial)) => Err(DispatchError::Denied {
            text: O::ROW.denial_text(&denial),
            denial,
        }),
        Err(Error::Throttled(wait)) => Err(DispatchError::Throttled(wait)),
        Err(Error::Unavailable(_)) => Err(DispatchError::Common(CommonFault::InternalFailure)),
    }
}
