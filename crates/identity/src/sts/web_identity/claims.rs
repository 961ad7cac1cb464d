//! What a verified token says: who, for whom, and the condition keys that its claims become (IAM User Guide, *Available
//! keys for AWS web identity federation*).
//!
//! Every claim that is a text or a list of texts is a key, `<issuer without https://>:<claim>`. AWS knows only some claims
//! of some issuers; a policy that names others never matches there, and matches here what the token says.

use serde_json::{Map, Value};
use wharf_aws::sts::{Fault as Modelled, Tag};

use super::invalid_token;
use crate::sts::Fault;

const TAGS: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";
/// Claims that later requests of the session have as keys too. The rest would not fit into its token.
const KEPT: [&str; 3] = ["aud", "sub", "amr"];
/// A claim of more bytes than this is not kept: it would make every later request of the session long.
const LONGEST_KEPT: usize = 1_024;
/// The longest `sub` (STS API Reference, `SubjectFromWebIdentityToken`), in characters.
const LONGEST_SUBJECT: usize = 255;

/// The claims that count.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claims {
    /// `sub`.
    pub(super) subject: String,
    /// Whom the token is for: its authorized party if it says one, else its audience.
    pub(super) audience: String,
    /// The condition keys.
    pub(super) keys: Vec<(String, Vec<String>)>,
    /// The session tags that the issuer passes.
    pub(super) tags: Vec<Tag>,
    /// Those of them that are transitive.
    pub(super) transitive_tag_keys: Vec<String>,
    /// The source identity that the issuer sets.
    pub(super) source_identity: Option<String>,
}

impl Claims {
    /// Reads the claims of a token by the provider with a URL, whose tokens are for one of `client_ids`.
    pub(super) fn read(
        claims: &Map<String, Value>,
        url: &str,
        client_ids: &[String],
    ) -> Result<Claims, Fault> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        let subject = text("sub").filter(|subject| !subject.is_empty());
        let subject = subject.ok_or_else(|| invalid_token("Missing a required claim: sub"))?;
        if subject.chars().count() > LONGEST_SUBJECT {
            let text = format!("The claim sub has more than {LONGEST_SUBJECT} characters");
            return Err(invalid_token(&text));
        }
        let audiences = claims.get("aud").and_then(texts).unwrap_or_default();
        let authorized = text("azp");
        // Several audiences without an authorized party do not say which client the token was given to.
        let audience = match (&authorized, audiences.as_slice()) {
            (Some(authorized), _) => authorized.clone(),
            (None, [one]) => one.clone(),
            (None, _) => return Err(invalid_token("Incorrect token audience")),
        };
        if !client_ids.contains(&audience) {
            return Err(invalid_token("Incorrect token audience"));
        }
        let (tags, transitive_tag_keys) = tags(claims)?;
        let mut keys: Vec<(String, Vec<String>)> = claims
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("aud") && !name.eq_ignore_ascii_case("sub"))
            .filter_map(|(name, value)| Some((format!("{url}:{name}"), texts(value)?)))
            .collect();
        keys.push((format!("{url}:aud"), vec![audience.clone()]));
        keys.push((format!("{url}:sub"), vec![subject.clone()]));
        if authorized.is_some() {
            keys.push((format!("{url}:oaud"), audiences));
        }
        Ok(Claims {
            subject,
            audience,
            keys,
            tags,
            transitive_tag_keys,
            source_identity: source_identity(claims)?,
        })
    }

    /// The condition keys that the session keeps.
    pub(super) fn kept(&self) -> Vec<(String, Vec<String>)> {
        let is_kept = |key: &str| key.rsplit(':').next().is_some_and(|claim| KEPT.contains(&claim));
        let is_short = |values: &[String]| values.iter().map(String::len).sum::<usize>() <= LONGEST_KEPT;
        let kept = self
            .keys
            .iter()
            .filter(|(key, values)| is_kept(key) && is_short(values));
        kept.cloned().collect()
    }
}

/// A text, or a list of nothing but texts.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(list) => list.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

fn rejected(message: &str) -> Fault {
    Modelled::IDPRejectedClaim {
        message: message.to_owned(),
    }
    .into()
}

/// Session tags inside the token (IAM User Guide, *Passing session tags*, `AssumeRoleWithWebIdentity`).
fn tags(claims: &Map<String, Value>) -> Result<(Vec<Tag>, Vec<String>), Fault> {
    let Some(claim) = claims.get(TAGS) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let refused = || rejected("The claim https://aws.amazon.com/tags is malformed");
    let claim = claim.as_object().ok_or_else(refused)?;
    let mut tags = Vec::new();
    for (key, value) in claim
        .get("principal_tags")
        .and_then(Value::as_object)
        .ok_or_else(refused)?
    {
        let value = match texts(value).as_deref() {
            Some([one]) => one.clone(),
            _ => return Err(refused()),
        };
        let long = key.chars().count() > 128 || value.chars().count() > 256;
        let strange = |text: &str| text.chars().any(|letter| !is_tag_letter(letter));
        if key.is_empty() || long || strange(key) || strange(&value) {
            return Err(refused());
        }
        tags.push(Tag {
            key: key.clone(),
            value,
        });
    }
    let transitive = match claim.get("transitive_tag_keys") {
        None => Vec::new(),
        Some(keys) => texts(keys).ok_or_else(refused)?,
    };
    Ok((tags, transitive))
}

/// Of keys and values of tags: `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
fn is_tag_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == ' ' || "_.:/=+-@".contains(letter)
}

fn source_identity(claims: &Map<String, Value>) -> Result<Option<String>, Fault> {
    let Some(claim) = claims.get(SOURCE_IDENTITY) else {
        return Ok(None);
    };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    let text = claim.as_str().filter(|text| (2..=64).contains(&text.len()));
    match text.filter(|text| text.bytes().all(allowed)) {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(rejected(
            "The claim https://aws.amazon.com/source_identity is malformed",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const URL: &str = "token.actions.example.com";

    fn read(claims: Value) -> Result<Claims, Fault> {
        Claims::read(
            claims.as_object().unwrap(),
            URL,
            &["sts.amazonaws.com".to_owned()],
        )
    }

    fn key<'a>(claims: &'a Claims, name: &str) -> Option<&'a [String]> {
        let wanted = format!("{URL}:{name}");
        let found = claims.keys.iter().find(|(key, _)| *key == wanted);
        found.map(|(_, values)| values.as_slice())
    }

    #[test]
    fn every_text_is_a_key() {
        let claims = read(json!({
            "iss": "https://token.actions.example.com", "sub": "repo:octo/app:ref:refs/heads/main", "aud": "sts.amazonaws.com",
            "repository": "octo/app", "amr": ["authenticated", "pwd"], "run_attempt": 1, "kubernetes.io": { "namespace": "ci" },
            "SUB": "somebody else",
        }))
        .unwrap();
        assert_eq!(claims.audience, "sts.amazonaws.com");
        assert_eq!(key(&claims, "repository"), Some(&["octo/app".to_owned()][..]));
        assert_eq!(key(&claims, "amr").map(<[String]>::len), Some(2));
        assert_eq!(
            key(&claims, "sub").map(|values| values[0].as_str()),
            Some(claims.subject.as_str())
        );
        assert_eq!(key(&claims, "SUB"), None, "keys compare without case");
        assert_eq!(
            (key(&claims, "run_attempt"), key(&claims, "kubernetes.io")),
            (None, None)
        );
        let kept: Vec<String> = claims.kept().into_iter().map(|(key, _)| key).collect();
        assert_eq!(kept, ["amr", "aud", "sub"].map(|name| format!("{URL}:{name}")));
    }

    #[test]
    fn whom_a_token_is_for() {
        let of = |claims: Value| read(claims).map(|claims| claims.audience);
        let wrong = Err(invalid_token("Incorrect token audience"));
        let ours = "sts.amazonaws.com";
        assert_eq!(of(json!({ "sub": "s", "aud": [ours] })), Ok(ours.to_owned()));
        assert_eq!(
            of(json!({ "sub": "s", "aud": ["x", "y"], "azp": ours })),
            Ok(ours.to_owned())
        );
        assert_eq!(of(json!({ "sub": "s", "aud": [ours, "y"] })), wrong);
        assert_eq!(of(json!({ "sub": "s", "aud": ours, "azp": "another" })), wrong);
        assert_eq!(of(json!({ "sub": "s", "aud": "another" })), wrong);
        assert_eq!(of(json!({ "sub": "s" })), wrong);
        assert!(of(json!({ "aud": ours })).is_err(), "no subject");
        assert!(of(json!({ "sub": "s".repeat(255), "aud": ours })).is_ok());
        assert!(of(json!({ "sub": "s".repeat(256), "aud": ours })).is_err());
        let long = json!({ "sub": "s", "aud": ours, "amr": vec!["x".repeat(100); 11] });
        assert_eq!(
            read(long).unwrap().kept().len(),
            2,
            "a long amr is a key now and not later"
        );
    }

    #[test]
    fn tags_and_source_identity() {
        let with = |name: &str, value: Value| {
            let mut claims = json!({ "sub": "s", "aud": "sts.amazonaws.com" });
            claims[name] = value;
            read(claims)
        };
        let claims = with(
            TAGS,
            json!({ "principal_tags": { "Project": ["Automation"], "Cost": "1" }, "transitive_tag_keys": ["Project"] }),
        )
        .unwrap();
        assert_eq!(claims.tags.len(), 2);
        assert_eq!(claims.transitive_tag_keys, ["Project"]);
        for bad in [
            json!("x"),
            json!({}),
            json!({ "principal_tags": { "a": ["1", "2"] } }),
            json!({ "principal_tags": { "a": 1 } }),
            json!({ "principal_tags": { "": "1" } }),
            json!({ "principal_tags": { "a": "<" } }),
            json!({ "principal_tags": {}, "transitive_tag_keys": 1 }),
        ] {
            let refused = with(TAGS, bad.clone()).unwrap_err();
            assert!(
                matches!(refused, Fault::Modelled(Modelled::IDPRejectedClaim { .. })),
                "{bad}"
            );
        }
        let identity = with(SOURCE_IDENTITY, json!("Alice@example.com"))
            .unwrap()
            .source_identity;
        assert_eq!(identity.as_deref(), Some("Alice@example.com"));
        for bad in [json!("x"), json!(1), json!("aws:me"), json!("a b")] {
            assert!(with(SOURCE_IDENTITY, bad.clone()).is_err(), "{bad}");
        }
    }
}
