//! What an identity token says, as far as it matters before a node has checked it.

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::issuer::is_same_issuer;
use crate::output;

/// The claims of a token.
#[derive(Debug)]
pub(crate) struct Claims(Value);

impl Claims {
    /// Reads them, and refuses a token that is not of this issuer, for this client and of this attempt (OpenID Connect Core §3.1.3.7).
    pub(super) fn read(token: &str, issuer: &str, client_id: &str, nonce: &str) -> anyhow::Result<Claims> {
        let claims =
            payload(token).with_context(|| format!("the identity token of {issuer} cannot be read"))?;
        let claim = |name: &str| claims[name].as_str().unwrap_or_default();
        if !is_same_issuer(claim("iss"), issuer) {
            bail!(
                "the identity token is of the issuer {:?}, and not of {issuer}",
                output::one_line(claim("iss"))
            );
        }
        let is_for = |value: &Value| value.as_str() == Some(client_id);
        let is_ours =
            is_for(&claims["aud"]) || claims["aud"].as_array().is_some_and(|all| all.iter().any(is_for));
        if !is_ours {
            bail!(
                "the identity token is not for the client {client_id}: its audience is {}",
                claims["aud"]
            );
        }
        if claim("nonce") != nonce {
            bail!(
                "the identity token has another nonce than was asked for: it is not of this attempt, and was not used; try again"
            );
        }
        Ok(Claims(claims))
    }

    /// Who it is, for people who read a node's records.
    pub(crate) fn person(&self) -> &str {
        let mut names = ["email", "preferred_username", "sub"].into_iter();
        let found = names.find_map(|name| self.0[name].as_str().filter(|value| !value.is_empty()));
        found.unwrap_or_default()
    }
}

fn payload(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(claims: &Value) -> Result<String, String> {
        let token = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let read = Claims::read(&token, "https://login.example.com", "wharf", "n");
        read.map(|claims| claims.person().to_owned())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_is_of_this_issuer_this_client_and_this_attempt() {
        let right = json!({"iss": "https://login.example.com/", "aud": ["wharf"], "nonce": "n", "sub": "s-1", "email": "mona@example.com"});
        assert_eq!(read(&right), Ok("mona@example.com".to_owned()));
        for (claim, value, words) in [
            ("iss", json!("https://other.example.com"), "is of the issuer"),
            ("iss", Value::Null, "is of the issuer"),
            ("aud", json!("other"), "is not for the client wharf"),
            ("aud", json!(["a", "b"]), "is not for the client wharf"),
            ("nonce", json!("m"), "another nonce"),
            ("nonce", Value::Null, "another nonce"),
        ] {
            let mut wrong = right.clone();
            wrong[claim] = value;
            let said = read(&wrong).unwrap_err();
            assert!(said.contains(words), "{said}");
        }
        let mut nameless = right;
        nameless["email"] = Value::Null;
        assert_eq!(read(&nameless), Ok("s-1".to_owned()));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for token in ["", "a.b", "a.b.c.d", "e30.!.x"] {
            assert!(Claims::read(token, "https://login.example.com", "wharf", "n").is_err());
        }
    }
}
