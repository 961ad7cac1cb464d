//! Too many requests of one account: each protocol says so in its own words, and when to come again.

use std::num::NonZeroU32;

use serde_json::json;
use wharf_node::Rates;
use wharf_testkit::{Kit, REGION, Setup};

#[tokio::test]
async fn each_protocol_says_when_to_retry() {
    let kit = Kit::with(Setup {
        rates: Rates::parse("PutImage=1,BatchGetImage=2,GetAuthorizationToken=1000").unwrap(),
        ..Setup::default()
    })
    .await;
    let registry = kit.with_repositories(&["app"]).await;
    let (mut served, mut refused) = (0, None);
    // What is asked takes time too, in which there are more tokens.
    while refused.is_none() && served < 200 {
        let answer = registry.get("/v2/app/manifests/none").await;
        match answer.status {
            404 => served += 1,
            _ => refused = Some(answer),
        }
    }
    assert!(served >= 20, "{served} at once, and ten seconds allow 20");
    let refused = refused.expect("two a second are not 200 at once");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.expect_header("retry-after"), "1");
    assert!(refused.text().contains("TOOMANYREQUESTS"), "{}", refused.text());
    let api = kit.api(&kit.first, REGION);
    let input = json!({"repositoryName": "app", "imageManifest": "{}"});
    let mut last = api.ecr("PutImage", input.clone()).await;
    for _ in 0..100 {
        if last.error().1 == "ThrottlingException" {
            break;
        }
        last = api.ecr("PutImage", input.clone()).await;
    }
    assert_eq!(
        last.error(),
        (400, "ThrottlingException".to_owned(), "Rate exceeded".to_owned())
    );
    assert_eq!(last.expect_header("retry-after"), "1");
    // Another account has tokens of its own, and other actions have theirs.
    let other = kit.api(&kit.second, REGION);
    let answer = other.ecr("PutImage", input).await;
    assert_eq!(answer.error().1, "RepositoryNotFoundException");
    let answer = api.ecr("DescribeRepositories", json!({})).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_principal_has_a_rate_of_its_own() {
    let kit = Kit::with(Setup {
        rates: Rates::off().for_each_principal(NonZeroU32::new(3)),
        ..Setup::default()
    })
    .await;
    let api = kit.api(&kit.first, REGION);
    let registry = kit.registry(&kit.first, REGION).await;
    let json = api.signed("ecr", api.unsigned("DescribeRegistry", &json!({})));
    let query = api.unsigned_query("Action=GetCallerIdentity&Version=2011-06-15");
    // All that it asks for has one rate.
    for (asked, refusal) in [
        (json, (400, "ThrottlingException")),
        (api.signed("sts", query), (400, "Throttling")),
        (registry.request("GET", "/v2/"), (429, "TOOMANYREQUESTS")),
        (
            registry.request("GET", "/v2/app/manifests/none"),
            (429, "TOOMANYREQUESTS"),
        ),
    ] {
        let mut refused = None;
        for _ in 0..20 {
            let answer = kit.send(&asked).await;
            if answer.status >= 400 && answer.header("retry-after").is_some() {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.expect("three a second are not twenty at once");
        assert_eq!(refused.code(), (refusal.0, refusal.1.to_owned()));
        assert_eq!(refused.expect_header("retry-after"), "1");
    }
    let other = kit.api(&kit.second, REGION);
    assert_eq!(other.ecr("DescribeRegistry", json!({})).await.status, 200);
}
