// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::AccessKeyStatus;
use super::decoders;
use crate::AccountId;
use crate::DecodeFault;
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::json11::{self, FromJson};
use wharf_oci::name::RepositoryName;

/// Input of `CreateAccount` (shape `CreateAccountRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAccountRequest {
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
    /// `name`, shape `AccountName`: 1 to 128 characters.
    pub name: Option<String>,
    /// `email`, shape `Email`: 3 to 320 characters.
    pub email: Option<String>,
}

impl Decode for CreateAccountRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "accountId", decoders::account_id)?;
        let name = decoder.optional(&mut members, "name", decoders::account_name)?;
        let email = decoder.optional(&mut members, "email", decoders::email)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            account_id,
            name,
            email,
        }))
    }
}

impl Encode for CreateAccountRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accountId", &self.account_id, false),
                ("name", &self.name, false),
                ("email", &self.email, false),
            ],
        );
    }
}

impl FromJson for CreateAccountRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateRootAccessKey` (shape `CreateRootAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRootAccessKeyRequest {
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
}

impl Decode for CreateRootAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "accountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for CreateRootAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("accountId", &self.account_id, false)]);
    }
}

impl FromJson for CreateRootAccessKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateWebhook` (shape `CreateWebhookRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateWebhookRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `name`, shape `WebhookName`: 1 to 64 characters.
    pub name: String,
    /// `url`, shape `WebhookUrl`: 1 to 2048 characters.
    pub url: String,
    /// `repositoryFilter`, shape `RepositoryFilter`: 1 to 256 characters.
    pub repository_filter: Option<String>,
}

impl Decode for CreateWebhookRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let name = decoder.required(&mut members, "name", decoders::webhook_name)?;
        let url = decoder.required(&mut members, "url", decoders::webhook_url)?;
        let repository_filter =
            decoder.optional(&mut members, "repositoryFilter", decoders::repository_filter)?;
        let (Some(name), Some(url)) = (name, url) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            name,
            url,
            repository_filter,
        }))
    }
}

impl Encode for CreateWebhookRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("name", &self.name, false),
                ("url", &self.url, false),
                ("repositoryFilter", &self.repository_filter, false),
            ],
        );
    }
}

impl FromJson for CreateWebhookRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteWebhook` (shape `DeleteWebhookRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteWebhookRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `name`, shape `WebhookName`: 1 to 64 characters.
    pub name: String,
}

impl Decode for DeleteWebhookRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let name = decoder.required(&mut members, "name", decoders::webhook_name)?;
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Self { registry_id, name }))
    }
}

impl Encode for DeleteWebhookRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("name", &self.name, false),
            ],
        );
    }
}

impl FromJson for DeleteWebhookRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetUsage` (shape `GetUsageRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetUsageRequest {
    /// `from`, shape `Day`: 10 to 10 characters.
    pub from: String,
    /// `to`, shape `Day`: 10 to 10 characters.
    pub to: String,
}

impl Decode for GetUsageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let from = decoder.required(&mut members, "from", decoders::day)?;
        let to = decoder.required(&mut members, "to", decoders::day)?;
        let (Some(from), Some(to)) = (from, to) else {
            return Ok(None);
        };
        Ok(Some(Self { from, to }))
    }
}

impl Encode for GetUsageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("from", &self.from, false), ("to", &self.to, false)]);
    }
}

impl FromJson for GetUsageRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListAccounts` (shape `ListAccountsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccountsRequest {
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
}

impl Decode for ListAccountsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        Ok(Some(Self {
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListAccountsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListAccountsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListDeadLetters` (shape `ListDeadLettersRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListDeadLettersRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `name`, shape `WebhookName`: 1 to 64 characters.
    pub name: String,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
}

impl Decode for ListDeadLettersRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let name = decoder.required(&mut members, "name", decoders::webhook_name)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Self {
            registry_id,
            name,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListDeadLettersRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("name", &self.name, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListDeadLettersRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListDeletedImages` (shape `ListDeletedImagesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListDeletedImagesRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for ListDeletedImagesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for ListDeletedImagesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for ListDeletedImagesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListEvents` (shape `ListEventsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListEventsRequest {
    /// `since`, shape `Time`.
    pub since: Option<Timestamp>,
    /// `position`, shape `EventPosition`: 1 to 4096 characters.
    pub position: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
}

impl Decode for ListEventsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let since = decoder.optional(&mut members, "since", decoders::time)?;
        let position = decoder.optional(&mut members, "position", decoders::event_position)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        Ok(Some(Self {
            since,
            position,
            max_results,
        }))
    }
}

impl Encode for ListEventsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("since", &self.since, false),
                ("position", &self.position, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListEventsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListRootAccessKeys` (shape `ListRootAccessKeysRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRootAccessKeysRequest {
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
}

impl Decode for ListRootAccessKeysRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "accountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for ListRootAccessKeysRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("accountId", &self.account_id, false)]);
    }
}

impl FromJson for ListRootAccessKeysRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListWebhooks` (shape `ListWebhooksRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListWebhooksRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
}

impl Decode for ListWebhooksRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        Ok(Some(Self { registry_id }))
    }
}

impl Encode for ListWebhooksRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("registryId", &self.registry_id, false)]);
    }
}

impl FromJson for ListWebhooksRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RedeliverDeadLetters` (shape `RedeliverDeadLettersRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RedeliverDeadLettersRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `name`, shape `WebhookName`: 1 to 64 characters.
    pub name: String,
}

impl Decode for RedeliverDeadLettersRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let name = decoder.required(&mut members, "name", decoders::webhook_name)?;
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Self { registry_id, name }))
    }
}

impl Encode for RedeliverDeadLettersRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("name", &self.name, false),
            ],
        );
    }
}

impl FromJson for RedeliverDeadLettersRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RestoreImage` (shape `RestoreImageRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RestoreImageRequest {
    /// `registryId`, shape `AccountId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageDigest`, shape `ImageDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub image_digest: String,
}

impl Decode for RestoreImageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::account_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_digest = decoder.required(&mut members, "imageDigest", decoders::image_digest)?;
        let (Some(repository_name), Some(image_digest)) = (repository_name, image_digest) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_digest,
        }))
    }
}

impl Encode for RestoreImageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageDigest", &self.image_digest, false),
            ],
        );
    }
}

impl FromJson for RestoreImageRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RevealRootAccessKey` (shape `RevealRootAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RevealRootAccessKeyRequest {
    /// `accountId`, shape `AccountId`.
    pub account_id: AccountId,
}

impl Decode for RevealRootAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "accountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for RevealRootAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("accountId", &self.account_id, false)]);
    }
}

impl FromJson for RevealRootAccessKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UpdateRootAccessKey` (shape `UpdateRootAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRootAccessKeyRequest {
    /// `accessKeyId`, shape `AccessKeyId`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
    /// `status`, shape `AccessKeyStatus`.
    pub status: AccessKeyStatus,
}

impl Decode for UpdateRootAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let access_key_id = decoder.required(&mut members, "accessKeyId", decoders::access_key_id)?;
        let status = decoder.required(&mut members, "status", decoders::access_key_status)?;
        let (Some(access_key_id), Some(status)) = (access_key_id, status) else {
            return Ok(None);
        };
        Ok(Some(Self {
            access_key_id,
            status,
        }))
    }
}

impl Encode for UpdateRootAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("accessKeyId", &self.access_key_id, false),
                ("status", &self.status, false),
            ],
        );
    }
}

impl FromJson for UpdateRootAccessKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}
