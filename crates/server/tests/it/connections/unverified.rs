//! Memory of bodies: of clients that know the name of a key and not its secret, and of callers.

use std::time::Duration;

use futures_util::future::select;
use serde_json::json;
use tokio::time::timeout;
use wharf_aws::SecretKey;
use wharf_sigv4::{body_sha256, sign};
use wharf_testkit::{Account, Connection, Kit, REGION, Request};

const MIB: usize = 1024 * 1024;
const LARGE: usize = 27 * MIB;
/// What the operation says of the upload id: it was given the body.
const READ: &str = "InvalidParameterException";

/// A part of a layer, signed with a secret; with the header that says the hash of the body, or without.
fn part(kit: &Kit, account: &Account, secret: Option<&str>, says_hash: bool, length: usize) -> Request {
    let input = json!({ "repositoryName": "app", "uploadId": "none", "partFirstByte": 0, "partLastByte": 1,
        "layerPartBlob": "A".repeat(length) });
    let mut request = kit.api(account, REGION).unsigned("UploadLayerPart", &input);
    let hash = body_sha256(&request.body);
    if says_hash {
        request = request.header("X-Amz-Content-Sha256", &hash);
    }
    let mut credentials = account.credentials.clone();
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

/// Begins a request: its head and so many bytes of its body.
async fn begin(kit: &Kit, request: &Request, sent: usize) -> Connection {
    let mut connection = kit.connect().await;
    connection.write(request.head()).await;
    // One that is refused meanwhile is not read to the end.
    let _ = connection.try_write(&request.body[..sent]).await;
    connection.read_by_server().await;
    connection
}

/// The answer to a request of which no more is sent.
async fn answer(connection: &mut Connection) -> (u16, String) {
    let answer = timeout(Duration::from_secs(10), connection.response("POST")).await;
    answer.expect("an answer without the rest of the body").code()
}

fn refused() -> (u16, String) {
    (503, "SlowDown".to_owned())
}

#[tokio::test]
async fn a_hash_in_the_head_is_verified_before_the_body_is_read() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let wrong = part(&kit, &kit.first, Some("wrong"), true, LARGE);
    let mut connection = begin(&kit, &wrong, 100).await;
    assert_eq!(
        answer(&mut connection).await,
        (400, "InvalidSignatureException".to_owned())
    );
    // And the body has to be the one that was signed.
    let mut other = part(&kit, &kit.first, None, true, 1000);
    assert_eq!(kit.send(&other).await.code().1, READ);
    other.body = part(&kit, &kit.first, None, true, 1001).body;
    assert_eq!(
        kit.send(&other).await.code(),
        (400, "InvalidSignatureException".to_owned())
    );
}

#[tokio::test]
async fn what_is_announced_and_does_not_come_takes_no_room() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let wrong = part(&kit, &kit.first, Some("wrong"), false, LARGE);
    let right = part(&kit, &kit.first, None, false, LARGE);
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(begin(&kit, &wrong, 100).await);
    }
    assert_eq!(kit.send(&right).await.code().1, READ);
}

#[tokio::test]
async fn those_who_know_the_name_of_a_key_leave_room_to_others() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let wrong = part(&kit, &kit.first, Some("wrong"), false, LARGE);
    let others = part(&kit, &kit.second, None, false, LARGE);
    let mut held = begin(&kit, &wrong, LARGE).await;
    let mut beyond = begin(&kit, &wrong, 6 * MIB).await;
    let refusal = timeout(Duration::from_secs(10), beyond.response("POST")).await;
    let refusal = refusal.expect("an answer without the rest of the body");
    assert_eq!(
        (refusal.code(), refusal.expect_header("retry-after")),
        (refused(), "5")
    );
    // Small bodies are served, and so are those whose head is believed.
    let small = part(&kit, &kit.first, None, false, 5000);
    assert_eq!(kit.send(&small).await.code().1, READ);
    let believed = part(&kit, &kit.first, None, true, LARGE);
    assert_eq!(kit.send(&believed).await.code().1, READ);
    // Another key needs room at the same address: the larger of the two gives way.
    assert_eq!(kit.send(&others).await.code().1, READ);
    assert_eq!(answer(&mut held).await, refused());
}

#[tokio::test]
async fn bodies_that_are_not_verified_are_bounded_on_streams_too() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let wrong = part(&kit, &kit.first, Some("wrong"), false, LARGE);
    let mut connection = kit.http2(&format!("api.ecr.{REGION}.wharf.test")).await;
    let hold = || {
        let (mut connection, wrong) = (connection.clone(), wrong.clone());
        tokio::spawn(async move { connection.hold(&wrong, LARGE).await.response().await })
    };
    // There is room for one of them.
    let first = timeout(Duration::from_secs(30), select(hold(), hold())).await;
    let (refusal, left) = first.expect("an answer without the rest").factor_first();
    let refusal = refusal.unwrap();
    assert_eq!(
        (refusal.code(), refusal.expect_header("retry-after")),
        (refused(), "5")
    );
    let small = part(&kit, &kit.first, None, false, 5000);
    assert_eq!(connection.exchange(&small).await.code().1, READ);
    let believed = part(&kit, &kit.first, None, true, LARGE);
    assert_eq!(connection.exchange(&believed).await.code().1, READ);
    let others = part(&kit, &kit.second, None, false, LARGE);
    assert_eq!(connection.exchange(&others).await.code().1, READ);
    let left = timeout(Duration::from_secs(10), left).await;
    assert_eq!(left.expect("it gave way").unwrap().code(), refused());
}

#[tokio::test]
async fn bodies_of_one_account_have_half_of_the_room() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let believed = part(&kit, &kit.first, None, true, LARGE);
    let unsaid = part(&kit, &kit.first, None, false, MIB);
    let of_other = part(&kit, &kit.second, None, true, LARGE);
    let mut held = Vec::new();
    for sent in [LARGE, LARGE, LARGE, LARGE, 20 * MIB] {
        held.push(begin(&kit, &believed, sent).await);
    }
    // However a body comes, it is the account's.
    assert_eq!(
        answer(&mut begin(&kit, &believed, 2 * MIB).await).await,
        refused()
    );
    assert_eq!(kit.send(&unsaid).await.code(), refused());
    let manifest = registry
        .request("PUT", "/v2/app/manifests/v1")
        .body(vec![b' '; MIB]);
    let manifest = kit.send(&manifest).await;
    assert_eq!(manifest.code(), (503, "TOOMANYREQUESTS".to_owned()));
    assert_eq!(manifest.expect_header("retry-after"), "5");
    let small = part(&kit, &kit.first, None, true, 5000);
    assert_eq!(kit.send(&small).await.code().1, READ);
    assert_eq!(kit.send(&of_other).await.code().1, READ);
}
