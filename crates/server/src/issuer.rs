//! The documents of identity providers, over HTTPS.
//!
//! Which providers are asked is decided elsewhere: only a provider that an account's administrator named is asked, on its own
//! host. Here is how: TLS with verified certificates always, no redirects, no proxy, five seconds, 1 MiB.

use std::sync::OnceLock;
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::StatusCode;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use wharf_node::sts::web_identity::{FetchError, IssuerDocuments};

const TIMEOUT: Duration = Duration::from_secs(5);
const MAX_DOCUMENT: usize = 1024 * 1024;

/// Reads documents over HTTPS.
#[derive(Debug)]
pub struct HttpsDocuments {
    authorities: Vec<Certificate>,
    /// Made at the first use: reading the machine's certificates takes a while, and most nodes never need them.
    client: OnceLock<Result<Client, String>>,
}

/// The text is no list of certificates in PEM.
#[derive(Debug, thiserror::Error)]
#[error("no certificate in PEM was found")]
pub struct NoCertificate;

impl HttpsDocuments {
    /// Trusts the machine's authorities, and those in `authorities`, in PEM, for private issuers.
    ///
    /// # Errors
    /// `authorities` holds no certificate.
    pub fn new(authorities: Option<&[u8]>) -> Result<HttpsDocuments, NoCertificate> {
        let authorities = match authorities {
            None => Vec::new(),
            Some(pem) => Certificate::from_pem_bundle(pem)
                .ok()
                .filter(|found| !found.is_empty())
                .ok_or(NoCertificate)?,
        };
        Ok(HttpsDocuments {
            authorities,
            client: OnceLock::new(),
        })
    }

    fn client(&self) -> Result<&Client, FetchError> {
        let made = self.client.get_or_init(|| {
            Client::builder()
                .https_only(true)
                .redirect(Policy::none())
                .no_proxy()
                .timeout(TIMEOUT)
                .user_agent("wharf")
                .tls_certs_merge(self.authorities.iter().cloned())
                .build()
                .map_err(|error| text(&error))
        });
        made.as_ref().map_err(|error| FetchError(error.clone()))
    }

    async fn read(&self, url: &str) -> Result<Vec<u8>, FetchError> {
        let failed = |error: reqwest::Error| FetchError(text(&error));
        let mut answer = self.client()?.get(url).send().await.map_err(failed)?;
        if answer.status() != StatusCode::OK {
            return Err(FetchError(format!("{url} answered {}", answer.status())));
        }
        let mut document = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if document.len() + chunk.len() > MAX_DOCUMENT {
                return Err(FetchError(format!("{url} has more than {MAX_DOCUMENT} bytes")));
            }
            document.extend_from_slice(&chunk);
        }
        Ok(document)
    }
}

impl IssuerDocuments for HttpsDocuments {
    fn get<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>> {
        Box::pin(self.read(url))
    }
}

/// An error with its causes: the first alone says only that sending failed.
pub(crate) fn text(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
