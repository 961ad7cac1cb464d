//! Pictures of a company: accounts, registries, and the ways that images go, from the access that is computed
//! ([`summary`](crate::access::summary)), not from what was meant.
//!
//! | room | what it owns |
//! |---|---|
//! | `model` | what a picture says |
//! | `reach`, `read`, `words` | a company and its access as that |
//! | `group`, `unit`, `coarse` | equal accounts as one box, equal units as one lane; large companies in few boxes |
//! | `text`, `card` | how large texts and boxes are |
//! | `arrange`, `tree`, `stack` | which columns and lanes boxes are in, and how high they stand |
//! | `bundle`, `port`, `route`, `place` | edges: which go together, where they meet boxes, which way they take, where that is |
//! | `scene`, `paint`, `edge`, `legend` | the same as shapes at places, which tests measure |
//! | `candidate`, `advice` | what `advise` weighs, as pictures beside each other |
//! | `look`, `svg`, `html`, `mermaid` | shapes as text |
//!
//! An edge goes up and down between columns only, and across a column only where no box is, so it is never behind one.

mod advice;
mod arrange;
mod bundle;
mod candidate;
mod card;
mod coarse;
mod column;
mod edge;
mod group;
mod html;
mod legend;
mod look;
mod mermaid;
mod model;
mod paint;
mod place;
mod port;
mod reach;
mod read;
mod route;
mod scene;
mod stack;
mod svg;
mod text;
mod tree;
mod unit;
mod words;

pub use advice::Meeting;
pub use model::{
    Flow, Inner, Kind, Lane, Layer, Node, NodeKind, Part, Picture, Registry, Role, Stage, Theme,
};
pub use scene::{Line, Rect, Scene, Written};

use crate::access::{AccessModel, Group};
use crate::company::Company;

/// More boxes are too many for one look.
const MANY: usize = 40;
/// A picture that leaves something out has not more.
const ENOUGH: usize = 24;

/// What a company's picture says, each account in a box of its own.
pub fn picture(company: &Company, model: &AccessModel, groups: &[Group]) -> Picture {
    read::picture(company, &reach::Reach::of(company, model, groups))
}

impl Picture {
    /// The same with equal accounts in one box and equal units in one lane; in few boxes where there are more than a page shows.
    #[must_use]
    pub fn grouped(&self) -> Picture {
        let grouped = unit::alike(&group::grouped(self), unit::Measure::Exact);
        match grouped.nodes.len() > MANY {
            true => coarse::coarse(self, ENOUGH),
            false => grouped,
        }
    }

    /// The same in at most so many boxes, or in as few as there can be.
    #[must_use]
    pub fn few(&self, most: usize) -> Picture {
        let grouped = self.grouped();
        match grouped.nodes.len() > most {
            true => coarse::coarse(self, most),
            false => grouped,
        }
    }

    /// The picture as shapes.
    pub fn scene(&self) -> Scene {
        paint::scene(self)
    }

    /// The picture as SVG.
    pub fn svg(&self, theme: Theme) -> String {
        svg::alone(self, &self.scene(), theme)
    }

    /// The picture as a Mermaid flow chart.
    pub fn mermaid(&self) -> String {
        mermaid::chart(self)
    }

    /// The picture as a page that needs no other file: equal accounts can be shown one by one, and every way is told in a table.
    pub fn html(&self, theme: Theme) -> String {
        html::page(self, theme)
    }
}

/// An SVG, equal accounts in one box.
pub fn svg(company: &Company, model: &AccessModel, groups: &[Group], theme: Theme) -> String {
    picture(company, model, groups).grouped().svg(theme)
}

/// A Mermaid flow chart, equal accounts in one box.
pub fn mermaid(company: &Company, model: &AccessModel, groups: &[Group]) -> String {
    picture(company, model, groups).grouped().mermaid()
}

/// A page, with equal accounts in one box, and one by one.
pub fn html(company: &Company, model: &AccessModel, groups: &[Group], theme: Theme) -> String {
    picture(company, model, groups).html(theme)
}

/// A page with everything that was weighed and assumed: candidates side by side, each with its cost, its picture and how it is built; what
/// to write, and where the answer turns.
pub fn advice(meeting: &Meeting<'_>, theme: Theme) -> String {
    advice::page(meeting, theme)
}
