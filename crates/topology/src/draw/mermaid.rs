//! A picture as a Mermaid flow chart: for places that draw Mermaid but show no SVG.

use std::fmt::Write as _;

use super::model::{Kind, Layer, NodeKind, Picture};

/// The flow chart.
pub(super) fn chart(picture: &Picture) -> String {
    let mut text = String::from("flowchart LR\n");
    for node in (0..picture.nodes.len()).filter(|at| picture.nodes[*at].layer == Layer::Source) {
        self::node(&mut text, picture, node, "  ");
    }
    let _ = writeln!(
        text,
        "  subgraph organization[\"organization {}\"]",
        quoted(&picture.organization)
    );
    lanes(&mut text, picture, None, "    ");
    text.push_str("  end\n");
    for node in (0..picture.nodes.len()).filter(|at| picture.nodes[*at].layer == Layer::Receiver) {
        self::node(&mut text, picture, node, "  ");
    }
    let mut links: Vec<Kind> = Vec::new();
    for (at, node) in picture.nodes.iter().enumerate() {
        for inner in &node.inner {
            let _ = writeln!(
                text,
                "  a{at} {}|\"{}\"| a{at}",
                line(inner.kind),
                quoted(&inner.words())
            );
            links.push(inner.kind);
        }
    }
    for flow in &picture.flows {
        let label = format!("{} {}", flow.kind, flow.what);
        let _ = writeln!(
            text,
            "  a{} {}|\"{}\"| a{}",
            flow.from,
            line(flow.kind),
            quoted(&label),
            flow.to
        );
        links.push(flow.kind);
    }
    for kind in picture.kinds() {
        let of = links.iter().enumerate().filter(|(_, of)| **of == kind);
        let of: Vec<String> = of.map(|(at, _)| at.to_string()).collect();
        if !of.is_empty() {
            let color = super::look::value(kind.as_str(), false);
            let _ = writeln!(text, "  linkStyle {} stroke:{color}", of.join(","));
        }
    }
    text.push_str("  classDef holder fill:#fff4e0,stroke:#e3a93b,color:#1d2733\n");
    let holders = picture
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.registries.is_empty());
    let holders: Vec<String> = holders.map(|(at, _)| format!("a{at}")).collect();
    if !holders.is_empty() {
        let _ = writeln!(text, "  class {} holder", holders.join(","));
    }
    text
}

/// What is in a unit, or directly under the root.
fn lanes(text: &mut String, picture: &Picture, lane: Option<usize>, indent: &str) {
    let inside = picture.nodes.iter().enumerate();
    let inside = inside.filter(|(_, node)| node.is_inside() && node.lane == lane);
    let mut inside: Vec<usize> = inside.map(|(at, _)| at).collect();
    inside.sort_by_key(|at| (picture.nodes[*at].layer, picture.nodes[*at].stage));
    for at in inside {
        node(text, picture, at, indent);
    }
    for (at, child) in picture
        .lanes
        .iter()
        .enumerate()
        .filter(|(_, child)| child.parent == lane)
    {
        let mut below = String::new();
        lanes(&mut below, picture, Some(at), &format!("{indent}  "));
        // A subgraph without nodes is drawn as a node.
        if !below.is_empty() {
            let (kind, name) = child.title();
            let _ = writeln!(text, "{indent}subgraph u{at}[\"{kind} {}\"]", quoted(name));
            text.push_str(&below);
            let _ = writeln!(text, "{indent}end");
        }
    }
}

fn node(text: &mut String, picture: &Picture, at: usize, indent: &str) {
    let node = &picture.nodes[at];
    let (open, close) = match (node.kind, node.registries.is_empty()) {
        (NodeKind::Account, false) => ("[(", ")]"),
        (NodeKind::Account, true) => ("[", "]"),
        _ => ("([", "])"),
    };
    let mut words = vec![node.name.clone()];
    match node.members.len() {
        0 => words.extend(Some(node.id.clone()).filter(|id| !id.is_empty())),
        count => words.push(format!("{count} accounts")),
    }
    let registries = node
        .registries
        .iter()
        .map(|registry| format!("{}: {}", registry.region, registry.holds));
    words.extend(registries);
    let roles: Vec<&str> = node.roles.iter().map(|role| role.name.as_str()).collect();
    if !roles.is_empty() {
        words.push(roles.join(", "));
    }
    let words: Vec<String> = words.iter().map(|words| quoted(words)).collect();
    let _ = writeln!(text, "{indent}a{at}{open}\"{}\"{close}", words.join("<br/>"));
}

fn line(kind: Kind) -> &'static str {
    match kind {
        Kind::Push => "==>",
        Kind::Pull => "-->",
        Kind::Promote | Kind::Replicate => "-.->",
        Kind::Cache => "--o",
    }
}

/// A text in Mermaid's quotes.
fn quoted(text: &str) -> String {
    text.replace('&', "#amp;")
        .replace('"', "#quot;")
        .replace('<', "#lt;")
        .replace('>', "#gt;")
}
