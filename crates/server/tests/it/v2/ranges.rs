//! `Range` of blobs (RFC 9110 §14).

use wharf_testkit::Kit;

const BYTES: &[u8] = b"0123456789";

#[tokio::test]
async fn parts() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let name = registry.push_blob("app", BYTES).await;
    let target = format!("/v2/app/blobs/{name}");
    for (range, part) in [
        ("bytes=0-0", Some((0, 0))),
        ("bytes=0-4", Some((0, 4))),
        ("bytes=5-9", Some((5, 9))),
        ("bytes=5-", Some((5, 9))),
        ("bytes=9-", Some((9, 9))),
        ("bytes=0-99999999999999999999999", Some((0, 9))),
        ("bytes=-1", Some((9, 9))),
        ("bytes=-10", Some((0, 9))),
        ("bytes=-11", Some((0, 9))),
        ("Bytes=2-3", Some((2, 3))),
        // Several, of another unit, illegible: the whole.
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=", None),
        ("bytes", None),
        ("bytes=--1", None),
    ] {
        let answer = registry
            .send(&registry.request("GET", &target).header("Range", range))
            .await;
        match part {
            Some((first, last)) => {
                assert_eq!(answer.status, 206, "{range}");
                assert_eq!(
                    answer.expect_header("content-range"),
                    format!("bytes {first}-{last}/10")
                );
                assert_eq!(answer.body, &BYTES[first..=last], "{range}");
                assert_eq!(
                    answer.expect_header("content-length"),
                    (last - first + 1).to_string()
                );
            }
            None => {
                assert_eq!(
                    (answer.status, answer.header("content-range")),
                    (200, None),
                    "{range}"
                );
                assert_eq!(answer.body, BYTES, "{range}");
            }
        }
        assert_eq!(answer.expect_header("docker-content-digest"), name.as_str());
    }
    for range in [
        "bytes=10-",
        "bytes=10-20",
        "bytes=99999999999999999999999-",
        "bytes=-0",
        "bytes=5-4",
    ] {
        let answer = registry
            .send(&registry.request("GET", &target).header("Range", range))
            .await;
        assert_eq!(answer.code(), (416, "RANGE_INVALID".to_owned()), "{range}");
        assert_eq!(answer.expect_header("content-range"), "bytes */10");
    }
}

#[tokio::test]
async fn a_part_of_the_version_that_is_held() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let name = registry.push_blob("app", BYTES).await;
    let target = format!("/v2/app/blobs/{name}");
    for (version, status) in [
        (format!("\"{name}\""), 206),
        ("\"other\"".to_owned(), 200),
        (format!("W/\"{name}\""), 200),
        ("Thu, 05 Mar 2026 10:00:00 GMT".to_owned(), 200),
    ] {
        let request = registry
            .request("GET", &target)
            .header("Range", "bytes=1-2")
            .header("If-Range", &version);
        assert_eq!(registry.send(&request).await.status, status, "{version}");
    }
    let head = registry.request("HEAD", &target).header("Range", "bytes=1-2");
    let head = registry.send(&head).await;
    assert_eq!(
        (head.status, head.expect_header("content-length")),
        (200, "10"),
        "a range is of GET only"
    );
}
