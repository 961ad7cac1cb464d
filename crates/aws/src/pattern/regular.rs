//! Patterns that are regular expressions of the model as they stand, matched by the `regex` crate over the whole text.
//!
//! `\w` and `\d` mean ASCII here, as in the language that AWS matches with.

use std::sync::LazyLock;

use regex::Regex;

use super::Pattern;

macro_rules! regular {
    ($($(#[$meta:meta])* $name:ident: $shown:literal => $regex:literal;)*) => {$(
        $(#[$meta])*
        pub const $name: Pattern = Pattern {
            shown: $shown,
            matches: {
                fn matches(text: &str) -> bool {
                    static REGEX: LazyLock<Regex> = LazyLock::new(|| {
                        let whole = concat!(r"\A(?:", $regex, r")\z");
                        Regex::new(whole).expect("INVARIANT: a test compiles every expression")
                    });
                    REGEX.is_match(text)
                }
                matches
            },
        };
    )*
    #[cfg(test)]
    const ALL: &[(&str, &Pattern)] = &[$((stringify!($name), &$name),)*];
    };
}

regular! {
    /// `PrincipalArn` of ECR.
    PRINCIPAL_ARN: r"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$" => r"arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[0-9A-Za-z_+=,.@-]+(/[0-9A-Za-z_+=,.@-]+)*";
    /// `Prefix` of ECR: a repository's name, perhaps with a slash behind it, or `ROOT`.
    REPOSITORY_PREFIX: r"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$" => r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*/?|ROOT";
    /// `KmsKeyForRepositoryCreationTemplate`: a key's ARN or nothing.
    KMS_KEY_ARN_OR_NOTHING: r"^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+" => r"(arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+)?";
    /// `[\w]+`
    WORD: r"[\w]+" => r"[0-9A-Za-z_]+";
    /// `[\w]*`
    WORD_OR_NOTHING: r"[\w]*" => r"[0-9A-Za-z_]*";
    /// `[\w+=,.@-]+`
    IAM_NAME: r"[\w+=,.@-]+" => r"[0-9A-Za-z_+=,.@-]+";
    /// `[\w+=,.@-]*`
    SESSION_NAME: r"[\w+=,.@-]*" => r"[0-9A-Za-z_+=,.@-]*";
    /// `[\u0020-\u00FF]+`
    MARKER: r"[\u0020-\u00FF]+" => r"[\x{0020}-\x{00FF}]+";
    /// `[\u0009\u000A\u000D\u0020-\u00FF]+`
    POLICY_DOCUMENT: r"[\u0009\u000A\u000D\u0020-\u00FF]+" => r"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{00FF}]+";
    /// `\u002F[\u0021-\u007F]*`
    PATH_PREFIX: r"\u002F[\u0021-\u007F]*" => r"\x{002F}[\x{0021}-\x{007F}]*";
    /// `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`
    PATH: r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)" => r"(\x{002F})|(\x{002F}[\x{0021}-\x{007E}]+\x{002F})";
    /// `((/[A-Za-z0-9\.,\+@=_-]+)*)/`
    POLICY_PATH: r"((/[A-Za-z0-9\.,\+@=_-]+)*)/" => r"((/[A-Za-z0-9\.,\+@=_-]+)*)/";
    /// `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`
    POLICY_VERSION_ID: r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?" => r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";
    /// `[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`
    ROLE_DESCRIPTION: r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*" => r"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{00A1}-\x{00FF}]*";
    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]+`
    TAG_KEY: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+" => r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";
    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`
    TAG_VALUE: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*" => r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";
    /// `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`
    ARN: r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+" => r"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{0085}\x{00A0}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]+";
    /// `AliasNameType` of KMS.
    ALIAS_NAME: r"^[a-zA-Z0-9:/_-]+$" => r"[a-zA-Z0-9:/_-]+";
    /// `MarkerType` of KMS.
    MARKER_OR_NOTHING: r"[\u0020-\u00FF]*" => r"[\x{0020}-\x{00FF}]*";
    /// `XksKeyIdType` of KMS.
    EXTERNAL_KEY_ID: r"^[a-zA-Z0-9-_.]+$" => r"[a-zA-Z0-9_.-]+";
    /// `[\w+=,.@:\/-]*`
    EXTERNAL_ID: r"[\w+=,.@:\/-]*" => r"[0-9A-Za-z_+=,.@:/-]*";
    /// `[\w+=/:,.@-]*`
    SERIAL_NUMBER: r"[\w+=/:,.@-]*" => r"[0-9A-Za-z_+=/:,.@-]*";
    /// `[\d]*`
    TOKEN_CODE: r"[\d]*" => r"[0-9]*";
    /// `^\d{12}$`
    ORGANIZATIONS_ACCOUNT_ID: r"^\d{12}$" => r"[0-9]{12}";
    /// `[\s\S]*`
    ANY_TEXT: r"[\s\S]*" => r"[\s\S]*";
    /// `^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`
    CHILD_ID: r"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$" => r"([0-9]{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";
    /// `[\u0020-\u007E]+`
    CREATE_ACCOUNT_NAME: r"[\u0020-\u007E]+" => r"[\x{0020}-\x{007E}]+";
    /// `^h-[0-9a-z]{8,32}$`
    HANDSHAKE_ID: r"^h-[0-9a-z]{8,32}$" => r"h-[0-9a-z]{8,32}";
    /// `^car-[a-z0-9]{8,32}$`
    CREATE_ACCOUNT_REQUEST_ID: r"^car-[a-z0-9]{8,32}$" => r"car-[a-z0-9]{8,32}";
    /// `[^\s@]+@[^\s@]+\.[^\s@]+`
    EMAIL: r"[^\s@]+@[^\s@]+\.[^\s@]+" => r"[^\s@]+@[^\s@]+\.[^\s@]+";
    /// `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$`
    ORGANIZATIONAL_UNIT_ID: r"^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$" => r"ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";
    /// `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`
    PARENT_ID: r"^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$" => r"(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";
    /// `^p-[0-9a-zA-Z_]{8,128}$`
    ORGANIZATIONS_POLICY_ID: r"^p-[0-9a-zA-Z_]{8,128}$" => r"p-[0-9a-zA-Z_]{8,128}";
    /// `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`
    POLICY_TARGET_ID: r"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$" => r"(r-[0-9a-z]{4,32})|([0-9]{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";
    /// `[\w+=,.@-]{1,64}`
    ROLE_NAME: r"[\w+=,.@-]{1,64}" => r"[0-9A-Za-z_+=,.@-]{1,64}";
    /// `^r-[0-9a-z]{4,32}$`
    ROOT_ID: r"^r-[0-9a-z]{4,32}$" => r"r-[0-9a-z]{4,32}";
    /// `^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`
    ORGANIZATIONS_TAG: r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$" => r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)";
    /// `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$`
    TAGGABLE_RESOURCE_ID: r"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$" => r"(r-[0-9a-z]{4,32})|([0-9]{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(p-[0-9a-zA-Z_]{8,128})|(rp-[0-9a-zA-Z_]{4,128})|(rt-[0-9a-zA-Z_]{8,32})";
    /// `CredentialArn` of ECR.
    CREDENTIAL_ARN: r"^arn:aws(-\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\-pullthroughcache\/[a-zA-Z0-9\/_+=.@-]+$" => r"arn:aws(-[0-9A-Za-z_]+)*:secretsmanager:[a-zA-Z0-9:-]+:secret:ecr-pullthroughcache/[a-zA-Z0-9/_+=.@-]+";
    /// `Region` of ECR.
    REGION: r"[0-9a-z-]{2,25}" => r"[0-9a-z-]{2,25}";
    /// `RepositoryFilterValue` of ECR.
    REPOSITORY_FILTER: r"^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$" => r"(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*";
    /// `ScanningRepositoryFilterValue` of ECR.
    SCANNING_FILTER: r"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$" => r"[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*";
    /// `SigningProfileArn` of ECR.
    SIGNING_PROFILE_ARN: r"^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\/signing-profiles\/[a-zA-Z0-9_]{2,}$" => r"arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:/signing-profiles/[a-zA-Z0-9_]{2,}";
    /// `SigningRepositoryFilterValue` of ECR.
    SIGNING_FILTER: r"^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$" => r"(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*";
    /// `GrantConstraintSourceArnType` of KMS.
    SOURCE_ARN: r"^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$" => r"arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+";
    /// `PrincipalIdType` of KMS.
    PRINCIPAL_ID: r"^[\w+=,.@:/-]+$" => r"[0-9A-Za-z_+=,.@:/-]+";
    /// `ServicePrincipalType` of KMS.
    SERVICE_PRINCIPAL: r"^([A-Za-z0-9\-]+)\.([A-Za-z0-9\-]+)(\.[A-Za-z0-9\-]+)+$" => r"([A-Za-z0-9-]+)\.([A-Za-z0-9-]+)(\.[A-Za-z0-9-]+)+";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_compiles() {
        for (name, pattern) in ALL {
            assert!(!(pattern.matches)("\u{0}\u{0}") || *name == "ANY_TEXT", "{name}");
        }
    }

    #[test]
    fn whole_texts_only() {
        for (pattern, good, bad) in [
            (&IAM_NAME, "a+=,.@-_Z9", "a b"),
            (&PATH, "/a/b/", "/a"),
            (&PATH, "/", "//a"),
            (&CHILD_ID, "111122223333", "1111222233334"),
            (&CHILD_ID, "ou-ab12-12345678", "xou-ab12-12345678"),
            (&POLICY_VERSION_ID, "v12", "v0"),
            (&TAG_KEY, "Größe 1/2", "a!"),
            (&EMAIL, "a@b.c", "a b@c.d"),
            (
                &CREDENTIAL_ARN,
                "arn:aws:secretsmanager:r:1:secret:ecr-pullthroughcache/a",
                "arn:aws:secretsmanager:r:1:secret:a",
            ),
            (&REGION, "eu-west-1", "EU"),
            (&REPOSITORY_FILTER, "team/app-", "-/app"),
            (&SCANNING_FILTER, "*/a*", "/a"),
            (
                &SIGNING_PROFILE_ARN,
                "arn:aws:signer:r:111122223333:/signing-profiles/ab",
                "arn:aws:signer:r:111122223333:/signing-profiles/a",
            ),
            (&SIGNING_FILTER, "*/a*", "a/"),
            (&SOURCE_ARN, "arn:aws:s3::111122223333:x", "arn:aws:s3:::x"),
            (&PRINCIPAL_ID, "arn:aws:iam::1:user/a", "a b"),
            (&SERVICE_PRINCIPAL, "a.amazonaws.com", "amazonaws.com"),
            (&POLICY_DOCUMENT, "{\n}", "{€}"),
        ] {
            assert!((pattern.matches)(good), "{good}");
            assert!(!(pattern.matches)(bad), "{bad}");
        }
    }
}
