//! Columns of boxes, and the room around them.

use super::model::Layer;

/// A column: beside which others that have nothing to do with it, which layer, which part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub(super) side: usize,
    pub(super) layer: Layer,
    pub(super) part: usize,
}

/// Where the frame begins, under the title.
pub(super) const TOP: i32 = 92;
/// From one box to the next in a column.
pub(super) const ROW_GAP: i32 = 30;
