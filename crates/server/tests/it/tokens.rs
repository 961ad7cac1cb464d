//! What every client's parser wants of an authorization token.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::json;
use wharf_testkit::{Kit, REGION};

#[tokio::test]
async fn every_client_can_read_it() {
    let kit = Kit::start().await;
    for _ in 0..50 {
        let answer = kit
            .api(&kit.first, REGION)
            .ecr_ok("GetAuthorizationToken", json!({}))
            .await;
        let data = &answer["authorizationData"][0];
        let outer = data["authorizationToken"].as_str().unwrap();
        let plain = STANDARD.decode(outer).unwrap();
        assert_eq!(
            URL_SAFE.decode(outer).unwrap(),
            plain,
            "the same in both alphabets"
        );
        let plain = String::from_utf8(plain).unwrap();
        let (user, password) = plain.split_once(':').unwrap();
        assert_eq!(user, "AWS");
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_.-".contains(&byte);
        assert!(password.bytes().all(is_safe), "{password}");
        assert!(outer.len() < 4096);
        let expires = data["expiresAt"].as_f64().unwrap();
        assert_eq!(
            expires,
            (wharf_testkit::NOW_MICROS / 1_000_000 + 12 * 60 * 60) as f64
        );
    }
}

#[tokio::test]
async fn one_entry_for_each_asked_registry() {
    let kit = Kit::start().await;
    let ids = ["444455556666", "111122223333", "999999999999"];
    let input = json!({ "registryIds": ids });
    let answer = kit
        .api(&kit.first, REGION)
        .ecr_ok("GetAuthorizationToken", input)
        .await;
    let entries = answer["authorizationData"].as_array().unwrap();
    let endpoints: Vec<&str> = entries
        .iter()
        .map(|entry| entry["proxyEndpoint"].as_str().unwrap())
        .collect();
    assert_eq!(
        endpoints,
        ids.map(|id| format!("http://{id}.dkr.ecr.us-east-1.wharf.test"))
    );
    let api = kit.api(&kit.first, REGION);
    let request = api.unsigned("GetAuthorizationToken", &json!({})).without("Host");
    let request = request.header("Host", "api.ecr.us-east-1.amazonaws.com");
    let answer = kit.send(&api.signed("ecr", request)).await.expect(200).json();
    let endpoint = answer["authorizationData"][0]["proxyEndpoint"].as_str();
    assert_eq!(
        endpoint,
        Some("http://111122223333.dkr.ecr.us-east-1.amazonaws.com"),
        "in the zone that was called"
    );
}
