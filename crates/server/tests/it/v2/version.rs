//! `/v2/` and the credentials of every route.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use wharf_node::iam::access_key;
use wharf_testkit::{ELSEWHERE, Kit, REGION, Registry};

#[tokio::test]
async fn without_a_credential_every_route_asks_for_one() {
    let kit = Kit::start().await;
    let registry = Registry::new(&kit, kit.host(&kit.first, REGION), None);
    let digest = wharf_testkit::digest(b"x");
    for target in [
        "/v2".to_owned(),
        "/v2/".to_owned(),
        "/v2/_catalog".to_owned(),
        "/v2/app/tags/list".to_owned(),
        "/v2/app/manifests/v1".to_owned(),
        format!("/v2/app/blobs/{digest}"),
        "/v2/app/blobs/uploads/".to_owned(),
        "/v2/app/blobs/uploads/x".to_owned(),
        format!("/v2/app/referrers/{digest}"),
        "/v2/NO/such/route".to_owned(),
    ] {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] {
            let answer = registry.call(method, &target).await;
            assert_eq!(answer.status, 401, "{method} {target}");
            assert_eq!(
                answer.expect_header("www-authenticate"),
                format!(
                    "Basic realm=\"http://{}/\",service=\"ecr.amazonaws.com\"",
                    registry.host
                )
            );
            assert_eq!(
                answer.expect_header("docker-distribution-api-version"),
                "registry/2.0"
            );
            assert_eq!(answer.expect_header("content-length"), "15");
            let body = if method == "HEAD" { "" } else { "Not Authorized\n" };
            assert_eq!(answer.text(), body);
        }
    }
}

#[tokio::test]
async fn a_token_opens_the_registry() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    for (method, target, status) in [
        ("GET", "/v2/", 200),
        ("GET", "/v2", 200),
        ("HEAD", "/v2/", 200),
        ("POST", "/v2/", 405),
        ("GET", "/v2/app", 404),
        ("GET", "/v2/app/other/thing", 404),
    ] {
        let answer = registry.call(method, target).await;
        assert_eq!(answer.status, status, "{method} {target}");
        assert_eq!(
            answer.expect_header("docker-distribution-api-version"),
            "registry/2.0"
        );
        assert_eq!(answer.expect_header("x-amzn-requestid").len(), 36);
    }
}

#[tokio::test]
async fn what_is_no_token_is_401() {
    let kit = Kit::start().await;
    let token = kit.token(&kit.first, REGION).await;
    let outer = token.strip_prefix("Basic ").unwrap();
    let plain = String::from_utf8(STANDARD.decode(outer).unwrap()).unwrap();
    let password = plain.strip_prefix("AWS:").unwrap();
    let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
    let cut = &password[..password.len() - 1];
    for authorization in [
        String::new(),
        "Basic".to_owned(),
        "Basic ".to_owned(),
        "Basic !!!".to_owned(),
        "Basic AWS".to_owned(),
        format!("Bearer {outer}"),
        format!("Bearer {password}"),
        basic("AWS"),
        basic("AWS:"),
        basic("AWS:password"),
        basic(&format!("aws:{password}")),
        basic(&format!("root:{password}")),
        basic(&format!(":{password}")),
        basic(&format!("AWS:{password}x")),
        basic(&format!("AWS:{cut}")),
        basic(&format!("AWS:{}", "A".repeat(password.len()))),
        basic(&format!("AWS:{}", "A".repeat(10_000))),
    ] {
        let registry = Registry::new(&kit, kit.host(&kit.first, REGION), Some(authorization.clone()));
        assert_eq!(registry.get("/v2/").await.status, 401, "{authorization}");
    }
    for authorization in [
        format!("basic {outer}"),
        format!("BASIC {outer}"),
        format!("Basic {}", STANDARD_NO_PAD.encode(&plain)),
    ] {
        let registry = Registry::new(&kit, kit.host(&kit.first, REGION), Some(authorization.clone()));
        assert_eq!(registry.get("/v2/").await.status, 200, "{authorization}");
    }
}

#[tokio::test]
async fn a_token_lives_twelve_hours_in_its_region() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    let elsewhere = registry.at(&kit.host(&kit.first, ELSEWHERE)).get("/v2/").await;
    let text = "Your authorization token is for a different region. Reauthenticate in region 'eu-west-1' and try again.";
    assert_eq!(elsewhere.error(), (403, "DENIED".to_owned(), text.to_owned()));

    kit.clock.advance(Duration::from_secs(12 * 60 * 60 - 1));
    assert_eq!(registry.get("/v2/").await.status, 200);
    kit.clock.advance(Duration::from_secs(1));
    let text = "Your authorization token has expired. Reauthenticate and try again.";
    assert_eq!(
        registry.get("/v2/").await.error(),
        (403, "DENIED".to_owned(), text.to_owned())
    );
    assert_eq!(
        kit.registry(&kit.first, REGION).await.get("/v2/").await.status,
        200
    );
}

#[tokio::test]
async fn a_token_dies_with_its_key() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    assert_eq!(registry.get("/v2/").await.status, 200);
    let id = kit.first.key_id();
    assert!(
        access_key::set_active(&kit.node.identity, &id, false)
            .await
            .unwrap()
    );
    assert_eq!(registry.get("/v2/").await.status, 401);
    assert!(
        access_key::set_active(&kit.node.identity, &id, true)
            .await
            .unwrap()
    );
    assert_eq!(registry.get("/v2/").await.status, 200);
}
