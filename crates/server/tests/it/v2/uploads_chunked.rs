//! `PATCH`, `GET` and `DELETE` of `/v2/<name>/blobs/uploads/<id>`: chunk by chunk.

use wharf_testkit::{Kit, digest};

use super::uploads::staged;

#[tokio::test]
async fn chunk_by_chunk() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let bytes: Vec<u8> = (0..300_000_u32).map(|number| number as u8).collect();
    let upload = registry.start_upload("app").await;
    let mut sent = 0;
    for chunk in bytes[..250_000].chunks(70_000) {
        let answer = registry.chunk(&upload, sent, chunk).await.expect(202);
        sent += chunk.len();
        assert_eq!(answer.expect_header("range"), format!("0-{}", sent - 1));
        assert_eq!(registry.path(&answer), upload);
        let status = registry.call("GET", &upload).await.expect(204);
        assert_eq!(status.expect_header("range"), format!("0-{}", sent - 1));
        assert_eq!(registry.path(&status), upload);
    }
    let target = format!("{upload}?digest={}", digest(&bytes));
    let last = registry
        .request("PUT", &target)
        .header("Content-Range", "250000-299999");
    registry
        .send(&last.body(bytes[250_000..].to_vec()))
        .await
        .expect(201);
    let got = registry
        .get(&format!("/v2/app/blobs/{}", digest(&bytes)))
        .await
        .expect(200);
    assert_eq!(got.body, bytes);
    assert_eq!(staged(&kit), 0);
}

#[tokio::test]
async fn a_chunk_at_the_wrong_place_changes_nothing() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let early = registry.chunk(&upload, 1, b"x").await;
    let text = "First byte of the layer part is 1 instead of 0".to_owned();
    assert_eq!(early.error(), (416, "BLOB_UPLOAD_INVALID".to_owned(), text));
    registry.chunk(&upload, 0, b"01234").await.expect(202);
    for first in [0, 4, 6, 100] {
        let answer = registry.chunk(&upload, first, b"56789").await;
        let text = format!("First byte of the layer part is {first} instead of 5");
        assert_eq!(answer.error(), (416, "BLOB_UPLOAD_INVALID".to_owned(), text));
        assert_eq!(answer.expect_header("range"), "0-4");
        assert_eq!(registry.path(&answer), upload);
    }
    let target = format!("{upload}?digest={}", digest(b"0123456789"));
    let end = registry
        .request("PUT", &target)
        .header("Content-Range", "6-9")
        .body("6789");
    assert_eq!(
        registry.send(&end).await.code(),
        (416, "BLOB_UPLOAD_INVALID".to_owned())
    );
    registry.chunk(&upload, 5, b"56789").await.expect(202);
    registry
        .finish_upload(&upload, &digest(b"0123456789"))
        .await
        .expect(201);
}

#[tokio::test]
async fn lengths_that_contradict_each_other() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"01234").await.expect(202);
    for (range, status, code) in [
        ("5-8", 400, "SIZE_INVALID"),
        ("5-10", 400, "SIZE_INVALID"),
        ("bytes 5-8/*", 400, "SIZE_INVALID"),
        ("9-5", 416, "BLOB_UPLOAD_INVALID"),
        ("5", 416, "BLOB_UPLOAD_INVALID"),
        ("-5", 416, "BLOB_UPLOAD_INVALID"),
        ("5-", 416, "BLOB_UPLOAD_INVALID"),
        ("a-b", 416, "BLOB_UPLOAD_INVALID"),
        ("", 416, "BLOB_UPLOAD_INVALID"),
        ("5-99999999999999999999", 416, "BLOB_UPLOAD_INVALID"),
        ("0-18446744073709551615", 400, "SIZE_INVALID"),
    ] {
        for target in [
            upload.clone(),
            format!("{upload}?digest={}", digest(b"0123456789")),
        ] {
            let method = if target == upload { "PATCH" } else { "PUT" };
            let request = registry.request(method, &target).header("Content-Range", range);
            let answer = registry.send(&request.body("56789")).await;
            assert_eq!(answer.code(), (status, code.to_owned()), "{method} {range}");
        }
    }
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(status.expect_header("range"), "0-4", "nothing was taken");
    let http_form = registry
        .request("PATCH", &upload)
        .header("Content-Range", "bytes 5-9/10");
    registry.send(&http_form.body("56789")).await.expect(202);
    registry
        .finish_upload(&upload, &digest(b"0123456789"))
        .await
        .expect(201);
}

/// Without a length only the end of the body tells that the announced range was wrong. What is too much is taken back;
/// what is too little is kept, as of any chunk that broke off.
#[tokio::test]
async fn a_body_without_a_length_is_as_long_as_announced() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let send = async |method: &str, target: &str, range: &str, body: &'static str| {
        let request = registry.request(method, target).header("Content-Range", range);
        registry.send(&request.body(body).chunked()).await
    };
    let end = format!("{upload}?digest={}", digest(b"0123456"));
    for (method, target) in [("PATCH", &upload), ("PUT", &end)] {
        let long = send(method, target, "0-4", "0123456").await;
        assert_eq!(long.code(), (400, "SIZE_INVALID".to_owned()), "{method}");
        let status = registry.call("GET", &upload).await.expect(204);
        assert_eq!(status.expect_header("range"), "0-0", "{method}");
    }
    let short = send("PATCH", &upload, "0-4", "012").await;
    assert_eq!(short.code(), (400, "SIZE_INVALID".to_owned()));
    let status = registry.call("GET", &upload).await.expect(204);
    assert_eq!(status.expect_header("range"), "0-2");
    send("PATCH", &upload, "3-6", "3456").await.expect(202);
    registry
        .finish_upload(&upload, &digest(b"0123456"))
        .await
        .expect(201);
}

#[tokio::test]
async fn an_upload_that_is_given_up() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    registry.chunk(&upload, 0, b"bytes").await.expect(202);
    assert_eq!(staged(&kit), 1);
    let answer = registry.call("DELETE", &upload).await.expect(204);
    assert_eq!(answer.body.len(), 0);
    assert_eq!(staged(&kit), 0);
    for method in ["GET", "PATCH", "DELETE"] {
        assert_eq!(
            registry.call(method, &upload).await.code(),
            (404, "BLOB_UPLOAD_UNKNOWN".to_owned())
        );
    }
}

#[tokio::test]
async fn of_two_chunks_for_one_place_one_is_taken() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let (a, b) = (vec![b'a'; 200_000], vec![b'b'; 200_000]);
    let (one, other) = tokio::join!(registry.chunk(&upload, 0, &a), registry.chunk(&upload, 0, &b));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 416]);
    let taken = if one.status == 202 { a } else { b };
    registry.finish_upload(&upload, &digest(&taken)).await.expect(201);
}
