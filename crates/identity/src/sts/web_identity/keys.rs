//! The keys of issuers: found by discovery (OpenID Connect Discovery 1.0), kept for an hour, fetched again for a key that
//! is not among them, but not more often than every ten seconds.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use jsonwebtoken::jwk::Jwk;
use moka::sync::Cache;
use serde_json::Value;
use wharf_aws::Timestamp;
use wharf_aws::sts::Fault as Modelled;

use crate::sts::Fault;
use wharf_kernel::Extension;

/// How many issuers a node remembers.
const REMEMBERED: u64 = 1_000;
/// How long keys are used without a look whether they still are the issuer's.
const MAX_AGE: u64 = 3_600 * 1_000_000;
/// How long after one fetch from an issuer the next may follow. Any client can send us tokens.
const PAUSE: u64 = 10 * 1_000_000;
/// More keys than this of one issuer are not tried.
const MAX_KEYS: usize = 100;

/// Reads an issuer's documents over HTTPS.
pub trait IssuerDocuments: Send + Sync {
    /// The body of a document that was answered with success. The caller has checked that the URL begins with `https://`
    /// and is on the issuer's own host; what follows no redirects and reads no more than 1 MiB stays there.
    fn get<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>>;
}

/// Why a document could not be read. The text is for the log of this node.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// What is known of issuers.
pub struct Issuers {
    documents: Arc<dyn IssuerDocuments>,
    known: Cache<String, Arc<Issuer>>,
}

#[derive(Default)]
struct Issuer {
    known: parking_lot::RwLock<Known>,
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    /// The keys, and when they were fetched, in microseconds.
    keys: Option<(Arc<[Jwk]>, i64)>,
    tried_at: Option<i64>,
}

struct Unreachable;

impl IssuerDocuments for Unreachable {
    fn get<'a>(&'a self, _url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>> {
        Box::pin(async { Err(FetchError("this node reaches no identity providers".to_owned())) })
    }
}

impl Extension for Issuers {}

/// Without a way to reach providers, their tokens are refused.
impl Default for Issuers {
    fn default() -> Issuers {
        Issuers::new(Arc::new(Unreachable))
    }
}

impl Issuers {
    /// The providers, reached by their documents.
    pub fn new(documents: Arc<dyn IssuerDocuments>) -> Issuers {
        Issuers {
            documents,
            known: Cache::new(REMEMBERED),
        }
    }

    /// The keys that a token by the issuer of a provider may be signed with; `url` is the provider's, without its scheme. With
    /// a key id, its key is among them unless the issuer has none of that id.
    pub(super) async fn keys(
        &self,
        url: &str,
        key_id: Option<&str>,
        now: Timestamp,
    ) -> Result<Arc<[Jwk]>, Fault> {
        let now = now.micros();
        let of_issuer = self.known.get_with(url.to_owned(), Arc::default);
        if let Some(keys) = of_issuer.known(key_id, now) {
            return Ok(keys);
        }
        let _one_at_a_time = of_issuer.fetching.lock().await;
        if let Some(keys) = of_issuer.known(key_id, now) {
            return Ok(keys);
        }
        let before = of_issuer.known.read().clone();
        // A clock that was set back counts as time gone by.
        if before.tried_at.is_some_and(|tried| now.abs_diff(tried) < PAUSE) {
            return match before.fresh(now) {
                Some(keys) => Ok(keys),
                None => Err(no_answer()),
            };
        }
        of_issuer.known.write().tried_at = Some(now);
        match self.fetch(&format!("https://{url}")).await {
            Ok(keys) => {
                of_issuer.known.write().keys = Some((Arc::clone(&keys), now));
                Ok(keys)
            }
            Err(error) => {
                tracing::warn!(issuer = url, %error, "the keys of an identity provider cannot be read");
                Err(no_answer())
            }
        }
    }

    /// An issuer may end with a slash, which its provider does not.
    async fn fetch(&self, issuer: &str) -> Result<Arc<[Jwk]>, FetchError> {
        let wrong = |text: &str| FetchError(text.to_owned());
        let discovery = format!("{issuer}/.well-known/openid-configuration");
        let document: Value = serde_json::from_slice(&self.documents.get(&discovery).await?)
            .map_err(|_| wrong("the discovery document is not JSON"))?;
        let named = document["issuer"].as_str();
        if named.map(|named| named.strip_suffix('/').unwrap_or(named)) != Some(issuer) {
            return Err(wrong("the discovery document is another issuer's"));
        }
        let keys_url = document["jwks_uri"]
            .as_str()
            .ok_or_else(|| wrong("the discovery document names no jwks_uri"))?;
        // An issuer that points elsewhere could have us call any host.
        if host(keys_url).is_none() || host(keys_url) != host(issuer) {
            return Err(wrong("the jwks_uri is not https on the issuer's own host"));
        }
        let document: Value = serde_json::from_slice(&self.documents.get(keys_url).await?)
            .map_err(|_| wrong("the key set is not JSON"))?;
        let keys = document["keys"]
            .as_array()
            .ok_or_else(|| wrong("the key set has no keys"))?;
        // Keys of unknown kinds are allowed to be there (RFC 7517 §5).
        let keys = keys
            .iter()
            .take(MAX_KEYS)
            .filter_map(|key| serde_json::from_value(key.clone()).ok());
        Ok(keys.collect())
    }
}

impl Issuer {
    /// The keys, if they are fresh and have the one that is wanted.
    fn known(&self, key_id: Option<&str>, now: i64) -> Option<Arc<[Jwk]>> {
        let keys = self.known.read().fresh(now)?;
        let wanted = |key: &Jwk| key_id.is_none() || key.common.key_id.as_deref() == key_id;
        keys.iter().any(wanted).then_some(keys)
    }
}

impl Known {
    fn fresh(&self, now: i64) -> Option<Arc<[Jwk]>> {
        let (keys, fetched_at) = self.keys.as_ref()?;
        (now.abs_diff(*fetched_at) < MAX_AGE).then(|| Arc::clone(keys))
    }
}

/// The host and port of an `https` URL.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    (!host.is_empty() && host.bytes().all(plain)).then_some(host)
}

fn no_answer() -> Fault {
    Modelled::IDPCommunicationError {
        message: "The identity provider did not answer as it should. Try again later.".to_owned(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::testing::{Key, document};
    use super::*;

    const ISSUER: &str = "https://issuer.example.com/cluster/1";

    /// An issuer whose keys change, and which counts what it is asked.
    #[derive(Default)]
    struct Local {
        keys: parking_lot::Mutex<Vec<Arc<Key>>>,
        asked: AtomicUsize,
        instead: parking_lot::Mutex<Option<Value>>,
    }

    impl IssuerDocuments for Local {
        fn get<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>> {
            self.asked.fetch_add(1, Ordering::SeqCst);
            let keys = self.keys.lock().clone();
            let keys: Vec<&Key> = keys.iter().map(|key| &**key).collect();
            let document = match &*self.instead.lock() {
                Some(document) => Some(document.to_string().into_bytes()),
                None => document(ISSUER, &keys, url),
            };
            Box::pin(async move { document.ok_or_else(|| FetchError("404".to_owned())) })
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    async fn finds(issuers: &Issuers, id: &str, seconds: i64) -> Option<bool> {
        let url = ISSUER.strip_prefix("https://").unwrap();
        let keys = issuers.keys(url, Some(id), at(seconds)).await.ok()?;
        Some(keys.iter().any(|key| key.common.key_id.as_deref() == Some(id)))
    }

    #[tokio::test]
    async fn keys_are_kept_and_fetched_again() {
        let local = Arc::new(Local::default());
        local.keys.lock().push(Arc::new(Key::elliptic("1")));
        let issuers = Issuers::new(Arc::clone(&local) as Arc<dyn IssuerDocuments>);
        let asked = || local.asked.load(Ordering::SeqCst);
        assert_eq!(finds(&issuers, "1", 1_000).await, Some(true));
        assert_eq!(asked(), 2, "discovery and keys");
        assert_eq!(finds(&issuers, "1", 1_000 + 3_599).await, Some(true));
        assert_eq!(asked(), 2, "remembered");
        // A rotated key: found at once when the last look is long enough ago.
        *local.keys.lock() = vec![Arc::new(Key::elliptic("2"))];
        assert_eq!(finds(&issuers, "2", 1_500).await, Some(true));
        assert_eq!(asked(), 4);
        assert_eq!(
            finds(&issuers, "1", 1_501).await,
            Some(false),
            "the old key is gone"
        );
        // A client that makes up key ids does not make us ask more often.
        for second in 0..9 {
            assert_eq!(finds(&issuers, "made up", 1_501 + second).await, Some(false));
        }
        assert_eq!(asked(), 4);
        assert_eq!(finds(&issuers, "made up", 1_511).await, Some(false));
        assert_eq!(asked(), 6);
        // Older than an hour, and the issuer is away.
        *local.instead.lock() = Some(Value::Null);
        assert_eq!(finds(&issuers, "2", 1_511 + 3_600).await, None);
        assert_eq!(finds(&issuers, "2", 1_511 + 3_601).await, None);
        assert_eq!(asked(), 7, "a failure is remembered too");
        *local.instead.lock() = None;
        assert_eq!(finds(&issuers, "2", 1_511 + 3_610).await, Some(true));
        assert_eq!(asked(), 9);
        // The clock is set back.
        *local.keys.lock() = vec![Arc::new(Key::elliptic("3"))];
        assert_eq!(finds(&issuers, "3", 1_000).await, Some(true));
        assert_eq!(asked(), 11);
    }

    #[tokio::test]
    async fn an_issuer_may_end_with_a_slash() {
        for (named, is_it) in [(format!("{ISSUER}/"), Some(false)), (format!("{ISSUER}//"), None)] {
            let local = Arc::new(Local::default());
            let keys = format!("{ISSUER}/keys");
            let document = serde_json::json!({ "issuer": named, "jwks_uri": keys, "keys": [] });
            *local.instead.lock() = Some(document);
            let issuers = Issuers::new(Arc::clone(&local) as Arc<dyn IssuerDocuments>);
            assert_eq!(finds(&issuers, "1", 1_000).await, is_it, "{named}");
        }
    }

    #[tokio::test]
    async fn an_issuer_speaks_for_itself_only() {
        let elsewhere = [
            "https://other.example.com/keys",
            "http://issuer.example.com/keys",
            "https://issuer.example.com:8443/keys",
            "https://issuer.example.com@other.example.com/keys",
            "https://issuer.example.com.evil.example/keys",
        ];
        let documents = elsewhere
            .map(|url| serde_json::json!({ "issuer": ISSUER, "jwks_uri": url, "keys": [] }))
            .into_iter()
            .chain([serde_json::json!({
                "issuer": "https://other.example.com", "jwks_uri": format!("{ISSUER}/keys"), "keys": [],
            })]);
        for document in documents {
            let local = Arc::new(Local::default());
            *local.instead.lock() = Some(document.clone());
            let issuers = Issuers::new(Arc::clone(&local) as Arc<dyn IssuerDocuments>);
            assert_eq!(finds(&issuers, "1", 1_000).await, None, "{document}");
            assert_eq!(
                local.asked.load(Ordering::SeqCst),
                1,
                "only discovery was asked: {document}"
            );
        }
    }
}
