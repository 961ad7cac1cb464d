//! A JSON Web Token: read, and verified with its issuer's keys.
//!
//! RS256, RS384, RS512, ES256 and ES384. Nothing in a token chooses how it is verified: its algorithm must be one of these
//! and must fit the key. Not here: ES512, which the library has not.

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde_json::{Map, Value};
use wharf_aws::Timestamp;
use wharf_aws::sts::Fault as Modelled;

use super::invalid_token;
use crate::sts::Fault;

/// How far an issuer's clock may be ahead of ours.
const CLOCK_SKEW_SECONDS: i64 = 300;
const ALGORITHMS: [Algorithm; 5] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::ES256,
    Algorithm::ES384,
];

/// A token whose claims are not believed yet.
pub(super) struct Presented<'a> {
    text: &'a str,
    header: Header,
    claims: Map<String, Value>,
    issuer: String,
}

impl<'a> Presented<'a> {
    /// Reads a token.
    pub(super) fn read(text: &'a str) -> Result<Presented<'a>, Fault> {
        let malformed = || {
            invalid_token(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
            )
        };
        // A token of algorithm `none`, or of an unknown one, does not even have a header.
        let header = jsonwebtoken::decode_header(text).map_err(|_| malformed())?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(malformed());
        }
        let claims: Map<String, Value> =
            jsonwebtoken::dangerous::insecure_decode_claims(text).map_err(|_| malformed())?;
        let issuer = claims.get("iss").and_then(Value::as_str).map(str::to_owned);
        Ok(Presented {
            text,
            header,
            issuer: issuer.ok_or_else(malformed)?,
            claims,
        })
    }

    /// The issuer's URL.
    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The id of the key that signed it.
    pub(super) fn key_id(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// All claims.
    pub(super) fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    /// Whether one of the keys that it can be by made the signature.
    pub(super) fn verify(&self, keys: &[Jwk]) -> Result<(), Fault> {
        let mut validation = Validation::new(self.header.alg);
        // Times and audiences are checked by our clock and our list.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let fits = |key: &&Jwk| {
            let named = self.header.kid.is_none() || key.common.key_id == self.header.kid;
            let signs = matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature));
            let algorithm = key.common.key_algorithm;
            let same = algorithm.is_none_or(|algorithm| {
                algorithm.to_string().parse::<Algorithm>().ok() == Some(self.header.alg)
            });
            let public = matches!(
                key.algorithm,
                AlgorithmParameters::RSA(_) | AlgorithmParameters::EllipticCurve(_)
            );
            named && signs && same && public
        };
        let signed = keys.iter().filter(fits).any(|key| {
            let Ok(key) = DecodingKey::from_jwk(key) else {
                return false;
            };
            jsonwebtoken::decode::<Map<String, Value>>(self.text, &key, &validation).is_ok()
        });
        if signed { Ok(()) } else { Err(unverified()) }
    }

    /// Whether it is valid now.
    pub(super) fn check_time(&self, now: Timestamp) -> Result<(), Fault> {
        let now = now.micros().div_euclid(1_000_000);
        let seconds = |name: &str| self.claims.get(name).and_then(whole_seconds);
        let expires = seconds("exp").ok_or_else(|| invalid_token("Missing a required claim: exp"))?;
        if now >= expires {
            let message = format!(
                "Token expired: current date/time {now} must be before the expiration date/time {expires}"
            );
            return Err(Modelled::ExpiredToken { message }.into());
        }
        let latest = now.saturating_add(CLOCK_SKEW_SECONDS);
        for name in ["nbf", "iat"] {
            if self.claims.contains_key(name) && seconds(name).is_none_or(|from| from > latest) {
                return Err(invalid_token(&format!(
                    "The token is not valid yet, by its claim {name}"
                )));
            }
        }
        Ok(())
    }
}

/// A NumericDate (RFC 7519 §2), which may have a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates, which is what a date far away should do"
)]
fn whole_seconds(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|seconds| seconds as i64))
}

/// The issuer and the subject that a token names, as far as it can be read. Anyone may have written it.
pub(super) fn said(text: &str) -> [Option<String>; 2] {
    let claims = jsonwebtoken::dangerous::insecure_decode_claims::<Map<String, Value>>(text);
    let claims = claims.unwrap_or_default();
    ["iss", "sub"].map(|name| claims.get(name)?.as_str().map(str::to_owned))
}

pub(super) fn unverified() -> Fault {
    invalid_token(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity \
         documentation for requirements",
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Key, document, github_claims, kubernetes_claims};
    use super::*;
    use serde_json::json;

    const ISSUER: &str = "https://token.actions.example.com";
    const NOW: i64 = 1_772_704_800;

    fn keys(keys: &[&Key]) -> Vec<Jwk> {
        let set = document(ISSUER, keys, &format!("{ISSUER}/keys")).unwrap();
        let set: Value = serde_json::from_slice(&set).unwrap();
        let all = set["keys"].as_array().unwrap().iter();
        all.filter_map(|key| serde_json::from_value(key.clone()).ok())
            .collect()
    }

    fn code(result: Result<(), Fault>) -> String {
        use wharf_aws::ServiceFault as _;
        result.map_or_else(|fault| fault.code().to_owned(), |()| "good".to_owned())
    }

    fn at(token: &str, seconds: i64) -> String {
        let presented = Presented::read(token).unwrap();
        code(presented.check_time(Timestamp::from_micros(seconds * 1_000_000)))
    }

    #[test]
    fn signed_by_one_of_the_keys() {
        let (rsa, elliptic, other) = (Key::rsa("1"), Key::elliptic("2"), Key::elliptic("2"));
        let set = keys(&[&rsa, &elliptic]);
        let check = |token: &str| code(Presented::read(token).and_then(|presented| presented.verify(&set)));
        let claims = github_claims(ISSUER, NOW);
        assert_eq!(check(&rsa.token(&claims)), "good");
        assert_eq!(check(&elliptic.token(&kubernetes_claims(ISSUER, NOW))), "good");
        assert_eq!(
            check(&other.token(&claims)),
            "InvalidIdentityToken",
            "the same id, another key"
        );
        let nameless = elliptic.token_under(&json!({ "alg": "ES256" }), &claims);
        assert_eq!(check(&nameless), "good", "without an id any key may be it");
        // Another payload under a good signature.
        let token = rsa.token(&claims);
        let mut parts: Vec<&str> = token.split('.').collect();
        let other = rsa.token(&kubernetes_claims(ISSUER, NOW));
        parts[1] = other.split('.').nth(1).unwrap();
        assert_eq!(check(&parts.join(".")), "InvalidIdentityToken");
    }

    #[test]
    fn a_token_does_not_choose_how_it_is_verified() {
        let rsa = Key::rsa("1");
        let set = keys(&[&rsa]);
        let claims = github_claims(ISSUER, NOW);
        for algorithm in [
            "none", "HS256", "HS512", "ES256", "RS512", "PS256", "EdDSA", "lattice",
        ] {
            let token = rsa.token_under(&json!({ "alg": algorithm, "kid": "1" }), &claims);
            let checked = Presented::read(&token).and_then(|presented| presented.verify(&set));
            assert_eq!(code(checked), "InvalidIdentityToken", "{algorithm}");
        }
        let unsigned = rsa.token_under(&json!({ "alg": "none" }), &claims);
        let (head, _) = unsigned.rsplit_once('.').unwrap();
        for token in [
            format!("{head}."),
            head.to_owned(),
            "gho_token".to_owned(),
            "a.b.c".to_owned(),
        ] {
            let refused = Presented::read(&token).err().unwrap().to_string();
            assert!(refused.contains("is not a valid JWT"), "{token}: {refused}");
        }
    }

    #[test]
    fn what_a_token_says_is_read_though_it_is_not_believed() {
        let key = Key::elliptic("1");
        let claims = github_claims(ISSUER, NOW);
        let both = ["iss", "sub"].map(|name| claims[name].as_str().map(str::to_owned));
        assert_eq!(said(&key.token(&claims)), both);
        assert_eq!(said(&key.token_under(&json!({ "alg": "none" }), &claims)), both);
        let strange = json!({ "iss": ISSUER, "sub": 7 });
        assert_eq!(said(&key.token(&strange)), [Some(ISSUER.to_owned()), None]);
        assert_eq!(said("an access token"), [None, None]);
    }

    #[test]
    fn valid_for_a_while() {
        let key = Key::elliptic("1");
        let token = key.token(&github_claims(ISSUER, NOW));
        assert_eq!(at(&token, NOW), "good");
        assert_eq!(at(&token, NOW + 299), "good");
        assert_eq!(at(&token, NOW + 300), "ExpiredTokenException");
        assert_eq!(at(&token, NOW - CLOCK_SKEW_SECONDS), "good");
        assert_eq!(at(&token, NOW - CLOCK_SKEW_SECONDS - 1), "InvalidIdentityToken");
        let changed = |name: &str, value: Value| {
            let mut claims = github_claims(ISSUER, NOW);
            claims[name] = value;
            at(&key.token(&claims), NOW)
        };
        assert_eq!(changed("exp", Value::Null), "InvalidIdentityToken");
        assert_eq!(changed("exp", json!("tomorrow")), "InvalidIdentityToken");
        assert_eq!(changed("exp", json!(NOW as f64 + 0.5)), "ExpiredTokenException");
        assert_eq!(changed("nbf", json!("now")), "InvalidIdentityToken");
        assert_eq!(changed("nbf", json!(NOW + 301)), "InvalidIdentityToken");
    }
}
