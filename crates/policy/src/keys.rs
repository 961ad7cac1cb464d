//! Condition keys: what is known of a request's circumstances, and how many steps a decision by them may take.

use std::cell::Cell;

/// Keys with their values. Names are compared without regard to case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<(Box<str>, Vec<String>)>);

impl Keys {
    /// Sets a key's values, in place of those that it has.
    pub fn insert(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let name = name.to_lowercase();
        let values = values.into_iter().collect();
        match self.0.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, known)) => *known = values,
            None => self.0.push((name.into(), values)),
        }
    }

    /// The values of a key, its name in lower case.
    fn get(&self, name: &str) -> Option<&[String]> {
        let found = self.0.iter().find(|(known, _)| **known == *name);
        found.map(|(_, values)| values.as_slice())
    }
}

/// The condition keys of one request, in layers that are put together without being copied: those of the caller, of the
/// resource, of the request.
#[derive(Debug)]
pub struct Context<'a> {
    layers: &'a [&'a Keys],
    /// How much was compared for the decision.
    steps: Cell<u64>,
}

/// Steps of one decision; beyond them it denies. A statement of ordinary length takes some hundred; so many take some hundredths
/// of a second.
const MOST_STEPS: u64 = 20_000_000;

impl<'a> Context<'a> {
    /// Of these layers. A key of an earlier one hides that of a later.
    pub fn new(layers: &'a [&'a Keys]) -> Context<'a> {
        Context {
            layers,
            steps: Cell::new(0),
        }
    }

    /// The values of a key, its name in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&'a [String]> {
        self.layers.iter().find_map(|layer| layer.get(name))
    }

    /// Counts what was compared.
    pub(crate) fn spend(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    #[cfg(test)]
    pub(crate) fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// Begins to count anew: each decision has its own steps.
    pub(crate) fn count_anew(&self) {
        self.steps.set(0);
    }

    /// Whether the decision took more steps than it may: then nothing is compared any more, and it denies.
    pub(crate) fn is_spent(&self) -> bool {
        self.steps.get() > MOST_STEPS
    }
}
