//! The ways of edges: down and up only between columns, across columns only where no box is.

use std::collections::BTreeMap;

use super::arrange::Arrangement;
use super::port::{APART, Ports};
use super::stack::LANE_HEAD;

/// From one line in a channel to the next.
const TRACK: i32 = 12;

/// What a bundle does in a channel: the heights at which it comes in or goes out, and whether to the left.
type Joints = Vec<(i32, bool)>;

/// The ways, before it is known where channels are.
#[derive(Debug)]
pub(super) struct Routes {
    pub(super) ports: Ports,
    /// The height at which a bundle crosses columns on its way to a channel.
    crossings: BTreeMap<(usize, usize), i32>,
    /// The line of a bundle in a channel, from the left.
    tracks: BTreeMap<(usize, usize), i32>,
    /// How many lines a channel has.
    pub(super) lines: Vec<i32>,
}

impl Routes {
    pub(super) fn of(arrangement: &Arrangement) -> Routes {
        let mut routes = Routes {
            ports: Ports::of(arrangement),
            crossings: BTreeMap::new(),
            tracks: BTreeMap::new(),
            lines: vec![0; arrangement.columns.len() + 1],
        };
        routes.cross(arrangement);
        let mut channels: BTreeMap<usize, BTreeMap<usize, Joints>> = BTreeMap::new();
        for (at, bundle) in arrangement.bundles.iter().enumerate() {
            let hub = (bundle.hub, bundle.is_right);
            let first = channel(arrangement, hub);
            let mut join = |channel: usize, y: i32, is_left: bool| {
                let joints = channels.entry(channel).or_default().entry(at).or_default();
                if !joints.contains(&(y, is_left)) {
                    joints.push((y, is_left));
                }
            };
            join(first, routes.ports.at(hub, at), bundle.is_right);
            for (end, _) in &bundle.ends {
                let side = (*end, bundle.end_is_right(*end, &arrangement.column_of));
                let last = channel(arrangement, side);
                if let Some(y) = routes.crossings.get(&(at, last)) {
                    join(first, *y, last < first);
                    join(last, *y, first < last);
                }
                join(last, routes.ports.at(side, at), side.1);
            }
        }
        for (channel, joints) in channels {
            let (tracks, count) = tracks(&joints);
            routes.lines[channel] = count;
            for (bundle, track) in tracks {
                routes.tracks.insert((channel, bundle), track);
            }
        }
        routes
    }

    /// How wide the lines of a channel are together.
    pub(super) fn width(&self, channel: usize) -> i32 {
        match self.lines[channel] {
            0 => 0,
            lines => (lines - 1) * TRACK,
        }
    }

    /// Finds where bundles that do not end in the next column cross the columns between.
    fn cross(&mut self, arrangement: &Arrangement) {
        let blocked = blocked(arrangement);
        let mut used: Vec<(i32, usize, usize, usize)> = Vec::new();
        let mut stubs: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
        for (side, bundle, y) in self.ports.all() {
            let stubs = stubs.entry(channel(arrangement, side)).or_default();
            stubs.push((y, bundle));
        }
        for (at, bundle) in arrangement.bundles.iter().enumerate() {
            let hub = (bundle.hub, bundle.is_right);
            let first = channel(arrangement, hub);
            // Of each channel where it ends the heights of its ends.
            let mut lasts: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
            for (end, _) in &bundle.ends {
                let side = (*end, bundle.end_is_right(*end, &arrangement.column_of));
                let last = channel(arrangement, side);
                if last != first {
                    lasts.entry(last).or_default().push(self.ports.at(side, at));
                }
            }
            // The farthest first: it may carry the others.
            let mut lasts: Vec<(usize, Vec<i32>)> = lasts.into_iter().collect();
            lasts.sort_by_key(|(last, _)| std::cmp::Reverse(last.abs_diff(first)));
            for (last, ends) in lasts {
                let (low, high) = (first.min(last), first.max(last));
                let sum: i64 = ends.iter().map(|y| i64::from(*y)).sum();
                let mean = sum / i64::try_from(ends.len()).unwrap_or(1).max(1);
                let wanted = match ends[..] {
                    [only] => only,
                    _ => i32::try_from(mean).unwrap_or(0).midpoint(self.ports.at(hub, at)),
                };
                let is_clear = |y: i32, apart: i32| {
                    let lines = used.iter().filter(|(_, from, to, _)| *from <= high && low <= *to);
                    let mut lines = lines.filter(|(other, ..)| (other - y).abs() < apart);
                    let mut near = (low..=high).filter_map(|channel| stubs.get(&channel)).flatten();
                    lines.all(|(.., other)| *other == at)
                        && near.all(|(other, of)| *of == at || (other - y).abs() >= apart.min(APART))
                };
                let free = free(&blocked[low..high], arrangement.frame);
                let own = used.iter().filter(|(.., of)| *of == at).map(|(y, ..)| *y);
                let own: Vec<i32> = own.filter(|y| contains(&free, *y)).collect();
                let y = own.into_iter().min_by_key(|y| (y - wanted).abs());
                let y = y.or_else(|| {
                    [10, 5, 3, 0].into_iter().find_map(|apart| {
                        let all = free.iter().flat_map(|(begin, end)| {
                            let middle = begin.midpoint(*end);
                            let near = wanted.clamp(*begin, *end);
                            (0..=(end - begin).min(400))
                                .flat_map(move |step| {
                                    let signed = if step % 2 == 0 { step / 2 } else { -(step + 1) / 2 };
                                    [middle + signed, near + signed]
                                })
                                .filter(move |y| (*begin..=*end).contains(y))
                        });
                        let clear = all.filter(|y| is_clear(*y, apart));
                        clear.min_by_key(|y| ((y - wanted).abs() / 16, (y - wanted).abs()))
                    })
                });
                if let Some(y) = y {
                    used.push((y, low, high, at));
                    // A kink of a few pixels looks like a mistake.
                    let ends = bundle.ends.iter();
                    let ends = ends.map(|(end, _)| (*end, bundle.end_is_right(*end, &arrangement.column_of)));
                    for side in ends.chain([hub]) {
                        let here = channel(arrangement, side);
                        let near = stubs.get(&here).into_iter().flatten();
                        let is_apart = |(other, of): &(i32, usize)| *of == at || (other - y).abs() >= APART;
                        if (here == first || here == last) && near.copied().all(|stub| is_apart(&stub)) {
                            self.ports.settle(arrangement, side, at, y);
                        }
                    }
                    self.crossings.insert((at, last), y);
                }
            }
        }
    }

    /// The corners of an edge, from the box that its bundle shares; `line` says where a line of a channel is, `side` where
    /// a side of a box.
    pub(super) fn corners(
        &self,
        arrangement: &Arrangement,
        at: usize,
        end: usize,
        left_of: &dyn Fn(usize) -> i32,
        side_of: &dyn Fn((usize, bool)) -> i32,
    ) -> Vec<(i32, i32)> {
        let bundle = &arrangement.bundles[at];
        let hub = (bundle.hub, bundle.is_right);
        let other = (end, bundle.end_is_right(end, &arrangement.column_of));
        let (first, last) = (channel(arrangement, hub), channel(arrangement, other));
        let x = |channel: usize| {
            let track = self.tracks.get(&(channel, at)).copied().unwrap_or(0);
            left_of(channel) + track * TRACK
        };
        let (begin, finish) = (self.ports.at(hub, at), self.ports.at(other, at));
        let mut corners = vec![(side_of(hub), begin), (x(first), begin)];
        if let Some(y) = self.crossings.get(&(at, last)).filter(|_| last != first) {
            corners.extend([(x(first), *y), (x(last), *y)]);
        }
        corners.extend([(x(last), finish), (side_of(other), finish)]);
        straight(corners)
    }
}

/// The channel at a side of a box: 0 is left of all columns.
pub(super) fn channel(arrangement: &Arrangement, (node, is_right): (usize, bool)) -> usize {
    arrangement.column_of[node] + usize::from(is_right)
}

/// Corners where the way turns.
fn straight(corners: Vec<(i32, i32)>) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for corner in corners {
        if kept.last() == Some(&corner) {
            continue;
        }
        if let [.., (x, y), (last_x, last_y)] = kept[..]
            && ((x == last_x && last_x == corner.0) || (y == last_y && last_y == corner.1))
        {
            kept.pop();
        }
        kept.push(corner);
    }
    kept
}

/// Of each column where something is in the way.
fn blocked(arrangement: &Arrangement) -> Vec<Vec<(i32, i32)>> {
    let mut blocked: Vec<Vec<(i32, i32)>> = vec![Vec::new(); arrangement.columns.len()];
    for (node, (begin, end)) in arrangement.spans.iter().enumerate() {
        blocked[arrangement.column_of[node]].push((begin - 9, end + 9));
    }
    for (lane, (first, last)) in arrangement.lanes.iter().zip(&arrangement.lane_columns) {
        if let Some((begin, _)) = lane {
            for column in &mut blocked[*first..=*last] {
                column.push((begin - 3, begin + LANE_HEAD - 6));
            }
        }
    }
    blocked
}

/// Where nothing is in the way in any of some columns.
fn free(columns: &[Vec<(i32, i32)>], (top, bottom): (i32, i32)) -> Vec<(i32, i32)> {
    let mut blocked: Vec<(i32, i32)> = columns.iter().flatten().copied().collect();
    blocked.sort_unstable();
    let mut free = Vec::new();
    let mut y = top + super::stack::FRAME_HEAD - 8;
    for (begin, end) in blocked {
        if begin > y {
            free.push((y, begin));
        }
        y = y.max(end);
    }
    if bottom - 6 > y {
        free.push((y, bottom - 6));
    }
    free
}

fn contains(free: &[(i32, i32)], y: i32) -> bool {
    free.iter().any(|(begin, end)| (*begin..=*end).contains(&y))
}

/// The lines of a channel's bundles, in an order in which few cross, and how many lines that takes.
fn tracks(joints: &BTreeMap<usize, Joints>) -> (Vec<(usize, i32)>, i32) {
    let span = |joints: &Joints| {
        let heights = joints.iter().map(|(y, _)| *y);
        (heights.clone().min().unwrap_or(0), heights.max().unwrap_or(0))
    };
    // What is straight needs no line of its own.
    let bundles: Vec<(usize, &Joints, (i32, i32))> = joints
        .iter()
        .map(|(bundle, joints)| (*bundle, joints, span(joints)))
        .collect();
    let (straight, mut bent): (Vec<_>, Vec<_>) =
        bundles.into_iter().partition(|(.., (begin, end))| begin == end);
    let crossings = |left: &(usize, &Joints, (i32, i32)), right: &(usize, &Joints, (i32, i32))| {
        let within = |y: i32, (begin, end): (i32, i32)| begin <= y && y <= end;
        let out = left
            .1
            .iter()
            .filter(|(y, is_left)| !is_left && within(*y, right.2))
            .count();
        let back = right
            .1
            .iter()
            .filter(|(y, is_left)| *is_left && within(*y, left.2))
            .count();
        out + back
    };
    // Neighbours change places while fewer lines cross.
    for _ in 0..bent.len().min(60) {
        let mut is_better = false;
        for at in 1..bent.len() {
            if crossings(&bent[at], &bent[at - 1]) < crossings(&bent[at - 1], &bent[at]) {
                bent.swap(at - 1, at);
                is_better = true;
            }
        }
        if !is_better {
            break;
        }
    }
    let mut placed: Vec<((i32, i32), i32)> = Vec::new();
    let mut tracks: Vec<(usize, i32)> = straight.iter().map(|(bundle, ..)| (*bundle, 0)).collect();
    for (bundle, _, (begin, end)) in bent {
        let over = placed
            .iter()
            .filter(|((from, to), _)| *from <= end + TRACK && begin <= *to + TRACK);
        let track = over.map(|(_, track)| track + 1).max().unwrap_or(0);
        placed.push(((begin, end), track));
        tracks.push((bundle, track));
    }
    let count = placed
        .iter()
        .map(|(_, track)| track + 1)
        .max()
        .unwrap_or(i32::from(!tracks.is_empty()));
    (tracks, count)
}
