//! Heads: several on one connection, and some that are none.

use wharf_testkit::{Image, Kit, Request};

#[tokio::test]
async fn requests_one_after_the_other_without_waiting() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let name = registry.push_blob("app", b"pipelined").await;
    let mut connection = kit.connect().await;
    let blob = format!("/v2/app/blobs/{name}");
    let requests = [
        registry.request("GET", &blob),
        registry.request("HEAD", &blob),
        registry.request("GET", "/v2/app/manifests/none"),
        registry
            .request("POST", &format!("/v2/app/blobs/uploads/?digest={name}"))
            .body("pipelined"),
        registry.request("GET", "/v2/"),
    ];
    let bytes: Vec<u8> = requests.iter().flat_map(Request::to_bytes).collect();
    connection.write(bytes).await;
    for (request, status) in requests.iter().zip([200, 200, 404, 201, 200]) {
        let answer = connection.response(&request.method).await;
        assert_eq!(answer.status, status, "{} {}", request.method, request.target);
    }
}

#[tokio::test]
async fn a_head_has_no_body_and_the_connection_goes_on() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    let mut connection = kit.connect().await;
    for target in [
        "/v2/app/manifests/v1",
        "/v2/app/manifests/none",
        "/v2/none/manifests/v1",
        "/v2/UP/tags/list",
    ] {
        let get = connection.exchange(&registry.request("GET", target)).await;
        let head = connection.exchange(&registry.request("HEAD", target)).await;
        assert_eq!(head.status, get.status, "{target}");
        assert_eq!(
            head.header("content-length"),
            get.header("content-length"),
            "{target}"
        );
    }
}

#[tokio::test]
async fn what_is_no_request() {
    let kit = Kit::start().await;
    let many = "x: y\r\n".repeat(2000);
    let long = format!("x: {}\r\n", "y".repeat(1024 * 1024));
    let path = "a".repeat(1024 * 1024);
    for (bytes, statuses) in [
        (
            "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03\r\n\r\n".to_owned(),
            [400, 400],
        ),
        ("nonsense\r\n\r\n".to_owned(), [400, 400]),
        (
            "GET /v2/ HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n".to_owned(),
            [400, 400],
        ),
        (
            "GET /v2/ HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".to_owned(),
            [400, 400],
        ),
        (
            "GET /v2/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".to_owned(),
            [400, 400],
        ),
        ("GET /v2/ HTTP/9.9\r\nHost: x\r\n\r\n".to_owned(), [400, 505]),
        (format!("GET /v2/ HTTP/1.1\r\nHost: x\r\n{many}\r\n"), [431, 400]),
        (format!("GET /v2/ HTTP/1.1\r\nHost: x\r\n{long}\r\n"), [431, 400]),
        (format!("GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n"), [414, 431]),
    ] {
        let mut connection = kit.connect().await;
        let _ = connection.try_write(&bytes).await;
        match connection.try_response("GET").await {
            Ok(answer) => {
                assert!(
                    statuses.contains(&answer.status),
                    "{} to {:.40}",
                    answer.status,
                    bytes
                );
                connection.closed().await;
            }
            // A head that is longer than what is read is cut off, and a cut connection may lose the answer.
            Err(_) => assert!(bytes.len() > 500_000, "no answer to {bytes:.40}"),
        }
    }
    assert_eq!(
        kit.send(&Request::new("GET", "/healthz").header("Host", "x"))
            .await
            .status,
        200
    );
}

/// Two lengths are how one request is smuggled inside another: the length must not win over the chunks.
#[tokio::test]
async fn a_length_beside_chunks() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let mut connection = kit.connect().await;
    let head = registry
        .request("PATCH", &upload)
        .header("Content-Length", 3)
        .chunked()
        .head();
    connection.write(format!("{head}5\r\n01234\r\n0\r\n\r\n")).await;
    let answer = connection.response("PATCH").await;
    match answer.status {
        202 => assert_eq!(answer.expect_header("range"), "0-4"),
        status => assert_eq!(status, 400),
    }
    assert!(
        connection.closed().await.is_empty(),
        "nothing of it is taken for another request"
    );
}
