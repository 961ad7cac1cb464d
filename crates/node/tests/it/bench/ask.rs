//! Asking the node as the JSON front end does: text in, text out, so that tests read like the API's pages.
//!
//! Every fault that comes back is checked against the operation's own list in the model.

use serde_json::{Map, Value};
use wharf_aws::ecr as wire;
use wharf_aws::json11::{self, FromJson};
use wharf_aws::testing::sample;
use wharf_aws::{Encode, ServiceFault as _};
use wharf_node::operation::Wire;
use wharf_node::{Call, Error, Node, Unavailable, perform};

use super::{Bench, Tenant};

/// An operation of ECR's API.
pub(crate) trait Api: Wire<Request: FromJson, Response: Encode, Fault = wire::Fault> {}

impl<O> Api for O where O: Wire<Request: FromJson, Response: Encode, Fault = wire::Fault> {}

/// Why something was refused, as a client sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) members: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Refusal {
        Refusal {
            code: code.to_owned(),
            message: message.into(),
            members: Map::new(),
        }
    }
}

impl From<wire::Fault> for Refusal {
    fn from(fault: wire::Fault) -> Refusal {
        Refusal {
            members: fault.members(),
            ..Refusal::new(fault.code(), fault.message())
        }
    }
}

impl From<Error<wire::Fault>> for Refusal {
    fn from(error: Error<wire::Fault>) -> Refusal {
        match error {
            Error::Fault(fault) => fault.into(),
            Error::Denied(denial) => Refusal::new("AccessDeniedException", denial.to_string()),
            Error::Invalid(text) => Refusal::new("Invalid", text),
            Error::Throttled(_) => Refusal::new("Throttling", "Rate exceeded"),
            Error::NoMemory(_) => Refusal::new("NoMemory", ""),
            Error::ReadOnly => Refusal::new("ReadOnly", ""),
            Error::Unavailable(Unavailable::Full) => Refusal::new("Full", ""),
            Error::Unavailable(Unavailable::ReadOnly) => Refusal::new("ReadOnly", ""),
            Error::Unavailable(
                Unavailable::Outage(text)
                | Unavailable::Mismatch(text)
                | Unavailable::Closed(text)
                | Unavailable::Damaged(text)
                | Unavailable::Internal(text),
            ) => Refusal::new("Internal", text),
            Error::Unavailable(Unavailable::Unreadable(record)) => {
                Refusal::new("Internal", record.to_string())
            }
        }
    }
}

impl Bench {
    /// Alice asks.
    pub(crate) async fn ask<O: Api>(&self, request: Value) -> Result<Value, Refusal> {
        self.ask_as::<O>(&self.alice, request).await
    }

    pub(crate) async fn ask_as<O: Api>(&self, who: &Tenant, request: Value) -> Result<Value, Refusal> {
        self.ask_call::<O>(&self.call(who), request).await
    }

    pub(crate) async fn ask_call<O: Api>(&self, call: &Call, request: Value) -> Result<Value, Refusal> {
        self.ask_node::<O>(&self.node, call, request).await
    }

    /// The same of another node of the installation.
    pub(crate) async fn ask_node<O: Api>(
        &self,
        node: &Node,
        call: &Call,
        request: Value,
    ) -> Result<Value, Refusal> {
        let read = O::Request::from_json(request.to_string().as_bytes());
        let read = read.unwrap_or_else(|fault| panic!("{}: {fault:?} in {request}", O::ROW.name));
        let answer = match O::input(read) {
            Ok(input) => perform::<O>(node, call, input).await.map_err(Refusal::from),
            Err(fault) => Err(fault.into()),
        };
        answer
            .map(|output| serde_json::from_slice(&json11::encode(&O::response(output))).unwrap())
            .inspect_err(|refusal| {
                let listed = sample::faults("ecr", O::ROW.name);
                let ours = ["AccessDeniedException", "Full", "Internal", "Throttling"];
                let known = listed.contains(&refusal.code) || ours.contains(&&*refusal.code);
                // A quota of ours, for which the model has no fault.
                let is_quota =
                    O::ROW.name == "CompleteLayerUpload" && refusal.code == "LimitExceededException";
                assert!(known || is_quota, "{} may not raise {refusal:?}", O::ROW.name);
            })
    }
}

/// Reading an answer without ceremony.
pub(crate) trait Take {
    /// The text at a JSON pointer.
    fn text(&self, pointer: &str) -> String;
    /// The elements of the list at a JSON pointer.
    fn list(&self, pointer: &str) -> Vec<Value>;
}

impl Take for Value {
    fn text(&self, pointer: &str) -> String {
        match self.pointer(pointer).and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None => panic!("no text at {pointer} in {self}"),
        }
    }

    fn list(&self, pointer: &str) -> Vec<Value> {
        match self.pointer(pointer).and_then(Value::as_array) {
            Some(list) => list.clone(),
            None => panic!("no list at {pointer} in {self}"),
        }
    }
}
