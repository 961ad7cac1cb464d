//! Accounts that are alike, as one box with their number.

use std::collections::BTreeMap;

use super::model::{Flow, Inner, Kind, Layer, Node, NodeKind, Picture, Registry, Stage, TO};

/// So many boxes are few.
const FEW_BOXES: usize = 12;
/// What stands for an account's own name in what only it may pull.
const OWN: &str = "‹its name›";

/// The same picture, equal accounts in one box.
pub(super) fn grouped(picture: &Picture) -> Picture {
    let mut classes: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for role in picture.nodes.iter().flat_map(|node| &node.roles) {
        *holders.entry(role.name.as_str()).or_default() += 1;
    }
    let mut flows_at: Vec<Vec<&Flow>> = vec![Vec::new(); picture.nodes.len()];
    for flow in &picture.flows {
        flows_at[flow.from].push(flow);
        flows_at[flow.to].push(flow);
    }
    for (at, node) in picture.nodes.iter().enumerate() {
        if node.kind == NodeKind::Account {
            let likeness = Likeness::of(&flows_at[at], &holders, at, node);
            classes.entry(likeness).or_default().push(at);
        }
    }
    let least = least(picture);
    let classes = classes.into_values().filter(|alike| alike.len() >= least);
    together(picture, &classes.collect::<Vec<Vec<usize>>>())
}

/// How many of a kind are drawn as one: of a picture of few boxes not even two of them.
pub(super) fn least(picture: &Picture) -> usize {
    match picture.nodes.len() <= FEW_BOXES {
        true => 3,
        false => 2,
    }
}

/// The same picture with each of some lists of boxes in one.
pub(super) fn together(picture: &Picture, classes: &[Vec<usize>]) -> Picture {
    // Of each box the one that it goes into.
    let mut into: Vec<usize> = (0..picture.nodes.len()).collect();
    for alike in classes {
        for at in alike {
            into[*at] = alike[0];
        }
    }
    let kept = (0..into.len()).filter(|at| into[*at] == *at);
    let place: BTreeMap<usize, usize> = kept.enumerate().map(|(new, old)| (old, new)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, first) in into.iter().enumerate() {
        members.entry(*first).or_default().push(at);
    }
    let mut nodes: Vec<Node> = members.values().map(|alike| merged(picture, alike)).collect();
    let mut flows: Vec<Flow> = Vec::new();
    for flow in &picture.flows {
        let (from, to) = (place[&into[flow.from]], place[&into[flow.to]]);
        if from == to {
            let between = Inner {
                kind: flow.kind,
                what: format!("{} between them", own(&flow.what, &picture.nodes[flow.to].name)),
                who: Vec::new(),
            };
            if !nodes[from].inner.contains(&between) {
                nodes[from].inner.push(between);
            }
            continue;
        }
        let mut flow = flow.clone();
        for end in [flow.from, flow.to] {
            if members[&into[end]].len() > 1 {
                flow.what = own(&flow.what, &picture.nodes[end].name);
            }
        }
        (flow.from, flow.to) = (from, to);
        let known = flows.iter_mut().find(|known| {
            (known.kind, known.from, known.to, &known.what) == (flow.kind, flow.from, flow.to, &flow.what)
        });
        match known {
            Some(known) => {
                known.sentence = format!("{}\n{}", known.sentence, flow.sentence);
                let new: Vec<String> = flow
                    .who
                    .into_iter()
                    .filter(|who| !known.who.contains(who))
                    .collect();
                known.who.extend(new);
            }
            None => flows.push(flow),
        }
    }
    Picture {
        nodes,
        flows,
        ..picture.clone()
    }
}

/// What accounts that are drawn together have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    place: (Option<usize>, Layer, Stage),
    regions: Vec<String>,
    registries: Vec<Registry>,
    roles: Vec<(super::model::Part, String)>,
    texts: Vec<String>,
    flows: Vec<(Kind, bool, usize, String)>,
}

impl Likeness {
    fn of(all: &[&Flow], holders: &BTreeMap<&str, usize>, at: usize, node: &Node) -> Likeness {
        let mut flows = Vec::new();
        for flow in all {
            let what = own(&flow.what, &node.name);
            if flow.from == at {
                flows.push((flow.kind, true, flow.to, what.clone()));
            }
            if flow.to == at {
                flows.push((flow.kind, false, flow.from, what));
            }
        }
        flows.sort();
        // A role that is in no other account is this account's own, under its own name.
        let elsewhere = |name: &str| holders.get(name).is_some_and(|count| *count > 1);
        let roles = node.roles.iter();
        let inner = node.inner.iter().map(|inner| own(&inner.what, &node.name));
        Likeness {
            place: (node.lane, node.layer, node.stage),
            regions: node.regions.clone(),
            registries: node.registries.clone(),
            roles: roles
                .map(|role| match elsewhere(&role.name) {
                    true => (role.part, role.name.clone()),
                    false => (role.part, String::new()),
                })
                .collect(),
            texts: inner
                .chain(node.contents.iter().map(|name| own(name, &node.name)))
                .collect(),
            flows,
        }
    }
}

/// A text in which an account is named, for all that are alike.
fn own(text: &str, name: &str) -> String {
    // One letter is in too many words to be meant.
    match name.len() < 3 {
        true => text.to_owned(),
        false => text.replace(name, OWN),
    }
}

/// From one name to another; of numbered ones only the number is said again.
fn range(first: &str, last: &str) -> String {
    let number = |name: &str| {
        name.trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len()
    };
    let (one, other) = (number(first), number(last));
    match first[..one] == last[..other] && other < last.len() {
        true => format!("{first}{TO}{}", &last[other..]),
        false => format!("{first}{TO}{last}"),
    }
}

fn merged(picture: &Picture, alike: &[usize]) -> Node {
    let mut node = picture.nodes[alike[0]].clone();
    if alike.len() < 2 {
        return node;
    }
    let all = alike.iter().map(|at| &picture.nodes[*at]);
    node.members = all.map(|node| (node.name.clone(), node.id.clone())).collect();
    for role in &mut node.roles {
        let is_shared = |at: &usize| {
            picture.nodes[*at]
                .roles
                .iter()
                .any(|other| other.name == role.name)
        };
        if !alike[1..].iter().all(is_shared) {
            let last = picture.nodes[alike[alike.len() - 1]].roles.last();
            role.name = last.map_or_else(String::new, |last| range(&role.name, &last.name));
        }
    }
    for inner in &mut node.inner {
        inner.what = own(&inner.what, &node.name);
    }
    for name in &mut node.contents {
        *name = own(name, &node.name);
    }
    let last = &node.members[node.members.len() - 1].0;
    node.name = range(&node.name, last);
    node.id = String::new();
    node
}

/// The registries of several boxes by their Regions, each with the least and the most that they hold.
pub(super) fn hold_together(all: &[&Node]) -> Vec<Registry> {
    let mut regions: Vec<&str> = Vec::new();
    for registry in all.iter().flat_map(|node| &node.registries) {
        if !regions.contains(&registry.region.as_str()) {
            regions.push(&registry.region);
        }
    }
    let of = |region: &str| -> Vec<&Registry> {
        let registries = all.iter().flat_map(|node| &node.registries);
        registries.filter(|registry| registry.region == region).collect()
    };
    let together = regions.into_iter().filter_map(|region| {
        let same = of(region);
        let mut first = (*same.first()?).clone();
        let number = |registry: &&Registry| registry.holds.split(' ').next()?.parse::<usize>().ok();
        let numbers: Vec<usize> = same.iter().filter_map(number).collect();
        if let (Some(least), Some(most)) = (numbers.iter().min(), numbers.iter().max())
            && least < most
        {
            first.holds = format!("{least} to {most} repositories");
        }
        Some(first)
    });
    together.collect()
}
