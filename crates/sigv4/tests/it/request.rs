//! A request that owns its parts, signed by us.

use wharf_aws::SecretKey;
use wharf_sigv4::{AuthFault, Credentials, Presented, RequestParts, body_sha256, parse, sign};

/// 2015-08-30T12:36:00Z
pub(crate) const NOW: i64 = 1_440_938_160_000_000;
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

pub(crate) fn credentials() -> Credentials {
    Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret: SecretKey::new(SECRET.to_owned()),
        session_token: None,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A call of the JSON protocol, not signed.
    pub(crate) fn plain() -> Self {
        Self {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: None,
            headers: owned(&[
                ("Host", "registry.example:8443"),
                ("X-Amz-Target", "A.DescribeRepositories"),
            ]),
            body: b"{}".to_vec(),
        }
    }

    /// The same, signed for ECR in eu-west-1.
    pub(crate) fn signed() -> Self {
        Self::plain().sign(&credentials())
    }

    pub(crate) fn sign(mut self, credentials: &Credentials) -> Self {
        let (query, digest) = (self.query.as_deref(), body_sha256(&self.body));
        let headers = &mut self.headers;
        sign(
            &self.method,
            &self.path,
            query,
            headers,
            &digest,
            credentials,
            "eu-west-1",
            "ecr",
            NOW,
        );
        self
    }

    /// Adds a header, or with `None` takes it away.
    pub(crate) fn with(mut self, name: &str, value: Option<&str>) -> Self {
        self.headers.retain(|(have, _)| !have.eq_ignore_ascii_case(name));
        self.headers
            .extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(have, _)| have.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Replaces a text in the `Authorization` header.
    pub(crate) fn altered(self, from: &str, to: &str) -> Self {
        let old = self.header("authorization").to_owned();
        assert!(old.contains(from), "{old} has no {from}");
        self.with("authorization", Some(&old.replace(from, to)))
    }

    pub(crate) fn with_parts<T>(&self, use_them: impl FnOnce(&RequestParts<'_>) -> T) -> T {
        let headers: Vec<(&str, &[u8])> = self
            .headers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_bytes()))
            .collect();
        let query = self.query.as_deref();
        use_them(&RequestParts {
            method: &self.method,
            path: &self.path,
            query,
            headers: &headers,
        })
    }

    pub(crate) fn parse(&self) -> Result<Option<Presented>, AuthFault> {
        self.with_parts(parse)
    }

    /// All checks in order, as a server makes them.
    pub(crate) fn check(&self, service: &str, now: i64, secret: &str) -> Result<Presented, AuthFault> {
        let presented = self.parse()?.ok_or(AuthFault::Missing)?;
        presented.check_scope(&[service])?;
        presented.check_freshness(now)?;
        let secret = SecretKey::new(secret.to_owned());
        self.with_parts(|parts| presented.verify(parts, &body_sha256(&self.body), &secret))?;
        Ok(presented)
    }

    pub(crate) fn fault(&self) -> AuthFault {
        self.check("ecr", NOW, SECRET).expect_err("a fault")
    }
}

pub(crate) fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
