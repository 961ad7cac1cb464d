//! Clients of several Regions: the services that are one for all of them take every served Region's signature.

use serde_json::{Value, json};
use wharf_aws::SecretKey;
use wharf_sigv4::Credentials;
use wharf_testkit::{Account, ELSEWHERE, Kit, REGION, Request, Response};

/// At the address of a node, which names no Region.
fn form(text: &str) -> Request {
    Request::new("POST", "/")
        .header("Host", "127.0.0.1:5000")
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .body(text.to_owned())
}

async fn iam(kit: &Kit, account: &Account, region: &str, text: &str) -> Response {
    let request = form(&format!("{text}&Version=2010-05-08"));
    kit.send(&kit.api(account, region).signed("iam", request)).await
}

async fn organization(kit: &Kit, account: &Account, region: &str) -> Response {
    let request = Request::new("POST", "/")
        .header("Host", "127.0.0.1:5000")
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", "AWSOrganizationsV20161128.DescribeOrganization")
        .body("{}");
    kit.send(&kit.api(account, region).signed("organizations", request))
        .await
}

/// A user of the first account who may do everything, but nothing outside of us-east-1.
async fn guarded(kit: &Kit) -> Account {
    let statement = |effect: &str, condition: Value| json!({"Effect": effect, "Action": "*", "Resource": "*", "Condition": condition});
    let outside = json!({"StringNotEquals": {"aws:RequestedRegion": REGION}});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement("Allow", json!({})), statement("Deny", outside)]});
    let policy: String = policy
        .to_string()
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let root = &kit.first;
    for text in [
        "Action=CreateUser&UserName=ann".to_owned(),
        format!("Action=PutUserPolicy&UserName=ann&PolicyName=own&PolicyDocument={policy}"),
    ] {
        iam(kit, root, REGION, &text).await.expect(200);
    }
    let key = iam(kit, root, REGION, "Action=CreateAccessKey&UserName=ann")
        .await
        .expect(200)
        .text();
    let between = |name: &str| {
        key.split(&format!("{name}>"))
            .nth(1)
            .unwrap()
            .trim_end_matches("</")
            .to_owned()
    };
    Account {
        id: root.id,
        credentials: Credentials {
            access_key_id: between("AccessKeyId"),
            secret: SecretKey::new(between("SecretAccessKey")),
            session_token: None,
        },
    }
}

#[tokio::test]
async fn global_services_take_every_served_region() {
    let kit = Kit::start().await;
    for region in [REGION, ELSEWHERE] {
        iam(&kit, &kit.first, region, "Action=ListUsers")
            .await
            .expect(200);
        let answer = organization(&kit, &kit.first, region).await;
        assert_eq!(
            answer.code(),
            (400, "AWSOrganizationsNotInUseException".to_owned()),
            "{region}"
        );
    }
    let answer = iam(&kit, &kit.first, "ap-south-1", "Action=ListUsers").await;
    let text = "Credential should be scoped to a valid region, not 'ap-south-1'.";
    assert_eq!(
        answer.error(),
        (403, "SignatureDoesNotMatch".to_owned(), text.to_owned())
    );
    let answer = organization(&kit, &kit.first, "ap-south-1").await;
    assert_eq!(answer.code(), (400, "InvalidSignatureException".to_owned()));
}

#[tokio::test]
async fn a_policy_that_denies_other_regions_does_not_mean_global_services() {
    let kit = Kit::start().await;
    let ann = guarded(&kit).await;
    for region in [REGION, ELSEWHERE] {
        iam(&kit, &ann, region, "Action=ListUsers").await.expect(200);
        let answer = organization(&kit, &ann, region).await;
        assert_eq!(
            answer.code(),
            (400, "AWSOrganizationsNotInUseException".to_owned()),
            "{region}"
        );
        // STS and ECR are of the Region that signed.
        let asked = kit.api(&ann, region);
        let decode = asked.signed(
            "sts",
            form("Action=DecodeAuthorizationMessage&EncodedMessage=x&Version=2011-06-15"),
        );
        let denied = kit.send(&decode).await.code().1 == "AccessDenied";
        assert_eq!(denied, region == ELSEWHERE, "{region}");
        let status = asked.ecr("DescribeRepositories", json!({})).await.status;
        assert_eq!(status, if region == REGION { 200 } else { 400 }, "{region}");
    }
}
