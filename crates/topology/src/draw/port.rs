//! Where edges meet boxes: a place on a side for each bundle, in an order in which few edges cross.

use std::collections::{BTreeMap, BTreeSet};

use super::arrange::Arrangement;
use super::bundle::{LABELLED, PLAIN};

/// A side of a box, and a bundle that ends there.
pub(super) type Side = (usize, bool);

/// How far apart two lines at least are that do not belong together.
pub(super) const APART: i32 = 7;

/// Of each end of each bundle its height.
#[derive(Debug, Default)]
pub(super) struct Ports(BTreeMap<(Side, usize), i32>);

/// The sides of boxes at which bundles have their labels.
fn hubs(arrangement: &Arrangement) -> BTreeSet<Side> {
    let bundles = arrangement.bundles.iter();
    bundles.map(|bundle| (bundle.hub, bundle.is_right)).collect()
}

impl Ports {
    pub(super) fn of(arrangement: &Arrangement) -> Ports {
        let middle = |node: usize| {
            let (begin, end) = arrangement.spans[node];
            (begin + end) / 2
        };
        // Of each side its bundles, each with the height that it goes to.
        let mut sides: BTreeMap<Side, Vec<(i32, usize)>> = BTreeMap::new();
        for (at, bundle) in arrangement.bundles.iter().enumerate() {
            let mut sum = 0_i64;
            for (end, _) in &bundle.ends {
                sum += i64::from(middle(*end));
                let side = (*end, bundle.end_is_right(*end, &arrangement.column_of));
                sides.entry(side).or_default().push((middle(bundle.hub), at));
            }
            let count = i64::try_from(bundle.ends.len()).unwrap_or(1).max(1);
            let mean = i32::try_from(sum / count).unwrap_or(0);
            let side = (bundle.hub, bundle.is_right);
            sides.entry(side).or_default().push((mean, at));
        }
        let mut ports = Ports::default();
        for (side, bundles) in &mut sides {
            bundles.sort_unstable();
            bundles.dedup_by_key(|(_, bundle)| *bundle);
            let (begin, end) = arrangement.spans[side.0];
            let count = i32::try_from(bundles.len()).unwrap_or(1);
            for (at, (_, bundle)) in (1..).zip(&*bundles) {
                ports
                    .0
                    .insert((*side, *bundle), begin + (end - begin) * at / (count + 1));
            }
        }
        ports.straighten(arrangement);
        ports.part(arrangement);
        ports
    }

    /// The height of a bundle's end at a side.
    pub(super) fn at(&self, side: Side, bundle: usize) -> i32 {
        self.0.get(&(side, bundle)).copied().unwrap_or(0)
    }

    /// All of them, each with its side and its bundle.
    pub(super) fn all(&self) -> impl Iterator<Item = (Side, usize, i32)> + '_ {
        self.0.iter().map(|((side, bundle), y)| (*side, *bundle, *y))
    }

    /// An edge goes straight where its boxes and the other edges there let it.
    fn straighten(&mut self, arrangement: &Arrangement) {
        let hubs = hubs(arrangement);
        for (at, bundle) in arrangement.bundles.iter().enumerate() {
            let hub = (bundle.hub, bundle.is_right);
            for (end, _) in &bundle.ends {
                let other = (*end, bundle.end_is_right(*end, &arrangement.column_of));
                if other.0 == hub.0 || arrangement.column_of[*end] == arrangement.column_of[hub.0] {
                    continue;
                }
                let (from, to) = (self.at(hub, at), self.at(other, at));
                if self.is_free(arrangement, &hubs, (other, at), from) {
                    self.0.insert((other, at), from);
                } else if bundle.ends.len() == 1 && self.is_free(arrangement, &hubs, (hub, at), to) {
                    self.0.insert((hub, at), to);
                }
            }
        }
    }

    /// Moves an end to a height that is near, if it can.
    pub(super) fn settle(&mut self, arrangement: &Arrangement, side: Side, bundle: usize, y: i32) {
        let hubs = hubs(arrangement);
        let is_near = (self.at(side, bundle) - y).abs() < APART;
        if is_near && self.is_free(arrangement, &hubs, (side, bundle), y) {
            self.0.insert((side, bundle), y);
        }
    }

    /// Whether an end can move to a height: within its box, beside the same others as before, and not too near to them.
    fn is_free(
        &self,
        arrangement: &Arrangement,
        hubs: &BTreeSet<Side>,
        (side, bundle): (Side, usize),
        y: i32,
    ) -> bool {
        let (begin, end) = arrangement.spans[side.0];
        let now = self.at(side, bundle);
        let apart = if hubs.contains(&side) { LABELLED } else { PLAIN };
        let mut others = self
            .0
            .range((side, 0)..=(side, usize::MAX))
            .filter(|((_, other), _)| *other != bundle);
        (begin + PLAIN..=end - PLAIN).contains(&y)
            && others.all(|(_, other)| (other - y).abs() >= apart && (*other < y) == (*other < now))
    }

    /// Ends that face each other and do not belong together are not at one height.
    fn part(&mut self, arrangement: &Arrangement) {
        let all: Vec<(Side, usize, i32)> = self.all().collect();
        let channel = |(node, is_right): Side| arrangement.column_of[node] + usize::from(is_right);
        let mut by_channel: BTreeMap<usize, Vec<(Side, usize)>> = BTreeMap::new();
        for (side, bundle, _) in all {
            by_channel.entry(channel(side)).or_default().push((side, bundle));
        }
        for ends in by_channel.values() {
            for (at, one) in ends.iter().enumerate() {
                // What is left of a channel stays, what is right of it gives way.
                if one.0.1 || at > 4_000 {
                    continue;
                }
                let (begin, end) = arrangement.spans[one.0.0];
                let y = self.0[one];
                // Its own height, and those around it, nearest first.
                let steps = [0, APART, -APART, 2 * APART, -2 * APART, 3 * APART, -3 * APART];
                let free = steps.into_iter().map(|step| y + step).find(|y| {
                    let inside = (begin + 8..=end - 8).contains(y);
                    let others = ends.iter().filter(|other| **other != *one);
                    let mut near = others.filter(|other| (self.0[*other] - y).abs() < APART);
                    inside && near.all(|other| other.1 == one.1 && other.0.1)
                });
                if let Some(y) = free {
                    self.0.insert(*one, y);
                }
            }
        }
    }
}
