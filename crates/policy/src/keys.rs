//! Condition keys: what is known of a request's circumstances, and how many steps a decision by them may take.

use std::cell::Cell;

/// Keys with their values. Names are compared without regard to case.
///
/// Services may keep tags apart whose keys differ in case only, and to a policy they are one condition key. So a key may have
/// several readings, each of which a policy may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    all: Vec<(Box<str>, Vec<String>)>,
    /// Values of all.
    values: usize,
}

/// Values that a layer of keys may have. A resource has 50 tags at most, and a request that names more is refused; policies are
/// asked before that, and are not to compare a million of them: they deny.
const MOST_VALUES: usize = 2_000;

impl Keys {
    /// Sets a key's values, in place of those that it has.
    pub fn insert(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let name = lower(name);
        self.all.retain(|(known, _)| **known != *name);
        self.push(name, values);
    }

    fn push(&mut self, name: String, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().collect();
        self.values += values.len().max(1);
        self.all.push((name.into(), values));
    }

    /// Gives a key one reading more, beside those that it has.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let name = lower(name);
        self.push(name, values);
    }

    /// The readings of a key, its name in lower case.
    fn readings<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a [String]> {
        let found = self.all.iter().filter(move |(known, _)| **known == *name);
        found.map(|(_, values)| values.as_slice())
    }
}

/// A name in lower case.
fn lower(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.to_lowercase(),
    }
}

/// With how many readings of a key something must be so, when the key has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readings {
    /// Each: a request is allowed only if it would be with any of them.
    Every,
    /// One: a request is denied already if it would be with that one.
    One,
}

impl Readings {
    /// With how many readings something must match for its statement to apply; `negated`: that must not match.
    pub(crate) fn of(allows: bool, negated: bool) -> Readings {
        if allows == negated {
            Readings::One
        } else {
            Readings::Every
        }
    }

    /// Whether it is so with as many of these as must be.
    pub(crate) fn of_all<T>(self, mut things: impl Iterator<Item = T>, does: impl FnMut(T) -> bool) -> bool {
        match self {
            Readings::Every => things.all(does),
            Readings::One => things.any(does),
        }
    }
}

/// The condition keys of one request, in layers that are put together without being copied: those of the caller, of the
/// resource, of the request.
#[derive(Debug)]
pub struct Context<'a> {
    layers: &'a [&'a Keys],
    /// How much was compared for the decision.
    steps: Cell<u64>,
    /// Values of all layers.
    values: usize,
    /// Whether a layer has more of them than it may.
    is_overfull: bool,
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
            values: layers.iter().map(|layer| layer.values).sum(),
            is_overfull: layers.iter().any(|layer| layer.values > MOST_VALUES),
        }
    }

    /// The readings of a key, its name in lower case; none when it is absent.
    pub(crate) fn readings(&self, name: &str) -> impl Iterator<Item = &'a [String]> {
        let has = |layer: &&&'a Keys| layer.readings(name).next().is_some();
        let layer = self.layers.iter().find(has);
        layer.into_iter().flat_map(|layer| layer.readings(name))
    }

    /// Counts a look through all keys.
    pub(crate) fn spend_a_look(&self) {
        self.spend(self.values as u64);
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

    /// Whether the decision took more steps than it may, or has too much to compare: then nothing is compared any more, and it denies.
    pub(crate) fn is_spent(&self) -> bool {
        self.is_overfull || self.steps.get() > MOST_STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_values_than_any_request_may_have_are_not_compared() {
        let mut keys = Keys::default();
        for at in 0..MOST_VALUES {
            keys.add("aws:RequestTag/a", [at.to_string()]);
        }
        assert!(!Context::new(&[&keys]).is_spent());
        keys.add("aws:RequestTag/a", ["one more".to_owned()]);
        let layers = [&keys];
        let context = Context::new(&layers);
        context.count_anew();
        assert!(context.is_spent());
        let mut keys = Keys::default();
        keys.insert("aws:TagKeys", vec![String::new(); MOST_VALUES + 1]);
        assert!(Context::new(&[&keys]).is_spent());
    }
}
