// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{Account, DeadLetter, DeletedImage, RootAccessKey, StorageUsage, TrafficUsage, Webhook};
use crate::encode::{self, Encode, Sink};

/// Output of `CreateAccount` (shape `CreateAccountResponse`).
#[derive(Clone, PartialEq)]
pub struct CreateAccountResponse {
    /// `account`, shape `Account`.
    pub account: Account,
    /// `accessKeyId`, shape `AccessKeyId`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
    /// `secretAccessKey`, shape `SecretAccessKey`.
    pub secret_access_key: String,
}

impl std::fmt::Debug for CreateAccountResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateAccountResponse")
            .field("account", &self.account)
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &format_args!("…"))
            .finish()
    }
}

impl Encode for CreateAccountResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("account", &self.account, false),
                ("accessKeyId", &self.access_key_id, false),
                ("secretAccessKey", &self.secret_access_key, true),
            ],
        );
    }
}

/// Output of `CreateRootAccessKey` (shape `CreateRootAccessKeyResponse`).
#[derive(Clone, PartialEq)]
pub struct CreateRootAccessKeyResponse {
    /// `accessKey`, shape `RootAccessKey`.
    pub access_key: RootAccessKey,
    /// `secretAccessKey`, shape `SecretAccessKey`.
    pub secret_access_key: String,
}

impl std::fmt::Debug for CreateRootAccessKeyResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateRootAccessKeyResponse")
            .field("access_key", &self.access_key)
            .field("secret_access_key", &format_args!("…"))
            .finish()
    }
}

impl Encode for CreateRootAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accessKey", &self.access_key, false),
                ("secretAccessKey", &self.secret_access_key, true),
            ],
        );
    }
}

/// Output of `CreateWebhook` (shape `CreateWebhookResponse`).
#[derive(Clone, PartialEq)]
pub struct CreateWebhookResponse {
    /// `webhook`, shape `Webhook`.
    pub webhook: Webhook,
    /// `secret`, shape `WebhookSecret`.
    pub secret: String,
}

impl std::fmt::Debug for CreateWebhookResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateWebhookResponse")
            .field("webhook", &self.webhook)
            .field("secret", &format_args!("…"))
            .finish()
    }
}

impl Encode for CreateWebhookResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("webhook", &self.webhook, false), ("secret", &self.secret, true)],
        );
    }
}

/// Output of `DeleteWebhook` (shape `DeleteWebhookResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteWebhookResponse {}

impl Encode for DeleteWebhookResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `GetUsage` (shape `GetUsageResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetUsageResponse {
    /// `storage`, shape `StorageUsageList`.
    pub storage: Vec<StorageUsage>,
    /// `traffic`, shape `TrafficUsageList`.
    pub traffic: Vec<TrafficUsage>,
}

impl Encode for GetUsageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("storage", &self.storage, false),
                ("traffic", &self.traffic, false),
            ],
        );
    }
}

/// Output of `ListAccounts` (shape `ListAccountsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAccountsResponse {
    /// `accounts`, shape `AccountList`.
    pub accounts: Vec<Account>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for ListAccountsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accounts", &self.accounts, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListDeadLetters` (shape `ListDeadLettersResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListDeadLettersResponse {
    /// `deadLetters`, shape `DeadLetterList`.
    pub dead_letters: Vec<DeadLetter>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for ListDeadLettersResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("deadLetters", &self.dead_letters, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListDeletedImages` (shape `ListDeletedImagesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListDeletedImagesResponse {
    /// `images`, shape `DeletedImageList`.
    pub images: Vec<DeletedImage>,
}

impl Encode for ListDeletedImagesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("images", &self.images, false)]);
    }
}

/// Output of `ListEvents` (shape `ListEventsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListEventsResponse {
    /// `events`, shape `EventList`.
    pub events: Vec<String>,
    /// `position`, shape `EventPosition`: 1 to 4096 characters.
    pub position: Option<String>,
}

impl Encode for ListEventsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("events", &self.events, false),
                ("position", &self.position, false),
            ],
        );
    }
}

/// Output of `ListRootAccessKeys` (shape `ListRootAccessKeysResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRootAccessKeysResponse {
    /// `accessKeys`, shape `AccessKeyList`.
    pub access_keys: Vec<RootAccessKey>,
}

impl Encode for ListRootAccessKeysResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("accessKeys", &self.access_keys, false)]);
    }
}

/// Output of `ListWebhooks` (shape `ListWebhooksResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListWebhooksResponse {
    /// `webhooks`, shape `WebhookList`.
    pub webhooks: Vec<Webhook>,
}

impl Encode for ListWebhooksResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("webhooks", &self.webhooks, false)]);
    }
}

/// Output of `RedeliverDeadLetters` (shape `RedeliverDeadLettersResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct RedeliverDeadLettersResponse {
    /// `queuedEvents`, shape `Count`.
    pub queued_events: i64,
}

impl Encode for RedeliverDeadLettersResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("queuedEvents", &self.queued_events, false)]);
    }
}

/// Output of `RestoreImage` (shape `RestoreImageResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct RestoreImageResponse {
    /// `imageDigests`, shape `ImageDigestList`.
    pub image_digests: Vec<String>,
    /// `imageTags`, shape `ImageTagList`.
    pub image_tags: Vec<String>,
    /// `takenImageTags`, shape `ImageTagList`.
    pub taken_image_tags: Vec<String>,
}

impl Encode for RestoreImageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageDigests", &self.image_digests, false),
                ("imageTags", &self.image_tags, false),
                ("takenImageTags", &self.taken_image_tags, false),
            ],
        );
    }
}

/// Output of `RevealRootAccessKey` (shape `RevealRootAccessKeyResponse`).
#[derive(Clone, PartialEq)]
pub struct RevealRootAccessKeyResponse {
    /// `accessKey`, shape `RootAccessKey`.
    pub access_key: RootAccessKey,
    /// `secretAccessKey`, shape `SecretAccessKey`.
    pub secret_access_key: String,
}

impl std::fmt::Debug for RevealRootAccessKeyResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RevealRootAccessKeyResponse")
            .field("access_key", &self.access_key)
            .field("secret_access_key", &format_args!("…"))
            .finish()
    }
}

impl Encode for RevealRootAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accessKey", &self.access_key, false),
                ("secretAccessKey", &self.secret_access_key, true),
            ],
        );
    }
}

/// Output of `UpdateRootAccessKey` (shape `UpdateRootAccessKeyResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRootAccessKeyResponse {
    /// `accessKey`, shape `RootAccessKey`.
    pub access_key: RootAccessKey,
}

impl Encode for UpdateRootAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("accessKey", &self.access_key, false)]);
    }
}
