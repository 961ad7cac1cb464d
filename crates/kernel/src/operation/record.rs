//! From a call to its record.

use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use wharf_aws::CommonFault;

use super::{Asked, Context, Row};
use crate::audit::{Elements, Failure, Pending, Record, Recorded};
use crate::error::READ_ONLY;
use crate::{Call, Error, Node};

/// What came of a call, as its record says it: of a failure its code, its text, and whether the caller was refused.
pub(super) type Ended = Result<Option<Elements>, ([String; 2], bool)>;

/// Whether a call of the row has a record.
pub(super) fn is_recorded(node: &Node, row: &Row) -> bool {
    row.recorded_as.is_some() && node.audit.is_some()
}

/// Begins the record of a request that has one: `parameters` are its input as records show it.
pub(super) fn pending(
    node: &Node,
    call: &Call,
    (row, demands): Asked<'_>,
    parameters: Option<Map<String, Value>>,
    identity: &dyn Fn() -> Arc<RawValue>,
) -> Option<Pending> {
    let (name, log, parameters) = (row.recorded_as?, node.audit.as_ref()?, parameters?);
    let recorded = Recorded {
        source: row.service.event_source,
        name,
        read_only: row.is_read_only(),
    };
    let at = node.clock.now();
    let record = Record::of_call(at, call, identity(), recorded, parameters, demands);
    Some(Pending::new(log, record))
}

impl Context<'_> {
    /// Whether there is something to record that was not written.
    pub(super) fn has_record(&self) -> bool {
        self.pending.lock().is_some() || self.unsigned.lock().is_some()
    }

    /// Records what came of the call, with the images that were noted. On the heap: most calls only read, and have no record by default.
    pub(super) fn record(&mut self, ended: Ended) -> BoxFuture<'_, ()> {
        self.write(ended).boxed()
    }

    async fn write(&mut self, ended: Ended) {
        if let Some(unsigned) = self.unsigned.get_mut().take() {
            return self.record_unsigned(*unsigned, ended).await;
        }
        let images = std::mem::take(self.images.get_mut());
        if let Some(pending) = self.pending.get_mut().take() {
            let pending = match ended {
                Ok(elements) => pending.ended(elements, None),
                Err((failure, _)) => pending.ended(None, Some(failure)),
            };
            pending.with_images(images).write().await;
        }
    }
}

/// Code and text of what an operation failed with.
pub(super) fn failed<F: Failure>(error: &Error<F>, row: &Row) -> [String; 2] {
    match error {
        Error::Fault(fault) => [fault.code(), fault.text()],
        Error::Invalid(text) => ["ValidationException".to_owned(), text.clone()],
        Error::Denied(denied) => ["AccessDenied".to_owned(), row.denial_text(denied)],
        Error::Throttled(_) => ["ThrottlingException".to_owned(), "Rate exceeded".to_owned()],
        Error::NoMemory(_) => ["SlowDown".to_owned(), CommonFault::SlowDown.to_string()],
        Error::ReadOnly => ["AccessDenied".to_owned(), READ_ONLY.to_owned()],
        Error::Unavailable(_) => unavailable(),
    }
}

/// The same of a failure that is not the caller's doing. Why is for the log alone.
pub(super) fn unavailable() -> [String; 2] {
    ["ServerException".to_owned(), "internal failure".to_owned()]
}
