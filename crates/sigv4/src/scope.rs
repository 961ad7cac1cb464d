//! The credential scope: what a signing key is good for.

use crate::encode::echo;
use crate::fault::AuthFault;

/// The day, Region and service that a signature is made for, as the client wrote them.
///
/// Nothing in it is to be believed before [`crate::Presented::check_scope`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// `yyyymmdd`, UTC
    pub date: String,
    /// `eu-west-1`, …
    pub region: String,
    /// `ecr`, `sts`, …
    pub service: String,
}

impl std::fmt::Display for Scope {
    /// `date/region/service/aws4_request`, the third line of the string to sign.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}/{}/{}/{}",
            self.date,
            self.region,
            self.service,
            crate::TERMINATOR
        )
    }
}

/// `Credential` taken apart.
pub(crate) struct Credential {
    pub(crate) access_key_id: String,
    pub(crate) scope: Scope,
    pub(crate) terminator: String,
}

impl Credential {
    pub(crate) fn parse(text: &str) -> Result<Self, AuthFault> {
        let mut parts = text.split('/');
        let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let all = (next(), next(), next(), next(), next(), parts.next());
        let (Some(access_key_id), Some(date), Some(region), Some(service), Some(terminator), None) = all
        else {
            return Err(AuthFault::Incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{}'",
                echo(text)
            )));
        };
        Ok(Self {
            access_key_id,
            scope: Scope {
                date,
                region,
                service,
            },
            terminator,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_parts() {
        let credential = Credential::parse("AKID/20150830/eu-west-1/ecr/aws4_request").expect("five parts");
        assert_eq!(credential.access_key_id, "AKID");
        assert_eq!(
            credential.scope.to_string(),
            "20150830/eu-west-1/ecr/aws4_request"
        );
        for text in [
            "",
            "a",
            "a/b/c/d",
            "a/b/c/d/e/f",
            "a/b//d/e",
            "////",
            "/b/c/d/e",
            "a/b/c/d/",
        ] {
            assert!(Credential::parse(text).is_err(), "{text}");
        }
    }
}
