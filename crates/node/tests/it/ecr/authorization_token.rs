//! Authorization tokens: their form, their life, their death.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::{Value, json};
use wharf_aws::Region;
use wharf_node::authenticate::by_authorization_token;
use wharf_node::ecr::authorization_token::{GetAuthorizationToken, TokenFault};
use wharf_node::iam::access_key;

use crate::bench::{Bench, NOW, OTHER_REGION, REGION, Take};

const TWELVE_HOURS: u64 = 12 * 60 * 60;

async fn token(bench: &Bench) -> Value {
    bench.ask::<GetAuthorizationToken>(json!({})).await.unwrap()
}

fn password(token: &Value) -> String {
    let plain = STANDARD
        .decode(token.text("/authorizationData/0/authorizationToken"))
        .unwrap();
    String::from_utf8(plain)
        .unwrap()
        .strip_prefix("AWS:")
        .unwrap()
        .to_owned()
}

/// Who is behind the password, or the text of the refusal.
async fn sign_in(bench: &Bench, user: &str, password: &str, region: &str) -> Result<String, String> {
    let region: Region = region.parse().unwrap();
    match by_authorization_token(&bench.node, user, password, &region).await {
        Ok(identified) => {
            assert_eq!(identified.access_key_id, bench.alice.key.id.as_str());
            Ok(identified.principal.arn)
        }
        Err(fault) => {
            assert!(!matches!(fault, TokenFault::Unavailable(_)), "{fault}");
            Err(fault.to_string())
        }
    }
}

room!(its_form_suits_every_client, |bench| {
    for _ in 0..100 {
        let answer = token(bench).await;
        let outer = answer.text("/authorizationData/0/authorizationToken");
        // T1: clients decode with either alphabet of base64; only texts without their differences read alike in both.
        assert_eq!(
            STANDARD.decode(&outer).unwrap(),
            URL_SAFE.decode(&outer).unwrap(),
            "{outer}"
        );
        let plain = String::from_utf8(STANDARD.decode(&outer).unwrap()).unwrap();
        assert_eq!(plain.matches(':').count(), 1);
        // T2: an alphabet that survives shells, URLs and docker's configuration, and a length below all limits.
        let password = password(&answer);
        let safe = |c: char| c.is_ascii_alphanumeric() || "+/=_.-".contains(c);
        assert!(password.chars().all(safe), "{password}");
        assert!((20..4096).contains(&outer.len()));
    }
    let answer = token(bench).await;
    let data = &answer["authorizationData"][0];
    assert_eq!(
        data["expiresAt"].as_f64(),
        Some((NOW as u64 + TWELVE_HOURS) as f64)
    );
    assert_eq!(
        data["proxyEndpoint"],
        "https://111111111111.dkr.ecr.eu-central-1.registry.test:8443"
    );
    // T4: one entry for each id that was asked for, in that order.
    let request = json!({"registryIds": ["222222222222", "111111111111"]});
    let answer = bench.ask::<GetAuthorizationToken>(request).await.unwrap();
    let endpoints: Vec<_> = answer
        .list("/authorizationData")
        .iter()
        .map(|one| one.text("/proxyEndpoint"))
        .collect();
    let host = |account: &str| format!("https://{account}.dkr.ecr.eu-central-1.registry.test:8443");
    assert_eq!(endpoints, [host("222222222222"), host("111111111111")]);
});

room!(it_lives_twelve_hours_in_its_region, |bench| {
    let password = password(&token(bench).await);
    let root = Ok("arn:aws:iam::111111111111:root".to_owned());
    assert_eq!(sign_in(bench, "AWS", &password, REGION).await, root);
    let elsewhere = "Your authorization token is for a different region. Reauthenticate in region 'us-east-1' and try \
                     again.";
    assert_eq!(
        sign_in(bench, "AWS", &password, OTHER_REGION).await,
        Err(elsewhere.to_owned())
    );
    bench.advance(TWELVE_HOURS - 1);
    assert_eq!(sign_in(bench, "AWS", &password, REGION).await, root);
    bench.advance(1);
    let expired = "Your authorization token has expired. Reauthenticate and try again.";
    assert_eq!(
        sign_in(bench, "AWS", &password, REGION).await,
        Err(expired.to_owned())
    );
});

room!(it_is_ours_unaltered_and_its_key_active, |bench| {
    let password = password(&token(bench).await);
    let invalid = Err("not a valid authorization token".to_owned());
    for user in ["aws", "", "root", "AWS "] {
        assert_eq!(sign_in(bench, user, &password, REGION).await, invalid, "{user:?}");
    }
    for place in 0..password.len() {
        let mut altered = password.clone().into_bytes();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(
            sign_in(bench, "AWS", &altered, REGION).await,
            invalid,
            "character {place}"
        );
    }
    for nonsense in ["", "x", &password[2..], bench.alice.key.secret.expose()] {
        assert_eq!(sign_in(bench, "AWS", nonsense, REGION).await, invalid);
    }
    assert!(
        access_key::set_active(&bench.node.identity, &bench.alice.key.id, false)
            .await
            .unwrap()
    );
    assert_eq!(sign_in(bench, "AWS", &password, REGION).await, invalid);
    assert!(
        access_key::set_active(&bench.node.identity, &bench.alice.key.id, true)
            .await
            .unwrap()
    );
    assert!(sign_in(bench, "AWS", &password, REGION).await.is_ok());
});
