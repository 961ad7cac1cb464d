//! Tags and catalog, page by page.

use wharf_node::distribution::{ListCatalog, ListCatalogInput, ListTags, ListTagsInput};
use wharf_node::ecr::create_repository::CreateRepository;

use super::alice;
use crate::bench::Bench;

async fn tags(bench: &Bench, last: &str, n: usize) -> (Vec<String>, bool) {
    let input = ListTagsInput {
        target: bench.target("app"),
        last: last.to_owned(),
        n,
    };
    alice::<ListTags>(bench, input).await.unwrap()
}

async fn names(bench: &Bench, last: &str, n: usize) -> (Vec<String>, bool) {
    let input = ListCatalogInput {
        registry: bench.alice.id,
        last: last.to_owned(),
        n,
    };
    alice::<ListCatalog>(bench, input).await.unwrap()
}

room!(tags_without_regard_to_case, |bench| {
    bench.repository("app").await;
    assert_eq!(tags(bench, "", 10).await, (vec![], false));
    let image = bench.push_new("app", None, "one").await;
    for tag in ["b", "A", "c", "B", "a", "_x", "Ab", "aC"] {
        bench.put("app", Some(tag), &image).await.unwrap();
    }
    // As the specification wants them: lexical, and case does not part them.
    let order = ["_x", "A", "a", "Ab", "aC", "B", "b", "c"].map(str::to_owned);
    assert_eq!(tags(bench, "", 100).await, (order.to_vec(), false));
    assert_eq!(tags(bench, "", 8).await, (order.to_vec(), false));
    for size in 1..8 {
        let (mut seen, mut more) = (Vec::<String>::new(), true);
        while more {
            let last = seen.last().cloned().unwrap_or_default();
            let (page, next) = tags(bench, &last, size).await;
            assert!(page.len() == size || !next);
            seen.extend(page);
            more = next;
        }
        assert_eq!(seen, order, "by {size}");
    }
    // Any text may come as the place to go on from.
    assert_eq!(tags(bench, "ab0", 100).await.0, order[4..]);
    assert_eq!(tags(bench, "zz\u{fffd}/ü", 100).await.0, Vec::<String>::new());
    assert_eq!(tags(bench, "b\0junk", 100).await.0, ["c"]);
    assert_eq!(tags(bench, "", 0).await, (vec![], true));
    let input = ListTagsInput {
        target: bench.target("none"),
        last: String::new(),
        n: 1,
    };
    assert_eq!(
        alice::<ListTags>(bench, input).await.unwrap_err().code,
        "RepositoryNotFoundException"
    );
});

room!(the_catalog_is_of_one_registry, |bench| {
    for name in ["b/app", "a/app", "c"] {
        let request = serde_json::json!({"repositoryName": format!("{name}0")});
        bench.ask::<CreateRepository>(request.clone()).await.unwrap();
        if name == "c" {
            bench
                .ask_as::<CreateRepository>(&bench.bob, serde_json::json!({"repositoryName": "bob"}))
                .await
                .unwrap();
        }
    }
    assert_eq!(
        names(bench, "", 2).await,
        (vec!["a/app0".to_owned(), "b/app0".to_owned()], true)
    );
    assert_eq!(names(bench, "b/app0", 2).await, (vec!["c0".to_owned()], false));
    assert_eq!(
        names(bench, "a/zzz\0", 1).await,
        (vec!["b/app0".to_owned()], true)
    );
});
