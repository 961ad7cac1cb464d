//! The two sides of a promotion, as people write them.

use serde_json::{Value, json};

/// A repository, and in whose registry when it is not the caller's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The account.
    pub registry: Option<String>,
    /// The repository.
    pub repository: String,
}

/// What of a repository: a tag, or a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A tag.
    Tag(String),
    /// A digest.
    Digest(String),
}

impl Side {
    /// Reads `[ACCOUNT/]REPOSITORY[:TAG|@DIGEST]`.
    pub fn parse(text: &str) -> Option<(Side, Option<Reference>)> {
        let (name, reference) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(Reference::Digest(digest.to_owned()))),
            None => match text.rsplit_once(':') {
                Some((name, tag)) => (name, Some(Reference::Tag(tag.to_owned()))),
                None => (text, None),
            },
        };
        let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (registry, repository) = match name.split_once('/') {
            Some((account, rest)) if is_account(account) => (Some(account.to_owned()), rest),
            _ => (None, name),
        };
        let side = Side {
            registry,
            repository: repository.to_owned(),
        };
        (!repository.is_empty()).then_some((side, reference))
    }

    /// An input of an operation on it.
    pub(super) fn input(&self, mut more: Value) -> Value {
        more["repositoryName"] = json!(self.repository);
        if let Some(registry) = &self.registry {
            more["registryId"] = json!(registry);
        }
        more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_read() {
        let side = |registry: Option<&str>, repository: &str| Side {
            registry: registry.map(str::to_owned),
            repository: repository.to_owned(),
        };
        let digest = "sha256:ab";
        for (given, expected) in [
            ("app", Some((side(None, "app"), None))),
            (
                "team/app:v1",
                Some((side(None, "team/app"), Some(Reference::Tag("v1".to_owned())))),
            ),
            (
                "222222222222/prod/app@sha256:ab",
                Some((
                    side(Some("222222222222"), "prod/app"),
                    Some(Reference::Digest(digest.to_owned())),
                )),
            ),
            ("", None),
        ] {
            assert_eq!(Side::parse(given), expected, "{given}");
        }
    }
}
