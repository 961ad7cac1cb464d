//! `/v2/_catalog`.

use serde_json::json;
use wharf_testkit::{Kit, REGION};

use super::tags::pages;

#[tokio::test]
async fn repositories_in_order_page_by_page() {
    let kit = Kit::start().await;
    let registry = kit
        .with_repositories(&["team/b", "app", "team-a/x", "team/a", "zz"])
        .await;
    let all = registry.get("/v2/_catalog").await.expect(200);
    let names = ["app", "team-a/x", "team/a", "team/b", "zz"];
    assert_eq!(all.json(), json!({ "repositories": names }));
    assert_eq!(all.expect_header("content-type"), "application/json");
    assert_eq!(all.header("link"), None);
    for n in 1..=6 {
        assert_eq!(
            pages(&registry, "/v2/_catalog", n, "repositories").await,
            names,
            "n={n}"
        );
    }
    let after = registry.get("/v2/_catalog?last=team%2Fa").await.expect(200);
    assert_eq!(after.json(), json!({ "repositories": ["team/b", "zz"] }));
    let none = registry.get("/v2/_catalog?n=0").await.expect(200);
    assert_eq!(
        (none.json(), none.header("link")),
        (json!({ "repositories": [] }), None)
    );
    assert_eq!(
        registry.call("POST", "/v2/_catalog").await.code(),
        (405, "UNSUPPORTED".to_owned())
    );
}

#[tokio::test]
async fn a_page_has_a_hundred_and_another_account_its_own() {
    let kit = Kit::start().await;
    let names: Vec<String> = (0..101).map(|number| format!("app{number:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let registry = kit.with_repositories(&names).await;
    let first = registry.get("/v2/_catalog").await.expect(200);
    assert_eq!(first.json()["repositories"].as_array().unwrap().len(), 100);
    assert!(first.expect_header("link").ends_with("; rel=\"next\""));
    let second = kit.registry(&kit.second, REGION).await;
    assert_eq!(
        second.get("/v2/_catalog").await.expect(200).json(),
        json!({ "repositories": [] })
    );
}
