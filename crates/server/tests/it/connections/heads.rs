//! Heads: several on one connection, and some that are none.

use std::net::Ipv4Addr;
use std::time::Duration;

use bytes::Bytes;
use tokio::task::JoinSet;
use tokio::time::timeout;
use wharf_testkit::{Connection, Image, Kit, REGION, Request};

use crate::drain::PREFACE;

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

/// Connections of one address with the same bytes, one after the other until one of them is closed. How many there are then.
async fn until_one_is_closed(kit: &Kit, begun: &[u8], most: usize) -> usize {
    let mut held = Vec::new();
    while held.len() < most {
        let mut connection = kit.connect().await;
        let _ = connection.try_write(begun).await;
        while !connection.is_read_by_server() {
            // What the server says of its own settings is no end.
            let closed = timeout(Duration::from_millis(5), connection.closed()).await;
            if closed.is_ok() {
                return held.len();
            }
        }
        held.push(connection);
    }
    panic!("{most} connections are held");
}

/// It is not known who sent them, and the library keeps what came.
#[tokio::test]
async fn heads_that_do_not_end_have_one_memory() {
    let kit = Kit::start().await;
    let long = format!("GET /v2/ HTTP/1.1\r\nHost: x\r\nX-Long: {}", "y".repeat(400_000));
    let held = until_one_is_closed(&kit, long.as_bytes(), 60).await;
    assert!((10..50).contains(&held), "{held}");
}

#[tokio::test]
async fn blocks_of_fields_that_do_not_end_have_one_memory() {
    let kit = Kit::start().await;
    // A field of 60,000 bytes that is not indexed, in frames of which the last does not come.
    let mut block = vec![0x00, 0x01, b'x', 0x7f];
    let mut length = 60_000_usize - 127;
    while length >= 128 {
        block.push(u8::try_from(length % 128 + 128).unwrap());
        length /= 128;
    }
    block.push(u8::try_from(length).unwrap());
    block.extend([b'y'; 59_000]);
    let mut begun = PREFACE.as_bytes().to_vec();
    for (number, piece) in block.chunks(16_000).enumerate() {
        let kind = if number == 0 { 0x1 } else { 0x9 };
        let length = u32::try_from(piece.len()).unwrap().to_be_bytes();
        begun.extend(&length[1..]);
        begun.extend([kind, 0, 0, 0, 0, 1]);
        begun.extend(piece);
    }
    let held = until_one_is_closed(&kit, &begun, 300).await;
    assert!((50..200).contains(&held), "{held}");
}

/// A byte of a block may name a field again, for which the library has more room than its bytes.
#[tokio::test]
async fn fields_of_a_byte_each_have_that_memory_too() {
    let kit = Kit::start().await;
    let mut block = vec![0x40, 0x01, b'a', 0x00];
    block.extend([0xbe; 1_900]);
    let length = u32::try_from(block.len()).unwrap().to_be_bytes();
    let mut begun = PREFACE.as_bytes().to_vec();
    begun.extend(&length[1..]);
    begun.extend([0x1, 0, 0, 0, 0, 1]);
    begun.extend(block);
    let held = until_one_is_closed(&kit, &begun, 300).await;
    assert!((50..200).contains(&held), "{held}");
}

/// What is read at once grows with what comes, and a head without an end may come behind bodies that are thrown away.
#[tokio::test]
async fn heads_behind_bodies_have_one_memory() {
    let kit = Kit::start().await;
    let body = "0".repeat(60_000);
    let short =
        format!("POST /v2/app/blobs/uploads/ HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{body}");
    let long = format!("GET /v2/ HTTP/1.1\r\nHost: x\r\nX-Long: {}", "y".repeat(430_000));
    let begun = short.repeat(14) + &long;
    let mut held = Vec::new();
    for _ in 0..60 {
        let mut connection = kit.connect().await;
        let _ = connection.try_write(&begun).await;
        held.push(connection);
    }
    let mut closed = 0;
    for connection in &mut held {
        let ended = timeout(Duration::from_millis(500), connection.closed()).await;
        closed += usize::from(ended.is_ok());
    }
    assert!(closed > 10, "{closed}");
}

#[tokio::test]
async fn heads_that_end_are_read_beside_them() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let long = format!("GET /v2/ HTTP/1.1\r\nHost: x\r\nX-Long: {}", "y".repeat(400_000));
    let mut held = Vec::new();
    for _ in 0..60 {
        let mut connection = kit.connect().await;
        let _ = connection.try_write(&long).await;
        held.push(connection);
    }
    // A short one needs none of their memory, and another address has its own part.
    let get = registry.request("GET", "/v2/");
    assert_eq!(kit.send(&get).await.status, 200);
    let mut other = Connection::open_from(Ipv4Addr::new(127, 0, 0, 2), kit.address()).await;
    let get = get.header("X-Long", "y".repeat(40_000));
    assert_eq!(other.exchange(&get).await.status, 200);
}

/// A head that was answered is no part of the next: together these are longer than all that one address may have.
#[tokio::test]
async fn heads_one_after_the_other_are_not_one() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let get = registry
        .request("GET", "/v2/")
        .header("X-Long", "y".repeat(12_000));
    let mut connection = kit.connect().await;
    for _ in 0..1_600 {
        assert_eq!(connection.exchange(&get).await.status, 200);
    }
}

/// A proxy keeps many connections, and sends head and body at once: what is read with a head grew with the bodies before.
#[tokio::test]
async fn bodies_are_no_part_of_the_heads_before_them() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let body = Bytes::from(vec![0; 2 * 1024 * 1024]);
    let mut held = Vec::new();
    for _ in 0..40 {
        let mut connection = kit.connect().await;
        for _ in 0..2 {
            let upload = registry.start_upload("app").await;
            let patch = registry.request("PATCH", &upload).body(body.clone());
            assert_eq!(connection.exchange(&patch).await.status, 202);
        }
        held.push(connection);
    }
}

/// Over HTTP/2, while their bodies do not come. What is within 16 KiB of each is not counted.
#[tokio::test]
async fn heads_of_streams_have_one_memory_until_they_are_answered() {
    let kit = Kit::start().await;
    let form = kit
        .api(&kit.first, REGION)
        .unsigned_query("Action=GetCallerIdentity&Version=2011-06-15");
    let long = form.clone().header("x-long", "y".repeat(60_000));
    let host = format!("sts.{REGION}.wharf.test");
    let mut asked = JoinSet::new();
    for _ in 0..5 {
        let connection = kit.http2(&host).await;
        for _ in 0..100 {
            let (mut connection, long) = (connection.clone(), long.clone());
            asked.spawn(async move { connection.hold(&long, 5).await.status() });
        }
    }
    let first = timeout(Duration::from_secs(60), asked.join_next()).await;
    assert_eq!(first.expect("one is refused").unwrap().unwrap(), 503);
    // Others have their places.
    assert_eq!(kit.http2(&host).await.exchange(&form).await.status, 403);
    asked.abort_all();
}
