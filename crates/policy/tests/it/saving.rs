//! What is refused when it is saved, and in which words.

use wharf_policy::{CompiledPolicy, PolicyDocument, PolicyKind, check, lint};

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
            "The policy failed legacy parsing",
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
            statement(
                r#""Effect":"Allow","Principal":{"Federated":"x"},"Action":"sts:AssumeRoleWithWebIdentity""#,
            ),
            "Federated principals must be valid domain names or SAML metadata ARNs",
        ),
        (
            Trust,
            statement(
                r#""Effect":"Allow","Principal":{"Federated":"arn:aws:iam//111122223333:oidc-provider/login.example.com"},"Action":"sts:AssumeRoleWithWebIdentity""#,
            ),
            "Federated principals must be valid domain names or SAML metadata ARNs",
        ),
        (
            Trust,
            statement(
                r#""Effect":"Allow","Principal":{"Federated":"https://login.example.com"},"Action":"sts:AssumeRoleWithWebIdentity""#,
            ),
            "Federated principals must be valid domain names or SAML metadata ARNs",
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

fn refusal_of(text: &str) -> wharf_policy::Refusal {
    check(text, PolicyKind::Identity).expect_err(text)
}

/// Every text is one that users of AWS report.
#[test]
fn resources_that_aws_refuses() {
    const PATHS: &str = "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/, \
                         instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, \
                         oidc-provider/, report/, access-report/.";
    const VENDOR: &str = "Resource vendor must be fully qualified and cannot contain regexes.";
    const LEGACY: &str = "The policy failed legacy parsing";
    let document = |element: &str, resource: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:*","{element}":["*","{resource}"]}}}}"#
        )
    };
    for (resource, says) in [
        (
            "arn:aws:iam:us-east-1:111122223333:role/ci",
            "IAM resource arn:aws:iam:us-east-1:111122223333:role/ci cannot contain region information.",
        ),
        (
            "arn:aws:iam:*:*:role/ci",
            "IAM resource arn:aws:iam:*:*:role/ci cannot contain region information.",
        ),
        ("arn:aws:iam::111122223333:roles/ci", PATHS),
        ("arn:aws:iam::111122223333:*/ci", PATHS),
        ("arn:aws:iam::111122223333:user", PATHS),
        (
            "arn:aws:s3:us-east-1::bucket",
            "Resource arn:aws:s3:us-east-1::bucket can not contain region information.",
        ),
        (
            "arn:amazon:ecr:us-east-1:111122223333:repository/app",
            "Partition \"amazon\" is not valid for resource \"arn:amazon:ecr:us-east-1:111122223333:repository/app\".",
        ),
        (
            "aws:s3:::bucket",
            "Partition \"s3\" is not valid for resource \"arn:s3:::bucket:*\".",
        ),
        ("arn:aws", VENDOR),
        ("arn:aws:*:us-east-1:111122223333:repository/app", VENDOR),
        ("arn:aws::us-east-1:111122223333:repository/app", LEGACY),
        ("arn:aws:s3::bucket", LEGACY),
        ("", "Resource  must be in ARN format or \"*\"."),
    ] {
        for element in ["Resource", "NotResource"] {
            assert_eq!(
                refusal_of(&document(element, resource)).to_string(),
                says,
                "{resource}"
            );
        }
    }
    for fine in [
        "arn:aws:iam::111122223333:role/ci",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::*:*",
        "arn:*:iam::aws:policy/AdministratorAccess",
        "arn:aws*:iam::*:user/${aws:username}",
        "arn:aws-cn:ecr:*:*:repository/*",
        "arn:aws:ecr:*",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/a",
        "arn:aws:s3:*:*:access-grants/default/*",
        "arn:aws:execute-api:us-east-1:111122223333:a:b:c",
    ] {
        let text = document("Resource", fine);
        assert!(check(&text, PolicyKind::Identity).is_ok(), "{fine}");
    }
}

/// AWS's text for what is not its usual *Syntax errors in policy*.
#[test]
fn elements_that_aws_refuses_in_words_of_their_own() {
    const LEGACY: &str = "The policy failed legacy parsing";
    let statement = |inner: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{{inner}}}}}"#);
    let with = |condition: &str| {
        statement(&format!(
            r#""Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{{{condition}}}"#
        ))
    };
    for (text, says) in [
        (
            statement(r#""Effect":"denY","Action":"ecr:*","Resource":"*""#),
            LEGACY,
        ),
        (with(r#""DateLessThan":{"aws:CurrentTime":"tomorrow"}"#), LEGACY),
        (
            statement(r#""Effect":"Allow","Action":[],"Resource":"*""#),
            "Policy statement must contain actions.",
        ),
        (
            statement(r#""Effect":"Allow","Action":"ecr:*","Resource":[]"#),
            "Policy statement must contain resources.",
        ),
        (
            statement(r#""Sid":"a-b","Effect":"Allow","Action":"ecr:*","Resource":"*""#),
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        ),
        // AWS saves it, and the condition never holds; a key without a service is a mistake here.
        (
            with(r#""StringEquals":{"username":"ann"}"#),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
    ] {
        assert_eq!(refusal_of(&text).to_string(), says, "{text}");
    }
}

/// A list that has a string and no more than null beside it is no list of strings (IAM User Guide, *Grammar of the IAM JSON
/// policy language*: a list of strings, and condition values that are strings, numbers or booleans).
#[test]
fn null_is_no_member_of_a_list() {
    let fine = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["*"],"Resource":["*"],
        "Condition":{"StringEquals":{"aws:username":["a"]}}}}"#;
    assert!(check(fine, PolicyKind::Identity).is_ok());
    for list in [r#"["*"]"#, r#"["a"]"#] {
        let at = fine.find(list).unwrap();
        let text = fine.replacen(list, &list.replace(']', ", null]"), 1);
        let refusal = refusal_of(&text);
        assert_eq!(refusal.to_string(), "Syntax errors in policy.");
        assert_eq!(refusal.diagnostics[0].span.start, at + list.len() + 1);
        // Stored by other means, it grants nothing.
        assert!(PolicyDocument::parse(&text).is_err());
    }
    let principals = r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":["*",null]},"Action":"ecr:*"}}"#;
    let refusal = check(principals, PolicyKind::Repository).expect_err("null is a principal");
    assert_eq!(refusal.to_string(), "Syntax errors in policy.");
}

#[test]
fn the_reason_of_lint_stands_behind_awss_text() {
    let text = "{\"Version\":\"2012-10-17\",\n \"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\n  \
                \"Resource\":\"arn:aws:iam:us-east-1:111122223333:role/ci\"}}";
    let refusal = refusal_of(text);
    assert_eq!(
        refusal.explained(text),
        "IAM resource arn:aws:iam:us-east-1:111122223333:role/ci cannot contain region information. (line 3, column 14: \
         IAM is in no Region; leave the fourth part empty, as in arn:aws:iam::<account>:role/<name>)"
    );
    let lint = lint(text, PolicyKind::Identity);
    assert_eq!(lint[0].message, "IAM is in no Region");
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
