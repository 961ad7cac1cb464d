//! What a webhook is, and an event that did not arrive.

use wharf_aws::Timestamp;

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name, unique in the registry.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// A wildcard over the names of repositories: whose events it gets.
    pub filter: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// What signs, sealed.
    pub(super) secret: Vec<u8>,
}

impl Webhook {
    /// The host and port that it is at.
    pub(super) fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// An event that was not delivered.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// It, as JSON.
    pub document: String,
    /// Why the last attempt failed.
    pub reason: String,
    /// When it did.
    pub failed_at: Timestamp,
    pub(super) stream: String,
    pub(super) sequence: i64,
}
