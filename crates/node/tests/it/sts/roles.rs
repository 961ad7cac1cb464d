//! Roles that are assumed: by users, by other roles, by tokens.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Value, json};
use wharf_node::authenticate::unsigned;
use wharf_node::iam::inline_policy::{PutRolePolicy, PutUserPolicy};
use wharf_node::iam::oidc_provider::CreateOpenIDConnectProvider;
use wharf_node::iam::role::CreateRole;
use wharf_node::iam::user::CreateUser;
use wharf_node::sts::assume_role::AssumeRole;
use wharf_node::sts::session_token::GetSessionToken;
use wharf_node::sts::web_identity::{AssumeRoleWithWebIdentity, FetchError, IssuerDocuments, Issuers};
use wharf_node::{Call, Node};
use wharf_policy::Principal;

use super::web_identity::testing::{Key, document, github_claims, kubernetes_claims};
use super::{ask, ask_node, call_with, lasts, who};
use crate::bench::{Bench, NOW, Refusal, Take as _};

pub(crate) const ISSUER: &str = "https://token.actions.example.com";
pub(crate) const ROLE: &str = "arn:aws:iam::111111111111:role/build/ci";

/// Alice's role `ci`, of two hours at most, which Bob's user `dev` and the issuer's tokens may assume.
pub(crate) async fn setup(bench: &Bench) -> Call {
    const ALLOW: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}"#;
    let (alice, bob) = (bench.call(&bench.alice), bench.call(&bench.bob));
    let iam = &bench.node;
    let dev = ask_node::<CreateUser>(iam, &bob, &[("UserName", "dev")])
        .await
        .unwrap();
    let policy = [
        ("UserName", "dev"),
        ("PolicyName", "sts"),
        ("PolicyDocument", ALLOW),
    ];
    ask_node::<PutUserPolicy>(iam, &bob, &policy).await.unwrap();
    let provider = [("Url", ISSUER), ("ClientIDList.member.1", "sts.amazonaws.com")];
    ask_node::<CreateOpenIDConnectProvider>(iam, &alice, &provider)
        .await
        .unwrap();
    let own = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": [dev.text("/User/Arn"), "111111111111"] }, "Action": own },
        { "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
          "Principal": { "Federated": "arn:aws:iam::111111111111:oidc-provider/token.actions.example.com" },
          "Condition": { "StringLike": { "token.actions.example.com:sub":
              ["repo:octo/app:*", "system:serviceaccount:ci:builder"] } } },
    ] });
    let role = [
        ("RoleName", "ci"),
        ("Path", "/build/"),
        ("MaxSessionDuration", "7200"),
        ("AssumeRolePolicyDocument", &trust.to_string()),
    ];
    ask_node::<CreateRole>(iam, &alice, &role).await.unwrap();
    let policy = [
        ("RoleName", "ci"),
        ("PolicyName", "sts"),
        ("PolicyDocument", ALLOW),
    ];
    ask_node::<PutRolePolicy>(iam, &alice, &policy).await.unwrap();
    Call {
        principal: Principal::user(&bench.bob.id, &dev.text("/User/Arn"), &dev.text("/User/UserId")),
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        ..bob
    }
}

async fn assume(bench: &Bench, call: &Call, more: &[(&str, &str)]) -> Result<Value, Refusal> {
    let asked = [("RoleArn", ROLE), ("RoleSessionName", "run-1")];
    ask::<AssumeRole>(bench, call, &[&asked[..], more].concat()).await
}

room!(by_a_user_of_another_account, |bench| {
    let dev = setup(bench).await;
    let answer = assume(bench, &dev, &[]).await.unwrap();
    let arn = "arn:aws:sts::111111111111:assumed-role/ci/run-1";
    assert_eq!(answer.text("/AssumedRoleUser/Arn"), arn);
    let id = answer.text("/AssumedRoleUser/AssumedRoleId");
    assert!(id.starts_with("AROA") && id.ends_with(":run-1"), "{id}");
    assert_eq!(lasts(bench, &answer), 3_600, "though the role allows more");
    assert_eq!(answer.get("PackedPolicySize"), None, "nothing was passed");
    let session = call_with(bench, &answer).await.unwrap();
    assert_eq!(who(bench, &session).await, arn);
    assert_eq!(session.account, bench.alice.id);
    let longest = assume(bench, &dev, &[("DurationSeconds", "7200")]).await.unwrap();
    assert_eq!(lasts(bench, &longest), 7_200);
    let longer = assume(bench, &dev, &[("DurationSeconds", "7201")])
        .await
        .unwrap_err();
    assert_eq!(
        longer.message,
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
    let large: Vec<(String, String)> = (1..=40)
        .flat_map(|number: u64| {
            // Digits that compress badly.
            let value: String = (1..16)
                .map(|round: u64| {
                    format!(
                        "{:016x}",
                        number.wrapping_mul(round).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    )
                })
                .collect();
            [
                (format!("Tags.member.{number}.Key"), format!("tag-{number}")),
                (format!("Tags.member.{number}.Value"), value),
            ]
        })
        .collect();
    let large: Vec<(&str, &str)> = large.iter().map(|(name, value)| (&**name, &**value)).collect();
    let refused = assume(bench, &dev, &large).await.unwrap_err();
    assert_eq!(refused.code, "PackedPolicyTooLarge", "{}", refused.message);
});

room!(by_a_session_of_a_user, |bench| {
    let dev = setup(bench).await;
    let answer = ask::<GetSessionToken>(bench, &dev, &[]).await.unwrap();
    let session = call_with(bench, &answer).await.unwrap();
    assert_eq!(who(bench, &session).await, who(bench, &dev).await);
    let hour = assume(bench, &session, &[("DurationSeconds", "3600")])
        .await
        .unwrap();
    assert_eq!(lasts(bench, &hour), 3_600);
    let longer = assume(bench, &session, &[("DurationSeconds", "7200")])
        .await
        .unwrap_err();
    assert_eq!(
        (longer.code.as_str(), longer.message.as_str()),
        (
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        )
    );
});

room!(by_a_session_of_a_role, |bench| {
    let dev = setup(bench).await;
    let tags = [
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "red"),
        ("Tags.member.2.Key", "Stage"),
        ("Tags.member.2.Value", "test"),
        ("TransitiveTagKeys.member.1", "team"),
        ("SourceIdentity", "mona"),
    ];
    let first = assume(bench, &dev, &tags).await.unwrap();
    assert_eq!(first.text("/SourceIdentity"), "mona");
    assert_eq!(first["PackedPolicySize"], 3);
    let first = call_with(bench, &first).await.unwrap();
    let second = assume(bench, &first, &[("DurationSeconds", "3600")])
        .await
        .unwrap();
    assert_eq!(second.text("/SourceIdentity"), "mona", "it sticks");
    let longer = assume(bench, &first, &[("DurationSeconds", "3601")])
        .await
        .unwrap_err();
    assert!(longer.message.contains("1 hour session limit"), "{longer:?}");
    let second = call_with(bench, &second).await.unwrap();
    let session = second.session.as_ref().unwrap();
    let tags: Vec<(&str, &str)> = session.tags.iter().map(|tag| (&*tag.key, &*tag.value)).collect();
    assert_eq!(tags, [("Team", "red")], "the one that was transitive");
    let override_it = [("Tags.member.1.Key", "TEAM"), ("Tags.member.1.Value", "blue")];
    assert_eq!(
        assume(bench, &second, &override_it).await.unwrap_err().code,
        "ValidationError"
    );
});

/// An issuer whose keys a test changes.
pub(crate) struct Local(Mutex<Vec<Arc<Key>>>);

impl IssuerDocuments for Local {
    fn get<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>> {
        let keys = self.0.lock().clone();
        let keys: Vec<&Key> = keys.iter().map(|key| &**key).collect();
        let document = document(ISSUER, &keys, url).ok_or_else(|| FetchError("404".to_owned()));
        Box::pin(async move { document })
    }
}

/// A node that reaches the issuer, and a call without a signature.
pub(crate) fn reaching(bench: &Bench, keys: &[&Arc<Key>]) -> (Node, Arc<Local>, Call) {
    let local = Arc::new(Local(Mutex::new(
        keys.iter().map(|key| Arc::clone(key)).collect(),
    )));
    let node = bench
        .restarted()
        .with(Issuers::new(Arc::clone(&local) as Arc<dyn IssuerDocuments>));
    let unsigned = unsigned(&node);
    let call = Call {
        principal: unsigned.principal,
        account: unsigned.account,
        access_key_id: unsigned.access_key_id,
        session: unsigned.session,
        ..bench.call(&bench.alice)
    };
    (node, local, call)
}

async fn exchange(node: &Node, call: &Call, token: &str) -> Result<Value, Refusal> {
    let asked = [
        ("RoleArn", ROLE),
        ("RoleSessionName", "run-1"),
        ("WebIdentityToken", token),
    ];
    ask_node::<AssumeRoleWithWebIdentity>(node, call, &asked).await
}

room!(by_a_token, |bench| {
    setup(bench).await;
    let (rsa, elliptic) = (Arc::new(Key::rsa("1")), Arc::new(Key::elliptic("2")));
    let (node, local, call) = reaching(bench, &[&rsa, &elliptic]);
    let answer = exchange(&node, &call, &rsa.token(&github_claims(ISSUER, NOW)))
        .await
        .unwrap();
    assert_eq!(
        answer.text("/SubjectFromWebIdentityToken"),
        "repo:octo/app:ref:refs/heads/main"
    );
    assert_eq!(answer.text("/Audience"), "sts.amazonaws.com");
    let provider = "arn:aws:iam::111111111111:oidc-provider/token.actions.example.com";
    assert_eq!(answer.text("/Provider"), provider);
    let session = call_with(bench, &answer).await.unwrap();
    assert_eq!(
        who(bench, &session).await,
        "arn:aws:sts::111111111111:assumed-role/ci/run-1"
    );
    let vouched = session.session.as_ref().unwrap().provider.as_ref().unwrap();
    assert_eq!(vouched.name, provider);
    assert_eq!(vouched.claims.len(), 2, "{:?}", vouched.claims);
    let pod = exchange(&node, &call, &elliptic.token(&kubernetes_claims(ISSUER, NOW)))
        .await
        .unwrap();
    assert_eq!(
        pod.text("/SubjectFromWebIdentityToken"),
        "system:serviceaccount:ci:builder"
    );
    // Rotated: the new key is found, the old one is good no more.
    let new = Arc::new(Key::rsa("3"));
    *local.0.lock() = vec![Arc::clone(&new)];
    bench.advance(10);
    exchange(&node, &call, &new.token(&github_claims(ISSUER, NOW)))
        .await
        .unwrap();
    let old = exchange(&node, &call, &rsa.token(&github_claims(ISSUER, NOW)))
        .await
        .unwrap_err();
    assert_eq!(old.code, "InvalidIdentityToken");
});

room!(tokens_that_are_refused, |bench| {
    setup(bench).await;
    let key = Arc::new(Key::elliptic("1"));
    let (node, _local, call) = reaching(bench, &[&key]);
    let code = async |name: &str, value: Value| {
        let mut claims = github_claims(ISSUER, NOW);
        claims[name] = value;
        exchange(&node, &call, &key.token(&claims))
            .await
            .map(drop)
            .map_err(|refusal| refusal.code)
    };
    let refused = |code: &str| Err(code.to_owned());
    assert_eq!(code("jti", json!("any")).await, Ok(()));
    assert_eq!(
        code("iss", json!("https://other.example.com")).await,
        refused("InvalidIdentityToken")
    );
    assert_eq!(
        code("sub", json!("repo:evil/app:ref:refs/heads/main")).await,
        refused("AccessDenied")
    );
    assert_eq!(code("aud", json!("other")).await, refused("InvalidIdentityToken"));
    assert_eq!(code("exp", json!(NOW)).await, refused("ExpiredTokenException"));
    assert_eq!(
        code("nbf", json!(NOW + 301)).await,
        refused("InvalidIdentityToken")
    );
    assert_eq!(
        code("https://aws.amazon.com/tags", json!(1)).await,
        refused("IDPRejectedClaim")
    );
    for header in [
        json!({ "alg": "none", "kid": "1" }),
        json!({ "alg": "HS256", "kid": "1" }),
    ] {
        let token = key.token_under(&header, &github_claims(ISSUER, NOW));
        assert_eq!(
            exchange(&node, &call, &token).await.unwrap_err().code,
            "InvalidIdentityToken"
        );
    }
    // A node that cannot reach the issuer.
    let token = key.token(&github_claims(ISSUER, NOW));
    let unreachable = exchange(&bench.node, &call, &token).await.unwrap_err();
    assert_eq!(unreachable.code, "IDPCommunicationError");
});
