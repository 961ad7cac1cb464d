//! Units that are alike, as one lane with their number.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::group::{hold_together, least};
use super::model::{Flow, Kind, Node, Picture};

/// What stands for a word that only one unit has.
const OWN: &str = "‹own›";

/// What is said before the images that only the first unit has.
const EACH: &str = "each its own: ";

/// How much units must have in common to be drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Everything but the words that are each unit's own.
    Exact,
    /// Which boxes there are and how images go between them.
    Shape,
}

/// The same picture, units that are alike in one lane.
pub(super) fn alike(picture: &Picture, measure: Measure) -> Picture {
    let least = least(picture);
    let mut picture = picture.clone();
    // From within outwards: units in which units were brought together may be alike then.
    let parents = (0..picture.lanes.len()).rev().map(Some).chain([None]);
    for parent in parents {
        let units = Units::of(&picture, parent, least);
        let classes = units.classes(measure);
        if !classes.is_empty() {
            picture = units.together(&classes, measure);
        }
    }
    picture
}

/// The units of one unit, or of the root, with what they have of their own.
struct Units<'a> {
    picture: &'a Picture,
    /// Their lanes.
    lanes: Vec<usize>,
    /// Of each its boxes, in an order that is the same for units that are alike.
    boxes: Vec<Vec<usize>>,
    /// How many must be alike.
    least: usize,
    /// Of each of these boxes where in the unit it is.
    paths: Vec<Vec<Path>>,
    /// Of each box the unit that it is in, and its place there.
    place: BTreeMap<usize, (usize, usize)>,
    /// Of each unit the words that nothing else has.
    own: Vec<BTreeSet<&'a str>>,
}

impl<'a> Units<'a> {
    fn of(picture: &'a Picture, parent: Option<usize>, least: usize) -> Units<'a> {
        let all = (0..picture.lanes.len()).filter(|lane| picture.lanes[*lane].parent == parent);
        let used = used(picture);
        let mut units = Units {
            picture,
            lanes: Vec::new(),
            boxes: Vec::new(),
            place: BTreeMap::new(),
            own: Vec::new(),
            paths: Vec::new(),
            least,
        };
        for lane in all.filter(|lane| used.contains(lane)) {
            let nodes = picture.nodes.iter().enumerate();
            let mut boxes: Vec<(Path, usize)> = nodes
                .filter(|(_, node)| node.is_inside())
                .filter_map(|(at, node)| Some((path(picture, node, lane, &used)?, at)))
                .collect();
            boxes.sort_by_key(|(path, at)| {
                let node = &picture.nodes[*at];
                (path.clone(), node.layer, node.stage, node.registries.len(), *at)
            });
            units.lanes.push(lane);
            let (paths, boxes) = boxes.into_iter().unzip();
            units.paths.push(paths);
            units.boxes.push(boxes);
        }
        for (unit, boxes) in units.boxes.iter().enumerate() {
            let places = boxes.iter().enumerate().map(|(place, at)| (*at, (unit, place)));
            units.place.extend(places);
        }
        if units.lanes.len() >= units.least {
            units.own = units.own_words();
        }
        units
    }

    fn own_words(&self) -> Vec<BTreeSet<&'a str>> {
        let mut all: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by: Vec<BTreeMap<&'a str, usize>> = vec![BTreeMap::new(); self.lanes.len()];
        let mut count = |unit: Option<usize>, text: &'a str| {
            for word in words(text) {
                *all.entry(word).or_default() += 1;
                if let Some(unit) = unit {
                    *by[unit].entry(word).or_default() += 1;
                }
            }
        };
        let unit_of = |at: &usize| self.place.get(at).map(|(unit, _)| *unit);
        for (at, node) in self.picture.nodes.iter().enumerate() {
            texts(node).for_each(|text| count(unit_of(&at), text));
        }
        for flow in &self.picture.flows {
            let unit = match (unit_of(&flow.from), unit_of(&flow.to)) {
                (Some(one), Some(other)) if one != other => None,
                (one, other) => one.or(other),
            };
            [&flow.what]
                .into_iter()
                .chain(&flow.who)
                .for_each(|text| count(unit, text));
        }
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let own = by.into_iter().map(|words| {
            let own = words
                .into_iter()
                .filter(|(word, count)| all[word] == *count && !is_number(word));
            own.map(|(word, _)| word).collect()
        });
        own.collect()
    }

    /// Units that are alike, each class by its places among `lanes`.
    fn classes(&self, measure: Measure) -> Vec<Vec<usize>> {
        if self.lanes.len() < self.least {
            return Vec::new();
        }
        let mut classes: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for unit in 0..self.lanes.len() {
            classes
                .entry(self.likeness(unit, measure))
                .or_default()
                .push(unit);
        }
        classes
            .into_values()
            .filter(|alike| alike.len() >= self.least)
            .collect()
    }

    /// A text with what only this unit has left open; nothing of it where only the shape counts.
    fn said(&self, unit: usize, text: &str, measure: Measure) -> String {
        if measure == Measure::Shape {
            return String::new();
        }
        let own = |word| if self.own[unit].contains(word) { OWN } else { word };
        words(text).map(own).collect::<Vec<&str>>().join(" ")
    }

    /// All that units have in common that are alike.
    fn likeness(&self, unit: usize, measure: Measure) -> Vec<String> {
        let said = |text: &String| self.said(unit, text, measure);
        let mut likeness = Vec::new();
        for (at, path) in self.boxes[unit].iter().zip(&self.paths[unit]) {
            let node = &self.picture.nodes[*at];
            let regions: Vec<&str> = node.registries.iter().map(|one| one.region.as_str()).collect();
            likeness.push(format!(
                "{:?}",
                (path, node.layer, node.stage, &node.regions, regions)
            ));
            if measure == Measure::Exact {
                let held: Vec<&str> = node.registries.iter().map(|one| one.holds.as_str()).collect();
                let inner = node.inner.iter().map(|inner| (inner.kind, said(&inner.what)));
                let roles = node.roles.iter().map(|role| (role.part, said(&role.name)));
                let contents: Vec<String> = node.contents.iter().map(said).collect();
                let (inner, roles): (Vec<_>, Vec<_>) = (inner.collect(), roles.collect());
                likeness.push(format!(
                    "{:?}",
                    (held, inner, roles, contents, node.members.len())
                ));
            } else {
                let parts: BTreeSet<_> = node.roles.iter().map(|role| role.part).collect();
                likeness.push(format!("{parts:?}"));
            }
        }
        let end = |at: usize| match self.place.get(&at) {
            Some((of, place)) if *of == unit => format!("its {place}"),
            _ => at.to_string(),
        };
        let flows = self.picture.flows.iter();
        let flows: BTreeSet<String> = flows
            .filter(|flow| self.touches(flow, unit))
            .map(|flow| {
                format!(
                    "{:?}",
                    (flow.kind, end(flow.from), end(flow.to), said(&flow.what))
                )
            })
            .collect();
        likeness.extend(flows);
        likeness
    }

    fn touches(&self, flow: &Flow, unit: usize) -> bool {
        let is_in = |at: &usize| self.place.get(at).is_some_and(|(of, _)| *of == unit);
        is_in(&flow.from) || is_in(&flow.to)
    }

    /// The picture with each class in the lane of its first unit.
    fn together(&self, classes: &[Vec<usize>], measure: Measure) -> Picture {
        let mut picture = self.picture.clone();
        let mut into: Vec<usize> = (0..picture.nodes.len()).collect();
        for alike in classes {
            let lane = self.lanes[alike[0]];
            let names = alike
                .iter()
                .flat_map(|unit| self.picture.lanes[self.lanes[*unit]].names());
            picture.lanes[lane].alike = names.collect();
            for (place, first) in self.boxes[alike[0]].iter().enumerate() {
                let same: Vec<usize> = alike.iter().map(|unit| self.boxes[*unit][place]).collect();
                same.iter().for_each(|at| into[*at] = *first);
                picture.nodes[*first] = self.example(&same, measure);
            }
        }
        let kept: Vec<usize> = (0..into.len()).filter(|at| into[*at] == *at).collect();
        let place = |at: usize| kept.binary_search(&into[at]).unwrap_or(0);
        let mut flows: BTreeMap<(Kind, usize, usize, String), Flow> = BTreeMap::new();
        for flow in &self.picture.flows {
            let merged = [flow.from, flow.to].into_iter().filter(|at| {
                classes
                    .iter()
                    .flatten()
                    .any(|unit| self.boxes[*unit].contains(at))
            });
            let units: Vec<usize> = merged.map(|at| self.place[&at].0).collect();
            let mut flow = flow.clone();
            let said = match units[..] {
                [unit, ..] => self.said(unit, &flow.what, measure),
                [] => flow.what.clone(),
            };
            (flow.from, flow.to) = (place(flow.from), place(flow.to));
            match flows.entry((flow.kind, flow.from, flow.to, said)) {
                Entry::Occupied(known) => {
                    let known = known.into_mut();
                    // What stands beside a box of others must say that it is only an example.
                    let is_example = units.len() == 1 && !known.what.ends_with(&flow.what);
                    if is_example && !known.what.starts_with(EACH) {
                        known.what = format!("{EACH}{}", known.what);
                    }
                    known.sentence = format!("{}\n{}", known.sentence, flow.sentence);
                }
                Entry::Vacant(new) => {
                    new.insert(flow);
                }
            }
        }
        picture.nodes = kept.iter().map(|at| picture.nodes[*at].clone()).collect();
        picture.flows = flows.into_values().collect();
        picture
    }

    /// The first of boxes that are alike, with all their accounts.
    fn example(&self, same: &[usize], measure: Measure) -> Node {
        let all: Vec<&Node> = same.iter().map(|at| &self.picture.nodes[*at]).collect();
        let mut node = all[0].clone();
        node.members = all.iter().flat_map(|node| node.accounts()).collect();
        if measure == Measure::Shape {
            node.registries = hold_together(&all);
            node.contents = Vec::new();
        }
        node
    }
}

/// The way from a lane down to a box: at each lane which of those with boxes it is, and for how many it stands.
type Path = Vec<(usize, usize)>;

/// The way from a lane to a box, if that is in it.
fn path(picture: &Picture, node: &Node, lane: usize, used: &BTreeSet<usize>) -> Option<Path> {
    let mut path = Vec::new();
    let mut of = node.lane?;
    while of != lane {
        let parent = picture.lanes[of].parent?;
        let before = used
            .range(..of)
            .filter(|other| picture.lanes[**other].parent == Some(parent));
        path.push((before.count(), picture.lanes[of].alike.len()));
        of = parent;
    }
    path.reverse();
    Some(path)
}

/// The lanes that have boxes.
fn used(picture: &Picture) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    for node in picture.nodes.iter().filter(|node| node.is_inside()) {
        let mut lane = node.lane;
        while let Some(of) = lane.filter(|of| used.insert(*of)) {
            lane = picture.lanes[of].parent;
        }
    }
    used
}

fn texts(node: &Node) -> impl Iterator<Item = &str> {
    let roles = node.roles.iter().map(|role| &role.name);
    let inner = node.inner.iter();
    let inner = inner.flat_map(|inner| [&inner.what].into_iter().chain(&inner.who));
    let texts = [&node.name]
        .into_iter()
        .chain(roles)
        .chain(inner)
        .chain(&node.contents);
    texts.map(String::as_str)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',']).filter(|word| !word.is_empty())
}
