//! A picture as shapes at places, and what must be true of them: so that it can be looked at, and also be checked.

use super::model::{Kind, NodeKind, Part};
use super::text::{self, Style};

/// A rectangle, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Its left side.
    pub x: i32,
    /// Its upper side.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

impl Rect {
    pub(super) fn new(x: i32, y: i32, width: i32, height: i32) -> Rect {
        Rect { x, y, width, height }
    }

    /// Its right side.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// Its lower side.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// Whether another is in it.
    pub fn holds(&self, other: &Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether it and another have points in common that are not on their sides.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// From which end a text is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    End,
}

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Registry,
    Node(NodeKind),
    Part(Part),
    Image(Kind),
}

/// Something that is drawn.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// What belongs together, with what is said of it when it is pointed at.
    Open {
        class: String,
        title: String,
        /// Leads to where equal accounts are shown one by one.
        is_expandable: bool,
        /// The boxes that it is about.
        about: Vec<usize>,
    },
    Close,
    Rect {
        rect: Rect,
        radius: i32,
        class: &'static str,
    },
    Text {
        x: i32,
        y: i32,
        anchor: Anchor,
        class: String,
        text: String,
        /// What it is the beginning of, if it is cut.
        whole: Option<String>,
    },
    Path {
        class: String,
        d: String,
    },
    Icon {
        icon: Icon,
        x: i32,
        y: i32,
        size: i32,
    },
}

/// A text as it is measured.
#[derive(Clone, Debug)]
pub struct Written {
    /// What is written.
    pub text: String,
    /// Where.
    pub at: Rect,
    /// Where it must stay.
    pub within: Rect,
}

/// An edge as it is drawn.
#[derive(Clone, Debug)]
pub struct Line {
    /// The boxes that it joins.
    pub joins: (usize, usize),
    /// Its corners.
    pub corners: Vec<(i32, i32)>,
}

/// A picture as shapes.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The boxes of accounts and of those outside.
    pub boxes: Vec<Rect>,
    /// Where labels stand.
    pub labels: Vec<Rect>,
    /// Every text.
    pub texts: Vec<Written>,
    /// Every edge.
    pub lines: Vec<Line>,
    pub(super) items: Vec<Item>,
}

impl Scene {
    /// Writes a text, as much of it as there is room for in its box.
    pub(super) fn write(
        &mut self,
        (x, y): (i32, i32),
        anchor: Anchor,
        style: Style,
        text: &str,
        within: Rect,
    ) {
        let colored = style.class.to_owned();
        self.write_colored((x, y), anchor, style, colored, text, within);
    }

    pub(super) fn write_colored(
        &mut self,
        (x, y): (i32, i32),
        anchor: Anchor,
        style: Style,
        class: String,
        text: &str,
        within: Rect,
    ) {
        if text.is_empty() {
            return;
        }
        let room = match anchor {
            Anchor::Start => within.right() - x,
            Anchor::End => x - within.x,
        };
        let shown = text::fit(text, style, room);
        let width = text::width(&shown, style);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::End => x - width,
        };
        let size = style.size();
        self.texts.push(Written {
            text: shown.clone(),
            at: Rect::new(left, y - size, width, size + size / 4),
            within,
        });
        self.items.push(Item::Text {
            x,
            y,
            anchor,
            class,
            whole: (shown != text).then(|| text.to_owned()),
            text: shown,
        });
    }

    pub(super) fn rect(&mut self, rect: Rect, radius: i32, class: &'static str) {
        self.items.push(Item::Rect { rect, radius, class });
    }

    pub(super) fn icon(&mut self, icon: Icon, x: i32, y: i32, size: i32) {
        self.items.push(Item::Icon { icon, x, y, size });
    }

    pub(super) fn path(&mut self, class: String, d: String) {
        self.items.push(Item::Path { class, d });
    }

    pub(super) fn open(&mut self, class: String, title: String, about: Vec<usize>) {
        self.items.push(Item::Open {
            class,
            title,
            is_expandable: false,
            about,
        });
    }

    pub(super) fn close(&mut self) {
        self.items.push(Item::Close);
    }
}
