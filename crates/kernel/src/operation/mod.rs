//! What an operation is, and the pipeline's last steps: authorize, then run. Nothing runs without an [`Authorized`] input.
//!
//! A room declares an operation (`declare`); the table of its service has one row for it (`row`, `table`). Everything else
//! follows from the row: how the wire reaches it (`json11`, `query`), what it may demand, what is recorded of it.

mod declare;
mod encoded;
mod finish;
pub mod json11;
pub mod query;
mod record;
mod row;
mod silence;
mod table;
mod unsigned;

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Map, Value};
use wharf_aws::AccountId;
use wharf_policy::{Decision, Denial};
use wharf_sql::Scope;

use crate::audit::{Elements, Failure, Image, Parameters, Pending};
use crate::node::Caller;
use crate::space::{Held, Room};
use crate::{Access, Call, Cell, Error, Node, Unavailable, audit};

pub use crate::{__operation as operation, __operations as operations};
pub use finish::Turn;
pub use row::{Answer, Dispatch, DispatchError, Effect, ResourceType, Row, Service};
pub use unsigned::Proved;

use record::{failed, is_recorded, pending, unavailable};
use unsigned::Unsigned;

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

    /// Refuses an input that passes more than its service takes, before any of it becomes a condition of `access`.
    ///
    /// # Errors
    /// The fault of the service.
    fn check(_input: &Self::Input) -> Result<(), Self::Fault> {
        Ok(())
    }

    /// What the caller must be allowed to do. Empty only where the service demands no permission.
    fn access(input: &Self::Input, call: &Call) -> Vec<Access>;

    /// Does it.
    fn run<'a>(context: &'a Context<'_>, input: Authorized<Self::Input>) -> RunFuture<'a, Self>;
}

/// The future in which an operation does what was asked. On the heap, so that the compiler makes its code beside the room's, and
/// not beside that of every other operation.
pub type RunFuture<'a, O> = BoxFuture<'a, Result<<O as Operation>::Output, Error<<O as Declared>::Fault>>>;

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
    caller: Arc<dyn Caller>,
    row: &'static Row,
    images: Mutex<Vec<Image>>,
    /// The call's record, until it is written.
    pending: Mutex<Option<Pending>>,
    /// What is noted of a call of what needs no signature, in place of its record.
    unsigned: Mutex<Option<Box<Unsigned>>>,
}

impl Context<'_> {
    /// Notes the digest of an image that goes to the caller, or came from it, for the record.
    pub fn note_digest(&self, digest: &str) {
        self.note_image(digest, None);
    }

    /// The same with the tag that the image was asked for by, where the call asked for several.
    pub fn note_image(&self, digest: &str, tag: Option<&str>) {
        if self.node.audit.is_some() {
            self.images.lock().push(Image {
                digest: digest.to_owned(),
                tag: tag.map(str::to_owned),
            });
        }
    }

    /// The store of the addressed Region.
    pub async fn cell(&self) -> Result<Arc<Cell>, Unavailable> {
        Ok(self.node.cell(&self.call.region).await?)
    }

    /// The scope of an account's rows in the addressed Region.
    pub fn scope(&self, account: &AccountId) -> Scope {
        Scope::new(account.as_str(), self.call.region.as_str())
    }

    /// Decides a permission as it would be if the repository's policy were another one.
    ///
    /// # Errors
    /// The row does not say the permission, or what decides it cannot be read.
    pub async fn decide_under(&self, access: &Access, document: &str) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        self.caller
            .decide(self.node, self.call, access, Some(document))
            .await
    }

    /// Decides one more permission, for operations whose course depends on it.
    ///
    /// # Errors
    /// The row does not say the permission, or what decides it cannot be read.
    pub async fn decide(&self, access: &Access) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        self.caller.decide(self.node, self.call, access, None).await
    }

    /// Decides a permission of another principal, for whom the caller speaks.
    ///
    /// # Errors
    /// The row does not say the permission, or what decides it cannot be read.
    pub async fn decide_as(&self, call: &Call, access: &Access) -> Result<Decision, Unavailable> {
        self.row.require(&access.action)?;
        let caller = self.node.gate.caller(self.node, call).await?;
        caller.decide(self.node, call, access, None).await
    }
}

/// Authorizes and runs: the only way to an operation.
///
/// The compiler makes a copy of this for each operation, so what does not depend on the operation's types is elsewhere.
pub async fn perform<O: Operation>(
    node: &Node,
    call: &Call,
    input: O::Input,
) -> Result<O::Output, Error<O::Fault>> {
    let checked = O::check(&input);
    let demands = match &checked {
        Ok(()) => O::access(&input, call),
        Err(_) => Vec::new(),
    };
    let parameters = is_recorded(node, O::ROW).then(|| input.parameters());
    let asked = (O::ROW, &*demands);
    let (mut context, opened) = Context::open(node, call, asked, parameters, checked.is_ok()).await?;
    let result = match (opened, checked) {
        (Err(refused), _) => Err(refused.into()),
        (Ok(_), Err(fault)) => Err(Error::Fault(fault)),
        // What frees space has the reserve for it, as long as it runs.
        (Ok(_held), Ok(())) => {
            let run = O::run(&context, Authorized(input));
            silence::while_answering(&node.space, &call.region, run).await
        }
    };
    end(node, call, O::ROW, result.as_ref().err().map(Error::outcome));
    if context.has_record() {
        let ended = match &result {
            Ok(output) => Ok(O::elements(output)),
            Err(error) => Err((failed(error, O::ROW), error.is_refusal())),
        };
        context.record(ended).await;
    }
    result
}

/// Why a call is not carried out.
enum Refused {
    Denied(Denial),
    Throttled(Duration),
    ReadOnly,
    Unavailable(Unavailable),
}

impl From<Unavailable> for Refused {
    fn from(unavailable: Unavailable) -> Refused {
        Refused::Unavailable(unavailable)
    }
}

impl<F> From<Refused> for Error<F> {
    fn from(refused: Refused) -> Error<F> {
        match refused {
            Refused::Denied(denial) => Error::Denied(denial),
            Refused::Throttled(wait) => Error::Throttled(wait),
            Refused::ReadOnly => Error::ReadOnly,
            Refused::Unavailable(unavailable) => Error::Unavailable(unavailable),
        }
    }
}

/// What is asked: the operation's row, and what it demands.
type Asked<'a> = (&'static Row, &'a [Access]);

/// Counts the result, and logs a failure that is not the caller's doing.
fn end(node: &Node, call: &Call, row: &Row, failure: Option<(&'static str, Option<&Unavailable>)>) {
    let (service, operation) = (row.service.name(), row.name);
    let outcome = failure.map_or("success", |(outcome, _)| outcome);
    metrics::counter!("wharf_operations_total", "service" => service, "operation" => operation, "outcome" => outcome)
        .increment(1);
    match failure {
        Some((_, Some(error))) => node.space.note(Some(error)),
        None if row.room != Room::Nothing => node.space.note(None),
        _ => {}
    }
    // One that failed for another reason says nothing of it: clients could take back what was learnt.
    match failure {
        None if row.room == Room::Frees => node.space.note_freeing(false),
        Some((_, Some(Unavailable::Full))) if row.room == Room::Frees => node.space.note_freeing(true),
        _ => {}
    }
    if let Some((_, Some(error))) = failure {
        let request_id = &call.request_id;
        tracing::error!(%request_id, operation, %error, "operation failed");
    }
}

impl<'a> Context<'a> {
    /// Begins a call, and whether it may go on; one of an input that its service refuses anyway is not asked about.
    async fn open(
        node: &'a Node,
        call: &'a Call,
        asked: Asked<'_>,
        parameters: Option<Map<String, Value>>,
        is_taken: bool,
    ) -> Result<(Context<'a>, Result<Option<Held>, Refused>), Unavailable> {
        let context = Context::begin(node, call, asked, parameters).await?;
        let opened = match context.enter(asked.1).await {
            Ok(()) if is_taken => context.admit(asked.1).await,
            entered => entered.map(|()| None),
        };
        Ok((context, opened))
    }

    /// Begins a call; fails, logged and recorded, where its caller's side cannot be read.
    async fn begin(
        node: &'a Node,
        call: &'a Call,
        asked: Asked<'_>,
        parameters: Option<Map<String, Value>>,
    ) -> Result<Context<'a>, Unavailable> {
        let (parameters, unsigned) = match asked.0.signed {
            true => (parameters, None),
            false => (None, Some(Box::new(Unsigned::with(parameters)))),
        };
        match node.gate.caller(node, call).await {
            Ok(caller) => {
                let pending = pending(node, call, asked, parameters, &|| caller.identity(call));
                Ok(Context {
                    node,
                    call,
                    caller,
                    row: asked.0,
                    images: Mutex::default(),
                    pending: Mutex::new(pending),
                    unsigned: Mutex::new(unsigned),
                })
            }
            Err(why) => {
                let pending = pending(node, call, asked, parameters, &|| audit::identity::of(call));
                end(node, call, asked.0, Some(("unavailable", Some(&why))));
                if let Some(pending) = pending {
                    pending.ended(None, Some(unavailable())).write().await;
                }
                Err(why)
            }
        }
    }

    /// Takes the call's place in the rates, notes that its credential was used, and looks up whose registry it is.
    async fn enter(&self, demands: &[Access]) -> Result<(), Refused> {
        let Context { node, call, row, .. } = self;
        node.buckets.take(call, demands).map_err(Refused::Throttled)?;
        let now = node.clock.now();
        self.caller.note_use(node, call, row.service.name(), now);
        // Not for callers who ask too often.
        if row.service.is_registry {
            node.gate.requested(node, call, demands).await;
        }
        Ok(())
    }

    /// Whether the row, the policies, the operator and the space let the call through.
    async fn admit(&self, demands: &[Access]) -> Result<Option<Held>, Refused> {
        let Context { node, call, row, .. } = self;
        row.require_all(demands)?;
        for access in demands {
            if let Decision::Denied(denial) = self.caller.decide(node, call, access, None).await? {
                return Err(Refused::Denied(denial));
            }
        }
        if node.settings.read_only && row.room != Room::Nothing {
            return Err(Refused::ReadOnly);
        }
        Ok(node.space.admit(row.room).await?)
    }
}
