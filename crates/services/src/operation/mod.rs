//! What an operation is, and the pipeline's last steps: authorize, then run. Nothing runs without an [`Authorized`] input.
//!
//! A room declares an operation (`declare`); the table of its service has one row for it (`row`, `table`). Everything else
//! follows from the row: how the wire reaches it (`json11`, `query`), what it may demand, what is recorded of it.

mod declare;
pub mod json11;
pub mod query;
mod row;
mod table;

use std::future::Future;
use std::ops::Deref;

use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_policy::Decision;
use wharf_sql::Scope;

use crate::audit::{Elements, Failure, Parameters, Pending, Record};
use crate::authorize::{self, Access, Caller};
use crate::{Call, Cell, Error, Node, Unavailable};

pub(crate) use declare::operation;
pub use row::{Answer, Dispatch, DispatchError, Effect, ResourceType, Row, Service};
pub(crate) use table::operations;

/// What the table of its service says of an operation.
pub trait Declared {
    /// The faults of the service.
    type Fault: std::fmt::Debug + Send + Failure;
    /// The row.
    const ROW: &'static Row;

    /// What a record shows of the answer; nothing unless the row says that it changes something.
    fn elements(_output: &Self::Output) -> Option<Elements>
    where
        Self: Operation,
    {
        None
    }
}

/// One thing that a caller can ask for.
pub trait Operation: Declared {
    /// What is asked, parsed.
    type Input: Send + Parameters;
    /// The answer.
    type Output: Send;

    /// What the caller must be allowed to do. Empty only where the service demands no permission.
    fn access(input: &Self::Input, call: &Call) -> Vec<Access>;

    /// Does it.
    fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> impl Future<Output = Result<Self::Output, Error<Self::Fault>>> + Send;
}

/// How an operation of an API looks on the wire.
pub trait Wire: Operation {
    /// What is decoded.
    type Request;
    /// What is encoded.
    type Response;

    /// The input that a request means.
    ///
    /// # Errors
    /// The fault of a value that its shape lets through and the operation does not.
    fn input(request: Self::Request) -> Result<Self::Input, Self::Fault>;

    /// The response that says the output.
    fn response(output: Self::Output) -> Self::Response;
}

/// An input whose call the policies allow. Only [`perform`] makes one.
#[derive(Debug)]
pub struct Authorized<T>(T);

impl<T> Authorized<T> {
    /// The input.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Authorized<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What an operation runs in.
pub struct Context<'a> {
    /// The node.
    pub node: &'a Node,
    /// The call.
    pub call: &'a Call,
    caller: &'a Caller,
    row: &'static Row,
}

impl Context<'_> {
    /// The store of the addressed Region.
    pub async fn cell(&self) -> Result<Arc<Cell>, Unavailable> {
        Ok(self.node.cell(&self.call.region).await?)
    }

    /// The scope of an account's rows in the addressed Region.
    pub fn scope(&self, account: &AccountId) -> Scope {
        Scope::new(account.as_str(), self.call.region.as_str())
    }

    /// Decides a permission as it would be if the repository's policy were another one.
    pub(crate) async fn decide_under(
        &self,
        access: &Access,
        document: &str,
    ) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        authorize::decide_under(self.node, self.call, self.caller, access, document).await
    }

    /// Decides one more permission, for operations whose course depends on it.
    pub async fn decide(&self, access: &Access) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        authorize::decide(self.node, self.call, self.caller, access).await
    }

    /// Decides a permission of somebody else, for whom the caller speaks.
    pub(crate) async fn decide_as(&self, call: &Call, access: &Access) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        let caller = authorize::caller(self.node, call).await?;
        authorize::decide(self.node, call, &caller, access).await
    }
}

/// Authorizes and runs: the only way to an operation.
pub async fn perform<O: Operation>(
    node: &Node,
    call: &Call,
    input: O::Input,
) -> Result<O::Output, Error<O::Fault>> {
    let demands = O::access(&input, call);
    let caller = match authorize::caller(node, call).await {
        Ok(caller) => caller,
        Err(unavailable) => return Err(unavailable.into()),
    };
    let row = O::ROW;
    let recorded = row
        .recorded_as
        .and_then(|name| Some((name, node.audit.as_ref()?)));
    let pending = recorded.map(|(name, log)| {
        let (at, identity) = (node.clock.now(), caller.identity(call));
        let record = Record::of_call(at, call, identity, (row, name), input.parameters(), &demands);
        Pending::new(log, record)
    });
    if row.service.is_registry {
        node.usage.requested(call, &demands, node.clock.now());
    }
    let result = authorize_and_run::<O>(node, call, input, &caller, &demands).await;
    let ended = pending.map(|pending| pending.ended(|record| record.ended::<O>(result.as_ref())));
    if let Some(ended) = ended {
        ended.write().await;
    }
    let outcome = match &result {
        Ok(_) => "success",
        Err(Error::Fault(_) | Error::Invalid(_)) => "fault",
        Err(Error::Denied(_)) => "denied",
        Err(Error::Throttled(_)) => "throttled",
        Err(Error::Unavailable(_)) => "unavailable",
    };
    metrics::counter!("wharf_operations_total", "service" => row.service.name(), "operation" => row.name, "outcome" => outcome)
        .increment(1);
    if let Err(Error::Unavailable(unavailable)) = &result {
        tracing::error!(request_id = %call.request_id, operation = row.name, error = %unavailable, "operation failed");
    }
    result
}

async fn authorize_and_run<O: Operation>(
    node: &Node,
    call: &Call,
    input: O::Input,
    caller: &Caller,
    demands: &[Access],
) -> Result<O::Output, Error<O::Fault>> {
    node.buckets.take(call, demands).map_err(Error::Throttled)?;
    caller.note_use(&node.identity, call, O::ROW.service.name(), node.clock.now());
    O::ROW.require_all(demands)?;
    for access in demands {
        if let Decision::Denied(denial) = authorize::decide(node, call, caller, access).await? {
            return Err(Error::Denied(denial));
        }
    }
    let context = Context {
        node,
        call,
        caller,
        row: O::ROW,
    };
    O::run(&context, Authorized(input)).await
}
