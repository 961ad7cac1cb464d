//! Where boxes stand: in columns by their layer, in lanes by their unit, and so that the whole is about as wide as a slide.

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::{self, Bundle};
use super::card::{self, Regions, Row};
use super::column::Column;
use super::model::{Layer, Node, Picture};
use super::stack;
use super::tree::Tree;

/// Everything but what is known only when edges are.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// The columns, from left to right.
    pub(super) columns: Vec<Column>,
    /// How wide each is.
    pub(super) widths: Vec<i32>,
    /// Of each box its column.
    pub(super) column_of: Vec<usize>,
    /// Of each box what is in it.
    pub(super) rows: Vec<Vec<Row>>,
    /// The columns of Regions in boxes.
    pub(super) regions: Regions,
    /// Of each box how far the others behind it are seen.
    pub(super) depths: Vec<i32>,
    /// Of each box where it begins and ends.
    pub(super) spans: Vec<(i32, i32)>,
    /// Of each lane where it begins and ends; nothing of one without accounts.
    pub(super) lanes: Vec<Option<(i32, i32)>>,
    /// Of each lane its columns.
    pub(super) lane_columns: Vec<(usize, usize)>,
    /// Of each lane how many are within each other in it.
    pub(super) nesting: Vec<i32>,
    /// Edges that go together.
    pub(super) bundles: Vec<Bundle>,
    /// Where the organization's frame begins and ends.
    pub(super) frame: (i32, i32),
}

/// How far boxes behind a box are seen.
const DEPTH: i32 = 6;
/// What a channel takes about, for the choice only.
const CHANNEL: i32 = 90;

/// The best of some arrangements.
pub(super) fn arrange(picture: &Picture) -> Arrangement {
    let tree = Tree::of(picture);
    let sides = if tree.is_separable(picture) { 4 } else { 1 };
    let mut best: Option<(i64, Arrangement)> = None;
    for side in 1..=sides {
        for parts in 1..=6 {
            let arrangement = arranged(picture, &tree, side, parts);
            let penalty = arrangement.penalty(side, parts);
            if best.as_ref().is_none_or(|(least, _)| penalty < *least) {
                best = Some((penalty, arrangement));
            }
        }
    }
    best.map_or_else(|| arranged(picture, &tree, 1, 1), |(_, arrangement)| arrangement)
}

fn arranged(picture: &Picture, tree: &Tree, sides: usize, parts: usize) -> Arrangement {
    let sides = tree.sides(picture, sides);
    let mut keys: Vec<Column> = picture.nodes.iter().map(|node| key(node, &sides)).collect();
    for block in tree.blocks(picture) {
        let rows = rows_of(&picture.nodes[block[0]], block.len(), parts);
        let across = block.len().div_ceil(rows);
        for (at, node) in block.iter().enumerate() {
            keys[*node].part = at % across;
        }
    }
    let columns: BTreeSet<Column> = keys.iter().copied().collect();
    let columns: Vec<Column> = columns.into_iter().collect();
    let column_of = keys.iter().map(|key| columns.binary_search(key).unwrap_or(0));
    let column_of: Vec<usize> = column_of.collect();
    let regions = Regions::of(&picture.nodes);
    let mut widest: BTreeMap<(usize, Layer), i32> = BTreeMap::new();
    for (node, key) in picture.nodes.iter().zip(&keys) {
        let widest = widest.entry((key.side, key.layer)).or_default();
        *widest = card::width(node, &regions).max(*widest);
    }
    let widths: Vec<i32> = columns.iter().map(|key| widest[&(key.side, key.layer)]).collect();
    let rows = picture.nodes.iter().zip(&column_of);
    let rows: Vec<Vec<Row>> = rows
        .map(|(node, column)| card::rows(node, &regions, widths[*column]))
        .collect();
    let bundles = bundle::bundles(picture, &column_of);
    let ports = bundle::heights(&bundles, &column_of);
    let heights: Vec<i32> = rows
        .iter()
        .enumerate()
        .map(|(at, rows)| card::height(rows).max(ports.get(&at).copied().unwrap_or(0)))
        .collect();
    let stacked = stack::stack(picture, tree, &column_of, &heights, &sides);
    let lane_columns = (0..picture.lanes.len()).map(|lane| tree.columns(picture, lane, &columns, &sides));
    let depths = picture.nodes.iter().map(|node| match node.members.is_empty() {
        true => 0,
        false => DEPTH,
    });
    Arrangement {
        widths,
        lane_columns: lane_columns.collect(),
        nesting: tree.nesting(picture),
        rows,
        regions,
        depths: depths.collect(),
        bundles,
        spans: stacked.spans,
        lanes: stacked.lanes,
        frame: stacked.frame,
        columns,
        column_of,
    }
}

/// Registries and builds stand above each other while they are few.
fn rows_of(node: &Node, count: usize, parts: usize) -> usize {
    let rows = count.div_ceil(parts).max(1);
    match node.layer {
        Layer::Registry | Layer::Build | Layer::Source | Layer::Receiver => rows.max(count.min(4)),
        Layer::Stage(_) | Layer::Workload => rows,
    }
}

fn key(node: &Node, sides: &[usize]) -> Column {
    let side = match node.layer {
        Layer::Source => 0,
        Layer::Receiver => usize::MAX,
        _ => 1 + node.lane.map_or(0, |lane| sides[lane]),
    };
    Column {
        side,
        layer: node.layer,
        part: 0,
    }
}

impl Arrangement {
    fn width(&self) -> i32 {
        let gaps = i32::try_from(self.columns.len() + 1).unwrap_or(1);
        self.widths.iter().sum::<i32>() + gaps * CHANNEL + 100
    }

    /// How far it is from the shape of a slide; more columns only where they help.
    fn penalty(&self, sides: usize, parts: usize) -> i64 {
        let (width, height) = (i64::from(self.width()), i64::from(self.frame.1 + 80));
        let more = i64::try_from(sides + parts).unwrap_or(0);
        if height <= 800 && width <= 1700 {
            return more;
        }
        let ratio = width * 100 / height.max(1);
        let off = if ratio < 160 {
            16_000 / ratio.max(1)
        } else {
            ratio * 100 / 160
        };
        off + 5 * more
    }
}
