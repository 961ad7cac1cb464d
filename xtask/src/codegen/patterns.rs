//! The regular expressions of read shapes, by the exact text of the model, and the hand-written matcher of each.

use anyhow::Context as _;

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

#[cfg(test)]
mod tests {
    use super::*;

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
