//! What is counted does not grow with what callers invent.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::json;
use wharf_aws::Timestamp;
use wharf_node::{maintenance, usage};
use wharf_testkit::{Kit, REGION, Request};

/// Invented values of each kind.
const VALUES: u64 = 10_000;
/// Requests that are sent before their answers are read.
const BATCH: u64 = 200;

/// A way to ask with values that nothing is called by.
type Ask<'a> = (&'static str, Box<dyn Fn(u64) -> Request + Sync + 'a>);

/// An address of `/v2/` with an invented repository, tag and program.
fn pull(number: u64, host: &str) -> Request {
    Request::new("GET", &format!("/v2/invented{number}/manifests/tag{number}"))
        .header("Host", host)
        .header("User-Agent", format!("invented/{number}"))
}

fn asks<'a>(kit: &'a Kit, authorization: &'a str) -> Vec<Ask<'a>> {
    let account = |number: u64| format!("7{number:011}");
    let registry = move |number| format!("{}.dkr.ecr.{REGION}.wharf.test", account(number));
    let own = kit.host(&kit.first, REGION);
    let api = kit.api(&kit.first, REGION);
    let credential = |key: String, region: String| {
        format!(
            "AWS4-HMAC-SHA256 Credential={key}/20260305/{region}/ecr/aws4_request, SignedHeaders=host;x-amz-date, \
             Signature={:064}",
            0
        )
    };
    vec![
        (
            "strangers",
            Box::new(move |number| {
                let request = pull(number, &registry(number));
                match number % 2 {
                    0 => request,
                    _ => request.header("Authorization", format!("Basic {number:040}")),
                }
            }),
        ),
        (
            "pulls",
            Box::new(move |number| {
                let host = match number % 2 {
                    0 => registry(number),
                    _ => own.clone(),
                };
                pull(number, &host).header("Authorization", authorization)
            }),
        ),
        (
            "Regions",
            Box::new(move |number| {
                let host = format!("111122223333.dkr.ecr.xx-invented-{number}.wharf.test");
                pull(number, &host).header("Authorization", authorization)
            }),
        ),
        (
            "operations",
            Box::new(move |number| {
                kit.api(&kit.first, REGION)
                    .unsigned(&format!("Invented{number}"), &json!({}))
            }),
        ),
        (
            "actions",
            Box::new(move |number| {
                let form = format!("Action=Invented{number}&Version={number}");
                kit.api(&kit.first, REGION).unsigned_query(&form)
            }),
        ),
        (
            "identity tokens",
            Box::new(move |number| {
                let claims = json!({
                    "iss": format!("https://issuer{number}.example.com"), "sub": format!("invented{number}"),
                });
                let [header, claims] =
                    [json!({"alg": "RS256"}), claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
                let role = format!("arn:aws:iam::{}:role/invented{number}", account(number));
                let form = format!(
                    "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={role}&RoleSessionName=run-{number}\
                     &WebIdentityToken={header}.{claims}.c2lnbmF0dXJl"
                );
                kit.api(&kit.first, REGION).unsigned_query(&form)
            }),
        ),
        (
            "keys",
            Box::new(move |number| {
                let region = match number % 2 {
                    0 => REGION.to_owned(),
                    _ => format!("xx-invented-{number}"),
                };
                kit.api(&kit.first, REGION)
                    .unsigned("DescribeRepositories", &json!({}))
                    .header("X-Amz-Date", "20260305T100000Z")
                    .header("Authorization", credential(format!("AKIA{number:016}"), region))
            }),
        ),
        (
            "signed",
            Box::new(move |number| {
                let input =
                    json!({"registryId": account(number), "repositoryName": format!("invented{number}")});
                let request = api.unsigned("DescribeImages", &input);
                api.signed("ecr", request.header("User-Agent", format!("invented/{number}")))
            }),
        ),
    ]
}

/// Sends the requests of some numbers; all are refused.
async fn refused(kit: &Kit, (kind, ask): &Ask<'_>, numbers: std::ops::Range<u64>) {
    let mut connection = kit.connect().await;
    let mut next = numbers.start;
    while next < numbers.end {
        let batch = next..numbers.end.min(next + BATCH);
        let bytes: Vec<u8> = batch.clone().flat_map(|number| ask(number).to_bytes()).collect();
        connection.write(bytes).await;
        for number in batch.clone() {
            let answer = connection.response("GET").await;
            assert!((400..500).contains(&answer.status), "{kind} {number}: {answer:?}");
        }
        next = batch.end;
    }
}

/// Lines of metrics, and rows of usage.
async fn counted(kit: &Kit, metrics: &PrometheusHandle) -> (usize, usize) {
    maintenance::write_down(&kit.node).await;
    let mut rows = 0;
    for cell in kit.node.open_cells() {
        let report = usage::report(&cell, Timestamp::from_seconds(0), kit.clock.now()).await;
        let (storage, traffic) = report.unwrap();
        rows += storage.len() + traffic.len();
    }
    (metrics.render().lines().count(), rows)
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_values_make_neither_series_nor_rows() {
    let metrics = PrometheusBuilder::new().install_recorder().unwrap();
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let authorization = registry.authorization.clone().unwrap();
    let asks = asks(&kit, &authorization);
    // What is refused has series of its own: they are there after the first of each.
    for ask in &asks {
        refused(&kit, ask, 0..4).await;
    }
    let before = counted(&kit, &metrics).await;
    assert!(before.0 > 10 && before.1 > 1, "nothing is counted: {before:?}");
    futures_util::future::join_all(asks.iter().map(|ask| refused(&kit, ask, 4..VALUES))).await;
    assert_eq!(counted(&kit, &metrics).await, before);
}
