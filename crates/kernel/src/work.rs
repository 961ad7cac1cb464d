//! What the steps of jobs are given.

use std::sync::Arc;
use std::time::Duration;

use wharf_job::Limits;

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
