//! Session tags: what a request passes, and what comes along from the session before.

use wharf_aws::sts::Tag;

use super::Fault;
use super::fault::invalid;
use wharf_kernel::session::{Session, SessionTag};

/// Session tags of one session (IAM User Guide, *Passing session tags*).
const MAX_TAGS: usize = 50;

/// The tags of a session that `caller`'s session begins: the transitive ones that it has, which cannot be overridden, and
/// those that are passed. Keys compare without case.
pub(super) fn effective(
    passed: &[Tag],
    transitive: &[String],
    caller: Option<&Session>,
) -> Result<Vec<SessionTag>, Fault> {
    let inherited = caller.iter().flat_map(|session| &session.tags);
    let mut tags: Vec<SessionTag> = inherited.filter(|tag| tag.transitive).cloned().collect();
    let inherited = tags.len();
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    for tag in passed {
        if tag.key.to_lowercase().starts_with("aws:") {
            return Err(invalid(
                "Tag keys starting with aws: are reserved for system use.",
            ));
        }
        match tags.iter().position(|known| same(&known.key, &tag.key)) {
            Some(at) if at < inherited => {
                return Err(invalid(format!(
                    "The tag '{}' cannot be set: the calling session has it as a transitive tag.",
                    tags[at].key
                )));
            }
            Some(_) => {
                return Err(invalid(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
                ));
            }
            None => tags.push(SessionTag {
                key: tag.key.clone(),
                value: tag.value.clone(),
                transitive: transitive.iter().any(|key| same(key, &tag.key)),
            }),
        }
    }
    if let Some(key) = transitive
        .iter()
        .find(|key| !tags.iter().any(|tag| same(&tag.key, key)))
    {
        return Err(invalid(format!(
            "The transitive tag key '{key}' must be one of the tags that are passed."
        )));
    }
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("A session has at most {MAX_TAGS} tags.")));
    }
    Ok(tags)
}

/// `sts:TransitiveTagKeys`.
pub(super) fn transitive_keys(tags: &[SessionTag]) -> Vec<String> {
    let transitive = tags.iter().filter(|tag| tag.transitive);
    transitive.map(|tag| tag.key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_kernel::session::Holder;

    fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
        let tag = |(key, value): &(&str, &str)| Tag {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
        };
        pairs.iter().map(tag).collect()
    }

    fn caller() -> Session {
        let tag = |key: &str, transitive| SessionTag {
            key: key.to_owned(),
            value: "before".to_owned(),
            transitive,
        };
        Session {
            access_key_id: String::new(),
            account: String::new(),
            holder: Holder::User { user: None },
            issued_at: 0,
            expires_at: 0,
            policies: Vec::new(),
            tags: vec![tag("Team", true), tag("Stage", false)],
            source_identity: None,
            mfa_at: None,
            provider: None,
            account_made_at: None,
        }
    }

    fn refusal(passed: &[(&str, &str)], transitive: &[&str], caller: Option<&Session>) -> String {
        let transitive: Vec<String> = transitive.iter().map(|key| (*key).to_owned()).collect();
        effective(&tags(passed), &transitive, caller)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn transitive_tags_come_along_and_stay() {
        let caller = caller();
        let transitive = ["cost".to_owned()];
        let made = effective(
            &tags(&[("Stage", "now"), ("Cost", "1")]),
            &transitive,
            Some(&caller),
        );
        let made: Vec<(String, String, bool)> = made
            .unwrap()
            .into_iter()
            .map(|tag| (tag.key, tag.value, tag.transitive))
            .collect();
        let expected = [
            ("Team", "before", true),
            ("Stage", "now", false),
            ("Cost", "1", true),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(key, value, transitive)| ((*key).to_owned(), (*value).to_owned(), *transitive))
            .collect();
        assert_eq!(made, expected);
        assert!(refusal(&[("TEAM", "other")], &[], Some(&caller)).contains("transitive tag"));
    }

    #[test]
    fn what_is_refused() {
        assert!(refusal(&[("a", "1"), ("A", "2")], &[], None).contains("Duplicate"));
        assert!(refusal(&[("aws:team", "1")], &[], None).contains("reserved"));
        assert!(refusal(&[("a", "1")], &["b"], None).contains("'b'"));
        let many: Vec<(String, String)> = (0..50).map(|n| (format!("k{n}"), String::new())).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert!(effective(&tags(&many), &[], None).is_ok());
        assert!(refusal(&many, &[], Some(&caller())).contains("at most 50"));
    }
}
