//! The pipeline's last steps: authorize, then run. Nothing runs without an [`Authorized`] input.

use std::future::Future;
use std::ops::Deref;

use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_policy::{Decision, Denial};
use wharf_sql::Scope;

use crate::audit::{self, Failure, Parameters, Pending, Record};
use crate::authorize::{self, Access, Caller};
use crate::{Call, Cell, Error, Node, Unavailable, permission};

/// One thing that a caller can ask for.
pub trait Operation {
    /// The service that it belongs to, e.g. `ecr`.
    const SERVICE: &'static str;
    /// Its name: the audit name, the metric's label, the span.
    const NAME: &'static str;
    /// What is asked, parsed.
    type Input: Send + Parameters;
    /// The answer.
    type Output: Send;
    /// The faults of the service.
    type Fault: std::fmt::Debug + Send + Failure;

    /// What the caller must be allowed to do. Empty only where the service demands no permission.
    fn access(input: &Self::Input, call: &Call) -> Vec<Access>;

    /// What a record shows of the answer to a call that changed something; by default nothing.
    fn elements(_output: &Self::Output) -> Option<audit::Elements> {
        None
    }

    /// What is said about a refusal. All of it, unless the service says less.
    fn denial_text(denial: &Denial) -> String {
        denial.to_string()
    }

    /// Does it.
    fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> impl Future<Output = Result<Self::Output, Error<Self::Fault>>> + Send;
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
        authorize::decide_under(self.node, self.call, self.caller, access, document).await
    }

    /// Decides one more permission, for operations whose course depends on it.
    pub async fn decide(&self, access: &Access) -> Result<Decision, Unavailable> {
        authorize::decide(self.node, self.call, self.caller, access).await
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
    // The version check is no operation of the API.
    let recorded = !demands.is_empty() || O::SERVICE != "distribution";
    let pending = node.audit.as_ref().filter(|_| recorded).map(|log| {
        let (at, identity) = (node.clock.now(), caller.identity(call));
        let record = Record::of_call::<O>(at, call, identity, input.parameters(), &demands);
        Pending::new(log, record)
    });
    if matches!(O::SERVICE, "ecr" | "distribution") {
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
    metrics::counter!("wharf_operations_total", "service" => O::SERVICE, "operation" => O::NAME, "outcome" => outcome)
        .increment(1);
    if let Err(Error::Unavailable(unavailable)) = &result {
        tracing::error!(request_id = %call.request_id, operation = O::NAME, error = %unavailable, "operation failed");
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
    caller.note_use(&node.identity, call, O::SERVICE, node.clock.now());
    for access in demands {
        debug_assert!(
            permission::demands(O::SERVICE, O::NAME, &access.action),
            "{} demands {}, which the table of permissions does not say",
            O::NAME,
            access.action
        );
        if let Decision::Denied(denial) = authorize::decide(node, call, caller, access).await? {
            return Err(Error::Denied(denial));
        }
    }
    let context = Context { node, call, caller };
    O::run(&context, Authorized(input)).await
}
