// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::AccessKeyStatus;
use crate::AccountId;
use crate::Timestamp;
use crate::encode::{self, Encode, Sink};

/// Shape `Account`.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
    /// `name`, shape `AccountName`: 1 to 128 characters.
    pub name: String,
    /// `email`, shape `Email`: 3 to 320 characters.
    pub email: Option<String>,
    /// `createdAt`, shape `Time`.
    pub created_at: Timestamp,
}

impl Encode for Account {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accountId", &self.account_id, false),
                ("name", &self.name, false),
                ("email", &self.email, false),
                ("createdAt", &self.created_at, false),
            ],
        );
    }
}

/// Shape `DeadLetter`.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadLetter {
    /// `event`, shape `EventDocument`.
    pub event: String,
    /// `reason`, shape `Reason`.
    pub reason: String,
    /// `failedAt`, shape `Time`.
    pub failed_at: Timestamp,
}

impl Encode for DeadLetter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("event", &self.event, false),
                ("reason", &self.reason, false),
                ("failedAt", &self.failed_at, false),
            ],
        );
    }
}

/// Shape `DeletedImage`.
#[derive(Debug, Clone, PartialEq)]
pub struct DeletedImage {
    /// `imageDigest`, shape `ImageDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub image_digest: String,
    /// `imageTags`, shape `ImageTagList`.
    pub image_tags: Vec<String>,
    /// `imageSizeInBytes`, shape `Bytes`.
    pub image_size_in_bytes: i64,
    /// `deletedAt`, shape `Time`.
    pub deleted_at: Timestamp,
    /// `keptUntil`, shape `Time`.
    pub kept_until: Timestamp,
}

impl Encode for DeletedImage {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageDigest", &self.image_digest, false),
                ("imageTags", &self.image_tags, false),
                ("imageSizeInBytes", &self.image_size_in_bytes, false),
                ("deletedAt", &self.deleted_at, false),
                ("keptUntil", &self.kept_until, false),
            ],
        );
    }
}

/// Shape `RootAccessKey`.
#[derive(Debug, Clone, PartialEq)]
pub struct RootAccessKey {
    /// `accessKeyId`, shape `AccessKeyId`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
    /// `status`, shape `AccessKeyStatus`.
    pub status: AccessKeyStatus,
    /// `createdAt`, shape `Time`.
    pub created_at: Timestamp,
}

impl Encode for RootAccessKey {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accessKeyId", &self.access_key_id, false),
                ("accountId", &self.account_id, false),
                ("status", &self.status, false),
                ("createdAt", &self.created_at, false),
            ],
        );
    }
}

/// Shape `StorageUsage`.
#[derive(Debug, Clone, PartialEq)]
pub struct StorageUsage {
    /// `day`, shape `Day`: 10 to 10 characters.
    pub day: String,
    /// `region`, shape `RegionName`.
    pub region: String,
    /// `owner`, shape `AccountId`.
    pub owner: AccountId,
    /// `logicalBytes`, shape `Bytes`.
    pub logical_bytes: i64,
    /// `storedBytes`, shape `Bytes`.
    pub stored_bytes: i64,
    /// `images`, shape `Count`.
    pub images: i64,
    /// `repositories`, shape `Count`.
    pub repositories: i64,
}

impl Encode for StorageUsage {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("day", &self.day, false),
                ("region", &self.region, false),
                ("owner", &self.owner, false),
                ("logicalBytes", &self.logical_bytes, false),
                ("storedBytes", &self.stored_bytes, false),
                ("images", &self.images, false),
                ("repositories", &self.repositories, false),
            ],
        );
    }
}

/// Shape `TrafficUsage`.
#[derive(Debug, Clone, PartialEq)]
pub struct TrafficUsage {
    /// `day`, shape `Day`: 10 to 10 characters.
    pub day: String,
    /// `region`, shape `RegionName`.
    pub region: String,
    /// `owner`, shape `AccountId`.
    pub owner: AccountId,
    /// `account`, shape `AccountId`.
    pub account: AccountId,
    /// `requests`, shape `Count`.
    pub requests: i64,
    /// `pulledBytes`, shape `Bytes`.
    pub pulled_bytes: i64,
}

impl Encode for TrafficUsage {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("day", &self.day, false),
                ("region", &self.region, false),
                ("owner", &self.owner, false),
                ("account", &self.account, false),
                ("requests", &self.requests, false),
                ("pulledBytes", &self.pulled_bytes, false),
            ],
        );
    }
}

/// Shape `Webhook`.
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    /// `name`, shape `WebhookName`: 1 to 64 characters.
    pub name: String,
    /// `url`, shape `WebhookUrl`: 1 to 2048 characters.
    pub url: String,
    /// `repositoryFilter`, shape `RepositoryFilter`: 1 to 256 characters.
    pub repository_filter: String,
    /// `createdAt`, shape `Time`.
    pub created_at: Timestamp,
    /// `pendingEvents`, shape `Count`.
    pub pending_events: i64,
}

impl Encode for Webhook {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("name", &self.name, false),
                ("url", &self.url, false),
                ("repositoryFilter", &self.repository_filter, false),
                ("createdAt", &self.created_at, false),
                ("pendingEvents", &self.pending_events, false),
            ],
        );
    }
}
