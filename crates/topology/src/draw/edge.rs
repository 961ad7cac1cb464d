//! How an edge is drawn: each kind has its own colour, dash and head.

use std::fmt::Write as _;

use super::model::Kind;
use super::scene::Scene;

/// How round corners are.
const RADIUS: i32 = 10;

/// Draws an edge and its head: at its beginning where images come to it there.
pub(super) fn paint(scene: &mut Scene, kind: Kind, corners: &[(i32, i32)], at_beginning: bool) {
    let (tip, before) = match (corners, at_beginning) {
        ([first, second, ..], true) => (*first, *second),
        ([.., before, last], false) => (*last, *before),
        _ => return,
    };
    let mut shown = corners.to_vec();
    // The line ends within the head.
    let back = if tip.0 >= before.0 { -1 } else { 1 };
    let end = if at_beginning { 0 } else { shown.len() - 1 };
    shown[end].0 += back * 7;
    scene.path(format!("w-edge w-e-{kind}"), way(&shown));
    scene.path(format!("w-head w-h-{kind}"), head(kind, tip, back));
}

/// A way with round corners.
fn way(corners: &[(i32, i32)]) -> String {
    let mut d = String::new();
    for (at, (x, y)) in corners.iter().enumerate() {
        let is_inner = at > 0 && at + 1 < corners.len();
        if !is_inner {
            let _ = write!(d, "{}{x} {y}", if at == 0 { "M" } else { "L" });
            continue;
        }
        let toward = |(to_x, to_y): (i32, i32)| {
            let length = (to_x - x).abs() + (to_y - y).abs();
            let by = RADIUS.min(length / 2);
            (x + (to_x - x).signum() * by, y + (to_y - y).signum() * by)
        };
        let (before, after) = (toward(corners[at - 1]), toward(corners[at + 1]));
        let _ = write!(d, "L{} {}Q{x} {y} {} {}", before.0, before.1, after.0, after.1);
    }
    d
}

/// The head of an edge at a tip, for a way that comes from the side to which `back` leads.
fn head(kind: Kind, (x, y): (i32, i32), back: i32) -> String {
    let at = |by: i32, across: i32| format!("{} {}", x + back * by, y + across);
    match kind {
        // A full triangle.
        Kind::Push => format!("M{}L{}L{}z", at(0, 0), at(12, -5), at(12, 5)),
        // A barbed arrow.
        Kind::Pull => format!("M{}L{}L{}L{}z", at(0, 0), at(12, -6), at(8, 0), at(12, 6)),
        // A diamond.
        Kind::Promote => format!("M{}L{}L{}L{}z", at(0, 0), at(7, -5), at(14, 0), at(7, 5)),
        // Two triangles.
        Kind::Replicate => format!(
            "M{}L{}L{}zM{}L{}L{}z",
            at(0, 0),
            at(8, -5),
            at(8, 5),
            at(7, 0),
            at(15, -5),
            at(15, 5)
        ),
        // A half arrow: it is asked for.
        Kind::Cache => format!("M{}L{}L{}z", at(0, 0), at(13, -7), at(10, 1)),
    }
}
