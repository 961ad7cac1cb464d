//! Where columns, channels, lanes and the frame are from left to right.

use super::arrange::Arrangement;
use super::model::{Layer, Picture};
use super::route::Routes;
use super::scene::Rect;
use super::text::{self, PLAIN};

/// Around the whole.
pub(super) const MARGIN: i32 = 32;
/// A picture is not narrower.
const LEAST: i32 = 880;
/// Before and after the lines of a channel.
const AROUND: i32 = 20;
/// Between the frame and what is in it.
const FRAME: i32 = 26;
/// Between a box, or its lane's end, and its label.
const LABEL_GAP: i32 = 14;
/// A label's text is not longer.
const LABEL_TEXT: i32 = 190;
/// Of a label.
pub(super) const LABEL_HEIGHT: i32 = 20;
/// What a label has before its text.
pub(super) const LABEL_ICON: i32 = 26;

/// Where everything is from left to right.
#[derive(Debug)]
pub(super) struct Places {
    /// Of each column its left side.
    pub(super) columns: Vec<i32>,
    /// Of each channel where its first line is.
    pub(super) lines: Vec<i32>,
    /// The frame's sides.
    pub(super) frame: (i32, i32),
    /// How wide the picture is.
    pub(super) width: i32,
    /// Of each channel what lanes take at its left and at its right.
    pads: Vec<(i32, i32)>,
}

/// A label's text and how wide it is with everything around it.
pub(super) fn label(kind: super::model::Kind, what: &str) -> (String, i32) {
    let text = text::fit(&format!("{kind} {what}"), PLAIN, LABEL_TEXT);
    let width = LABEL_ICON + text::width(&text, PLAIN) + 10;
    (text, width)
}

impl Places {
    pub(super) fn of(picture: &Picture, arrangement: &Arrangement, routes: &Routes) -> Places {
        let count = arrangement.columns.len();
        let mut pads = vec![(0, 0); count + 1];
        let lanes = arrangement.lane_columns.iter().zip(&arrangement.nesting);
        for (((first, last), nesting), _) in lanes.zip(&arrangement.lanes).filter(|(_, lane)| lane.is_some())
        {
            let pad = 16 + 12 * nesting;
            pads[*first].1 = pad.max(pads[*first].1);
            pads[*last + 1].0 = pad.max(pads[*last + 1].0);
        }
        let mut labels = vec![(0, 0); count + 1];
        for bundle in &arrangement.bundles {
            let (_, width) = label(bundle.kind, &bundle.what);
            let channel = arrangement.column_of[bundle.hub] + usize::from(bundle.is_right);
            let side = match bundle.is_right {
                true => &mut labels[channel].0,
                false => &mut labels[channel].1,
            };
            *side = (width + LABEL_GAP).max(*side);
        }
        let is_inside = |column: usize| {
            let layer = arrangement.columns[column].layer;
            !matches!(layer, Layer::Source | Layer::Receiver)
        };
        let inside: Vec<usize> = (0..count).filter(|column| is_inside(*column)).collect();
        let first = inside.first().copied().unwrap_or(0);
        let last = inside.last().copied().unwrap_or(0);
        let title =
            text::width(&picture.title, text::TITLE).max(text::width(&picture.subtitle, text::SUBTITLE));
        let least = LEAST.max((title + 2 * MARGIN).min(1_400));
        let channels = Channels {
            pads: &pads,
            labels: &labels,
            routes,
            first,
            last,
            count,
        };
        let natural = channels.place(arrangement, &pads, &vec![0; count + 1]);
        let more = (least - natural.width).max(0);
        // What is too narrow gets room where most edges are, or at both ends.
        let mut extra = vec![0; count + 1];
        let busiest = (0..=count)
            .max_by_key(|channel| (labels[*channel].0 + labels[*channel].1, routes.lines[*channel]));
        match busiest.filter(|channel| routes.lines[*channel] > 0) {
            Some(channel) => extra[channel] = more,
            None => {
                extra[first] += more / 2;
                extra[last + 1] += more - more / 2;
            }
        }
        channels.place(arrangement, &pads, &extra)
    }

    /// A side of a box.
    pub(super) fn side(&self, arrangement: &Arrangement, (node, is_right): (usize, bool)) -> i32 {
        let column = arrangement.column_of[node];
        let left = self.columns[column];
        if is_right {
            left + arrangement.widths[column] + arrangement.depths[node]
        } else {
            left
        }
    }

    /// Where a label of a width begins.
    pub(super) fn label(&self, arrangement: &Arrangement, side: (usize, bool), width: i32) -> i32 {
        let x = self.side(arrangement, side);
        let channel = arrangement.column_of[side.0] + usize::from(side.1);
        match side.1 {
            true => x + self.pads[channel].0 + LABEL_GAP,
            false => x - self.pads[channel].1 - LABEL_GAP - width,
        }
    }

    /// A lane.
    pub(super) fn lane(&self, arrangement: &Arrangement, lane: usize) -> Option<Rect> {
        let (begin, end) = arrangement.lanes[lane]?;
        let (first, last) = arrangement.lane_columns[lane];
        let pad = 16 + 12 * arrangement.nesting[lane];
        let left = self.columns[first] - pad;
        let right = self.columns[last] + arrangement.widths[last] + pad;
        Some(Rect::new(left, begin, right - left, end - begin))
    }
}

struct Channels<'a> {
    pads: &'a [(i32, i32)],
    labels: &'a [(i32, i32)],
    routes: &'a Routes,
    /// The first and the last column in the frame.
    first: usize,
    last: usize,
    count: usize,
}

impl Channels<'_> {
    fn place(&self, arrangement: &Arrangement, pads: &[(i32, i32)], extra: &[i32]) -> Places {
        let mut places = Places {
            columns: Vec::new(),
            lines: Vec::new(),
            frame: (MARGIN, MARGIN),
            width: 0,
            pads: pads.to_vec(),
        };
        let mut x = MARGIN;
        for (channel, extra) in extra.iter().enumerate().take(self.count + 1) {
            let (pad, label) = (self.pads[channel], self.labels[channel]);
            let lines = self.routes.width(channel);
            let has_lines = self.routes.lines[channel] > 0;
            let enters = channel == self.first;
            let leaves = channel == self.last + 1;
            // What is outside keeps away from the frame.
            let is_border = (enters && channel > 0) || (leaves && channel < self.count);
            let around = if has_lines || is_border { AROUND } else { 0 };
            x += pad.0 + label.0;
            if leaves && channel < self.count {
                places.frame.1 = x + FRAME;
                x += FRAME;
            }
            x += around + extra / 2;
            if enters && channel == 0 {
                x -= extra / 2;
            }
            places.lines.push(x);
            x += lines + around + extra - extra / 2;
            if enters {
                if channel > 0 {
                    places.frame.0 = x;
                }
                x += FRAME;
                if channel == 0 {
                    x += extra / 2;
                }
            }
            if leaves && channel == self.count {
                places.frame.1 = x + FRAME;
                x += FRAME;
            }
            x += label.1 + pad.1;
            if channel < self.count {
                let between = pad.0 + label.0 + 2 * around + lines + label.1 + pad.1;
                // Boxes do not touch each other, nor do lanes.
                let least = match channel > 0 && pad.0 > 0 && pad.1 > 0 {
                    true => pad.0 + pad.1 + 24,
                    false => 30,
                };
                if channel > 0 && between < least {
                    x += least - between;
                }
                places.columns.push(x);
                x += arrangement.widths[channel];
            }
        }
        places.width = x + MARGIN;
        places
    }
}
