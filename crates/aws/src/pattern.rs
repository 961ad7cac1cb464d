//! The few regular expressions of served inputs, each as a function over the whole text. The code generator knows
//! them by the exact text that the model gives (`xtask/src/codegen/patterns.rs`); tests hold each against the `regex`
//! crate.

mod regular;

pub use regular::*;

/// A named pattern: its text for messages, and the function that decides.
#[derive(Debug)]
pub struct Pattern {
    /// What a violation shows. The model's text, except where ECR is known to show another.
    pub shown: &'static str,
    /// Whether the whole text matches.
    pub matches: fn(&str) -> bool,
}

/// `RegistryId`: `[0-9]{12}`.
pub const ACCOUNT_ID: Pattern = Pattern {
    shown: "[0-9]{12}",
    matches: account_id,
};

/// `RepositoryName`. ECR's message still shows the older expression, which lacks `__` and runs of `-`;
/// names are matched by the one that the Amazon ECR API Reference has today (*CreateRepository*).
pub const REPOSITORY_NAME: Pattern = Pattern {
    shown: "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*",
    matches: repository_name,
};

/// `LayerDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
pub const DIGEST: Pattern = Pattern {
    shown: "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+",
    matches: digest,
};

/// `UploadId`: the text of a UUID in either case.
pub const UUID: Pattern = Pattern {
    shown: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
    matches: uuid,
};

/// `ImageTagMutabilityExclusionFilterValue`: `^[0-9a-zA-Z._*-]{1,128}$`.
pub const TAG_FILTER: Pattern = Pattern {
    shown: "^[0-9a-zA-Z._*-]{1,128}$",
    matches: tag_filter,
};

/// `accountAliasType`: `^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$`.
pub const ACCOUNT_ALIAS: Pattern = Pattern {
    shown: "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
    matches: account_alias,
};

/// What holds for every text, also where the model has no pattern.
pub const NO_NUL: Pattern = Pattern {
    shown: r"[^\u0000]*",
    matches: |text| !text.contains('\0'),
};

fn account_alias(text: &str) -> bool {
    let word = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|b| word(b) || *b == b'-')
        && bytes.first().is_some_and(word)
        && bytes.last().is_some_and(word)
        && !text.contains("--")
}

fn account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

fn repository_name(text: &str) -> bool {
    text.split('/').all(component)
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn component(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    let ends_in_words = bytes.first().is_some_and(|b| word(*b)) && bytes.last().is_some_and(|b| word(*b));
    ends_in_words
        && bytes.split(|b| word(*b)).all(|separator| match separator {
            [] | b"." | b"_" | b"__" => true,
            run => run.iter().all(|b| *b == b'-'),
        })
}

fn digest(text: &str) -> bool {
    let in_algorithm = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'.');
    text.split_once(':').is_some_and(|(algorithm, hex)| {
        !algorithm.is_empty()
            && algorithm.bytes().all(in_algorithm)
            && !hex.is_empty()
            && hex.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn tag_filter(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'*' | b'-');
    (1..=128).contains(&text.len()) && text.bytes().all(allowed)
}
