//! `ListImages` and `DescribeImages`: every filter, page by page, while others write.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::{BatchDeleteImage, DescribeImages, ListImages};

use crate::bench::{Api, Bench, Refusal, Take, TestImage, digest_of, id};

/// Every entry of every page of at most `size`; `between` runs after each page.
async fn pages<O: Api>(
    bench: &Bench,
    list: &str,
    filter: &Value,
    size: usize,
    between: impl AsyncFn(),
) -> Vec<Value> {
    let mut request = json!({"repositoryName": "app", "filter": filter, "maxResults": size});
    let mut entries = Vec::new();
    loop {
        let page = bench.ask::<O>(request.clone()).await.unwrap();
        let found = page.list(list);
        assert!(found.len() <= size);
        entries.extend(found);
        match page.get("nextToken") {
            Some(token) => request["nextToken"] = token.clone(),
            None => return entries,
        }
        between().await;
    }
}

fn sorted(mut entries: Vec<Value>) -> Vec<Value> {
    entries.sort_by_key(Value::to_string);
    entries
}

/// Seven images: two tags, one tag, and no tag, in turn.
async fn fill(bench: &Bench) -> Vec<(TestImage, Vec<&'static str>)> {
    let tags: [&[&str]; 7] = [
        &["a1", "A2"],
        &["b1"],
        &[],
        &["c1", "c2"],
        &["d1"],
        &[],
        &["e1", "e2", "e3"],
    ];
    let mut images = Vec::new();
    for (number, tags) in tags.into_iter().enumerate() {
        let image = bench.push_new("app", None, &format!("image {number}")).await;
        for tag in tags {
            bench.put("app", Some(tag), &image).await.unwrap();
        }
        images.push((image, tags.to_vec()));
    }
    images
}

fn wants(status: Option<&str>, tags: &[&str]) -> bool {
    match status {
        Some("TAGGED") => !tags.is_empty(),
        Some("UNTAGGED") => tags.is_empty(),
        _ => true,
    }
}

room!(every_filter_and_every_page_size, |bench| {
    bench.repository("app").await;
    let images = fill(bench).await;
    for status in [None, Some("ANY"), Some("TAGGED"), Some("UNTAGGED")] {
        let filter = status.map_or(json!({}), |status| json!({"tagStatus": status}));
        let chosen: Vec<_> = images.iter().filter(|(_, tags)| wants(status, tags)).collect();
        let ids = chosen.iter().flat_map(|(image, tags)| match tags.as_slice() {
            [] => vec![id(Some(image), None)],
            tags => tags.iter().map(|tag| id(Some(image), Some(tag))).collect(),
        });
        let ids = sorted(ids.collect());
        let digests: BTreeSet<String> = chosen.iter().map(|(image, _)| image.digest.to_string()).collect();
        for size in [1, 2, 3, 100] {
            let listed = pages::<ListImages>(bench, "/imageIds", &filter, size, async || {}).await;
            assert_eq!(sorted(listed), ids, "{status:?} by {size}");
            let described = pages::<DescribeImages>(bench, "/imageDetails", &filter, size, async || {}).await;
            assert_eq!(described.len(), digests.len(), "{status:?} by {size}");
            for detail in described {
                let (_, tags) = images
                    .iter()
                    .find(|(image, _)| image.digest.as_str() == detail["imageDigest"])
                    .unwrap();
                let mut tags = tags.clone();
                tags.sort_unstable();
                let expected = (!tags.is_empty()).then(|| json!(tags));
                assert_eq!(detail.get("imageTags").cloned(), expected, "{status:?} by {size}");
            }
        }
    }
    for status in ["ARCHIVED", "ACTIVATING"] {
        let request = json!({"repositoryName": "app", "filter": {"imageStatus": status}});
        assert_eq!(
            bench.ask::<ListImages>(request.clone()).await.unwrap(),
            json!({"imageIds": []})
        );
        assert_eq!(
            bench.ask::<DescribeImages>(request).await.unwrap(),
            json!({"imageDetails": []})
        );
    }
    for status in ["ACTIVE", "ANY"] {
        let request = json!({"repositoryName": "app", "filter": {"imageStatus": status}});
        assert_eq!(
            bench
                .ask::<DescribeImages>(request)
                .await
                .unwrap()
                .list("/imageDetails")
                .len(),
            images.len()
        );
    }
});

room!(what_stays_is_visited_once_while_others_come_and_go, |bench| {
    bench.repository("app").await;
    let mut stay: BTreeSet<String> = BTreeSet::new();
    let mut leave = Vec::new();
    for number in 0..6 {
        let image = bench
            .push_new("app", Some(&format!("stay-{number}")), &format!("stay {number}"))
            .await;
        stay.insert(image.digest.to_string());
        leave.push(
            bench
                .push_new(
                    "app",
                    Some(&format!("leave-{number}")),
                    &format!("leave {number}"),
                )
                .await,
        );
    }
    let leave = std::sync::Mutex::new(leave);
    let disturb = async || {
        let Some(image) = leave.lock().unwrap().pop() else {
            return;
        };
        let request = json!({"repositoryName": "app", "imageIds": [id(Some(&image), None)]});
        bench.ask::<BatchDeleteImage>(request).await.unwrap();
        bench
            .push_new(
                "app",
                Some(&format!("new-{}", image.digest.hex())),
                image.digest.as_str(),
            )
            .await;
    };
    for (filter, round) in [(json!({"tagStatus": "TAGGED"}), 0), (json!({}), 1)] {
        let listed = pages::<ListImages>(bench, "/imageIds", &filter, 2, &disturb).await;
        let tags: Vec<String> = listed.iter().map(|entry| entry.text("/imageTag")).collect();
        let unique: BTreeSet<&String> = tags.iter().collect();
        assert_eq!(unique.len(), tags.len(), "none twice in round {round}: {tags:?}");
        assert_eq!(
            tags.iter().filter(|tag| tag.starts_with("stay-")).count(),
            6,
            "round {round}: {tags:?}"
        );
    }
    let described = pages::<DescribeImages>(bench, "/imageDetails", &json!({}), 2, &disturb).await;
    let digests: Vec<String> = described
        .iter()
        .map(|detail| detail.text("/imageDigest"))
        .collect();
    assert_eq!(digests.iter().collect::<BTreeSet<_>>().len(), digests.len());
    assert!(stay.iter().all(|digest| digests.contains(digest)));
});

room!(a_token_is_of_one_list, |bench| {
    for name in ["app", "other"] {
        bench.repository(name).await;
        for number in 0..3 {
            bench
                .push_new(name, Some(&format!("v{number}")), &format!("{number}"))
                .await;
        }
    }
    let request = json!({"repositoryName": "app", "maxResults": 1});
    let first = bench.ask::<ListImages>(request).await.unwrap();
    let token = first.text("/nextToken");
    let mut altered = token.clone().into_bytes();
    altered[20] = if altered[20] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8(altered).unwrap();
    let refused = [
        json!({"repositoryName": "other", "nextToken": token}),
        json!({"repositoryName": "app", "nextToken": token, "filter": {"tagStatus": "TAGGED"}}),
        json!({"repositoryName": "app", "nextToken": altered}),
        json!({"repositoryName": "app", "nextToken": "v1"}),
        json!({"repositoryName": "app", "nextToken": ""}),
    ];
    for request in refused {
        let refusal = bench.ask::<ListImages>(request.clone()).await.unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException", "{request}");
        assert!(
            refusal
                .message
                .starts_with("Invalid parameter at 'nextToken' failed"),
            "{refusal:?}"
        );
    }
    let request = json!({"repositoryName": "app", "nextToken": token});
    assert_eq!(
        bench
            .ask::<DescribeImages>(request.clone())
            .await
            .unwrap_err()
            .code,
        "InvalidParameterException"
    );
    // A page may have another size than the one before.
    assert_eq!(
        bench
            .ask::<ListImages>(request)
            .await
            .unwrap()
            .list("/imageIds")
            .len(),
        2
    );
});

room!(described_by_name, |bench| {
    bench.repository("app").await;
    let one = bench.push_new("app", Some("v1"), "one").await;
    let two = bench.push_new("app", Some("v2"), "two").await;
    let describe = async |ids: Value| {
        bench
            .ask::<DescribeImages>(json!({"repositoryName": "app", "imageIds": ids}))
            .await
    };
    let found = describe(json!([
        id(None, Some("v2")),
        id(Some(&one), None),
        id(Some(&two), Some("v2"))
    ]))
    .await
    .unwrap();
    let digests: Vec<_> = found
        .list("/imageDetails")
        .iter()
        .map(|detail| detail.text("/imageDigest"))
        .collect();
    assert_eq!(
        digests,
        [two.digest.as_str(), one.digest.as_str(), two.digest.as_str()]
    );
    let missing = digest_of("missing");
    let cases = [
        (
            json!({"imageDigest": missing}),
            format!("{{imageDigest:'{missing}', imageTag:'null'}}"),
        ),
        (
            json!({"imageTag": "v9"}),
            "{imageDigest:'null', imageTag:'v9'}".to_owned(),
        ),
        (
            id(Some(&one), Some("v2")),
            format!("{{imageDigest:'{}', imageTag:'v2'}}", one.digest),
        ),
    ];
    for (asked, shown) in cases {
        let text = format!(
            "The image with imageId {shown} does not exist within the repository with name 'app' in the registry with \
             id '111111111111'"
        );
        let refusal = describe(json!([id(Some(&one), None), asked])).await;
        assert_eq!(refusal, Err(Refusal::new("ImageNotFoundException", text)));
    }
    assert_eq!(
        describe(json!([{}])).await.unwrap_err().code,
        "InvalidParameterException"
    );
    let both = json!({"repositoryName": "app", "imageIds": [{"imageTag": "v1"}], "maxResults": 1});
    let refusal = bench.ask::<DescribeImages>(both).await.unwrap_err();
    assert!(
        refusal.message.starts_with("Invalid parameter at 'maxResults'"),
        "{refusal:?}"
    );
});
