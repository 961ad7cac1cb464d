//! Which lanes are in which, and which boxes are in them.

use std::collections::BTreeSet;

use super::column::Column;
use super::model::{Kind, Layer, Node, Picture};

/// More boxes in a lane are many.
const MANY: usize = 12;
/// So many different sets of images can be followed.
const FEW_SETS: usize = 2;

/// On which side of the picture something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Left,
    Right,
    Both,
}

/// Which lanes are in which, and which accounts.
#[derive(Debug)]
pub(super) struct Tree {
    /// Of each lane, and last of the root: lanes.
    pub(super) children: Vec<Vec<usize>>,
    /// Of each lane, and last of the root: accounts, in the order of environments, or of what they pull where that is much.
    pub(super) own: Vec<Vec<usize>>,
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
        let mut pulled: Vec<&str> = vec![""; picture.nodes.len()];
        for flow in picture.flows.iter().filter(|flow| flow.kind == Kind::Pull) {
            pulled[flow.to] = &flow.what;
        }
        for own in &mut tree.own {
            own.sort_by_key(|at| picture.nodes[*at].stage);
            let sets: BTreeSet<&str> = own.iter().map(|at| pulled[*at]).collect();
            // Of many boxes that pull different images those of the same images stand together, or edges cross everywhere.
            if own.len() > MANY && sets.len() > FEW_SETS {
                own.sort_by_key(|at| pulled[*at]);
            }
        }
        tree
    }

    pub(super) fn root(&self) -> usize {
        self.own.len() - 1
    }

    /// The accounts of a lane and of those in it.
    pub(super) fn all(&self, lane: usize) -> Vec<usize> {
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

    pub(super) fn zone(&self, picture: &Picture, lane: usize) -> Option<Zone> {
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

/// On which side some boxes stand.
pub(super) fn zone<'a>(nodes: impl Iterator<Item = &'a Node>) -> Option<Zone> {
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
