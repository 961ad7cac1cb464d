//! What stands between a call and an operation. The crate `node` makes it over the facts of the rooms.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use wharf_aws::Timestamp;
use wharf_policy::Decision;

use super::Node;
use crate::{Access, Call, Unavailable};

/// Lets calls through to operations.
pub trait Gate: Send + Sync {
    /// The caller's side of the decisions about a call.
    fn caller<'a>(
        &'a self,
        node: &'a Node,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Arc<dyn Caller>, Unavailable>>;

    /// Counts a request to a registry.
    fn requested<'a>(&'a self, node: &'a Node, call: &'a Call, demands: &'a [Access]) -> BoxFuture<'a, ()>;
}

/// The caller's side of the decisions about a call.
pub trait Caller: Send + Sync {
    /// Decides one permission; with a document, as it would be if the repository's policy were this one.
    fn decide<'a>(
        &'a self,
        node: &'a Node,
        call: &'a Call,
        access: &'a Access,
        repository_policy: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Decision, Unavailable>>;

    /// Who it is, as records say it.
    fn identity(&self, call: &Call) -> Arc<RawValue>;

    /// Notes that its credential was used for a service.
    fn note_use(&self, node: &Node, call: &Call, service: &str, now: Timestamp);
}
