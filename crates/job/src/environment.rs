//! Where time and randomness come from, and what lets steps begin.

use std::any::Any;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

/// Where the time of rows and the spread of their waits come from, and what lets steps begin.
#[derive(Clone)]
pub struct Environment {
    /// Microseconds since 1970.
    pub clock: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Any number.
    pub random: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// What lets steps begin; `()` lets all.
    pub admission: Arc<dyn Admission>,
}

impl Environment {
    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }
}

/// What a step keeps while it runs.
pub type Permit = Box<dyn Any + Send + Sync>;

/// Lets steps begin, where there may be no space for what they write.
pub trait Admission: Send + Sync + 'static {
    /// The permit for steps of a job; nothing when they wait. `frees`: they free space.
    fn admit(&self, frees: bool) -> BoxFuture<'_, Option<Permit>>;
}

impl Admission for () {
    fn admit(&self, _: bool) -> BoxFuture<'_, Option<Permit>> {
        async { Some(Box::new(()) as Permit) }.boxed()
    }
}
