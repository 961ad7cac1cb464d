//! What is measured and reported.

use serde::{Deserialize, Serialize};

/// What one registry holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) logical_bytes: i64,
    pub(crate) stored_bytes: i64,
    pub(crate) images: i64,
    pub(crate) repositories: i64,
}

/// What a registry held on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// The day, in UTC.
    pub day: String,
    /// The Region.
    pub region: String,
    /// The registry's account.
    pub owner: String,
    /// Bytes of layers that its repositories hold, each by itself.
    pub logical_bytes: i64,
    /// Its part of the bytes on the disk.
    pub stored_bytes: i64,
    /// Its images.
    pub images: i64,
    /// Its repositories.
    pub repositories: i64,
}

/// What an account did with a registry on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Traffic {
    /// The day, in UTC.
    pub day: String,
    /// The Region.
    pub region: String,
    /// The registry's account, or `other` for all that do not exist.
    pub owner: String,
    /// Who asked.
    pub account: String,
    /// How often, allowed or not.
    pub requests: i64,
    /// Bytes of manifests and layers that went to it.
    pub pulled_bytes: i64,
}
