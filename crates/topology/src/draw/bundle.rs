//! Edges that go together: of one kind, from or to one registry, with the same images. They share a line and a label.

use std::collections::BTreeMap;

use super::model::{Kind, Picture};

/// More labels of a kind on a side of a box are too many to read: they become one.
const MANY: usize = 8;
/// From one port to the next where labels are.
pub(super) const LABELLED: i32 = 26;
pub(super) const PLAIN: i32 = 14;

/// Edges that go together.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    /// The box that they share.
    pub(super) hub: usize,
    /// On its right side, or on its left one.
    pub(super) is_right: bool,
    pub(super) kind: Kind,
    /// Its label, after the kind.
    pub(super) what: String,
    /// The other boxes, each with its flow.
    pub(super) ends: Vec<(usize, usize)>,
}

impl Bundle {
    /// On which side of the other box it ends.
    pub(super) fn end_is_right(&self, end: usize, column_of: &[usize]) -> bool {
        column_of[end] == column_of[self.hub] || !self.is_right
    }

    /// Whether images come to the box that edges share.
    pub(super) fn is_inward(&self, picture: &Picture) -> bool {
        let first = self.ends.first();
        first.is_some_and(|(_, flow)| picture.flows[*flow].to == self.hub)
    }
}

/// Which flows go together: those of one kind at one side of a box, all from it or all to it.
type Side = (usize, bool, Kind, bool);
/// The ends of a bundle's lines, with their flows, by what goes along them.
type Labels = BTreeMap<String, Vec<(usize, usize)>>;

/// The bundles of a picture, by the columns of its boxes.
pub(super) fn bundles(picture: &Picture, column_of: &[usize]) -> Vec<Bundle> {
    let mut by: BTreeMap<Side, Labels> = BTreeMap::new();
    for (side, at) in hubs(picture, column_of) {
        let flow = &picture.flows[at];
        let end = if side.3 { flow.to } else { flow.from };
        let labels = by.entry(side).or_default();
        labels.entry(flow.what.clone()).or_default().push((end, at));
    }
    let mut bundles = Vec::new();
    for ((hub, is_right, kind, _), labels) in by {
        let new = |what: String, ends: Vec<(usize, usize)>| Bundle {
            hub,
            is_right,
            kind,
            what,
            ends,
        };
        if labels.len() > MANY {
            let what = format!("{} sets of repositories", labels.len());
            let mut ends: Vec<(usize, usize)> = labels.into_values().flatten().collect();
            ends.sort_unstable();
            ends.dedup_by_key(|(end, _)| *end);
            bundles.push(new(what, ends));
            continue;
        }
        bundles.extend(labels.into_iter().map(|(what, ends)| new(what, ends)));
    }
    bundles
}

/// Of each flow the side of a box at which it goes together with others: where most of the same kind and the same images do,
/// at its registry where that is no matter.
fn hubs(picture: &Picture, column_of: &[usize]) -> Vec<(Side, usize)> {
    let mut candidates: BTreeMap<(Side, &str), (Vec<usize>, bool)> = BTreeMap::new();
    for (at, flow) in picture.flows.iter().enumerate() {
        let from_registry = match flow.kind {
            Kind::Pull | Kind::Replicate | Kind::Cache => true,
            Kind::Push | Kind::Promote => !picture.nodes[flow.from].registries.is_empty(),
        };
        for is_from in [true, false] {
            let (hub, end) = match is_from {
                true => (flow.from, flow.to),
                false => (flow.to, flow.from),
            };
            let side = (hub, column_of[end] >= column_of[hub], flow.kind, is_from);
            let candidate = candidates.entry((side, flow.what.as_str())).or_default();
            candidate.0.push(at);
            candidate.1 |= is_from == from_registry;
        }
    }
    let mut candidates: Vec<(Side, Vec<usize>, bool)> = candidates
        .into_iter()
        .map(|((side, _), (flows, at_registry))| (side, flows, at_registry))
        .collect();
    candidates
        .sort_by_key(|(side, flows, at_registry)| (std::cmp::Reverse((flows.len(), *at_registry)), *side));
    let mut is_taken = vec![false; picture.flows.len()];
    let mut hubs = Vec::new();
    for (side, flows, _) in candidates {
        for at in flows {
            if !std::mem::replace(&mut is_taken[at], true) {
                hubs.push((side, at));
            }
        }
    }
    hubs
}

/// How high boxes must be for the edges at their sides.
pub(super) fn heights(bundles: &[Bundle], column_of: &[usize]) -> BTreeMap<usize, i32> {
    let mut sides: BTreeMap<(usize, bool), (i32, bool)> = BTreeMap::new();
    for bundle in bundles {
        let hub = sides.entry((bundle.hub, bundle.is_right)).or_default();
        (hub.0, hub.1) = (hub.0 + 1, true);
        for (end, _) in &bundle.ends {
            let side = bundle.end_is_right(*end, column_of);
            sides.entry((*end, side)).or_default().0 += 1;
        }
    }
    let mut heights: BTreeMap<usize, i32> = BTreeMap::new();
    for ((node, _), (count, is_labelled)) in sides {
        let pitch = if is_labelled { LABELLED } else { PLAIN };
        let height = heights.entry(node).or_default();
        *height = (*height).max((count + 1) * pitch);
    }
    heights
}
