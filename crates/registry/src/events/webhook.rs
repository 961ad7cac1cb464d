//! Webhooks: where events go, made by the operator.
//!
//! What is posted to them, how it is signed and when it is sent again is in `deliver`; their SQL is in `store/hooks.rs`; the HTTP
//! client is `server`'s `webhook_client`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wharf_aws::{AccountId, Timestamp};
use wharf_sql::Scope;
use zeroize::Zeroizing;

use super::model::{DeadLetter, Webhook};
use super::store;
use wharf_kernel::{Cell, Entropy, Purpose, Sealer, Unavailable};

/// Webhooks of one registry.
const MOST: usize = 20;
/// What secrets begin with, as people see them (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";
/// Dead letters that one step queues again.
const STEP: i64 = 100;
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
    /// The URL is not valid.
    #[error("a webhook is at an http or https URL with a host and without a user: '{0}'")]
    Url(String),
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
            name: name.to_owned(),
            url: url.to_owned(),
            filter: filter.to_owned(),
            created_at: now,
            secret: self
                .sealer
                .seal(Purpose::WebhookSecret, name.as_bytes(), secret.as_slice()),
        };
        if store::hooks(&self.cell.database, &self.scope).await?.len() >= MOST {
            return Err(WebhookError::TooMany);
        }
        let (scope, made) = (self.scope.clone(), hook);
        let inserted = self
            .cell
            .database
            .transaction("events.webhook.create", move |transaction| {
                store::insert_hook(transaction, &scope, &made)
            })
            .await?;
        if !inserted {
            return Err(WebhookError::NameTaken(name.to_owned()));
        }
        Ok(Zeroizing::new(format!(
            "{SECRET_PREFIX}{}",
            STANDARD.encode(secret.as_slice())
        )))
    }

    /// All of them, by name, with how many events wait for each: at most [`MOST_PENDING`] are counted.
    pub async fn list(&self) -> Result<Vec<(Webhook, i64)>, WebhookError> {
        let mut all = Vec::new();
        for hook in store::hooks(&self.cell.database, &self.scope).await? {
            let pending = store::pending(&self.cell.database, &self.scope, &hook.name, MOST_PENDING).await?;
            all.push((hook, pending));
        }
        Ok(all)
    }

    /// Removes one, with everything that waits for it.
    pub async fn delete(&self, name: &str) -> Result<(), WebhookError> {
        let (scope, of) = (self.scope.clone(), name.to_owned());
        let there = self
            .cell
            .database
            .transaction("events.webhook.delete", move |transaction| {
                store::delete_hook(transaction, &scope, &of)
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
        self.require(name).await?;
        Ok(store::dead_letters(&self.cell.database, &self.scope, name, after, most).await?)
    }

    /// Queues everything again that could not be delivered; how much that is.
    pub async fn redeliver(&self, name: &str, now: Timestamp) -> Result<u64, WebhookError> {
        let hook = self.require(name).await?;
        let (mut count, mut after) = (0, (String::new(), 0));
        loop {
            let page = store::dead_letters(&self.cell.database, &self.scope, name, (&after.0, after.1), STEP);
            let page = page.await?;
            let Some(last) = page.last() else {
                return Ok(count);
            };
            after = (last.stream.clone(), last.sequence);
            count += page.len() as u64;
            let (scope, hook) = (self.scope.clone(), hook.clone());
            self.cell
                .database
                .transaction("events.webhook.redeliver", move |transaction| {
                    page.iter()
                        .try_for_each(|letter| store::revive(transaction, &scope, &hook, letter, now))
                })
                .await?;
        }
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
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let fits = host.is_some_and(|host| !host.is_empty() && !host.starts_with(':') && !host.contains('@'));
    if !fits || url.len() > 2048 || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(WebhookError::Url(url.to_owned()));
    }
    let of_a_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_./*".contains(&byte);
    if !(1..=256).contains(&filter.len()) || !filter.bytes().all(of_a_name) {
        return Err(WebhookError::Filter(filter.to_owned()));
    }
    Ok(())
}
