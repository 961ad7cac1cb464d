//! The regular expressions of read shapes, by the exact text of the model, and the hand-written matcher of each.

use std::collections::HashSet;

use anyhow::{Context as _, ensure};

const MATCHERS: &[(&str, &str)] = &[
    ("[0-9]{12}", "ACCOUNT_ID"),
    (
        r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*",
        "REPOSITORY_NAME",
    ),
    ("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+", "DIGEST"),
    (
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        "UUID",
    ),
    ("^[0-9a-zA-Z._*-]{1,128}$", "TAG_FILTER"),
    (
        r"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$",
        "PRINCIPAL_ARN",
    ),
    (
        r"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$",
        "REPOSITORY_PREFIX",
    ),
    (
        r"^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+",
        "KMS_KEY_ARN_OR_NOTHING",
    ),
    (r"[\w]+", "WORD"),
    (r"[\w]*", "WORD_OR_NOTHING"),
    (r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "ACCOUNT_ALIAS"),
    (r"[\w+=,.@-]+", "IAM_NAME"),
    (r"[\w+=,.@-]*", "SESSION_NAME"),
    (r"[\u0020-\u00FF]+", "MARKER"),
    (r"[\u0009\u000A\u000D\u0020-\u00FF]+", "POLICY_DOCUMENT"),
    (r"\u002F[\u0021-\u007F]*", "PATH_PREFIX"),
    (r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "PATH"),
    (r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", "POLICY_PATH"),
    (r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "POLICY_VERSION_ID"),
    (
        r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*",
        "ROLE_DESCRIPTION",
    ),
    (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "TAG_KEY"),
    (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "TAG_VALUE"),
    (
        r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
        "ARN",
    ),
    (r"[\w+=,.@:\/-]*", "EXTERNAL_ID"),
    (r"^[a-zA-Z0-9:/_-]+$", "ALIAS_NAME"),
    (r"[\u0020-\u00FF]*", "MARKER_OR_NOTHING"),
    (r"^[a-zA-Z0-9-_.]+$", "EXTERNAL_KEY_ID"),
    (r"[\w+=/:,.@-]*", "SERIAL_NUMBER"),
    (r"[\d]*", "TOKEN_CODE"),
    (r"^\d{12}$", "ORGANIZATIONS_ACCOUNT_ID"),
    (r"[\s\S]*", "ANY_TEXT"),
    (r"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$", "CHILD_ID"),
    (r"[\u0020-\u007E]+", "CREATE_ACCOUNT_NAME"),
    (r"^h-[0-9a-z]{8,32}$", "HANDSHAKE_ID"),
    (r"^car-[a-z0-9]{8,32}$", "CREATE_ACCOUNT_REQUEST_ID"),
    (r"[^\s@]+@[^\s@]+\.[^\s@]+", "EMAIL"),
    (r"^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$", "ORGANIZATIONAL_UNIT_ID"),
    (
        r"^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$",
        "PARENT_ID",
    ),
    (r"^p-[0-9a-zA-Z_]{8,128}$", "ORGANIZATIONS_POLICY_ID"),
    (
        r"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$",
        "POLICY_TARGET_ID",
    ),
    (r"[\w+=,.@-]{1,64}", "ROLE_NAME"),
    (r"^r-[0-9a-z]{4,32}$", "ROOT_ID"),
    (r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$", "ORGANIZATIONS_TAG"),
    (
        r"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$",
        "TAGGABLE_RESOURCE_ID",
    ),
    (
        r"^arn:aws(-\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\-pullthroughcache\/[a-zA-Z0-9\/_+=.@-]+$",
        "CREDENTIAL_ARN",
    ),
    ("[0-9a-z-]{2,25}", "REGION"),
    (
        r"^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$",
        "REPOSITORY_FILTER",
    ),
    (r"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$", "SCANNING_FILTER"),
    (
        r"^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\/signing-profiles\/[a-zA-Z0-9_]{2,}$",
        "SIGNING_PROFILE_ARN",
    ),
    (
        r"^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$",
        "SIGNING_FILTER",
    ),
    (
        r"^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$",
        "SOURCE_ARN",
    ),
    (r"^[\w+=,.@:/-]+$", "PRINCIPAL_ID"),
    (
        r"^([A-Za-z0-9\-]+)\.([A-Za-z0-9\-]+)(\.[A-Za-z0-9\-]+)+$",
        "SERVICE_PRINCIPAL",
    ),
];

/// The constant of `wharf_aws::pattern` that decides a pattern.
pub fn matcher(pattern: &str) -> anyhow::Result<&'static str> {
    MATCHERS.iter().find(|(text, _)| *text == pattern).map(|(_, matcher)| *matcher).with_context(|| {
        format!(
            "no matcher for the pattern {pattern}: add one to crates/aws/src/pattern.rs, name it in \
             xtask/src/codegen/patterns.rs, and hold it against the regex crate in crates/aws/tests/it/patterns.rs"
        )
    })
}

/// Refuses matchers that decide no pattern of any of the printed texts.
pub fn require_used<'a>(printed: impl Iterator<Item = &'a str>) -> anyhow::Result<()> {
    let is_other = |character: char| !character.is_ascii_alphanumeric() && character != '_';
    let used: HashSet<&str> = printed
        .flat_map(|text| text.split("pattern::").skip(1))
        .filter_map(|rest| rest.split(is_other).next())
        .collect();
    let unused: Vec<&str> = MATCHERS
        .iter()
        .map(|(_, matcher)| *matcher)
        .filter(|matcher| !used.contains(matcher))
        .collect();
    ensure!(
        unused.is_empty(),
        "no shape that is read has the patterns of {}: remove them here, in crates/aws/src/pattern and in its tests",
        unused.join(", ")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matchers_that_decide_nothing_are_named() {
        let printed = |but: &str| {
            let used = MATCHERS.iter().filter(|(_, matcher)| *matcher != but);
            let used =
                used.map(|(_, matcher)| format!("x: String = string {{ pattern: &pattern::{matcher} }};\n"));
            used.collect::<String>()
        };
        require_used([printed("").as_str()].into_iter()).unwrap();
        // `WORD_OR_NOTHING` is another pattern, and a value of an enumeration is none.
        for (unused, other) in [("WORD", ""), ("EMAIL", "Email = \"EMAIL\",")] {
            let text = printed(unused) + other;
            let error = require_used([text.as_str()].into_iter()).unwrap_err().to_string();
            assert!(error.contains(&format!("patterns of {unused}:")), "{error}");
        }
    }

    #[test]
    fn an_unknown_pattern_says_what_to_do() {
        assert_eq!(matcher("[0-9]{12}").unwrap(), "ACCOUNT_ID");
        let error = matcher("[0-9]{13}").unwrap_err().to_string();
        assert!(
            error.contains("[0-9]{13}") && error.contains("crates/aws/src/pattern.rs"),
            "{error}"
        );
    }
}
