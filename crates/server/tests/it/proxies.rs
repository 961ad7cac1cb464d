//! Behind a proxy: what answers name, whose word about the client counts, and whose does not.

use std::sync::Arc;

use serde_json::{Value, json};
use wharf_server::TrustedProxies;
use wharf_testkit::{Audit, Engine, Kit, REGION, Registry, Request, Response, Setup};

/// A server that believes this machine.
async fn believing() -> Kit {
    let loopback = "127.0.0.0/8".parse().unwrap();
    Kit::with(Setup {
        proxies: TrustedProxies::new(vec![loopback]),
        ..Setup::default()
    })
    .await
}

fn with(request: Request, headers: &[(&str, &str)]) -> Request {
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(name, value))
}

/// The status of a manifest that is not there: 404 where the policy lets in.
async fn asked(registry: &Registry<'_>, headers: &[(&str, &str)]) -> u16 {
    let request = registry.request("GET", "/v2/app/manifests/latest");
    registry.send(&with(request, headers)).await.status
}

/// A registry that denies every principal that meets a condition.
async fn denying(kit: &Kit, condition: Value) -> Registry<'_> {
    let api = kit.api(&kit.first, REGION);
    api.create_repository("app").await;
    let statement =
        json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage", "Condition": condition});
    let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    api.ecr_ok(
        "SetRepositoryPolicy",
        json!({"repositoryName": "app", "policyText": text}),
    )
    .await;
    kit.registry(&kit.first, REGION).await
}

#[tokio::test]
async fn answers_name_the_public_address() {
    let kit = Kit::with(Setup {
        public_url: Some("https://wharf.example.com:8443".parse().unwrap()),
        ..Setup::default()
    })
    .await;
    let api = kit.api(&kit.first, REGION);
    let registry = format!("{}.dkr.ecr.us-east-1.wharf.test:8443", kit.first.id);
    let made = api.create_repository("app").await;
    assert_eq!(made["repository"]["repositoryUri"], format!("{registry}/app"));
    let given = api.ecr_ok("GetAuthorizationToken", json!({})).await;
    assert_eq!(
        given["authorizationData"][0]["proxyEndpoint"],
        format!("https://{registry}")
    );

    let image = wharf_testkit::Image::new("public");
    kit.registry(&kit.first, REGION)
        .await
        .push("app", "v1", &image)
        .await;
    let layer = wharf_testkit::digest(&image.layers[0]);
    let input = json!({"repositoryName": "app", "layerDigest": layer.as_str()});
    let located = api.ecr_ok("GetDownloadUrlForLayer", input).await;
    let url = located["downloadUrl"].as_str().unwrap();
    assert!(url.starts_with("https://wharf.example.com:8443/layers/"), "{url}");

    for host in ["wharf.example.com", "wharf.example.com:8443", "127.0.0.1:5000"] {
        let answer = Registry::new(&kit, host.to_owned(), None)
            .get("/v2/")
            .await
            .expect(401);
        let realm = "Basic realm=\"https://wharf.example.com:8443/\",service=\"ecr.amazonaws.com\"";
        assert_eq!(answer.expect_header("www-authenticate"), realm, "{host}");
    }
}

#[tokio::test]
async fn a_trusted_proxy_says_where_the_client_is() {
    let kit = believing().await;
    let office = json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}});
    let registry = denying(&kit, office).await;
    let client = async |value: &str| asked(&registry, &[("X-Forwarded-For", value)]).await;
    assert_eq!(asked(&registry, &[]).await, 403, "it is the proxy that asks");
    assert_eq!(client("203.0.113.9").await, 404);
    assert_eq!(client("203.0.113.9, 127.0.0.2").await, 404, "through two proxies");
    assert_eq!(client("203.0.113.9, 198.51.100.1").await, 403, "the client lies");
    assert_eq!(client("unknown").await, 403, "no address is in no network");
    assert_eq!(asked(&registry, &[("Forwarded", "for=203.0.113.9")]).await, 404);
    assert_eq!(
        asked(&registry, &[("Forwarded", "for=203.0.113.9, for=198.51.100.1")]).await,
        403
    );
    let both = [
        ("X-Forwarded-For", "198.51.100.1"),
        ("Forwarded", "for=203.0.113.9"),
    ];
    assert_eq!(asked(&registry, &both).await, 400, "one of them is the client's");
    for wrong in ["here", "1.2.3", "203.0.113.9;"] {
        assert_eq!(client(wrong).await, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_trusted_proxy_says_whether_the_client_speaks_tls() {
    let kit = believing().await;
    let registry = denying(&kit, json!({"Bool": {"aws:SecureTransport": "false"}})).await;
    assert_eq!(asked(&registry, &[]).await, 403);
    assert_eq!(asked(&registry, &[("X-Forwarded-Proto", "http")]).await, 403);
    assert_eq!(asked(&registry, &[("X-Forwarded-Proto", "https")]).await, 404);
    assert_eq!(asked(&registry, &[("Forwarded", "proto=https")]).await, 404);

    let anonymous = registry.request("GET", "/v2/").without("Authorization");
    for (headers, expected) in [
        (
            &[("X-Forwarded-Proto", "https")][..],
            format!("https://{}/", registry.host),
        ),
        (
            &[("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "443")],
            format!("https://{}/", registry.host),
        ),
        (
            &[("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "8443")],
            format!("https://{}:8443/", registry.host),
        ),
        (
            &[("Forwarded", "proto=https;host=\"images.corp:8443\"")],
            "https://images.corp:8443/".to_owned(),
        ),
    ] {
        let answer = kit.send(&with(anonymous.clone(), headers)).await.expect(401);
        let realm = format!("Basic realm=\"{expected}\",service=\"ecr.amazonaws.com\"");
        assert_eq!(answer.expect_header("www-authenticate"), realm, "{headers:?}");
    }
}

#[tokio::test]
async fn a_signature_is_of_the_host_that_the_client_called() {
    let kit = believing().await;
    let api = kit.api(&kit.first, REGION);
    let signed = api.signed("ecr", api.unsigned("DescribeRepositories", &json!({})));
    let host = signed
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("host"))
        .unwrap()
        .1
        .clone();
    let changed = signed.without("Host").header("Host", "10.0.0.7:5000");
    kit.send(&changed).await.expect(400);
    kit.send(&changed.clone().header("X-Forwarded-Host", &host))
        .await
        .expect(200);
    kit.send(&changed.clone().header("Forwarded", format!("host=\"{host}\"")))
        .await
        .expect(200);
    kit.send(&changed.header("X-Forwarded-Host", "a b"))
        .await
        .expect(400);
}

/// An answer without what differs from one to the next.
fn steady(answer: Response) -> (u16, Vec<(String, String)>, String) {
    let own = ["date", "x-amzn-requestid"];
    let id = answer.header("x-amzn-requestid").unwrap().to_owned();
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .cloned();
    (
        answer.status,
        headers.collect(),
        answer.text().replace(&id, "<request id>"),
    )
}

/// How a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

/// Sends a request over a connection of its own, to the host that it names.
async fn over(kit: &Kit, version: Version, request: &Request) -> Response {
    match version {
        Version::Http1 => kit.send(request).await,
        Version::Http2 => {
            let host = request
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("host"));
            let (_, host) = host.expect("a host");
            kit.http2(host).await.exchange(request).await
        }
    }
}

/// Audit records without what differs from one to the next.
fn alike(records: &[Value]) -> Vec<Value> {
    let mut records = records.to_vec();
    for record in &mut records {
        for member in ["eventID", "requestID", "eventTime"] {
            record[member] = Value::Null;
        }
    }
    records
}

/// Answers and audit records are the same with headers that only a trusted proxy may send.
async fn headers_of_a_client_change_nothing(version: Version, setup: Setup) {
    let audit = Arc::new(Audit::default());
    let setup = Setup {
        audit: Some(Arc::clone(&audit)),
        ..setup
    };
    let kit = Kit::with(setup).await;
    let office = json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}});
    let registry = denying(&kit, office).await;
    let api = kit.api(&kit.first, REGION);
    let who = "Action=GetCallerIdentity&Version=2011-06-15";
    let requests = [
        registry.request("GET", "/v2/").without("Authorization"),
        registry.request("GET", "/v2/app/manifests/latest"),
        registry.request("GET", "/v2/app/tags/list"),
        api.signed("ecr", api.unsigned("DescribeRepositories", &json!({}))),
        api.signed("sts", api.unsigned_query(who)),
        Request::new("GET", "/healthz").header("Host", "localhost"),
    ];
    let forged: [&[(&str, &str)]; 5] = [
        &[("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")],
        &[("X-Forwarded-Host", "images.corp"), ("X-Forwarded-Port", "8443")],
        &[("Forwarded", "for=203.0.113.9;proto=https;host=images.corp")],
        &[("Forwarded", "for=\"open"), ("X-Forwarded-For", "nonsense")],
        &[("X-Real-IP", "203.0.113.9"), ("X-Forwarded-Ssl", "on")],
    ];
    // What the answer to a request says, and what is recorded of it.
    let asked = async |request: &Request| {
        let before = audit.records().len();
        let answer = steady(over(&kit, version, request).await);
        (answer, alike(&audit.records()[before..]))
    };
    let mut recorded = 0;
    for request in &requests {
        let honest = asked(request).await;
        recorded += honest.1.len();
        for headers in forged {
            let answer = asked(&with(request.clone(), headers)).await;
            assert_eq!(
                answer, honest,
                "{version:?} {} {} {headers:?}",
                request.method, request.target
            );
        }
    }
    assert!(recorded > 0, "calls are recorded");
}

#[tokio::test]
async fn headers_of_a_client_change_nothing_over_http_1() {
    headers_of_a_client_change_nothing(Version::Http1, Setup::default()).await;
}

#[tokio::test]
async fn headers_of_a_client_change_nothing_over_http_2() {
    headers_of_a_client_change_nothing(Version::Http2, Setup::default()).await;
}

#[tokio::test]
async fn headers_of_a_client_change_nothing_on_postgresql() {
    let setup = Setup {
        engine: Engine::Postgres,
        ..Setup::default()
    };
    headers_of_a_client_change_nothing(Version::Http2, setup).await;
}
