//! `/v2/<name>/tags/list`.

use serde_json::json;
use wharf_testkit::{Image, Kit, REGION, Registry};

/// Follows `Link` from the first page of `n`, and gives every name.
pub(crate) async fn pages(registry: &Registry<'_>, path: &str, n: usize, member: &str) -> Vec<String> {
    let (mut all, mut target) = (Vec::new(), format!("{path}?n={n}"));
    loop {
        let page = registry.get(&target).await.expect(200);
        let names = page.json()[member].as_array().unwrap().clone();
        assert!(names.len() <= n);
        all.extend(names.iter().map(|name| name.as_str().unwrap().to_owned()));
        let Some(link) = page.header("link") else {
            return all;
        };
        assert_eq!(names.len(), n, "a page that another follows is full");
        let url = link
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix(">; rel=\"next\""))
            .unwrap();
        assert!(url.starts_with("/v2/"), "a path, right behind every proxy: {url}");
        target = url.to_owned();
    }
}

async fn tagged<'a>(kit: &'a Kit, tags: &[&str]) -> Registry<'a> {
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("tags");
    for tag in tags {
        registry.push("app", tag, &image).await;
    }
    registry
}

#[tokio::test]
async fn tags_in_lexical_order_page_by_page() {
    let kit = Kit::start().await;
    let registry = tagged(&kit, &["v2", "V1", "latest", "_x", "1.0", "v10", "Latest"]).await;
    let order = ["1.0", "_x", "Latest", "latest", "V1", "v10", "v2"];
    let all = registry.get("/v2/app/tags/list").await.expect(200);
    assert_eq!(all.json(), json!({ "name": "app", "tags": order }));
    assert_eq!(all.expect_header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(all.header("link"), None);
    for n in 1..=8 {
        assert_eq!(
            pages(&registry, "/v2/app/tags/list", n, "tags").await,
            order,
            "n={n}"
        );
    }
    for (last, rest) in [
        ("Latest", &order[3..]),
        ("latest", &order[4..]),
        ("m", &order[4..]),
        ("zz", &[]),
    ] {
        let page = registry
            .get(&format!("/v2/app/tags/list?last={last}"))
            .await
            .expect(200);
        assert_eq!(page.json(), json!({ "name": "app", "tags": rest }), "last={last}");
    }
}

/// More than a page can have, and what is no number, gives what there is, page by page.
#[tokio::test]
async fn how_many() {
    let kit = Kit::start().await;
    let registry = tagged(&kit, &["a", "b"]).await;
    for (path, member) in [("/v2/app/tags/list", "tags"), ("/v2/_catalog", "repositories")] {
        let whole = registry.get(path).await.expect(200).json();
        for n in [
            "1000",
            "1001",
            "99999999999999999999",
            "-1",
            "abc",
            "",
            "1.5",
            "%20",
        ] {
            let page = registry.get(&format!("{path}?n={n}")).await.expect(200);
            assert_eq!(
                (page.json(), page.header("link")),
                (whole.clone(), None),
                "{path} n={n}"
            );
        }
        let none = registry.get(&format!("{path}?n=0")).await.expect(200);
        assert_eq!((&none.json()[member], none.header("link")), (&json!([]), None));
    }
}

#[tokio::test]
async fn a_size_that_is_none_is_the_usual_one() {
    let kit = Kit::start().await;
    let tags: Vec<String> = (0..101).map(|number| format!("t{number:03}")).collect();
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("tags");
    registry.push("app", "t000", &image).await;
    let mut connection = kit.connect().await;
    for tag in &tags[1..] {
        let put = registry.request("PUT", &format!("/v2/app/manifests/{tag}"));
        let put = put.header("Content-Type", &image.manifest.media_type);
        connection
            .exchange(&put.body(image.manifest.bytes.clone()))
            .await
            .expect(201);
    }
    for n in ["", "-5"] {
        let page = registry
            .get(&format!("/v2/app/tags/list?n={n}"))
            .await
            .expect(200);
        assert_eq!(page.json()["tags"], json!(tags[..100]), "n={n}");
        assert_eq!(
            page.expect_header("link"),
            "</v2/app/tags/list?n=100&last=t099>; rel=\"next\""
        );
    }
    let all = registry.get("/v2/app/tags/list?n=100000").await.expect(200);
    assert_eq!(
        (all.json()["tags"].clone(), all.header("link")),
        (json!(tags), None)
    );
}

#[tokio::test]
async fn an_empty_repository_and_none() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let empty = registry.get("/v2/app/tags/list").await.expect(200);
    assert_eq!(empty.json(), json!({ "name": "app", "tags": [] }));
    let text = format!(
        "The repository with name 'none' does not exist in the registry with id '{}'",
        kit.first.id
    );
    assert_eq!(
        registry.get("/v2/none/tags/list").await.error(),
        (404, "NAME_UNKNOWN".to_owned(), text)
    );
    assert_eq!(registry.call("DELETE", "/v2/app/tags/list").await.status, 405);
}

#[tokio::test]
async fn invalid_names() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    let long = "a".repeat(257);
    let digest = wharf_testkit::digest(b"x");
    for name in [
        "A", "App", "a", "app-", "-app", "app//x", "a..b", "app/", "%2e%2e/x", "a%20b", "a%00b", &long,
    ] {
        for (method, rest) in [
            ("GET", "tags/list".to_owned()),
            ("GET", "manifests/v1".to_owned()),
            ("PUT", "manifests/v1".to_owned()),
            ("DELETE", "manifests/v1".to_owned()),
            ("GET", format!("blobs/{digest}")),
            ("POST", "blobs/uploads/".to_owned()),
            ("PATCH", "blobs/uploads/x".to_owned()),
            ("GET", format!("referrers/{digest}")),
        ] {
            let answer = registry.call(method, &format!("/v2/{name}/{rest}")).await;
            assert_eq!(
                answer.code(),
                (400, "NAME_INVALID".to_owned()),
                "{method} {name} {rest}"
            );
        }
    }
}
