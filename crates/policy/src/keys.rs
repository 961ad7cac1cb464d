//! Condition keys: what is known of a request's circumstances, and how many steps a decision by them may take.

use std::cell::Cell;
use std::ops::Range;

/// Keys with their values. Names are compared without regard to case.
///
/// Services may keep tags apart whose keys differ in case only, and to a policy they are one condition key. So a key may have
/// several readings, each of which a policy may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The readings of all keys by the keys' names in lower case, shorter ones first, for lengths are compared soonest; those of one
    /// key in the order in which they came.
    all: Vec<Reading>,
    /// Values of all.
    values: usize,
}

type Reading = (Box<str>, Vec<String>);

/// Values that a layer of keys may have. A resource has 50 tags at most, and a request that passes more is refused before policies
/// are asked; a simulation states as many keys as its caller likes. A layer of more keeps none of them, and a decision by it denies.
const MOST_VALUES: usize = 2_000;

impl Keys {
    /// Sets a key's values, in place of those that it has.
    pub fn insert(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let name = lower(name);
        let place = self.place(&name);
        let replaced = self.all.drain(place.clone());
        self.values -= replaced.map(|(_, values)| weight(&values)).sum::<usize>();
        self.put(place.start, name, values);
    }

    /// Gives a key one reading more, beside those that it has.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let name = lower(name);
        self.put(self.place(&name).end, name, values);
    }

    fn put(&mut self, at: usize, name: String, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().take(MOST_VALUES + 1).collect();
        self.values += weight(&values);
        if self.is_overfull() {
            self.all = Vec::new();
        } else {
            self.all.insert(at, (name.into(), values));
        }
    }

    /// Where the readings of a key are, or would be, its name in lower case.
    fn place(&self, name: &str) -> Range<usize> {
        let before = |(known, _): &Reading| (known.len(), &**known) < (name.len(), name);
        let start = self.all.partition_point(before);
        let same = |(known, _): &Reading| **known == *name;
        match &self.all[start..] {
            [first, second, ..] if same(first) && same(second) => {
                start..start + self.all[start..].partition_point(same)
            }
            [first, ..] if same(first) => start..start + 1,
            _ => start..start,
        }
    }

    /// Whether it was given more values than it keeps.
    fn is_overfull(&self) -> bool {
        self.values > MOST_VALUES
    }

    /// Names that are compared to find one.
    fn depth(&self) -> u64 {
        u64::from(usize::BITS - self.all.len().leading_zeros()) + 1
    }
}

/// How much a reading counts among the values of a layer.
fn weight(values: &[String]) -> usize {
    values.len().max(1)
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
    /// How much was looked up and compared for the decision.
    steps: Cell<u64>,
    /// Steps of a look for a key.
    look: u64,
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
            look: layers.iter().map(|layer| layer.depth()).sum(),
            is_overfull: layers.iter().any(|layer| layer.is_overfull()),
        }
    }

    /// The readings of a key, its name in lower case; none when it is absent. The look is counted.
    pub(crate) fn readings(&self, name: &str) -> impl ExactSizeIterator<Item = &'a [String]> + use<'a> {
        self.spend(self.look);
        let mut found = self.layers.iter().map(|layer| &layer.all[layer.place(name)]);
        let found: &'a [Reading] = found.find(|readings| !readings.is_empty()).unwrap_or_default();
        found.iter().map(|(_, values)| values.as_slice())
    }

    /// Counts what was looked up, compared or told.
    pub(crate) fn spend(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    /// What was counted.
    pub(crate) fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// Begins to count anew: each decision has its own steps.
    pub(crate) fn count_anew(&self) {
        self.steps.set(0);
    }

    /// Whether the decision took more steps than it may, or has a layer of more values than one may have: then no further statement,
    /// condition or pattern is looked at, and it denies.
    pub(crate) fn is_spent(&self) -> bool {
        self.is_overfull || self.steps.get() > MOST_STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context_of<T>(keys: &Keys, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        ask(&Context::new(&[keys]))
    }

    /// What a context has of a key.
    fn readings(keys: &Keys, name: &str) -> Vec<Vec<String>> {
        context_of(keys, |context| {
            context.readings(name).map(<[String]>::to_vec).collect()
        })
    }

    #[test]
    fn more_values_than_a_layer_may_have_are_not_kept() {
        let mut keys = Keys::default();
        for at in 0..MOST_VALUES {
            keys.add(&format!("aws:RequestTag/{}", at % 7), [at.to_string()]);
        }
        assert!(!context_of(&keys, |context| context.is_spent()));
        let one_more = |mut keys: Keys| {
            keys.add("aws:RequestTag/a", ["one more".to_owned()]);
            keys
        };
        let full = one_more(keys);
        assert!(full.all.is_empty());
        let layers = [&full];
        let context = Context::new(&layers);
        context.count_anew();
        assert!(context.is_spent());
        let mut keys = Keys::default();
        keys.insert("aws:TagKeys", vec![String::new(); MOST_VALUES + 1]);
        assert!(context_of(&keys, |context| context.is_spent()));
    }

    #[test]
    fn values_that_were_replaced_do_not_count() {
        let mut keys = Keys::default();
        for _ in 0..3 {
            keys.insert("aws:TagKeys", vec![String::new(); MOST_VALUES]);
        }
        assert!(!context_of(&keys, |context| context.is_spent()));
    }

    #[test]
    fn a_key_is_found_among_many_in_few_steps() {
        let mut keys = Keys::default();
        for at in 0..1_000 {
            keys.add(&format!("aws:RequestTag/k{at}"), [at.to_string()]);
        }
        keys.add("aws:requesttag/K7", ["again".to_owned()]);
        let expected = [["7".to_owned()], ["again".to_owned()]];
        assert_eq!(readings(&keys, "aws:requesttag/k7"), expected);
        assert!(readings(&keys, "aws:requesttag/k").is_empty());
        let steps = context_of(&keys, |context| {
            context.readings("aws:requesttag/none").for_each(drop);
            context.steps()
        });
        assert!((1..20).contains(&steps), "{steps} steps");
    }
}
