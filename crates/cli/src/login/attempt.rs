//! What is drawn for one attempt to sign in, so that only its own answer is taken for it.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use sha2::{Digest as _, Sha256};
use wharf_node::Entropy;

use super::Request;
use super::issuer::{Issuer, is_same_issuer};
use crate::output;

/// Three secrets of one attempt.
pub(super) struct Attempt {
    /// Comes back with the browser, from this attempt's address only.
    state: String,
    /// Comes back in the token.
    pub(super) nonce: String,
    /// What only this process knows: the issuer has its hash, and wants it for the code.
    pub(super) verifier: String,
}

impl Attempt {
    pub(super) fn draw(entropy: &Entropy) -> Attempt {
        let word = || URL_SAFE_NO_PAD.encode(entropy.bytes::<32>());
        Attempt {
            state: word(),
            nonce: word(),
            verifier: word(),
        }
    }

    /// What the browser opens.
    pub(super) fn address(
        &self,
        issuer: &Issuer,
        request: &Request<'_>,
        redirect: &str,
    ) -> anyhow::Result<String> {
        let mut url = Url::parse(&issuer.authorization).context("the issuer has no address to sign in at")?;
        let scopes = [&["openid".to_owned()][..], request.scopes].concat().join(" ");
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", request.client_id)
            .append_pair("redirect_uri", redirect)
            .append_pair("scope", &scopes)
            .append_pair("state", &self.state)
            .append_pair("nonce", &self.nonce)
            .append_pair("code_challenge", &challenge(&self.verifier))
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Whether the browser came back from where this attempt sent it.
    pub(super) fn is_answer(&self, returned: &BTreeMap<String, String>) -> bool {
        returned.get("state") == Some(&self.state)
    }

    /// The code that the browser brought, if it is this attempt's.
    pub(super) fn code(&self, returned: &BTreeMap<String, String>, issuer: &str) -> anyhow::Result<String> {
        let member = |name: &str| returned.get(name).map(String::as_str);
        if !self.is_answer(returned) {
            bail!(
                "the browser came back with another state than it was sent with: the answer is not one to this attempt, and was not \
                 used; try again"
            );
        }
        // Issuers may say who answers (RFC 9207).
        if let Some(other) = member("iss").filter(|other| !is_same_issuer(other, issuer)) {
            bail!("{} answered instead of {issuer}", output::one_line(other));
        }
        if let Some(error) = member("error") {
            let why = member("error_description").unwrap_or("it gives no reason");
            bail!(
                "{issuer} refused: {}: {}",
                output::one_line(error),
                output::one_line(why)
            );
        }
        let code = member("code").filter(|code| !code.is_empty());
        code.map(str::to_owned)
            .with_context(|| format!("the browser came back from {issuer} without a code"))
    }
}

/// What the issuer is given for the verifier (RFC 7636 §4.2, S256).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_specification() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn only_the_answer_to_this_attempt_is_taken() {
        let attempt = Attempt::draw(&Entropy::repeatable(1));
        let state = attempt.state.clone();
        let code = |members: &[(&str, &str)]| {
            let members = members.iter();
            let members = members.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            attempt
                .code(&members.collect(), "https://login.example.com")
                .map_err(|error| error.to_string())
        };
        assert_eq!(code(&[("state", &state), ("code", "c")]), Ok("c".to_owned()));
        let refused = |members: &[(&str, &str)], words: &str| {
            let said = code(members).unwrap_err();
            assert!(said.contains(words), "{said}");
        };
        refused(&[("code", "c")], "another state");
        refused(&[("state", "x"), ("code", "c")], "another state");
        refused(&[("state", &state)], "without a code");
        refused(
            &[
                ("state", &state),
                ("error", "access_denied"),
                ("error_description", "not\nyou"),
            ],
            "refused: access_denied: not\\nyou",
        );
        refused(
            &[
                ("state", &state),
                ("code", "c"),
                ("iss", "https://other.example.com"),
            ],
            "https://other.example.com answered instead of",
        );
    }
}
