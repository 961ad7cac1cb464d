//! A role's session: who took it is in its name, and it ends.

use anyhow::Context as _;
use serde_json::Value;
use wharf_aws::SecretKey;
use wharf_topology::live::Identity;

/// What AWS takes as the name of a session (IAM and STS quotas).
const MAX_NAME: usize = 64;

/// What STS gave.
pub(super) struct Session {
    pub(super) identity: Identity,
    /// As STS writes it.
    pub(super) expires: String,
    /// `arn:aws:sts::…:assumed-role/ROLE/NAME`
    pub(super) arn: String,
}

impl Session {
    /// Reads the answer of `AssumeRole` or of `AssumeRoleWithWebIdentity`.
    pub(super) fn read(answer: &Value) -> anyhow::Result<Session> {
        let given = &answer["Credentials"];
        let member = |name: &str| {
            let text = given[name].as_str().map(str::to_owned);
            text.with_context(|| format!("the answer of STS has no {name}"))
        };
        Ok(Session {
            identity: Identity {
                access_key_id: member("AccessKeyId")?,
                secret: SecretKey::new(member("SecretAccessKey")?),
                session_token: Some(member("SessionToken")?),
            },
            expires: member("Expiration")?,
            arn: answer["AssumedRoleUser"]["Arn"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}

/// A session's name that says who took it, of the characters that STS takes.
pub(super) fn name_for(who: &str) -> String {
    let is_taken = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    let kept = |character: char| match is_taken(character) {
        true => character,
        false => '-',
    };
    let name: String = who.chars().map(kept).take(MAX_NAME).collect();
    match name.len() {
        0 | 1 => format!("wharf-{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_sts_takes() {
        for (who, name) in [
            ("mona@example.com", "mona@example.com"),
            ("repo:octo/app", "repo-octo-app"),
            ("é", "wharf--"),
            ("", "wharf-"),
        ] {
            assert_eq!(name_for(who), name);
        }
        assert_eq!(name_for(&"a".repeat(100)).len(), 64);
    }
}
