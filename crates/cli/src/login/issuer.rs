//! An issuer: its discovery document (OpenID Connect Discovery 1.0) and its token endpoint.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response, Url};
use serde_json::Value;

use crate::exit::Usage;
use crate::{files, output};

/// How long it may take to answer.
const ANSWER: Duration = Duration::from_secs(30);
/// No answer of it is longer.
const MAX_ANSWER: usize = 1024 * 1024;

/// Where an issuer has what.
#[derive(Debug)]
pub(super) struct Issuer {
    client: Client,
    name: String,
    /// Where people sign in.
    pub(super) authorization: String,
    /// Where a code becomes a token.
    token: String,
}

impl Issuer {
    /// Asks an issuer for its document.
    pub(super) async fn discover(name: &str, authority: Option<&Path>) -> anyhow::Result<Issuer> {
        if host(name).is_none() {
            return Err(Usage(format!("the issuer {name} is no https:// URL")).into());
        }
        let client = client(authority)?;
        let url = format!("{}/.well-known/openid-configuration", name.trim_end_matches('/'));
        let answer = client.get(&url).send().await;
        let (status, document) = read(answer, &url).await?;
        if status != 200 {
            bail!("{url} answered {status}: is {name} an issuer of OpenID Connect?");
        }
        let document = document.with_context(|| format!("{url} is not JSON"))?;
        Issuer::of(client, name, &document).with_context(|| format!("{url} cannot be used"))
    }

    fn of(client: Client, name: &str, document: &Value) -> anyhow::Result<Issuer> {
        let member = |name: &str| document[name].as_str().unwrap_or_default();
        let said = member("issuer");
        if !is_same_issuer(said, name) {
            bail!(
                "it is of the issuer {:?}, and not of {name}",
                output::one_line(said)
            );
        }
        let (authorization, token) = (member("authorization_endpoint"), member("token_endpoint"));
        if host(authorization).is_none() {
            bail!("its authorization_endpoint is no https:// URL");
        }
        // As with the keys of an issuer: what is sent there lets its reader in.
        if host(token).is_none() || host(token) != host(name) {
            bail!("its token_endpoint is not https on the issuer's own host");
        }
        let methods = document["code_challenge_methods_supported"].as_array();
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            bail!("the issuer does not know PKCE with S256");
        }
        Ok(Issuer {
            client,
            name: name.to_owned(),
            authorization: authorization.to_owned(),
            token: token.to_owned(),
        })
    }

    /// The identity token for a code.
    pub(super) async fn exchange(
        &self,
        client_id: &str,
        code: &str,
        redirect: &str,
        verifier: &str,
    ) -> anyhow::Result<String> {
        let form = form(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("client_id", client_id),
            ("code_verifier", verifier),
        ]);
        let answer = self
            .client
            .post(&self.token)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .body(form)
            .send()
            .await;
        let (status, answer) = read(answer, &self.token).await?;
        let answer = answer.unwrap_or_default();
        let member = |name: &str| answer[name].as_str();
        if status != 200 {
            bail!(
                "{} gave no token for the code: it answered {status}: {}: {}",
                self.name,
                output::one_line(member("error").unwrap_or("no error code")),
                output::one_line(member("error_description").unwrap_or("no reason")),
            );
        }
        let token = member("id_token").map(str::to_owned);
        token.with_context(|| {
            format!(
                "{} gave no identity token: is the scope openid allowed?",
                self.name
            )
        })
    }
}

/// HTTPS to one issuer: no redirects, so that nothing goes to another host.
fn client(authority: Option<&Path>) -> anyhow::Result<Client> {
    let mut builder = Client::builder()
        .https_only(true)
        .redirect(Policy::none())
        .timeout(ANSWER)
        .user_agent(concat!("wharf/", env!("CARGO_PKG_VERSION")));
    if let Some(file) = authority {
        let text = files::read_pem(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let found = Certificate::from_pem_bundle(&text)
            .ok()
            .filter(|found| !found.is_empty());
        let found = found.with_context(|| format!("{} has no certificates", file.display()))?;
        builder = builder.tls_certs_merge(found);
    }
    builder.build().context("HTTPS cannot be spoken")
}

/// The status, and the body where it is JSON.
async fn read(answer: reqwest::Result<Response>, url: &str) -> anyhow::Result<(u16, Option<Value>)> {
    let unreachable =
        |error: reqwest::Error| anyhow!(error.without_url()).context(format!("{url} cannot be reached"));
    let mut answer = answer.map_err(unreachable)?;
    let status = answer.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            bail!("{url} answered with more than {MAX_ANSWER} bytes");
        }
        body.extend_from_slice(&chunk);
    }
    Ok((status, serde_json::from_slice(&body).ok()))
}

/// The host and port of an `https` URL without a user in it.
fn host(url: &str) -> Option<(String, u16)> {
    let url = Url::parse(url).ok()?;
    let is_plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    let host = url.host_str().filter(|_| is_plain)?;
    Some((host.to_owned(), url.port_or_known_default()?))
}

/// Whether two URLs name one issuer; some end with a slash in one place and without it in another.
pub(super) fn is_same_issuer(one: &str, other: &str) -> bool {
    !one.is_empty() && one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// Pairs as a form, encoded as the query of a URL is.
fn form(pairs: &[(&str, &str)]) -> String {
    let mut url = Url::parse("https://form.invalid/").expect("INVARIANT: it is a URL");
    url.query_pairs_mut().extend_pairs(pairs);
    url.query().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NAME: &str = "https://login.example.com/realms/company";

    fn of(change: &Value) -> Result<Issuer, String> {
        let mut document = json!({
            "issuer": NAME, "authorization_endpoint": format!("{NAME}/auth"), "token_endpoint": format!("{NAME}/token"),
        });
        let members = document.as_object_mut().unwrap();
        members.extend(change.as_object().unwrap().clone());
        Issuer::of(Client::new(), NAME, &document).map_err(|error| error.to_string())
    }

    #[test]
    fn an_issuer_that_sends_elsewhere_is_refused() {
        assert!(of(&json!({})).is_ok());
        assert!(of(&json!({"code_challenge_methods_supported": ["plain", "S256"]})).is_ok());
        for (change, words) in [
            (json!({"issuer": "https://other.example.com"}), "is of the issuer"),
            (
                json!({"token_endpoint": "http://login.example.com/token"}),
                "token_endpoint",
            ),
            (
                json!({"token_endpoint": "https://other.example.com/token"}),
                "token_endpoint",
            ),
            (
                json!({"token_endpoint": "https://login.example.com:8443/token"}),
                "token_endpoint",
            ),
            (
                json!({"token_endpoint": "https://login.example.com@other.example.com/"}),
                "token_endpoint",
            ),
            (
                json!({"authorization_endpoint": "file:///etc/passwd"}),
                "authorization_endpoint",
            ),
            (json!({"code_challenge_methods_supported": ["plain"]}), "PKCE"),
        ] {
            let said = of(&change).unwrap_err();
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(form(&[("a", "1 &="), ("b", "ü")]), "a=1+%26%3D&b=%C3%BC");
    }
}
