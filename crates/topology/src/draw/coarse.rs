//! Pictures in few boxes, for companies that are too large to be drawn account by account: the accounts of a unit of the root together by
//! what they do, then units that have the same boxes together, at last all units together.

use std::collections::BTreeMap;

use super::group::{hold_together, together};
use super::model::{Flow, Inner, Kind, Layer, Node, NodeKind, Picture, Role, Stage};
use super::unit::{self, Measure};

/// How much is brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Grain {
    /// Accounts of different environments.
    stages: bool,
    /// Units that have the same boxes.
    shapes: bool,
    /// All units.
    units: bool,
}

const GRAINS: [Grain; 5] = [
    Grain {
        stages: false,
        shapes: false,
        units: false,
    },
    Grain {
        stages: false,
        shapes: true,
        units: false,
    },
    Grain {
        stages: true,
        shapes: true,
        units: false,
    },
    Grain {
        stages: false,
        shapes: false,
        units: true,
    },
    Grain {
        stages: true,
        shapes: false,
        units: true,
    },
];

/// The same picture in at most so many boxes, or in as few as there can be.
pub(super) fn coarse(picture: &Picture, most: usize) -> Picture {
    let mut coarse = picture.clone();
    for grain in GRAINS {
        coarse = brought(picture, grain);
        if coarse.nodes.len() <= most {
            break;
        }
    }
    coarse
}

/// What accounts have in common that are drawn together.
type Class = (Option<usize>, Layer, Stage, bool);

fn brought(picture: &Picture, grain: Grain) -> Picture {
    let mut flat = picture.clone();
    for node in &mut flat.nodes {
        while let Some(parent) = node.lane.and_then(|lane| picture.lanes[lane].parent) {
            node.lane = Some(parent);
        }
        if grain.units {
            node.lane = None;
        }
        node.regions = Vec::new();
    }
    let classes = classes(&flat, grain);
    let mut coarse = together(&flat, &classes);
    let merged = coarse.nodes.iter_mut().filter(|node| !node.members.is_empty());
    for (node, alike) in merged.zip(&classes) {
        let all: Vec<&Node> = alike.iter().map(|at| &flat.nodes[*at]).collect();
        describe(node, &all);
    }
    coarse.flows = joined(coarse.flows);
    match grain.shapes {
        true => unit::alike(&coarse, Measure::Shape),
        false => coarse,
    }
}

/// The boxes that are drawn together, as these stand: by the first of each.
fn classes(flat: &Picture, grain: Grain) -> Vec<Vec<usize>> {
    let mut pushes = vec![false; flat.nodes.len()];
    for flow in flat.flows.iter().filter(|flow| flow.kind != Kind::Pull) {
        pushes[flow.from] = true;
    }
    let mut classes: BTreeMap<Class, Vec<usize>> = BTreeMap::new();
    for (at, node) in flat.nodes.iter().enumerate() {
        // The registries of units stay apart as long as their units do.
        if node.kind != NodeKind::Account || (node.layer == Layer::Registry && !grain.units) {
            continue;
        }
        let (layer, stage) = match (grain.stages, node.layer) {
            (true, Layer::Stage(_)) => (Layer::Stage(Stage::Other), Stage::Other),
            (true, layer) => (layer, Stage::Other),
            (false, layer) => (layer, node.stage),
        };
        let class = (node.lane, layer, stage, pushes[at]);
        classes.entry(class).or_default().push(at);
    }
    let mut classes: Vec<Vec<usize>> = classes.into_values().filter(|alike| alike.len() > 1).collect();
    classes.sort();
    classes
}

/// Says of a box what is true of all in it.
fn describe(node: &mut Node, all: &[&Node]) {
    let is_mixed = all.iter().any(|other| other.stage != node.stage);
    if is_mixed {
        node.stage = Stage::Other;
    }
    if all.iter().any(|other| other.layer != node.layer) {
        node.layer = Layer::Stage(Stage::Other);
    }
    node.name = match (node.layer, node.stage) {
        (Layer::Registry, _) => "registries",
        (Layer::Build, _) => "builds",
        (_, Stage::Development) => "development",
        (_, Stage::Test) => "test",
        (_, Stage::Production) => "production",
        (_, Stage::Other) if is_mixed => "several environments",
        (_, Stage::Other) => "accounts",
    }
    .to_owned();
    let mut roles: Vec<Role> = all.iter().flat_map(|other| other.roles.clone()).collect();
    roles.sort();
    roles.dedup();
    node.roles = roles;
    let alike: Vec<&Vec<String>> = all.iter().map(|other| &other.contents).collect();
    if alike.iter().any(|contents| **contents != node.contents) {
        node.contents = Vec::new();
    }
    node.registries = hold_together(all);
    let mut inner: Vec<Inner> = Vec::new();
    for one in all.iter().flat_map(|other| &other.inner).chain(&node.inner) {
        match inner.iter_mut().find(|known| known.kind == one.kind) {
            Some(known) if known.what == one.what => {
                known.who.extend(
                    one.who
                        .iter()
                        .filter(|who| !node.roles.iter().any(|role| role.name == **who))
                        .cloned(),
                );
            }
            Some(known) => {
                SEVERAL.clone_into(&mut known.what);
                known.who = Vec::new();
            }
            None => inner.push(Inner {
                who: Vec::new(),
                ..one.clone()
            }),
        }
    }
    node.inner = inner;
}

/// What is said of ways that are not the same.
const SEVERAL: &str = "several sets";

/// One way of a kind between two boxes.
fn joined(flows: Vec<Flow>) -> Vec<Flow> {
    let mut joined: BTreeMap<(Kind, usize, usize), Flow> = BTreeMap::new();
    for flow in flows {
        let key = (flow.kind, flow.from, flow.to);
        let Some(known) = joined.get_mut(&key) else {
            joined.insert(key, flow);
            continue;
        };
        if known.what != flow.what {
            SEVERAL.clone_into(&mut known.what);
        }
        known.sentence = format!("{}\n{}", known.sentence, flow.sentence);
    }
    joined.into_values().collect()
}
