//! Sign-ins with tokens of identity providers: recorded for the account of the role, and bounded where they are refused.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wharf_node::Call;
use wharf_node::sts::web_identity::{AssumeRoleWithWebIdentity, FetchError, IssuerDocuments, Issuers};

use super::{Kept, audited, auditing};
use crate::bench::{Bench, NOW};
use crate::sts::ask_node;
use crate::sts::roles::{ISSUER, ROLE, reaching, setup};
use crate::sts::web_identity::testing::{Key, github_claims};

/// A role of an account that is not the node's own.
const OF_BOB: &str = "arn:aws:iam::222222222222:role/ci";
const PROVIDER: &str = "arn:aws:iam::111111111111:oidc-provider/token.actions.example.com";
const SUBJECT: &str = "repo:octo/app:ref:refs/heads/main";

fn asked<'a>(role: &'a str, token: &'a str) -> [(&'static str, &'a str); 3] {
    [
        ("RoleArn", role),
        ("RoleSessionName", "run-1"),
        ("WebIdentityToken", token),
    ]
}

/// The one record that there is.
fn only(kept: &Kept) -> Value {
    let mut records = kept.take();
    assert_eq!(records.len(), 1, "{records:?}");
    records.remove(0)
}

room!(
    a_sign_in_with_a_token_is_recorded_for_the_roles_account,
    |bench| {
        setup(bench).await;
        let key = Arc::new(Key::elliptic("1"));
        let (node, _issuer, call) = reaching(bench, &[&key]);
        let (node, kept) = auditing(node);
        // A signature of another account does not count: the token proves who it is.
        let signed = bench.call(&bench.bob);
        for call in [&call, &signed] {
            let token = key.token(&github_claims(ISSUER, NOW));
            let answer = ask_node::<AssumeRoleWithWebIdentity>(&node, call, &asked(ROLE, &token))
                .await
                .unwrap();
            let record = only(&kept);
            assert_eq!(
                record["userIdentity"],
                json!({
                    "type": "WebIdentityUser", "principalId": format!("{PROVIDER}:sts.amazonaws.com:{SUBJECT}"),
                    "userName": SUBJECT, "identityProvider": PROVIDER,
                })
            );
            assert_eq!(record["eventName"], "AssumeRoleWithWebIdentity");
            assert_eq!(record["recipientAccountId"], "111111111111");
            assert_eq!(
                record["resources"],
                json!([{"ARN": ROLE, "accountId": "111111111111"}])
            );
            assert_eq!(record["requestParameters"]["roleArn"], ROLE);
            let user = &record["responseElements"]["assumedRoleUser"];
            assert_eq!(user["arn"], "arn:aws:sts::111111111111:assumed-role/ci/run-1");
            assert_eq!(
                record["responseElements"]["credentials"]["accessKeyId"],
                answer["Credentials"]["AccessKeyId"]
            );
            let session = answer["Credentials"]["SessionToken"].as_str().unwrap();
            assert!(!record.to_string().contains(session) && !record.to_string().contains(&token));
        }
    }
);

room!(a_token_that_is_refused_is_a_refused_sign_in, |bench| {
    setup(bench).await;
    let (key, other) = (Arc::new(Key::elliptic("1")), Key::elliptic("1"));
    let (node, _issuer, call) = reaching(bench, &[&key]);
    let (node, kept) = auditing(node);
    let refusal = async |role: &str, token: &str| {
        let asked = asked(role, token);
        let refused = ask_node::<AssumeRoleWithWebIdentity>(&node, &call, &asked).await;
        let record = only(&kept);
        assert_eq!(record["eventName"], "SignIn");
        assert_eq!(record["errorCode"], refused.unwrap_err().code.as_str());
        assert_eq!(record["userIdentity"], json!({"type": "Unknown"}));
        assert_eq!(record["requestParameters"]["roleArn"], role);
        record
    };
    let claims = |name: &str, value: Value| {
        let mut claims = github_claims(ISSUER, NOW);
        claims[name] = value;
        claims
    };
    let right = github_claims(ISSUER, NOW);
    // By another key in the issuer's name: what it says is not proved.
    let record = refusal(ROLE, &other.token(&right)).await;
    assert_eq!(record["recipientAccountId"], "111111111111");
    assert_eq!(
        record["additionalEventData"]["webIdentity"],
        json!({"issuer": ISSUER, "subject": SUBJECT, "isProved": false})
    );
    // The issuer's own, which the role does not trust.
    let evil = "repo:evil/app:ref:refs/heads/main";
    let record = refusal(ROLE, &key.token(&claims("sub", json!(evil)))).await;
    assert_eq!(record["errorCode"], "AccessDenied");
    assert_eq!(
        record["additionalEventData"]["webIdentity"],
        json!({"issuer": ISSUER, "subject": evil, "isProved": true})
    );
    // For whom it is meant: the account of the role, where there is one; else the node's own.
    let none = "arn:aws:iam::999999999999:role/ci";
    for (role, recipient) in [
        (OF_BOB, "222222222222"),
        (none, "111111111111"),
        (&ROLE[4..], "111111111111"),
    ] {
        let record = refusal(role, &key.token(&right)).await;
        assert_eq!(record["recipientAccountId"], recipient, "{role}");
    }
    // What a stranger wrote is cut.
    let long = format!("https://{}.example.com", "x".repeat(10_000));
    let record = refusal(OF_BOB, &key.token(&claims("iss", json!(long)))).await;
    assert!(record.to_string().len() < 3_000, "{record}");
    let record = refusal(OF_BOB, "an access token").await;
    let said = &record["additionalEventData"]["webIdentity"];
    assert_eq!((&said["issuer"], &said["subject"]), (&Value::Null, &Value::Null));
});

/// Asks with tokens of issuers that were invented, each for another session: the records that it made.
async fn flood(bench: &Bench, call: &Call, role: impl Fn(usize) -> String) -> Vec<Value> {
    let (node, kept) = audited(bench);
    let key = Key::elliptic("1");
    for number in 0..500 {
        let issuer = format!("https://issuer{number}.example.com");
        let (token, session) = (key.token(&github_claims(&issuer, NOW)), format!("run-{number}"));
        let role = role(number);
        let asked = [
            ("RoleArn", &*role),
            ("RoleSessionName", &*session),
            ("WebIdentityToken", &*token),
        ];
        let refused = ask_node::<AssumeRoleWithWebIdentity>(&node, call, &asked).await;
        assert_eq!(refused.unwrap_err().code, "InvalidIdentityToken");
    }
    kept.take()
}

room!(invented_issuers_make_few_records, |bench| {
    let (_, _, call) = reaching(bench, &[]);
    let records = flood(bench, &call, |_| OF_BOB.to_owned()).await;
    assert!((100..105).contains(&records.len()), "{}", records.len());
    assert!(
        records
            .iter()
            .all(|record| record["recipientAccountId"] == "222222222222")
    );
    let invented = |number: usize| format!("arn:aws:iam::7{number:011}:role/invented{number}");
    let records = flood(bench, &call, invented).await;
    assert!((100..105).contains(&records.len()), "{}", records.len());
    assert!(
        records
            .iter()
            .all(|record| record["recipientAccountId"] == "111111111111")
    );
});

/// An issuer that never answers.
struct Silent;

impl IssuerDocuments for Silent {
    fn get<'a>(&'a self, _url: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FetchError>> {
        Box::pin(futures_util::future::pending())
    }
}

room!(a_sign_in_that_is_given_up_has_no_record, |bench| {
    setup(bench).await;
    let (_, _, call) = reaching(bench, &[]);
    let (node, kept) = auditing(bench.restarted().with(Issuers::new(Arc::new(Silent))));
    let token = Key::elliptic("1").token(&github_claims(ISSUER, NOW));
    let asked = asked(ROLE, &token);
    let asking = ask_node::<AssumeRoleWithWebIdentity>(&node, &call, &asked);
    let waited = tokio::time::timeout(Duration::from_millis(300), asking).await;
    assert!(waited.is_err(), "it ended without its issuer");
    // What is written in the background has its turn.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(kept.take(), [Value::Null; 0]);
});
