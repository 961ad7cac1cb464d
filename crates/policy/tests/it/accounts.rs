//! Names of accounts in saved policies: whom they mean.

use serde_json::{Value, json};
use wharf_aws::AccountId;
use wharf_policy::{
    AccountLife, Action, Context, Decision, Keys, NEVER, Policies, PolicyDocument, Principal, Request,
    Source, evaluate,
};

const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;

/// Whether a session of a role may pull from another account, whose policy has this statement beside those.
fn is_allowed(principal: &str, names: &[&str], effect: &str, life: Option<AccountLife>) -> bool {
    decides(
        json!({"Effect": effect, principal: {"AWS": names}, "Action": "*", "Resource": "*"}),
        life,
    )
}

/// The same with any statement.
fn decides(statement: Value, life: Option<AccountLife>) -> bool {
    let own: AccountId = "111122223333".parse().unwrap();
    let other = "444455556666".parse().unwrap();
    let session = Principal::role_session(&own, "arn:aws:iam::111122223333:role/ci", "AROAEXAMPLE", "run");
    let effect = statement["Effect"].clone();
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let mut resource = vec![Source::compile("resource", &policy)];
    if effect == "Deny" {
        resource.push(Source::compile("everything", EVERYTHING));
    }
    let mut keys = Keys::default();
    keys.insert("aws:PrincipalAccount", [own.to_string()]);
    keys.insert(
        "aws:PrincipalArn",
        ["arn:aws:iam::111122223333:role/ci".to_owned()],
    );
    let layers = [&keys];
    let request = Request {
        principal: &session,
        action: &Action::new("ecr", "BatchGetImage"),
        resource: "arn:aws:ecr:us-east-1:444455556666:repository/app",
        account_life: life,
        resource_account: Some(other),
        context: &Context::new(&layers),
    };
    let identity = EVERYTHING.replace(r#""Principal":"*","#, "");
    let policies = Policies {
        identity: &[Source::compile("identity", &identity)],
        resource: &resource,
        ..Policies::default()
    };
    evaluate(&request, &policies) == Decision::Allowed
}

#[test]
fn what_is_granted_is_granted_to_the_account_that_was_there() {
    let made_at = |made_at, is_named_by_id| {
        Some(AccountLife {
            made_at,
            is_named_by_id,
        })
    };
    let (old, new) = (made_at(Some(7), true), made_at(Some(7), false));
    let later = made_at(Some(8), false);
    for name in [
        "111122223333",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:role/ci",
        "arn:aws:sts::111122223333:assumed-role/ci/run",
    ] {
        let timed = name.replace("111122223333", "111122223333@7");
        for (name, life, is_meant) in [
            (name, None, true),
            (&timed, None, true),
            (name, old, true),
            (&timed, old, true),
            (name, new, false),
            (&timed, new, true),
            (name, later, false),
            (&timed, later, false),
            (&timed, made_at(None, false), false),
        ] {
            assert_eq!(
                is_allowed("Principal", &[name], "Allow", life),
                is_meant,
                "{name} {life:?}"
            );
            // A Deny goes on, whichever account has the id.
            assert!(!is_allowed("Principal", &[name], "Deny", life), "{name} {life:?}");
        }
        let others = timed.replace("111122223333@7", "444455556666@7");
        assert!(!is_allowed("Principal", &[&others], "Allow", new), "{others}");
        assert!(is_allowed("Principal", &[&others], "Deny", new), "{others}");
    }
    // A grant to every principal, or to a unique id, names no account.
    for name in ["*", "AROAEXAMPLE", "AROAEXAMPLE:run"] {
        assert!(is_allowed("Principal", &[name], "Allow", later), "{name}");
    }
    // What a Deny exempts is as a grant.
    let chain = |time: &str| {
        let account = format!("111122223333{time}");
        let session = format!("arn:aws:sts::111122223333{time}:assumed-role/ci/run");
        move |life| is_allowed("NotPrincipal", &[&account, "AROAEXAMPLE", &session], "Deny", life)
    };
    let (plain, timed) = (chain(""), chain("@7"));
    assert_eq!(
        [plain(None), plain(old), plain(new), plain(later)],
        [true, true, false, false]
    );
    assert_eq!(
        [timed(None), timed(old), timed(new), timed(later)],
        [true, true, true, false]
    );
}

#[test]
fn an_account_that_is_allowed_an_action_is_named_whole_as_a_principal_of_aws() {
    let root = json!({"AWS": ["arn:aws:iam::111122223333:root", "444455556666"]});
    let provider = "arn:aws:iam::111122223333:oidc-provider/issuer.example";
    let both: [AccountId; 2] = ["111122223333", "444455556666"].map(|id| id.parse().unwrap());
    let none: [AccountId; 0] = [];
    let assume = json!("sts:AssumeRole");
    for (effect, principal, action, allowed) in [
        ("Allow", root.clone(), assume.clone(), &both[..]),
        (
            "Allow",
            root.clone(),
            json!(["sts:TagSession", "STS:assume*"]),
            &both[..],
        ),
        (
            "Allow",
            root.clone(),
            json!("sts:AssumeRoleWithWebIdentity"),
            &none[..],
        ),
        ("Deny", root, assume.clone(), &none[..]),
        ("Allow", json!({"Federated": provider}), assume.clone(), &none[..]),
        (
            "Allow",
            json!({"Service": "lambda.amazonaws.com"}),
            assume.clone(),
            &none[..],
        ),
        (
            "Allow",
            json!({"AWS": "arn:aws:iam::111122223333:role/ci"}),
            assume.clone(),
            &none[..],
        ),
        ("Allow", json!("*"), assume, &none[..]),
    ] {
        let statement = json!({"Effect": effect, "Principal": principal, "Action": action});
        let text = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
        let document = PolicyDocument::parse(&text).unwrap();
        assert_eq!(document.accounts_allowed("sts:AssumeRole"), allowed, "{text}");
    }
}

#[test]
fn what_a_condition_lets_in_is_the_account_that_was_there() {
    let made_at = |at| AccountLife {
        made_at: Some(at),
        is_named_by_id: false,
    };
    let decided = |effect: &str, operator: &str, key: &str, value: &str, life| {
        let condition = json!({operator: {key: value}});
        decides(
            json!({"Effect": effect, "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}),
            life,
        )
    };
    let (account, role) = ("111122223333", "arn:aws:iam::111122223333:role/ci");
    let (key, arn) = ("aws:PrincipalAccount", "aws:PrincipalArn");
    for (operator, key, value) in [
        ("StringEquals", key, account),
        ("StringEqualsIfExists", "AWS:principalaccount", account),
        ("StringEqualsIgnoreCase", key, account),
        ("StringLike", key, account),
        ("ForAnyValue:StringEquals", arn, role),
        ("StringLike", arn, "arn:aws:iam::111122223333:role/*"),
        ("ArnLike", arn, "arn:*:iam::111122223333:role/c?"),
        ("ArnEquals", arn, role),
    ] {
        let timed = value.replace(account, "111122223333@7");
        let never = value.replace(account, &format!("111122223333@{NEVER}"));
        for (value, life, is_meant) in [
            (value, Some(made_at(8)), true),
            (&timed, None, true),
            (&timed, Some(made_at(7)), true),
            (&timed, Some(made_at(8)), false),
            (&never, Some(made_at(8)), false),
        ] {
            let is_let_in = decided("Allow", operator, key, value, life);
            assert_eq!(is_let_in, is_meant, "{operator} {key} {value} {life:?}");
        }
        // A Deny is not saved so, and goes by the id.
        assert!(
            !decided("Deny", operator, key, value, Some(made_at(8))),
            "{operator}"
        );
    }
    let others = decided("Allow", "StringNotEquals", key, "444455556666", Some(made_at(8)));
    assert!(others, "a negated operator goes by the id");
}
