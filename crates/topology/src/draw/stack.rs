//! The tree of units as lanes under and beside each other.

use std::collections::BTreeSet;

use super::column::{Column, ROW_GAP, TOP};
use super::model::{Layer, Node, Picture};

/// Of a lane's name.
pub(super) const LANE_HEAD: i32 = 34;
const LANE_PAD: i32 = 18;
const LANE_GAP: i32 = 16;
/// Of the organization's name.
pub(super) const FRAME_HEAD: i32 = 42;
/// Of the environments' names above their columns.
pub(super) const CAPTION: i32 = 24;
const FRAME_PAD: i32 = 30;

/// On which side of the picture something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Left,
    Right,
    Both,
}

/// What stands in a lane: its own accounts, or a lane.
#[derive(Clone, Copy, Debug)]
enum Item {
    Own(Option<usize>),
    Lane(usize),
}

/// Which lanes are in which, and which accounts.
#[derive(Debug)]
pub(super) struct Tree {
    /// Of each lane, and last of the root: lanes.
    children: Vec<Vec<usize>>,
    /// Of each lane, and last of the root: accounts, in the order of environments.
    own: Vec<Vec<usize>>,
}

/// Where everything begins and ends.
pub(super) struct Stacked {
    pub(super) spans: Vec<(i32, i32)>,
    pub(super) lanes: Vec<Option<(i32, i32)>>,
    pub(super) frame: (i32, i32),
}

impl Tree {
    pub(super) fn of(picture: &Picture) -> Tree {
        let root = picture.lanes.len();
        let mut tree = Tree {
            children: vec![Vec::new(); root + 1],
            own: vec![Vec::new(); root + 1],
        };
        for (at, lane) in picture.lanes.iter().enumerate() {
            tree.children[lane.parent.unwrap_or(root)].push(at);
        }
        for (at, node) in picture
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.is_inside())
        {
            tree.own[node.lane.unwrap_or(root)].push(at);
        }
        for own in &mut tree.own {
            own.sort_by_key(|at| picture.nodes[*at].stage);
        }
        tree
    }

    fn root(&self) -> usize {
        self.own.len() - 1
    }

    /// The accounts of a lane and of those in it.
    fn all(&self, lane: usize) -> Vec<usize> {
        let mut all = self.own[lane].clone();
        for child in &self.children[lane] {
            all.extend(self.all(*child));
        }
        all
    }

    /// The accounts of each lane and layer, which stand in rows.
    pub(super) fn blocks(&self, picture: &Picture) -> Vec<Vec<usize>> {
        let mut blocks = Vec::new();
        for own in &self.own {
            let layers: BTreeSet<Layer> = own.iter().map(|at| picture.nodes[*at].layer).collect();
            for layer in layers {
                let of = own.iter().copied();
                blocks.push(of.filter(|at| picture.nodes[*at].layer == layer).collect());
            }
        }
        blocks
    }

    /// Whether each unit of the root keeps to itself, so that units can stand beside each other.
    pub(super) fn is_separable(&self, picture: &Picture) -> bool {
        let root = self.root();
        let mut of: Vec<Option<usize>> = vec![None; picture.nodes.len()];
        for child in &self.children[root] {
            for node in self.all(*child) {
                of[node] = Some(*child);
            }
        }
        let mut flows = picture.flows.iter();
        self.own[root].is_empty()
            && self.children[root].len() > 2
            && flows.all(|flow| of[flow.from].is_some() && of[flow.from] == of[flow.to])
    }

    /// Of each lane beside which others it stands.
    pub(super) fn sides(&self, picture: &Picture, count: usize) -> Vec<usize> {
        let mut sides = vec![0; picture.lanes.len()];
        let top = self.children[self.root()].iter();
        let top: Vec<usize> = top.copied().filter(|lane| !self.all(*lane).is_empty()).collect();
        for (at, lane) in top.iter().enumerate() {
            let mut below = vec![*lane];
            while let Some(lane) = below.pop() {
                sides[lane] = at * count / top.len();
                below.extend(&self.children[lane]);
            }
        }
        sides
    }

    /// Of each lane how many are within each other in it.
    pub(super) fn nesting(&self, picture: &Picture) -> Vec<i32> {
        let mut nesting = vec![0; picture.lanes.len()];
        for lane in (0..picture.lanes.len()).rev() {
            let below = self.children[lane].iter().map(|child| nesting[*child] + 1);
            nesting[lane] = below.max().unwrap_or(0);
        }
        // Lanes under each other begin and end together.
        let top = &self.children[self.root()];
        let most = top.iter().map(|lane| nesting[*lane]).max().unwrap_or(0);
        for lane in top {
            nesting[*lane] = most;
        }
        nesting
    }

    fn zone(&self, picture: &Picture, lane: usize) -> Option<Zone> {
        zone(self.all(lane).iter().map(|at| &picture.nodes[*at]))
    }

    /// Whether nothing stands beside a lane of the root, but others span the picture above it.
    fn is_alone(&self, picture: &Picture, lane: usize) -> bool {
        let root = self.root();
        let zones = self.children[root].iter().map(|lane| self.zone(picture, *lane));
        let zones: Vec<Option<Zone>> = zones
            .chain([zone(self.own[root].iter().map(|at| &picture.nodes[*at]))])
            .collect();
        let own = self.zone(picture, lane);
        let is_beside = |zone: &Option<Zone>| zone.is_some() && *zone != own && *zone != Some(Zone::Both);
        picture.lanes[lane].parent.is_none()
            && zones.contains(&Some(Zone::Both))
            && !zones.iter().any(is_beside)
    }

    /// The first and the last column that a lane spans.
    pub(super) fn columns(
        &self,
        picture: &Picture,
        lane: usize,
        columns: &[Column],
        sides: &[usize],
    ) -> (usize, usize) {
        let zone = self.zone(picture, lane).filter(|_| !self.is_alone(picture, lane));
        let is_spanned = |column: &Column| {
            let is_left = column.layer <= Layer::Registry;
            column.side == sides[lane] + 1
                && match zone {
                    Some(Zone::Left) => is_left,
                    Some(Zone::Right) => !is_left,
                    _ => true,
                }
        };
        let first = columns.iter().position(is_spanned).unwrap_or(0);
        let last = columns.iter().rposition(is_spanned).unwrap_or(0);
        (first, last)
    }
}

fn zone<'a>(nodes: impl Iterator<Item = &'a Node>) -> Option<Zone> {
    let mut found = None;
    for node in nodes {
        let zone = match node.layer <= Layer::Registry {
            true => Zone::Left,
            false => Zone::Right,
        };
        found = match found {
            None => Some(zone),
            Some(known) if known == zone => Some(zone),
            Some(_) => Some(Zone::Both),
        };
    }
    found
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
