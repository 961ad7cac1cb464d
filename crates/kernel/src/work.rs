//! What the steps of jobs are given.

use std::sync::Arc;
use std::time::Duration;

use wharf_aws::AccountId;
use wharf_job::{Limits, StepError};
use wharf_sql::Scope;

use crate::apart::For;
use crate::{Cell, Node};

/// The limits of recurring jobs.
pub const TURN: Limits = Limits {
    time: Duration::from_secs(60 * 60),
    ..Limits::DEFAULT
};

/// A Region of a node that works by itself.
#[derive(Clone)]
pub struct Work {
    /// The node.
    pub node: Arc<Node>,
    /// The Region's store.
    pub cell: Arc<Cell>,
}

impl Work {
    /// Computes for the account of a scope, apart from what answers requests.
    pub async fn compute<T>(
        &self,
        scope: &Scope,
        what: &'static str,
        compute: impl FnOnce() -> T,
    ) -> Result<T, StepError> {
        let account = scope.first().parse::<AccountId>();
        let account = account.map_err(|_| StepError::failed("its row belongs to no account"))?;
        Ok(self.node.apart.compute((&account, For::Job), what, compute).await)
    }
}
