//! Lanes under and beside each other, and the boxes in them.

use std::collections::BTreeSet;

use super::column::{ROW_GAP, TOP};
use super::model::{Layer, Picture};
use super::tree::{Tree, Zone, zone};

/// Of a lane's name.
pub(super) const LANE_HEAD: i32 = 34;
const LANE_PAD: i32 = 18;
const LANE_GAP: i32 = 16;
/// Of the organization's name.
pub(super) const FRAME_HEAD: i32 = 42;
/// Of the environments' names above their columns.
pub(super) const CAPTION: i32 = 24;
const FRAME_PAD: i32 = 30;

/// What stands in a lane: its own accounts, or a lane.
#[derive(Clone, Copy, Debug)]
enum Item {
    Own(Option<usize>),
    Lane(usize),
}

/// Where everything begins and ends.
pub(super) struct Stacked {
    pub(super) spans: Vec<(i32, i32)>,
    pub(super) lanes: Vec<Option<(i32, i32)>>,
    pub(super) frame: (i32, i32),
}

/// Stacks everything.
pub(super) fn stack(
    picture: &Picture,
    tree: &Tree,
    column_of: &[usize],
    heights: &[i32],
    sides: &[usize],
) -> Stacked {
    let stages: BTreeSet<Layer> = picture.nodes.iter().map(|node| node.layer).collect();
    let has_captions = stages.iter().any(|layer| matches!(layer, Layer::Stage(_)));
    let begin = TOP + FRAME_HEAD + if has_captions { CAPTION } else { 0 };
    let mut stacking = Stacking {
        picture,
        tree,
        column_of,
        heights,
        spans: vec![(0, 0); picture.nodes.len()],
        lanes: vec![None; picture.lanes.len()],
    };
    let root = tree.root();
    let last = sides.iter().copied().max().unwrap_or(0);
    let mut bottom = begin;
    for side in 0..=last {
        let mut items: Vec<Item> = Vec::new();
        if side == 0 {
            items.push(Item::Own(None));
        }
        let lanes = tree.children[root].iter().filter(|lane| sides[**lane] == side);
        items.extend(lanes.map(|lane| Item::Lane(*lane)));
        bottom = bottom.max(stacking.items(&items, begin));
    }
    let bottom = stacking.outside(begin, bottom);
    Stacked {
        spans: stacking.spans,
        lanes: stacking.lanes,
        frame: (TOP, bottom + FRAME_PAD),
    }
}

struct Stacking<'a> {
    picture: &'a Picture,
    tree: &'a Tree,
    column_of: &'a [usize],
    heights: &'a [i32],
    spans: Vec<(i32, i32)>,
    lanes: Vec<Option<(i32, i32)>>,
}

impl Stacking<'_> {
    fn zone(&self, item: Item) -> Option<Zone> {
        match item {
            Item::Own(lane) => {
                let own = &self.tree.own[lane.unwrap_or(self.tree.root())];
                zone(own.iter().map(|at| &self.picture.nodes[*at]))
            }
            Item::Lane(lane) => self.tree.zone(self.picture, lane),
        }
    }

    /// Items that span the picture under each other; those of its left and of its right side beside each other.
    fn items(&mut self, items: &[Item], begin: i32) -> i32 {
        let items = items.iter().filter_map(|item| Some((*item, self.zone(*item)?)));
        let items: Vec<(Item, Zone)> = items.collect();
        let of = |wanted: Zone| -> Vec<Item> {
            let found = items.iter().filter(|(_, zone)| *zone == wanted);
            found.map(|(item, _)| *item).collect()
        };
        let (both, left, right) = (of(Zone::Both), of(Zone::Left), of(Zone::Right));
        let mut y = begin;
        for item in both {
            y = self.item(item, y) + LANE_GAP;
        }
        let ends = [self.column(&left, y), self.column(&right, y)];
        let end = ends[0].max(ends[1]);
        self.spread(&left, end - ends[0]);
        self.spread(&right, end - ends[1]);
        match left.is_empty() && right.is_empty() {
            true => (y - LANE_GAP).max(begin),
            false => end,
        }
    }

    fn column(&mut self, items: &[Item], begin: i32) -> i32 {
        let mut y = begin;
        for item in items {
            y = self.item(*item, y) + LANE_GAP;
        }
        (y - LANE_GAP).max(begin)
    }

    fn item(&mut self, item: Item, begin: i32) -> i32 {
        match item {
            Item::Own(lane) => self.block(lane.unwrap_or(self.tree.root()), begin),
            Item::Lane(lane) => {
                let mut items = vec![Item::Own(Some(lane))];
                items.extend(self.tree.children[lane].iter().map(|child| Item::Lane(*child)));
                let end = self.items(&items, begin + LANE_HEAD) + LANE_PAD;
                self.lanes[lane] = Some((begin, end));
                end
            }
        }
    }

    /// The accounts of a lane itself: each layer in rows, the layers in the middle of each other.
    fn block(&mut self, lane: usize, begin: i32) -> i32 {
        let own = &self.tree.own[lane];
        let layers: BTreeSet<Layer> = own.iter().map(|at| self.picture.nodes[*at].layer).collect();
        let mut placed: Vec<(Vec<usize>, i32)> = Vec::new();
        for layer in layers {
            let nodes = own.iter().copied();
            let nodes: Vec<usize> = nodes
                .filter(|at| self.picture.nodes[*at].layer == layer)
                .collect();
            let columns: BTreeSet<usize> = nodes.iter().map(|at| self.column_of[*at]).collect();
            let mut y = begin;
            for row in nodes.chunks(columns.len().max(1)) {
                let height = row.iter().map(|at| self.heights[*at]).max().unwrap_or(0);
                for at in row {
                    // Boxes of a row end together.
                    self.spans[*at] = (y, y + height);
                }
                y += height + ROW_GAP;
            }
            placed.push((nodes, y - ROW_GAP));
        }
        let end = placed.iter().map(|(_, end)| *end).max().unwrap_or(begin);
        for (nodes, own_end) in placed {
            for at in nodes {
                self.shift_node(at, (end - own_end) / 2);
            }
        }
        end
    }

    fn shift_node(&mut self, at: usize, by: i32) {
        let (begin, end) = self.spans[at];
        self.spans[at] = (begin + by, end + by);
    }

    /// Gives items of a side the room that the other side needs more.
    fn spread(&mut self, items: &[Item], room: i32) {
        let count = i32::try_from(items.len()).unwrap_or(1).max(1);
        for (at, item) in (0..).zip(items) {
            let (before, more) = (room * at / count, room * (at + 1) / count - room * at / count);
            match item {
                Item::Own(lane) => {
                    for node in self.tree.own[lane.unwrap_or(self.tree.root())].clone() {
                        self.shift_node(node, before + more / 2);
                    }
                }
                Item::Lane(lane) => {
                    for node in self.tree.all(*lane) {
                        self.shift_node(node, before + more / 2);
                    }
                    self.shift_lanes(*lane, before + more / 2);
                    if let Some((begin, end)) = self.lanes[*lane] {
                        self.lanes[*lane] = Some((begin - more / 2, end + more - more / 2));
                    }
                }
            }
        }
    }

    fn shift_lanes(&mut self, lane: usize, by: i32) {
        if let Some((begin, end)) = self.lanes[lane] {
            self.lanes[lane] = Some((begin + by, end + by));
        }
        for child in self.tree.children[lane].clone() {
            self.shift_lanes(child, by);
        }
    }

    /// Those outside stand beside the middle of the frame.
    fn outside(&mut self, begin: i32, end: i32) -> i32 {
        let mut bottom = end;
        for layer in [Layer::Source, Layer::Receiver] {
            let nodes = self.picture.nodes.iter().enumerate();
            let nodes: Vec<usize> = nodes
                .filter(|(_, node)| node.layer == layer)
                .map(|(at, _)| at)
                .collect();
            let height: i32 = nodes.iter().map(|at| self.heights[*at] + ROW_GAP).sum::<i32>() - ROW_GAP;
            let mut y = (begin + end - height).div_euclid(2).max(begin);
            for at in nodes {
                self.spans[at] = (y, y + self.heights[at]);
                y += self.heights[at] + ROW_GAP;
                bottom = bottom.max(y - ROW_GAP);
            }
        }
        bottom
    }
}
