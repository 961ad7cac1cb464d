//! AWS Query: STS.

use wharf_sigv4::presign;
use wharf_testkit::{ELSEWHERE, Kit, REGION, Request};

const WHO: &str = "Action=GetCallerIdentity&Version=2011-06-15";

#[tokio::test]
async fn who_am_i() {
    let kit = Kit::start().await;
    for (account, region) in [(&kit.first, REGION), (&kit.second, ELSEWHERE)] {
        let answer = kit.api(account, region).sts(WHO).await.expect(200);
        assert_eq!(answer.expect_header("content-type"), "text/xml");
        for element in [
            format!("<Arn>arn:aws:iam::{}:root</Arn>", account.id),
            format!("<Account>{}</Account>", account.id),
            format!("<UserId>{}</UserId>", account.id),
            format!(
                "<RequestId>{}</RequestId>",
                answer.expect_header("x-amzn-requestid")
            ),
        ] {
            assert!(answer.text().contains(&element), "{element} in {}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_presigned_url_says_who_made_it() {
    let kit = Kit::start().await;
    let host = "sts.us-east-1.wharf.test";
    let url = |now: i64| {
        presign(
            "GET",
            "/",
            Some(WHO),
            host,
            &kit.second.credentials,
            REGION,
            "sts",
            60,
            now,
        )
    };
    let get = async |url: &str| kit.send(&Request::new("GET", url).header("Host", host)).await;
    let now = kit.clock.now().micros();
    let answer = get(&url(now)).await.expect(200);
    assert!(answer.text().contains(kit.second.id.as_str()));
    assert_eq!(
        get(&url(now - 61_000_000)).await.code(),
        (403, "SignatureDoesNotMatch".to_owned())
    );
    let altered = url(now).replace("GetCallerIdentity", "GetSessionToken");
    assert_eq!(
        get(&altered).await.code(),
        (403, "SignatureDoesNotMatch".to_owned())
    );
    let elsewhere = kit
        .send(&Request::new("GET", &url(now)).header("Host", "sts.other.test"))
        .await;
    assert_eq!(elsewhere.code(), (403, "SignatureDoesNotMatch".to_owned()));
}

#[tokio::test]
async fn forms_that_ask_for_nothing() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for (form, status, code) in [
        ("", 400, "MissingAction"),
        ("Version=2011-06-15", 400, "MissingAction"),
        ("Action=", 400, "MissingAction"),
        ("Action=Nothing&Version=2011-06-15", 400, "InvalidAction"),
        ("Action=CreateRepository", 400, "InvalidAction"),
        ("Action=%ff", 400, "MalformedInput"),
    ] {
        assert_eq!(api.sts(form).await.code(), (status, code.to_owned()), "{form}");
    }
    let unsigned = kit.send(&api.unsigned_query(WHO)).await;
    let text = "Request is missing Authentication Token".to_owned();
    assert_eq!(
        unsigned.error(),
        (403, "MissingAuthenticationToken".to_owned(), text)
    );
    let ecr = kit.send(&api.signed("ecr", api.unsigned_query(WHO))).await;
    assert_eq!(
        ecr.code(),
        (403, "SignatureDoesNotMatch".to_owned()),
        "signed for another service"
    );
}
