//! What is refused when it is saved, and in which words.

use wharf_policy::{CompiledPolicy, PolicyKind, check, lint};

#[test]
fn refusals_in_awss_words() {
    use PolicyKind::{Identity, Repository, ResourceControl, Trust};
    let statement = |inner: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{{inner}}}}}"#);
    let ok = r#""Effect":"Allow","Action":"ecr:*","Resource":"*""#;
    assert!(check(&statement(ok), Identity).is_ok());
    for (kind, text, says) in [
        (Identity, "{".to_owned(), "Syntax errors in policy."),
        (Identity, "{} x".to_owned(), "Syntax errors in policy."),
        (
            Identity,
            statement(&format!(r#"{ok},"Effect":"Deny""#)),
            "Syntax errors in policy.",
        ),
        (
            Identity,
            statement(&format!(r#"{ok},"Colour":"red""#)),
            "Syntax errors in policy.",
        ),
        (
            Identity,
            statement(&format!(r#"{ok},"NotAction":"x:y""#)),
            "Syntax errors in policy.",
        ),
        (
            Identity,
            statement(r#""Effect":"allow","Action":"ecr:*","Resource":"*""#),
            "Syntax errors in policy.",
        ),
        (
            Identity,
            format!(r#"{{"Statement":{{{ok}}}}}"#),
            "Policy document must be version 2012-10-17 or greater.",
        ),
        (
            Identity,
            statement(r#""Effect":"Allow","Resource":"*""#),
            "Policy statement must contain actions.",
        ),
        (
            Identity,
            statement(r#""Effect":"Allow","Action":"ecr:*""#),
            "Policy statement must contain resources.",
        ),
        (
            Identity,
            statement(r#""Effect":"Allow","Action":"ecr","Resource":"*""#),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (
            Identity,
            statement(r#""Effect":"Allow","Action":"ecr:a:b","Resource":"*""#),
            "Actions/Condition can contain only one colon.",
        ),
        (
            Identity,
            statement(r#""Effect":"Allow","Action":"ecr:*","Resource":"app""#),
            "Resource app must be in ARN format or \"*\".",
        ),
        (
            Identity,
            statement(&format!(r#"{ok},"Principal":"*""#)),
            "Policy document should not specify a principal.",
        ),
        (
            Identity,
            statement(&format!(r#"{ok},"Condition":{{"StringIs":{{"aws:x":"y"}}}}"#)),
            "Syntax errors in policy.",
        ),
        (
            Identity,
            statement(&format!(
                r#"{ok},"Condition":{{"StringLike":{{"aws:Nothing":"y"}}}}"#
            )),
            "Syntax errors in policy.",
        ),
        (
            Trust,
            statement(
                r#""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ci-*"},"Action":"sts:AssumeRole""#,
            ),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/ci-*\"",
        ),
        (
            Trust,
            // Only saved policies have the time beside the id.
            statement(r#""Effect":"Allow","Principal":{"AWS":"111122223333@7"},"Action":"sts:AssumeRole""#),
            "Invalid principal in policy: \"AWS\":\"111122223333@7\"",
        ),
        (
            Trust,
            statement(r#""Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*""#),
            "Has prohibited field Resource",
        ),
        (
            Repository,
            statement(r#""Effect":"Allow","Action":"ecr:*""#),
            "Syntax errors in policy.",
        ),
        (
            Repository,
            statement(r#""Effect":"Allow","Principal":"*","Action":"s3:*""#),
            "Syntax errors in policy.",
        ),
        (
            ResourceControl,
            statement(r#""Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*""#),
            "Syntax errors in policy.",
        ),
        (
            ResourceControl,
            statement(r#""Effect":"Deny","Action":"ecr:*","Resource":"*""#),
            "Syntax errors in policy.",
        ),
    ] {
        let refusal = check(&text, kind).expect_err(&text);
        assert_eq!(refusal.to_string(), says, "{text}");
        assert!(
            refusal
                .diagnostics
                .iter()
                .all(|found| found.span.end <= text.len()),
            "{text}"
        );
    }
}

#[test]
fn what_an_author_may_have_meant_otherwise() {
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*",
        "Condition":{"StringEquals":{"aws:PrincipalArn":"arn:*"},"ForAllValues:StringLike":{"aws:TagKeys":"a"}}}}"#;
    let found = lint(text, PolicyKind::Identity);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|one| one.help.is_some()));
}

/// Hostile texts compile, and take time that grows with their length.
#[test]
fn any_text_compiles() {
    let deep = format!("{}{}", "{\"Statement\":".repeat(5_000), "}".repeat(5_000));
    let stars = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"ecr:{}","Resource":"*"}}}}"#,
        "*a".repeat(5_000)
    );
    for text in [
        "",
        "null",
        "[]",
        "{}",
        "\"",
        &deep,
        &stars,
        r#"{"Statement":[{"Effect":7}]}"#,
    ] {
        let _ = CompiledPolicy::compile(text);
        let _ = check(text, PolicyKind::Identity);
    }
}
