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

#[cfg(test)]
mod tests {
    use reqwest::Url;
    use wharf_node::events::is_webhook_url;

    /// Whether the client can post there, to the host that is written and without a user. It shortens IPv6 addresses.
    fn can_be_posted_to(text: &str) -> bool {
        Url::parse(text).is_ok_and(|url| {
            let host = url.host_str().unwrap_or_default();
            let is_same = text.contains(host) || host.starts_with('[') && text.contains("/[");
            is_same && url.username().is_empty() && url.port() != Some(0)
        })
    }

    /// Every short text of these characters.
    fn texts(characters: &str, most: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..most {
            let to = all.len();
            for at in from..to {
                let longer: Vec<String> = characters
                    .chars()
                    .map(|one| format!("{}{one}", all[at]))
                    .collect();
                all.extend(longer);
            }
            from = to;
        }
        all
    }

    #[test]
    fn the_client_can_post_to_every_url_of_a_webhook() {
        let mut accepted = 0;
        for host in texts("a10x.-_:+@[]", 5) {
            for url in [format!("http://{host}/"), format!("https://b.{host}?x")] {
                if is_webhook_url(&url) {
                    accepted += 1;
                    assert!(can_be_posted_to(&url), "{url}");
                }
            }
        }
        assert!(accepted > 10_000, "{accepted}");
        for refused in [
            "http://a:+80/",
            "http://receiver.1/",
            "http://a.0x1/",
            "http://[x]/",
        ] {
            assert!(
                !is_webhook_url(refused) && !can_be_posted_to(refused),
                "{refused}"
            );
        }
    }
}
