//! What is assumed of volumes that the file does not say.

use serde::Serialize;

use super::facts::Facts;
use crate::volume;

/// A volume that is assumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The key under `volumes` that replaces it.
    pub key: &'static str,
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub from: &'static str,
}

/// What is assumed of facts.
pub fn assumptions(facts: &Facts) -> Vec<Assumption> {
    let of = |key: &'static str| Assumption {
        key,
        value: facts.volumes.said(key),
        from: volume::of(key).map_or("", volume::Volume::assumed),
    };
    facts.assumed.iter().copied().map(of).collect()
}
