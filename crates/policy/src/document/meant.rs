//! Names that are none, and which was meant.

use std::ops::Range;

use super::Reader;
use crate::edit::Edit;
use crate::json::Member;
use crate::names;

/// The types of principals.
pub(super) const PRINCIPALS: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];

/// The elements of a statement.
pub(super) const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Of so many flaws what was meant is looked for.
pub(crate) const MOST_MEANT: usize = 16;

impl Reader {
    /// A flaw that is the name of one of these members, with the one that was meant, if one is near. What stands there already is not written
    /// again.
    pub(super) fn misspelt(&mut self, member: &Member, members: &[Member], reason: &str, near: Option<&str>) {
        let span = member.name_span.clone();
        self.flaw(span.clone(), reason);
        self.suggest(span, near);
        let is_there = |near: &str| members.iter().any(|other| other.name.eq_ignore_ascii_case(near));
        if let (Some(near), Some(flaw)) = (near.filter(|near| is_there(near)), self.flaws.last_mut()) {
            let help = format!("did you mean {near}? It is there already: put what stands here into it");
            flaw.help = Some(help.into());
            flaw.edits.clear();
        }
    }

    /// The name that was meant, for the first flaws: it takes time to look for.
    pub(super) fn nearest<'a>(&self, typed: &str, names: &[&'a str]) -> Option<&'a str> {
        let is_asked = self.flaws.len() < MOST_MEANT;
        is_asked.then(|| names::nearest(typed, names.iter().copied()))?
    }

    /// Says of the last flaw what was meant.
    pub(super) fn suggest(&mut self, span: Range<usize>, near: Option<&str>) {
        if let (Some(near), Some(flaw)) = (near, self.flaws.last_mut()) {
            flaw.help = Some(format!("did you mean {near}?").into());
            flaw.edits = vec![Edit::text(span, near)];
        }
    }
}
