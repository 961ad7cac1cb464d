//! AWS Query: STS.

use std::sync::Arc;
use std::time::Duration;

use wharf_sigv4::{Credentials, presign};
use wharf_testkit::{Account, Audit, ELSEWHERE, Kit, REGION, Request, Response, Setup};

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

/// The text of an element that an answer has once.
fn element(answer: &Response, name: &str) -> String {
    let text = answer.text();
    let (_, rest) = text.split_once(&format!("<{name}>")).expect("the element");
    let (inside, _) = rest.split_once('<').expect("its end");
    inside.to_owned()
}

#[tokio::test]
async fn a_session_signs_with_its_token() {
    let kit = Kit::start().await;
    let answer = kit
        .api(&kit.first, REGION)
        .sts("Action=GetSessionToken&DurationSeconds=900")
        .await
        .expect(200);
    let session = Account {
        credentials: Credentials {
            access_key_id: element(&answer, "AccessKeyId"),
            secret: wharf_aws::SecretKey::new(element(&answer, "SecretAccessKey")),
            session_token: Some(element(&answer, "SessionToken")),
        },
        ..kit.first.clone()
    };
    let who = kit.api(&session, REGION).sts(WHO).await.expect(200);
    assert!(
        who.text()
            .contains(&format!("<Arn>arn:aws:iam::{}:root</Arn>", kit.first.id))
    );
    // Registries open with what it obtains.
    kit.api(&session, REGION).create_repository("app").await;
    kit.registry(&session, REGION).await;
    let mut bare = session.clone();
    bare.credentials.session_token = None;
    let refused = kit.api(&bare, REGION).sts(WHO).await;
    assert_eq!(refused.code(), (403, "InvalidClientTokenId".to_owned()));
    kit.clock.advance(Duration::from_secs(900));
    let ended = kit.api(&session, REGION).sts(WHO).await;
    let text = "The security token included in the request is expired".to_owned();
    assert_eq!(ended.error(), (403, "ExpiredToken".to_owned(), text));
}

#[tokio::test]
async fn what_needs_no_signature() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=run-1\
                &RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&WebIdentityToken=no%20token";
    let unsigned = kit.send(&api.unsigned_query(form)).await;
    assert_eq!(unsigned.code(), (400, "InvalidIdentityToken".to_owned()));
    // Signed is as good; what is asked is not about who signed.
    assert_eq!(
        api.sts(form).await.code(),
        (400, "InvalidIdentityToken".to_owned())
    );
    let get = Request::new("GET", &format!("/?{form}")).header("Host", "sts.us-east-1.wharf.test");
    assert_eq!(
        kit.send(&get).await.code(),
        (400, "InvalidIdentityToken".to_owned())
    );
    for action in [
        "AssumeRole",
        "GetCallerIdentity",
        "GetSessionToken",
        "Nothing",
        "",
    ] {
        let other = form.replace("AssumeRoleWithWebIdentity", action);
        let refused = kit.send(&api.unsigned_query(&other)).await;
        assert_eq!(
            refused.code(),
            (403, "MissingAuthenticationToken".to_owned()),
            "{action}"
        );
    }
    // Clients never sign it: that it is not served is all that is wrong.
    let saml = form.replace("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");
    assert_eq!(
        kit.send(&api.unsigned_query(&saml)).await.code(),
        (400, "InvalidAction".to_owned())
    );
    let long = format!("{form}{}", "x".repeat(20_001));
    assert_eq!(
        kit.send(&api.unsigned_query(&long)).await.code(),
        (400, "ValidationError".to_owned())
    );
}

/// `aws s3 ls` and the like: told in an error that an AWS client reads, and does not repeat.
#[tokio::test]
async fn a_service_that_is_not_served() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/bucket?list-type=2"),
        ("PUT", "/bucket/key"),
    ] {
        let request = Request::new(method, target).header("Host", "wharf.test");
        let answer = kit.send(&api.signed("s3", request)).await;
        let (status, code, text) = answer.error();
        assert_eq!(
            (status, code.as_str()),
            (400, "UnknownService"),
            "{method} {target}"
        );
        assert!(
            text.starts_with("The service s3 is not served here, only "),
            "{text}"
        );
        assert!(text.contains("ecr"), "{text}");
        assert_eq!(answer.expect_header("x-amzn-errortype"), "UnknownService");
    }
    let ours = Request::new("GET", "/").header("Host", "wharf.test");
    let ours = kit.send(&api.signed("ecr", ours)).await;
    assert_eq!(ours.code(), (400, "UnknownOperationException".to_owned()));
    let person = kit
        .send(&Request::new("GET", "/").header("Host", "wharf.test"))
        .await;
    assert_eq!(person.status, 200);
}

/// `aws ec2 describe-regions` and the like: the key is good, so nothing is recorded of it.
#[tokio::test]
async fn services_of_query_that_are_not_served() {
    let audit = Arc::new(Audit::default());
    let setup = Setup {
        audit: Some(Arc::clone(&audit)),
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let api = kit.api(&kit.first, REGION);
    for (service, form, begin) in [
        (
            "sns",
            "Action=ListTopics&Version=2010-03-31",
            "<ErrorResponse xmlns=\"\"><Error><Type>Sender</Type>",
        ),
        (
            "ec2",
            "Action=DescribeRegions&Version=2016-11-15",
            "<Response xmlns=\"\"><Errors><Error>",
        ),
    ] {
        let answer = kit.send(&api.signed(service, api.unsigned_query(form))).await;
        let (status, code, text) = answer.error();
        assert_eq!((status, code.as_str()), (400, "UnknownService"), "{service}");
        let said = format!("The service {service} is not served here, only ecr, iam, ");
        assert!(text.starts_with(&said), "{text}");
        assert!(answer.text().starts_with(begin), "{}", answer.text());
        assert_eq!(answer.expect_header("content-type"), "text/xml");
    }
    assert_eq!(audit.records().len(), 0, "{:?}", audit.records());
    // What is served is asked with a signature of its own.
    let form = api.unsigned_query(WHO);
    let other = kit.send(&api.signed("kms", form)).await;
    assert_eq!(other.code(), (403, "SignatureDoesNotMatch".to_owned()));
    assert_eq!(audit.records().len(), 1, "{:?}", audit.records());
}

/// What an SDK of next year sends is ignored, at the top and inside, with any content.
#[tokio::test]
async fn members_that_are_not_known_yet() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, "us-east-1");
    let form = "Action=CreateUser&Version=2010-05-08&UserName=ann&Quota.Keys.member.1=2\
                &Tags.member.1.Key=team&Tags.member.1.Value=a&Tags.member.1.Origin.member.1=x";
    let made = kit
        .send(&api.signed("iam", api.unsigned_query(form)))
        .await
        .expect(200);
    assert!(
        made.text().contains("<UserName>ann</UserName>"),
        "{}",
        made.text()
    );
    let form = "Action=ListUserTags&Version=2010-05-08&UserName=ann&Origins=all";
    let tags = kit
        .send(&api.signed("iam", api.unsigned_query(form)))
        .await
        .expect(200);
    let tag = "<member><Key>team</Key><Value>a</Value></member>";
    assert!(tags.text().contains(tag), "{}", tags.text());
}
