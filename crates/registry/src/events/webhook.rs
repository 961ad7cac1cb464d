//! Webhooks: where events go, made by the operator.
//!
//! What is posted to them, how it is signed and when it is sent again is in `deliver`; their SQL is in `store/hooks.rs`; the HTTP
//! client is `server`'s `webhook_client`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Scope, Transaction};
use zeroize::Zeroizing;

use super::model::{DeadLetter, Webhook};
use super::store;
use super::webhook_url::is_webhook_url;
use wharf_kernel::{Cell, Entropy, Purpose, Sealer, Unavailable};

/// Webhooks of one registry.
const MOST: usize = 20;
/// What secrets begin with, as people see them (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";
/// Waiting events that are counted.
pub const MOST_PENDING: i64 = 10_000;

/// Why something was not done with a webhook.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is none of that name.
    #[error("there is no webhook {0} in this registry")]
    NotFound(String),
    /// There is one of that name.
    #[error("there is a webhook {0} already: delete it first, or give this one another name")]
    NameTaken(String),
    /// The name is not valid.
    #[error("a webhook's name has 1 to 64 letters, digits, '-', '_' and '.': '{0}'")]
    Name(String),
    /// The URL is not valid. It is not repeated: receivers put secrets into their URLs.
    #[error(
        "a webhook is at an http or https URL with a host, without a user, and of at most 2048 visible ASCII characters"
    )]
    Url,
    /// The pattern is not valid.
    #[error("a filter is a repository's name, in which * stands for any text: '{0}'")]
    Filter(String),
    /// The quota is used up.
    #[error("a registry has at most {MOST} webhooks")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<wharf_sql::Error> for WebhookError {
    fn from(error: wharf_sql::Error) -> WebhookError {
        WebhookError::Unavailable(error.into())
    }
}

/// The webhooks of one registry.
pub struct Hooks<'a> {
    cell: &'a Cell,
    scope: Scope,
    sealer: &'a Sealer,
}

impl<'a> Hooks<'a> {
    /// Those of an account in the cell's Region.
    pub fn new(cell: &'a Cell, account: &AccountId, sealer: &'a Sealer) -> Hooks<'a> {
        Hooks {
            cell,
            scope: cell.scope(account),
            sealer,
        }
    }

    /// Makes a webhook; gives the secret that its receiver checks signatures with.
    pub async fn create(
        &self,
        name: &str,
        url: &str,
        filter: &str,
        entropy: &Entropy,
        now: Timestamp,
    ) -> Result<Zeroizing<String>, WebhookError> {
        check(name, url, filter)?;
        let secret = Zeroizing::new(entropy.bytes::<32>());
        let hook = Webhook {
            id: format!("{name}:{:016x}", u64::from_le_bytes(entropy.bytes())),
            name: name.to_owned(),
            url: url.to_owned(),
            filter: filter.to_owned(),
            created_at: now,
            secret: self
                .sealer
                .seal(Purpose::WebhookSecret, name.as_bytes(), secret.as_slice()),
        };
        let scope = self.scope.clone();
        let create = move |transaction: &mut Transaction<'_>| {
            if store::count_hooks(transaction, &scope)? >= MOST {
                return Err(WebhookError::TooMany);
            }
            if !store::insert_hook(transaction, &scope, &hook)? {
                return Err(WebhookError::NameTaken(hook.name.clone()));
            }
            Ok(())
        };
        self.cell
            .database
            .transaction("events.webhook.create", create)
            .await?;
        Ok(Zeroizing::new(format!(
            "{SECRET_PREFIX}{}",
            STANDARD.encode(secret.as_slice())
        )))
    }

    /// All of them, by name, with how many events wait for each: at most [`MOST_PENDING`] are counted.
    pub async fn list(&self) -> Result<Vec<(Webhook, i64)>, WebhookError> {
        let mut all = Vec::new();
        for hook in store::hooks(&self.cell.database, &self.scope).await? {
            let pending = store::pending(&self.cell.database, &self.scope, &hook, MOST_PENDING).await?;
            all.push((hook, pending));
        }
        Ok(all)
    }

    /// Removes one; what waits for it goes soon after.
    pub async fn delete(&self, name: &str, now: Timestamp) -> Result<(), WebhookError> {
        let (scope, of) = (self.scope.clone(), name.to_owned());
        let there = self
            .cell
            .database
            .transaction("events.webhook.delete", move |transaction| {
                store::delete_hook(transaction, &scope, &of, now)
            });
        match there.await? {
            true => Ok(()),
            false => Err(WebhookError::NotFound(name.to_owned())),
        }
    }

    /// What could not be delivered to one, a page of it.
    pub async fn dead_letters(
        &self,
        name: &str,
        after: (&str, i64),
        most: i64,
    ) -> Result<Vec<DeadLetter>, WebhookError> {
        let hook = self.require(name).await?;
        Ok(store::dead_letters(&self.cell.database, &self.scope, &hook, after, most).await?)
    }

    /// Queues again what could not be delivered, as far as it is among these; how much that was.
    pub async fn redeliver(
        &self,
        name: &str,
        letters: Vec<DeadLetter>,
        now: Timestamp,
    ) -> Result<i64, WebhookError> {
        let hook = self.require(name).await?;
        let scope = self.scope.clone();
        let revive = move |transaction: &mut Transaction<'_>| {
            // One that was deleted meanwhile has no queue any more.
            if !store::has_hook(transaction, &scope, &hook.id)? {
                return Err(WebhookError::NotFound(hook.name.clone()));
            }
            letters.iter().try_fold(0, |count, letter| {
                let revived = store::revive(transaction, &scope, &hook, letter, now)?;
                Ok(count + i64::from(revived))
            })
        };
        self.cell
            .database
            .transaction("events.webhook.redeliver", revive)
            .await
    }

    async fn require(&self, name: &str) -> Result<Webhook, WebhookError> {
        let found = store::hook(&self.cell.database, &self.scope, name).await?;
        found.ok_or_else(|| WebhookError::NotFound(name.to_owned()))
    }
}

fn check(name: &str, url: &str, filter: &str) -> Result<(), WebhookError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
        return Err(WebhookError::Name(name.to_owned()));
    }
    if !is_webhook_url(url) {
        return Err(WebhookError::Url);
    }
    let of_a_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_./*".contains(&byte);
    if !(1..=256).contains(&filter.len()) || !filter.bytes().all(of_a_name) {
        return Err(WebhookError::Filter(filter.to_owned()));
    }
    Ok(())
}
