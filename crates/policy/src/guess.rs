//! Of what kind a document is that does not say so.

use crate::check::PolicyKind;
use crate::document::PolicyDocument;

impl PolicyKind {
    /// The kind that a document's content speaks for: with principals that of a repository, or of a role where all its actions are of STS, or
    /// of a registry where it takes copies; without principals that of a user, group or role.
    pub fn guess(text: &str) -> PolicyKind {
        let Ok(document) = PolicyDocument::read(text) else {
            return PolicyKind::Identity;
        };
        if !document.has_principals() {
            return PolicyKind::Identity;
        }
        let actions = document.actions().unwrap_or_default();
        let is_of =
            |action: &&str, service: &str| action.to_ascii_lowercase().starts_with(&format!("{service}:"));
        let takes_copies = |action: &&str| action.eq_ignore_ascii_case("ecr:ReplicateImage");
        if !actions.is_empty() && actions.iter().all(|action| is_of(action, "sts")) {
            PolicyKind::Trust
        } else if actions.iter().any(takes_copies) {
            PolicyKind::Registry
        } else {
            PolicyKind::Repository
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_speaks_for_a_kind() {
        let policy =
            |inner: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{inner}}}}}"#);
        for (inner, kind) in [
            (r#""Action":"ecr:*","Resource":"*""#, PolicyKind::Identity),
            (r#""Action":"ecr:*","Principal":"*""#, PolicyKind::Repository),
            (
                r#""Action":["ecr:CreateRepository","ecr:replicateimage"],"Principal":"*","Resource":"*""#,
                PolicyKind::Registry,
            ),
            (
                r#""Action":["sts:AssumeRole","STS:TagSession"],"Principal":"*""#,
                PolicyKind::Trust,
            ),
            // What cannot be saved has a kind too.
            (
                r#""Action":"sts:AssumeRole","Principal":"*","Colour":1"#,
                PolicyKind::Trust,
            ),
        ] {
            assert_eq!(PolicyKind::guess(&policy(inner)), kind, "{inner}");
        }
        assert_eq!(PolicyKind::guess("no JSON"), PolicyKind::Identity);
    }
}
