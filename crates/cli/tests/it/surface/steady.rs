//! What differs from run to run, replaced by the word that says what it is.

use std::sync::LazyLock;

use regex::Regex;

static WORDS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "TIME"),
        (r"\b20[2-9]\d-\d\d-\d\d\b", "DAY"),
        (
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
            "UUID",
        ),
        (r"\b(AKIA|ASIA)[A-Z0-9]{16}\b", "$1…"),
        (r"\b(AROA|AIDA|AGPA|ANPA)[A-Z0-9]{17}\b", "$1…"),
        (r"(?i)(secret_access_key\W+)[A-Za-z0-9+/]{40}", "${1}SECRET"),
        (r"(?i)(session_token\W+)[A-Za-z0-9+/=_.-]{60,}", "${1}TOKEN"),
        (r"\b(state|nonce|code_challenge)=[A-Za-z0-9_-]{43}", "$1=DRAWN"),
        (r"%3A\d{5}%2F", "%3APORT%2F"),
        (r"\bwhsec_[A-Za-z0-9+/=]+", "whsec_SECRET"),
        (r"\b(127\.0\.0\.1|localhost):\d{5}\b", "$1:PORT"),
        (r"\b(process|pid) \d+\b", "$1 PID"),
        (r"\bwharf-[A-Z0-9]{8}\b", "wharf-SESSION"),
        (r"\bo-[a-z0-9]{10}\b", "o-ORGANIZATION"),
        (r"\bou-[a-z0-9]{4}-[a-z0-9]{8}\b", "ou-UNIT"),
        (r"\bp-[a-z0-9]{8}\b", "p-POLICY"),
        (r"\br-[a-z0-9]{4}\b", "r-ROOT"),
        // As the machine is.
        (r"(?m)^.*needs a line in /etc/hosts;.*\n.*\n", ""),
        (r"(?m)^.*docker and others do not find .*\n", ""),
        // The columns of a table are as wide as what was in them.
        (r"(?m)(\S)  +", "$1  "),
    ]
    .into_iter()
    .map(|(pattern, word)| (Regex::new(pattern).unwrap(), word))
    .collect()
});

pub(super) fn steady(text: &str) -> String {
    let text = text.replace(concat!("(", env!("WHARF_REVISION"), ")"), "(REVISION)");
    WORDS.iter().fold(text, |text, (pattern, word)| {
        pattern.replace_all(&text, *word).into_owned()
    })
}

#[test]
fn facts_stay_and_what_differs_goes() {
    let digest = "sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
    for (text, expected) in [
        ("2026-11-29T02:53:21.184Z a", "TIME a"),
        ("{\"Version\": \"2012-10-17\"}", "{\"Version\": \"2012-10-17\"}"),
        (digest, digest),
        ("at 127.0.0.1:46293 (pid 22545)", "at 127.0.0.1:PORT (pid PID)"),
        (
            "arn:aws:kms:us-east-1:1:key/51a2632c-8665-4ded-b22f-106a5fde30f9",
            "arn:aws:kms:us-east-1:1:key/UUID",
        ),
        ("AKIANXRGEXJP4JWL3RY7", "AKIA…"),
        (
            "\"secret_access_key\": \"6mkUPJMszRu2N9XOIak9XredvTihADC4GEb+7GHF\"",
            "\"secret_access_key\": \"SECRET\"",
        ),
        ("shadow-p-short", "shadow-p-short"),
    ] {
        assert_eq!(steady(text), expected);
    }
}
