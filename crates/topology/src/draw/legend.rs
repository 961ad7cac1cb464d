//! What lines and signs mean, under the picture.

use super::edge;
use super::model::{NodeKind, Part, Picture};
use super::place::MARGIN;
use super::scene::{Anchor, Icon, Rect, Scene};
use super::text::{self, PLAIN, SUBTITLE};

const SAMPLE: i32 = 40;
const GAP: i32 = 24;
const LINE: i32 = 28;

enum Sign {
    Kind(super::model::Kind),
    Icon(Icon),
}

/// Writes it from a height on; says how high the picture is.
pub(super) fn paint(scene: &mut Scene, picture: &Picture, top: i32) -> i32 {
    let mut entries: Vec<(Sign, &str)> = Vec::new();
    let kinds = picture.kinds();
    entries.extend(kinds.iter().map(|kind| (Sign::Kind(*kind), kind.meaning())));
    if picture.nodes.iter().any(|node| !node.registries.is_empty()) {
        entries.push((Sign::Icon(Icon::Registry), "registry"));
    }
    let parts = [
        (Part::Builds, "builds"),
        (Part::Promotes, "promotes"),
        (Part::Runs, "runs images"),
    ];
    for (part, name) in parts {
        let mut roles = picture.nodes.iter().flat_map(|node| &node.roles);
        if roles.any(|role| role.part == part) {
            entries.push((Sign::Icon(Icon::Part(part)), name));
        }
    }
    if picture.nodes.iter().any(|node| node.kind == NodeKind::Stranger) {
        entries.push((Sign::Icon(Icon::Node(NodeKind::Stranger)), "outside, and gets in"));
    }
    let right = scene.width - MARGIN;
    let (mut x, mut y) = (MARGIN + 8, top);
    for (sign, words) in entries {
        let sample = match sign {
            Sign::Kind(_) => SAMPLE + 10,
            Sign::Icon(_) => 26,
        };
        let width = sample + text::width(words, PLAIN);
        if x + width > right && x > MARGIN + 8 {
            (x, y) = (MARGIN + 8, y + LINE);
        }
        match sign {
            Sign::Kind(kind) => edge::paint(scene, kind, &[(x, y), (x + SAMPLE, y)], false),
            Sign::Icon(icon) => scene.icon(icon, x, y - 9, 18),
        }
        let within = Rect::new(MARGIN, y - 14, scene.width - 2 * MARGIN, LINE);
        scene.write((x + sample, y + 4), Anchor::Start, PLAIN, words, within);
        x += width + GAP;
    }
    let width = text::width(&picture.note, SUBTITLE);
    if x + width > right && !picture.note.is_empty() && x > MARGIN + 8 {
        y += LINE;
    }
    let within = Rect::new(MARGIN, y - 14, scene.width - 2 * MARGIN, LINE);
    scene.write((right, y + 4), Anchor::End, SUBTITLE, &picture.note, within);
    y + 30
}
