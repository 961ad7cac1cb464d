//! `GetFederationToken`.

use serde_json::json;
use wharf_node::authenticate::by_authorization_token;
use wharf_node::ecr::authorization_token::GetAuthorizationToken;
use wharf_node::sts::assume_role::AssumeRole;
use wharf_node::sts::federation_token::GetFederationToken;

use super::{ask, call_with, lasts, who};
use crate::bench::{REGION, Take as _};

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}}"#;

room!(a_person_whom_a_user_vouches_for, |bench| {
    let call = bench.call(&bench.alice);
    let asked = [
        ("Name", "carol"),
        ("Policy", POLICY),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "red"),
    ];
    let answer = ask::<GetFederationToken>(bench, &call, &asked).await.unwrap();
    assert_eq!(
        answer.text("/FederatedUser/FederatedUserId"),
        "111111111111:carol"
    );
    let arn = "arn:aws:sts::111111111111:federated-user/carol";
    assert_eq!(answer.text("/FederatedUser/Arn"), arn);
    let percent = answer["PackedPolicySize"].as_i64().unwrap();
    assert!((1..10).contains(&percent), "{percent}");
    assert_eq!(lasts(bench, &answer), 3_600, "the root user's");
    let session = call_with(bench, &answer).await.unwrap();
    assert_eq!(who(bench, &session).await, arn);
    let held = session.session.as_ref().unwrap();
    assert_eq!(held.tags.len(), 1);
    assert_eq!(
        (held.tags[0].key.as_str(), held.tags[0].transitive),
        ("team", false)
    );
    assert_eq!(held.policies.len(), 1);
    let role = [
        ("RoleArn", "arn:aws:iam::111111111111:role/any"),
        ("RoleSessionName", "carol"),
    ];
    let refused = ask::<AssumeRole>(bench, &session, &role).await.unwrap_err();
    let text = format!(
        "User: {arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/any"
    );
    assert_eq!((refused.code.as_str(), refused.message), ("AccessDenied", text));
});

room!(what_is_refused, |bench| {
    let call = bench.call(&bench.alice);
    let long = format!("{{{}}}", " ".repeat(2_047));
    let many: Vec<(String, &str)> = (1..=11)
        .map(|number| {
            (
                format!("PolicyArns.member.{number}.arn"),
                "arn:aws:iam::aws:policy/AdministratorAccess",
            )
        })
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, arn)| (name.as_str(), *arn)).collect();
    let double = [
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "A"),
        ("Tags.member.2.Value", "2"),
    ];
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[("Policy", "no document")], "MalformedPolicyDocument"),
        (&[("Policy", &long)], "ValidationError"),
        (&many, "ValidationError"),
        (
            &[(
                "PolicyArns.member.1.arn",
                "arn:aws:iam::111111111111:policy/never-made",
            )],
            "MalformedPolicyDocument",
        ),
        (&double, "ValidationError"),
    ];
    for (parameters, code) in cases {
        let parameters = [&[("Name", "carol")], parameters].concat();
        let refused = ask::<GetFederationToken>(bench, &call, &parameters)
            .await
            .unwrap_err();
        assert_eq!(refused.code, code, "{parameters:?}: {}", refused.message);
    }
});

room!(a_registry_login_by_a_session_is_the_sessions, |bench| {
    let call = bench.call(&bench.alice);
    let asked = [("Name", "carol"), ("Policy", POLICY), ("DurationSeconds", "900")];
    let answer = ask::<GetFederationToken>(bench, &call, &asked).await.unwrap();
    let session = call_with(bench, &answer).await.unwrap();
    let token = bench
        .ask_call::<GetAuthorizationToken>(&session, json!({}))
        .await
        .unwrap();
    let token = token.text("/authorizationData/0/authorizationToken");
    let plain = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, token).unwrap();
    let plain = String::from_utf8(plain).unwrap();
    let password = plain.strip_prefix("AWS:").unwrap();
    let region = REGION.parse().unwrap();
    let identified = by_authorization_token(&bench.node, "AWS", password, &region)
        .await
        .unwrap();
    assert_eq!(
        identified.principal.arn,
        "arn:aws:sts::111111111111:federated-user/carol"
    );
    assert_eq!(identified.session.unwrap().policies.len(), 1);
    bench.advance(900);
    assert!(
        by_authorization_token(&bench.node, "AWS", password, &region)
            .await
            .is_err(),
        "it ends with the session"
    );
});
