//! Posting events to webhooks: where the operator said, no redirects, no proxy, ten seconds, and of the answer only its status.
//!
//! Receivers put secrets into their URLs, and what is said here goes to the log: no failure names the URL.

use std::sync::OnceLock;
use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::Client;
use reqwest::redirect::Policy;
use wharf_node::events::{Post, Webhooks};

use crate::issuer::text;

const TIMEOUT: Duration = Duration::from_secs(10);

/// Posts over HTTP and HTTPS.
#[derive(Debug, Default)]
pub struct HttpWebhooks {
    /// Made at the first use.
    client: OnceLock<Result<Client, String>>,
}

impl HttpWebhooks {
    fn client(&self) -> Result<&Client, String> {
        let made = self.client.get_or_init(|| {
            Client::builder()
                .redirect(Policy::none())
                .no_proxy()
                .timeout(TIMEOUT)
                .user_agent("wharf")
                .build()
                .map_err(|error| text(&error))
        });
        made.as_ref().map_err(Clone::clone)
    }

    async fn send(&self, post: &Post) -> Result<u16, String> {
        let mut request = self.client()?.post(&post.url);
        for (name, value) in &post.headers {
            request = request.header(*name, value);
        }
        let answer = request.body(post.body.clone()).send().await;
        Ok(answer
            .map_err(|error| text(&error.without_url()))?
            .status()
            .as_u16())
    }
}

impl Webhooks for HttpWebhooks {
    fn post<'a>(&'a self, post: &'a Post) -> BoxFuture<'a, Result<u16, String>> {
        Box::pin(self.send(post))
    }
}
