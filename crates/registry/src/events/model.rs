//! What a webhook is, and an event that did not arrive.

use wharf_aws::Timestamp;

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// What waits for it knows it by: its name and a random text, so that one which is made again under a name gets nothing of the
    /// one before. Those made by older versions have the name alone.
    pub(super) id: String,
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
    /// What its deliveries are bounded by: the host and port that it is at, and which one of them it is. One that hangs does not
    /// hold up others at the same host.
    pub(super) fn destination(&self, account: &str) -> String {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        format!("{host} {account}/{}", self.name)
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
