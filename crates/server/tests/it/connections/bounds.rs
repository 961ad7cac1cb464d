//! Clients that hold as much as they may: they are told to come later, and others are served.

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;
use wharf_aws::SecretKey;
use wharf_sigv4::body_sha256;
use wharf_testkit::{Account, Connection, Http2, Image, Kit, REGION, Request, Setup, Unread, digest};

/// So many files make room for 24 requests: 12 of an address, 6 of a principal, 12 of an account; and for as many connections of an address.
const OPEN_FILES: usize = 64;
const BUSY: &str = "TOOMANYREQUESTS";

async fn kit() -> Kit {
    Kit::with(Setup {
        open_files: OPEN_FILES,
        ..Setup::default()
    })
    .await
}

fn image() -> Image {
    Image::of_layers("bounds", vec![vec![1; 200_000].into()])
}

/// A blob of each account; the request for it.
async fn blobs(kit: &Kit) -> [Request; 2] {
    let mut requests = Vec::new();
    for account in [&kit.first, &kit.second] {
        kit.api(account, REGION).create_repository("app").await;
        let registry = kit.registry(account, REGION).await;
        let image = image();
        registry.push("app", "v1", &image).await;
        let blob = digest(&image.layers[0]);
        requests.push(registry.request("GET", &format!("/v2/app/blobs/{blob}")));
    }
    requests.try_into().unwrap()
}

async fn stalled(connection: &mut Http2, request: &Request, count: usize) -> Vec<Unread> {
    let mut unread = Vec::new();
    for _ in 0..count {
        unread.push(connection.begin(request).await);
        assert_eq!(unread.last().unwrap().status(), 200);
    }
    unread
}

#[tokio::test]
async fn downloads_of_one_principal_leave_room_to_others() {
    let kit = kit().await;
    let [first, second] = blobs(&kit).await;
    let mut of_first = kit.http2_with(&kit.host(&kit.first, REGION), 1000).await;
    let mut of_second = kit.http2_with(&kit.host(&kit.second, REGION), 1000).await;
    let mut unread = stalled(&mut of_first, &first, 6).await;
    let refused = of_first.exchange(&first).await;
    assert_eq!(refused.code(), (503, BUSY.to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    of_second.exchange(&second).await.expect(200);
    // What was taken is free again.
    assert_eq!(unread.pop().unwrap().read().await.unwrap().len(), 200_000);
    of_first.exchange(&first).await.expect(200);
}

/// The text of an element of an answer.
fn element(answer: &str, name: &str) -> String {
    let (_, from) = answer.split_once(&format!("<{name}>")).unwrap();
    from.split_once("</").unwrap().0.to_owned()
}

/// A federated user for whom an account's root user vouched.
async fn federated(kit: &Kit, account: &Account, name: &str) -> Account {
    let policy = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C\
        %22Action%22%3A%22*%22%2C%22Resource%22%3A%22*%22%7D%7D";
    let form = format!("Action=GetFederationToken&Version=2011-06-15&Name={name}&Policy={policy}");
    let answer = kit.api(account, REGION).sts(&form).await.expect(200).text();
    let mut session = account.clone();
    session.credentials.access_key_id = element(&answer, "AccessKeyId");
    session.credentials.secret = SecretKey::new(element(&answer, "SecretAccessKey"));
    session.credentials.session_token = Some(element(&answer, "SessionToken"));
    session
}

#[tokio::test]
async fn sessions_of_other_names_are_the_principal_behind_them() {
    let kit = kit().await;
    let [first, _] = blobs(&kit).await;
    let mut of_sessions = Vec::new();
    for name in ["one", "two"] {
        let session = federated(&kit, &kit.first, name).await;
        let registry = kit.registry(&session, REGION).await;
        of_sessions.push(registry.request("GET", &first.target));
    }
    let mut connection = kit.http2_with(&kit.host(&kit.first, REGION), 1000).await;
    let _unread = stalled(&mut connection, &of_sessions[0], 6).await;
    for request in [&of_sessions[1], &first] {
        let refused = connection.exchange(request).await;
        assert_eq!(refused.code(), (503, BUSY.to_owned()));
    }
}

/// A user of an account, who may do nothing.
async fn user(kit: &Kit, account: &Account, name: &str) -> Account {
    let api = kit.api(account, REGION);
    let mut answer = String::new();
    for action in ["CreateUser", "CreateAccessKey"] {
        let form = format!("Action={action}&Version=2010-05-08&UserName={name}");
        let call = api.signed("iam", api.unsigned_query(&form));
        answer = kit.send(&call).await.expect(200).text();
    }
    let mut user = account.clone();
    user.credentials.access_key_id = element(&answer, "AccessKeyId");
    user.credentials.secret = SecretKey::new(element(&answer, "SecretAccessKey"));
    user
}

/// A request of a user that is known by its head, so that its body may come later.
fn known(kit: &Kit, user: &Account) -> Request {
    let api = kit.api(user, REGION);
    let request = api.unsigned("DescribeRepositories", &json!({}));
    let hash = body_sha256(&request.body);
    api.signed("ecr", request.header("X-Amz-Content-Sha256", hash))
}

#[tokio::test]
async fn an_account_of_many_users_leaves_half_to_others() {
    let kit = kit().await;
    let mut users = Vec::new();
    for name in ["ann", "ben", "cy"] {
        users.push(user(&kit, &kit.first, name).await);
    }
    let from = |last| Connection::open_from(Ipv4Addr::new(127, 0, 0, last), kit.address());
    let mut held = Vec::new();
    for (user, last) in [(&users[0], 2), (&users[1], 3)] {
        for _ in 0..6 {
            let mut connection = from(last).await;
            connection.begin(&known(&kit, user), 1).await;
            held.push(connection);
        }
    }
    let mut other = from(4).await;
    let refused = other.exchange(&known(&kit, &users[2])).await;
    assert_eq!(refused.code(), (503, "ServiceUnavailable".to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    from(4)
        .await
        .exchange(&known(&kit, &kit.second))
        .await
        .expect(200);
    // What was answered is free again.
    held[0].write("}").await;
    assert_eq!(held[0].response("POST").await.code().1, "AccessDeniedException");
    let answered = from(4).await.exchange(&known(&kit, &users[2])).await;
    assert_eq!(answered.code().1, "AccessDeniedException");
}

/// What a download URL of an account's layer is asked with.
async fn download(kit: &Kit, account: &Account) -> Request {
    let layer = json!({ "repositoryName": "app", "layerDigest": digest(&image().layers[0]).to_string() });
    let api = kit.api(account, REGION);
    let url = api.ecr_ok("GetDownloadUrlForLayer", layer).await;
    let url = url["downloadUrl"].as_str().unwrap();
    Request::new("GET", &url[url.find("/layers/").unwrap()..])
}

#[tokio::test]
async fn downloads_by_url_count_for_the_account_that_got_it() {
    let kit = kit().await;
    blobs(&kit).await;
    let (first, second) = (
        download(&kit, &kit.first).await,
        download(&kit, &kit.second).await,
    );
    let mut connection = kit.http2_with("x", 1000).await;
    let _unread = stalled(&mut connection, &first, 6).await;
    let refused = connection.exchange(&first).await;
    assert_eq!((refused.status, refused.expect_header("retry-after")), (503, "5"));
    connection.exchange(&second).await.expect(200);
}

#[tokio::test]
async fn requests_of_one_address_are_refused_in_the_words_of_their_protocol() {
    let kit = kit().await;
    let [first, second] = blobs(&kit).await;
    let layer = download(&kit, &kit.first).await;
    let mut of_first = kit.http2_with(&kit.host(&kit.first, REGION), 1000).await;
    let mut of_second = kit.http2_with(&kit.host(&kit.second, REGION), 1000).await;
    let _unread = [
        stalled(&mut of_first, &first, 6).await,
        stalled(&mut of_second, &second, 6).await,
    ];
    let api = kit.api(&kit.second, REGION);
    for (request, code) in [
        (second.clone(), BUSY),
        (
            api.signed("ecr", api.unsigned("DescribeRepositories", &json!({}))),
            "ServiceUnavailable",
        ),
        (
            api.signed("sts", api.unsigned_query("Action=GetCallerIdentity")),
            "ServiceUnavailable",
        ),
        (layer.header("Host", "x"), ""),
    ] {
        let refused = kit.send(&request).await;
        assert_eq!(refused.status, 503, "{}", request.target);
        assert_eq!(refused.expect_header("retry-after"), "5");
        assert!(code.is_empty() || refused.code().1 == code, "{refused:?}");
    }
    let health = Request::new("GET", "/healthz").header("Host", "x");
    assert_eq!(kit.send(&health).await.status, 200);
}

#[tokio::test]
async fn connections_of_one_address() {
    let kit = kit().await;
    let health = Request::new("GET", "/healthz").header("Host", "x");
    let mut held = Vec::new();
    for _ in 0..12 {
        let mut connection = kit.connect().await;
        assert_eq!(connection.exchange(&health).await.status, 200);
        held.push(connection);
    }
    let mut beyond = kit.connect().await;
    let closed = timeout(Duration::from_secs(10), beyond.closed()).await;
    assert_eq!(closed.expect("no waiting"), b"");
    held.pop();
    // The server learns of the end in its own time.
    let mut answered = false;
    for _ in 0..200 {
        let mut next = kit.connect().await;
        let _ = next.try_write(health.to_bytes()).await;
        answered = next.try_response("GET").await.is_ok();
        if answered {
            break;
        }
    }
    assert!(answered);
}

// Nothing of it needs a password: without a bound each answer that is not read has its memory, on any number of streams.
#[tokio::test]
async fn questions_about_the_node_are_bounded_by_address_and_apart_from_requests() {
    let kit = kit().await;
    let probe = Request::new("GET", "/healthz").header("Host", "x");
    let mut connection = kit.http2_with("x", 1).await;
    let mut unread = stalled(&mut connection, &probe, 64).await;
    for target in ["/healthz", "/readyz", "/metrics"] {
        let refused = kit.send(&Request::new("GET", target).header("Host", "x")).await;
        assert_eq!((refused.status, refused.expect_header("retry-after")), (503, "5"));
    }
    // Of requests there are fewer places: none of them is taken.
    kit.send(&Request::new("GET", "/v2/").header("Host", "x"))
        .await
        .expect(401);
    let mut other = Connection::open_from(Ipv4Addr::new(127, 0, 0, 2), kit.address()).await;
    other.exchange(&probe).await.expect(200);
    assert_eq!(unread.pop().unwrap().read().await.unwrap(), "ok\n");
    kit.send(&probe).await.expect(200);
}
