//! Labels of repositories: limits, cases, ARNs.

use serde_json::{Value, json};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::resource_tag::{ListTagsForResource, TagResource, UntagResource};

use crate::bench::{Bench, Refusal};

const APP: &str = "arn:aws:ecr:eu-central-1:111111111111:repository/app";

fn tag(key: &str, value: &str) -> Value {
    json!({"Key": key, "Value": value})
}

async fn put(bench: &Bench, tags: &[Value]) -> Result<Value, Refusal> {
    bench
        .ask::<TagResource>(json!({"resourceArn": APP, "tags": tags}))
        .await
}

async fn tags(bench: &Bench) -> Value {
    let listed = bench
        .ask::<ListTagsForResource>(json!({"resourceArn": APP}))
        .await
        .unwrap();
    listed["tags"].clone()
}

room!(put_replaced_and_removed, |bench| {
    let request = json!({"repositoryName": "app", "tags": [tag("team", "a"), tag("Team", "")]});
    let created = bench.ask::<CreateRepository>(request).await.unwrap();
    assert_eq!(created["repository"].get("tags"), None);
    assert_eq!(
        tags(bench).await,
        json!([tag("Team", ""), tag("team", "a")]),
        "keys have a case"
    );
    assert_eq!(
        put(bench, &[tag("team", "b"), tag("ü x+-=._:/@1", "v:/@")]).await,
        Ok(json!({}))
    );
    assert_eq!(
        tags(bench).await,
        json!([tag("Team", ""), tag("team", "b"), tag("ü x+-=._:/@1", "v:/@")])
    );
    let request = json!({"resourceArn": APP, "tagKeys": ["team", "none", "ü x+-=._:/@1"]});
    assert_eq!(bench.ask::<UntagResource>(request).await, Ok(json!({})));
    assert_eq!(tags(bench).await, json!([tag("Team", "")]));
});

room!(fifty_and_no_more, |bench| {
    let many = |count: usize| {
        (0..count)
            .map(|number| tag(&format!("k{number:02}"), "v"))
            .collect::<Vec<_>>()
    };
    let text = "The list of tags on the repository is over the limit. The maximum number of tags that can be applied \
                to a repository is 50.";
    let too_many = Err(Refusal::new("TooManyTagsException", text));
    let request = json!({"repositoryName": "app", "tags": many(51)});
    assert_eq!(bench.ask::<CreateRepository>(request).await, too_many);
    bench.repository("app").await;
    put(bench, &many(50)).await.unwrap();
    assert_eq!(put(bench, &[tag("one more", "v")]).await, too_many);
    assert_eq!(
        tags(bench).await.as_array().unwrap().len(),
        50,
        "nothing of the refused call stays"
    );
    put(bench, &[tag("k00", "other")]).await.unwrap();
    assert_eq!(tags(bench).await[0], tag("k00", "other"));
});

room!(keys_and_values_that_are_not_allowed, |bench| {
    bench.repository("app").await;
    let long = "k".repeat(128);
    put(bench, &[tag(&long, &"v".repeat(256))]).await.unwrap();
    for (key, value) in [("aws:team", "v"), ("AWS:team", "v"), ("a*", "v"), ("a", "v*")] {
        let refusal = put(bench, &[tag("fine", "v"), tag(key, value)])
            .await
            .unwrap_err();
        assert_eq!(refusal.code, "InvalidTagParameterException", "{key:?} {value:?}");
    }
    let twice = put(bench, &[tag("a", "1"), tag("a", "2")]).await.unwrap_err();
    assert_eq!(twice.code, "InvalidTagParameterException");
    let request = json!({"resourceArn": APP, "tagKeys": ["aws:x"]});
    assert_eq!(
        bench.ask::<UntagResource>(request).await.unwrap_err().code,
        "InvalidTagParameterException"
    );
    assert_eq!(tags(bench).await.as_array().unwrap().len(), 1);
});

room!(arns_that_name_no_repository_here, |bench| {
    bench.repository("app").await;
    let text = "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'";
    let invalid = Err(Refusal::new("InvalidParameterException", text));
    let arns = [
        "app",
        "arn:aws:ecr:eu-central-1:111111111111:app",
        "arn:aws:ecr:eu-central-1:111111111111:repository/APP",
        "arn:aws:s3:eu-central-1:111111111111:repository/app",
        "arn:aws:ecr:us-east-1:111111111111:repository/app",
        "arn:aws:ecr:eu-central-1::repository/app",
        "arn:aws-cn:ecr:eu-central-1:111111111111:repository/app",
    ];
    for arn in arns {
        let tags = json!([tag("a", "1")]);
        assert_eq!(
            bench
                .ask::<TagResource>(json!({"resourceArn": arn, "tags": tags}))
                .await,
            invalid,
            "{arn}"
        );
        assert_eq!(
            bench
                .ask::<UntagResource>(json!({"resourceArn": arn, "tagKeys": ["a"]}))
                .await,
            invalid,
            "{arn}"
        );
        assert_eq!(
            bench
                .ask::<ListTagsForResource>(json!({"resourceArn": arn}))
                .await,
            invalid,
            "{arn}"
        );
    }
    let gone = APP.replace("app", "gone");
    let text = "The repository with name 'gone' does not exist in the registry with id '111111111111'";
    let missing = Err(Refusal::new("RepositoryNotFoundException", text));
    let request = json!({"resourceArn": gone, "tags": [tag("a", "1")], "tagKeys": ["a"]});
    assert_eq!(bench.ask::<TagResource>(request.clone()).await, missing);
    assert_eq!(bench.ask::<UntagResource>(request.clone()).await, missing);
    assert_eq!(bench.ask::<ListTagsForResource>(request).await, missing);
});
