//! Repository names, tags and references against a literal transcription of their patterns.

use proptest::prelude::*;
use regex::Regex;
use wharf_oci::{NameError, RepositoryName, Tag, TagError, testing};

/// The pattern as the API Reference prints it, anchored.
const NAME: &str = r"\A(?:[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)\z";
/// The pattern as the OCI Distribution Specification prints it, anchored.
const TAG: &str = r"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z";

fn name_by_regex(text: &str) -> bool {
    (2..=256).contains(&text.chars().count()) && Regex::new(NAME).unwrap().is_match(text)
}

#[test]
fn names() {
    for text in [
        "ab",
        "0a",
        "a/b",
        "library/nginx",
        "a.b_c__d-e---f/0",
        "team-a/web.api/v2",
        &"a".repeat(256),
    ] {
        let name: RepositoryName = text.parse().unwrap();
        assert_eq!(name.as_str(), text);
        assert!(name.components().all(|component| !component.is_empty()));
    }
}

#[test]
fn refused_names() {
    let character = |found, at| NameError::Character { found, at };
    let separator = |at| NameError::Separator { at };
    let long = "a".repeat(257);
    let table = [
        ("", NameError::TooShort { found: 0 }),
        ("a", NameError::TooShort { found: 1 }),
        (long.as_str(), NameError::TooLong { found: 257 }),
        ("/a", separator(0)),
        ("a/", separator(2)),
        ("a//b", separator(2)),
        ("a..b", separator(2)),
        ("a___b", separator(3)),
        ("a._b", separator(2)),
        ("a-_b", separator(2)),
        ("-a", separator(0)),
        ("a-", separator(2)),
        ("a/.b", separator(2)),
        ("aB", character('B', 1)),
        ("a:b", character(':', 1)),
        ("a b", character(' ', 1)),
        ("ab\n", character('\n', 2)),
        ("aé", character('é', 1)),
        ("a/../b", separator(2)),
        ("a%2fb", character('%', 1)),
    ];
    for (text, error) in table {
        assert_eq!(text.parse::<RepositoryName>(), Err(error), "{text:?}");
        assert!(!name_by_regex(text), "{text:?}");
    }
    // More bytes than allowed but not more characters: the characters are at fault.
    assert_eq!("é".repeat(200).parse::<RepositoryName>(), Err(character('é', 0)));
}

#[test]
fn tags() {
    let character = |found, at| Err(TagError::Character { found, at });
    let parse = |text: &str| text.parse::<Tag>().map(|tag| tag.to_string());
    for text in ["latest", "_", "v1.0-rc.1", "A", &"x".repeat(128)] {
        assert_eq!(parse(text), Ok(text.to_owned()));
    }
    assert_eq!(parse(""), Err(TagError::Empty));
    assert_eq!(parse(".a"), character('.', 0));
    assert_eq!(parse("-a"), character('-', 0));
    assert_eq!(parse("a+b"), character('+', 1));
    assert_eq!(parse("a/b"), character('/', 1));
    assert_eq!(parse("aü"), character('ü', 1));
    assert_eq!(parse(&"x".repeat(129)), Err(TagError::TooLong { max: 128 }));
    assert_eq!(
        "a+b".parse::<Tag>().unwrap_err().to_string(),
        "'+' at offset 1: a tag is made of letters, digits, _ . and -, and does not begin with . or -"
    );
}

#[test]
fn tags_of_the_api_are_longer() {
    let (long, longer) = ("x".repeat(300), "x".repeat(301));
    assert!(Tag::parse_with_limit(&long, Tag::API_MAX_LENGTH).is_ok());
    assert_eq!(
        Tag::parse_with_limit(&longer, Tag::API_MAX_LENGTH),
        Err(TagError::TooLong { max: 300 })
    );
}

proptest! {
    #[test]
    fn names_as_the_pattern_says(text in r"[ab0B._/-]{0,12}|\PC{0,6}|[a-]{250,260}") {
        prop_assert_eq!(text.parse::<RepositoryName>().is_ok(), name_by_regex(&text));
    }

    #[test]
    fn tags_as_the_pattern_says(text in r"[aZ0._/+-]{0,12}|\PC{0,6}|[a.]{125,131}") {
        prop_assert_eq!(text.parse::<Tag>().is_ok(), Regex::new(TAG).unwrap().is_match(&text));
    }

    #[test]
    fn names_print_as_they_parse(name in testing::repository_name()) {
        prop_assert!(name_by_regex(name.as_str()));
        prop_assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn tags_print_as_they_parse(tag in testing::tag()) {
        prop_assert_eq!(tag.to_string().parse(), Ok(tag));
    }
}
