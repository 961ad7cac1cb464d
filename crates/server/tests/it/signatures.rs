//! Signatures that are refused: one transcript for each protocol, in the order of the checks.

use wharf_aws::SecretKey;
use wharf_sigv4::{Credentials, body_sha256, sign};
use wharf_testkit::{Kit, REGION, Request};

use crate::golden::Transcript;

const MINUTE: i64 = 60_000_000;

/// How a request is signed, to be done wrong in one way.
#[derive(Clone)]
struct Signing {
    credentials: Credentials,
    region: String,
    service: String,
    now: i64,
}

impl Signing {
    fn sign(&self, request: &Request) -> Request {
        let mut signed = request.clone();
        let digest = body_sha256(&request.body);
        let Signing {
            credentials,
            region,
            service,
            now,
        } = self;
        sign(
            "POST",
            "/",
            None,
            &mut signed.headers,
            &digest,
            credentials,
            region,
            service,
            *now,
        );
        signed
    }

    fn with(&self, change: impl FnOnce(&mut Signing)) -> Signing {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

/// Changes the `Authorization` header.
fn authorization(request: &Request, change: impl Fn(&str) -> String) -> Request {
    let mut changed = request.clone();
    for (name, value) in &mut changed.headers {
        if name == "authorization" {
            *value = change(value);
        }
    }
    changed
}

/// Every row of the table of codes that can be reached with long-term keys.
fn cases(right: &Signing, unsigned: &Request) -> Vec<(&'static str, Request)> {
    let signed = right.sign(unsigned);
    let stranger = |id: &str| right.with(|signing| signing.credentials.access_key_id = id.to_owned());
    let wrong = |change: fn(&mut Signing)| right.with(change).sign(unsigned);
    let host = unsigned.headers[0].1.clone();
    let mut body_changed = signed.clone();
    body_changed.body = [signed.body.as_ref(), b" "].concat().into();
    vec![
        ("nothing signed", unsigned.clone()),
        (
            "another scheme",
            unsigned
                .clone()
                .header("Authorization", "AWS AKIAFIRSTACCOUNT0001:c2lnbmF0dXJl"),
        ),
        (
            "parts missing",
            unsigned
                .clone()
                .header("Authorization", "AWS4-HMAC-SHA256 Signature=abc"),
        ),
        (
            "credential of four parts",
            authorization(&signed, |text| text.replace("/aws4_request", "")),
        ),
        ("no date", signed.clone().without("x-amz-date")),
        (
            "a date that is none",
            signed
                .clone()
                .without("x-amz-date")
                .header("X-Amz-Date", "yesterday"),
        ),
        (
            "another Region",
            wrong(|signing| signing.region = "ap-south-1".to_owned()),
        ),
        (
            "no Region at all",
            wrong(|signing| signing.region = "mars".to_owned()),
        ),
        (
            "another service",
            wrong(|signing| signing.service = "kms".to_owned()),
        ),
        (
            "another terminator",
            authorization(&signed, |text| text.replace("aws4_request", "aws5_request")),
        ),
        (
            "another day",
            authorization(&signed, |text| text.replace("20260305", "20260304")),
        ),
        ("all of it", {
            let all = right
                .with(|signing| (signing.region, signing.service) = ("mars".to_owned(), "kms".to_owned()));
            authorization(&all.sign(unsigned), |text| {
                text.replace("20260305", "20260304").replace("aws4_", "aws5_")
            })
        }),
        ("expired", wrong(|signing| signing.now -= 16 * MINUTE)),
        ("not yet", wrong(|signing| signing.now += 16 * MINUTE)),
        ("unknown key", stranger("AKIANOBODYHASTHISKEY").sign(unsigned)),
        ("no key", stranger("x").sign(unsigned)),
        ("a session token for a long-term key", {
            right
                .with(|signing| signing.credentials.session_token = Some("token".to_owned()))
                .sign(unsigned)
        }),
        (
            "host not signed",
            right.sign(&unsigned.clone().without("Host")).header("Host", host),
        ),
        (
            "a header of AWS not signed",
            signed.clone().header("X-Amz-Extra", "1"),
        ),
        (
            "wrong secret",
            wrong(|signing| signing.credentials.secret = SecretKey::new("wrong".to_owned())),
        ),
        ("body changed", body_changed),
        ("body not signed", {
            right.sign(
                &unsigned
                    .clone()
                    .header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
            )
        }),
        (
            "within fifteen minutes",
            wrong(|signing| signing.now -= 15 * MINUTE),
        ),
    ]
}

async fn check(name: &'static str, kit: &Kit, service: &str, unsigned: Request) {
    let right = Signing {
        credentials: kit.first.credentials.clone(),
        region: REGION.to_owned(),
        service: service.to_owned(),
        now: kit.clock.now().micros(),
    };
    let mut transcript = Transcript::new(kit, name);
    let cases = cases(&right, &unsigned);
    let last = cases.len() - 1;
    for (number, (comment, request)) in cases.iter().enumerate() {
        let answer = transcript.exchange(comment, request).await;
        assert_eq!(answer.status == 200, number == last, "{comment}");
    }
    transcript.check();
}

#[tokio::test]
async fn in_json() {
    let kit = Kit::start().await;
    let unsigned = kit
        .api(&kit.first, REGION)
        .unsigned("DescribeRepositories", &serde_json::json!({}));
    check("signatures-json", &kit, "ecr", unsigned).await;
}

#[tokio::test]
async fn in_query() {
    let kit = Kit::start().await;
    let unsigned = kit
        .api(&kit.first, REGION)
        .unsigned_query("Action=GetCallerIdentity&Version=2011-06-15");
    check("signatures-query", &kit, "sts", unsigned).await;
}

#[tokio::test]
async fn of_a_key_that_was_deactivated() {
    let kit = Kit::start().await;
    let id = kit.first.key_id();
    wharf_node::iam::access_key::set_active(&kit.node.identity, &id, false)
        .await
        .unwrap();
    let answer = kit
        .api(&kit.first, REGION)
        .ecr("DescribeRepositories", serde_json::json!({}))
        .await;
    assert_eq!(answer.code(), (400, "UnrecognizedClientException".to_owned()));
    let other = kit
        .api(&kit.second, REGION)
        .ecr("DescribeRepositories", serde_json::json!({}))
        .await;
    assert_eq!(other.status, 200);
}
