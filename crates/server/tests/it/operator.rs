//! The operator's API over HTTP: for principals of the account that was made first, as far as their policies go.

use serde_json::{Value, json};
use wharf_aws::SecretKey;
use wharf_sigv4::Credentials;
use wharf_testkit::{Account, Api, Kit, REGION, Request, Response, ZONE};

async fn call(kit: &Kit, api: &Api<'_>, operation: &str, input: Value) -> Response {
    let request = Request::new("POST", "/")
        .header("Host", format!("api.ecr.{REGION}.{ZONE}"))
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", format!("Wharf_20261129.{operation}"))
        .body(input.to_string());
    kit.send(&api.signed("wharf", request)).await
}

#[tokio::test]
async fn the_first_accounts_root_user_is_an_operator_and_others_are_not() {
    let kit = Kit::start().await;
    let first = kit.api(&kit.first, REGION);
    let listed = call(&kit, &first, "ListAccounts", json!({"maxResults": 1})).await;
    let listed = listed.expect(200).json();
    assert_eq!(listed["accounts"].as_array().map(Vec::len), Some(1), "{listed}");
    let rest = json!({"nextToken": listed["nextToken"]});
    let rest = call(&kit, &first, "ListAccounts", rest).await.expect(200).json();
    assert_ne!(
        rest["accounts"][0]["accountId"],
        listed["accounts"][0]["accountId"]
    );
    assert_eq!(rest["nextToken"], Value::Null, "{rest}");

    // Whether an account is there makes no difference to who may not ask.
    let second = kit.api(&kit.second, REGION);
    let mut refusals = Vec::new();
    for account in [kit.first.id.as_str(), kit.second.id.as_str(), "999988887777"] {
        let input = json!({"accountId": account});
        let refused = call(&kit, &second, "CreateRootAccessKey", input).await;
        assert_eq!(refused.error().1, "AccessDeniedException");
        refusals.push(refused.error().2);
    }
    assert!(refusals[0].contains("wharf:CreateRootAccessKey"), "{refusals:?}");
    refusals.dedup();
    assert_eq!(refusals.len(), 1, "{refusals:?}");
}

#[tokio::test]
async fn policies_say_what_an_operator_may() {
    let kit = Kit::start().await;
    let first = kit.api(&kit.first, REGION);
    let iam = async |form: &str| {
        let request = Request::new("POST", "/")
            .header("Host", format!("iam.{ZONE}"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(format!("{form}&Version=2010-05-08"));
        kit.send(&first.signed("iam", request)).await.expect(200)
    };
    iam("Action=CreateUser&UserName=op").await;
    let policy =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"wharf:List*","Resource":"*"}}"#;
    iam(&format!(
        "Action=PutUserPolicy&UserName=op&PolicyName=lists&PolicyDocument={}",
        policy
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect::<String>()
    ))
    .await;
    let key = iam("Action=CreateAccessKey&UserName=op").await;
    let key = key.text();
    let between = |tag: &str| {
        let (_, rest) = key.split_once(&format!("<{tag}>")).unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    let operator = Account {
        id: kit.first.id,
        credentials: Credentials {
            access_key_id: between("AccessKeyId"),
            secret: SecretKey::new(between("SecretAccessKey")),
            session_token: None,
        },
    };
    let api = kit.api(&operator, REGION);
    call(&kit, &api, "ListAccounts", json!({})).await.expect(200);
    let input = json!({"accountId": "999988887777"});
    let refused = call(&kit, &api, "CreateAccount", input).await;
    assert_eq!(refused.error().1, "AccessDeniedException");
}
