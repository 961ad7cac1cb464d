//! Bodies of clients that know the name of a key and not its secret.

use std::time::Duration;

use serde_json::json;
use tokio::time::{advance, pause, resume, timeout};
use wharf_aws::SecretKey;
use wharf_sigv4::{body_sha256, sign};
use wharf_testkit::{Connection, Kit, REGION, Request};

const LARGE: usize = 27 * 1024 * 1024;
/// What the operation says of the upload id: it was given the body.
const READ: &str = "InvalidParameterException";

/// A part of a layer, signed with a secret; with the header that says the hash of the body, or without.
fn part(kit: &Kit, secret: Option<&str>, says_hash: bool, length: usize) -> Request {
    let input = json!({ "repositoryName": "app", "uploadId": "none", "partFirstByte": 0, "partLastByte": 1,
        "layerPartBlob": "A".repeat(length) });
    let mut request = kit.api(&kit.first, REGION).unsigned("UploadLayerPart", &input);
    let hash = body_sha256(&request.body);
    if says_hash {
        request = request.header("X-Amz-Content-Sha256", &hash);
    }
    let mut credentials = kit.first.credentials.clone();
    if let Some(secret) = secret {
        credentials.secret = SecretKey::new(secret.to_owned());
    }
    let now = kit.clock.now().micros();
    sign(
        "POST",
        "/",
        None,
        &mut request.headers,
        &hash,
        &credentials,
        REGION,
        "ecr",
        now,
    );
    request
}

/// Begins a request: its head and a little of its body.
async fn begin(kit: &Kit, request: &Request) -> Connection {
    let mut connection = kit.connect().await;
    connection.write(request.head()).await;
    connection.write(&request.body[..100]).await;
    connection.read_by_server().await;
    connection
}

/// The answer to a request of which no more is sent.
async fn answer(connection: &mut Connection) -> (u16, String) {
    let answer = timeout(Duration::from_secs(10), connection.response("POST")).await;
    answer.expect("an answer without the rest of the body").code()
}

fn refused() -> (u16, String) {
    (503, "ServiceUnavailable".to_owned())
}

#[tokio::test]
async fn a_hash_in_the_head_is_verified_before_the_body_is_read() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let mut connection = begin(&kit, &part(&kit, Some("wrong"), true, LARGE)).await;
    assert_eq!(
        answer(&mut connection).await,
        (400, "InvalidSignatureException".to_owned())
    );
    // And the body has to be the one that was signed.
    let mut other = part(&kit, None, true, 1000);
    assert_eq!(kit.send(&other).await.code().1, READ);
    other.body = part(&kit, None, true, 1001).body;
    assert_eq!(
        kit.send(&other).await.code(),
        (400, "InvalidSignatureException".to_owned())
    );
}

#[tokio::test]
async fn bodies_that_wait_for_their_signature_share_one_budget() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let wrong = part(&kit, Some("wrong"), false, LARGE);
    let mut held = vec![begin(&kit, &wrong).await, begin(&kit, &wrong).await];
    let mut beyond = begin(&kit, &wrong).await;
    let refusal = timeout(Duration::from_secs(10), beyond.response("POST")).await;
    let refusal = refusal.expect("an answer without the rest of the body");
    assert_eq!(
        (refusal.code(), refusal.expect_header("retry-after")),
        (refused(), "5")
    );

    // Small bodies are served, and so are those whose head is believed.
    assert_eq!(kit.send(&part(&kit, None, false, 5000)).await.code().1, READ);
    assert_eq!(kit.send(&part(&kit, None, true, LARGE)).await.code().1, READ);

    // After a moment those who send nothing make room for the next one.
    pause();
    advance(Duration::from_secs(2)).await;
    resume();
    assert_eq!(kit.send(&part(&kit, None, false, LARGE)).await.code().1, READ);
    let mut answers = Vec::new();
    for connection in &mut held {
        answers.push(timeout(Duration::from_millis(500), connection.try_response("POST")).await);
    }
    let gave_way = answers.iter().flatten().flatten().map(|answer| answer.code());
    assert_eq!(gave_way.collect::<Vec<_>>(), [refused()], "one was enough");
}
