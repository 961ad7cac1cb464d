//! What differs, as it is shown.

use std::fmt;

use serde::Serialize;

/// One thing, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What becomes of it.
    pub effect: Effect,
    /// What it is: `role ci in registry (222222222222)`.
    pub what: String,
    /// What about it differs.
    pub details: Vec<String>,
}

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It is removed.
    Delete,
    /// It is left alone though it could be expected to go.
    Keep,
    /// It is as it should be.
    Same,
}

impl Change {
    pub(super) fn new(effect: Effect, what: impl Into<String>) -> Change {
        Change {
            effect,
            what: what.into(),
            details: Vec::new(),
        }
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Change {
        self.details.push(detail.into());
        self
    }
}

/// For people.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.effect {
            Effect::Create => '+',
            Effect::Update => '~',
            Effect::Delete => '-',
            Effect::Keep => '!',
            Effect::Same => '=',
        };
        write!(f, "{sign} {}", self.what)?;
        self.details
            .iter()
            .try_for_each(|detail| write!(f, "\n    {detail}"))
    }
}
