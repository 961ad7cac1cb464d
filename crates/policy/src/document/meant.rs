//! Names that are none, and which was meant.

use std::ops::Range;

use super::Reader;
use crate::edit::Edit;
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
    /// A flaw that is a name, with the one that was meant, if one is near.
    pub(super) fn misspelt(&mut self, span: Range<usize>, reason: &str, near: Option<&str>) {
        self.flaw(span.clone(), reason);
        self.suggest(span, near);
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
