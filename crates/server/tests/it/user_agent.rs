//! `User-Agent` as a condition: it is never cut, and never taken for absent.

use serde_json::json;
use wharf_testkit::{Kit, REGION};

#[tokio::test]
async fn a_deny_on_a_user_agent_is_not_evaded() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    api.create_repository("app").await;
    let statement = json!({"Sid": "no", "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage",
        "Condition": {"StringLike": {"aws:UserAgent": "*bad"}}});
    let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    api.ecr_ok(
        "SetRepositoryPolicy",
        json!({"repositoryName": "app", "policyText": text}),
    )
    .await;
    let registry = kit.registry(&kit.first, REGION).await;
    let of = |agents: &[&str]| {
        let request = registry
            .request("GET", "/v2/app/manifests/latest")
            .without("User-Agent");
        agents
            .iter()
            .fold(request, |request, agent| request.header("User-Agent", agent))
    };
    let get = async |agents: &[&str]| registry.send(&of(agents)).await.status;
    assert_eq!(get(&[]).await, 404);
    assert_eq!(get(&["good"]).await, 404);
    assert_eq!(get(&["bad"]).await, 403);
    assert_eq!(get(&["è bad"]).await, 403, "other bytes than ASCII");
    assert_eq!(get(&["good", "bad"]).await, 403, "two headers are one value");
    let padding = "x".repeat(8 * 1024 - 3);
    assert_eq!(
        get(&[&format!("{padding}bad")]).await,
        403,
        "as long as it may be"
    );
    let longer = format!("{padding}xbad");
    assert_eq!(get(&[&longer]).await, 431);
    assert_eq!(get(&[&"x".repeat(400_000)]).await, 431);

    let mut connection = kit.http2(&registry.host).await;
    let split = [&padding[..4000], &longer[4000..]];
    for (agents, status) in [
        (&["good"][..], 404),
        (&["good", "bad"][..], 403),
        (&[&longer[1..]][..], 403),
        (&[longer.as_str()][..], 431),
        (&split[..], 431),
    ] {
        let answer = connection.exchange(&of(agents)).await;
        assert_eq!(answer.status, status, "over HTTP/2");
    }
}
