//! An issuer of tokens for tests: keys made on the spot, documents, and tokens signed without the library that reads them.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// A key of an issuer.
pub(crate) struct Key {
    id: String,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Elliptic(EcdsaKeyPair),
}

impl Key {
    /// For RS256, 2048 bits.
    pub(crate) fn rsa(id: &str) -> Key {
        Key {
            id: id.to_owned(),
            pair: Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()),
        }
    }

    /// For ES256.
    pub(crate) fn elliptic(id: &str) -> Key {
        Key {
            id: id.to_owned(),
            pair: Pair::Elliptic(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()),
        }
    }

    fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Elliptic(_) => "ES256",
        }
    }

    fn public(&self) -> Value {
        match &self.pair {
            Pair::Rsa(pair) => json!({
                "kty": "RSA", "kid": self.id, "use": "sig", "alg": "RS256",
                "n": URL_SAFE_NO_PAD.encode(pair.public_key().modulus().big_endian_without_leading_zero()),
                "e": URL_SAFE_NO_PAD.encode(pair.public_key().exponent().big_endian_without_leading_zero()),
            }),
            Pair::Elliptic(pair) => {
                let point = pair.public_key().as_ref();
                json!({
                    "kty": "EC", "crv": "P-256", "kid": self.id, "use": "sig", "alg": "ES256",
                    "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]),
                })
            }
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "an issuer of tests signs as one outside would"
    )]
    fn sign(&self, text: &[u8]) -> Vec<u8> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature)
                    .unwrap();
                signature
            }
            Pair::Elliptic(pair) => pair.sign(&SystemRandom::new(), text).unwrap().as_ref().to_vec(),
        }
    }

    /// A token with these claims, in a header that says whose key it is.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_under(
            &json!({ "alg": self.algorithm(), "typ": "JWT", "kid": self.id }),
            claims,
        )
    }

    /// A token with these claims under any header.
    pub(crate) fn token_under(&self, header: &Value, claims: &Value) -> String {
        let text = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let text = text.join(".");
        let signature = URL_SAFE_NO_PAD.encode(self.sign(text.as_bytes()));
        format!("{text}.{signature}")
    }
}

/// The document of an issuer at a URL; `None` when it has none there.
pub(crate) fn document(issuer: &str, keys: &[&Key], url: &str) -> Option<Vec<u8>> {
    let document = match url.strip_prefix(issuer)? {
        "/.well-known/openid-configuration" => {
            json!({ "issuer": issuer, "jwks_uri": format!("{issuer}/keys"), "id_token_signing_alg_values_supported": ["RS256"] })
        }
        "/keys" => {
            // One of an unknown kind, which is allowed to be there.
            let mut all = vec![json!({ "kty": "lattice", "kid": "of tomorrow" })];
            all.extend(keys.iter().map(|key| key.public()));
            json!({ "keys": all })
        }
        _ => return None,
    };
    Some(document.to_string().into_bytes())
}

/// The claims of a job of GitHub Actions.
pub(crate) fn github_claims(issuer: &str, now: i64) -> Value {
    json!({
        "iss": issuer, "aud": "sts.amazonaws.com", "sub": "repo:octo/app:ref:refs/heads/main",
        "jti": "f4c1", "iat": now, "nbf": now - 5, "exp": now + 300,
        "repository": "octo/app", "repository_owner": "octo", "ref": "refs/heads/main", "ref_type": "branch",
        "actor": "mona", "workflow": "ci", "job_workflow_ref": "octo/app/.github/workflows/ci.yml@refs/heads/main",
        "event_name": "push", "environment": "prod", "runner_environment": "github-hosted", "run_attempt": "1",
    })
}

/// The claims of a projected service account token of Kubernetes.
pub(crate) fn kubernetes_claims(issuer: &str, now: i64) -> Value {
    json!({
        "iss": issuer, "aud": ["sts.amazonaws.com"], "sub": "system:serviceaccount:ci:builder",
        "iat": now, "nbf": now, "exp": now + 3_600,
        "kubernetes.io": {
            "namespace": "ci", "pod": { "name": "builder-0", "uid": "7c2a" },
            "serviceaccount": { "name": "builder", "uid": "51f0" },
        },
    })
}
