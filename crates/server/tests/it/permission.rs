//! The table of permissions, walked over the wire for the services that are global: each operation with a user who may do
//! nothing, everything but what the table says, and exactly that. (The registry's own operations are walked in `services`.)

use serde_json::{Value, json};
use wharf_services::permission;
use wharf_testkit::{Account, Api, Kit, Request, Response, ZONE};

/// Global services are signed for it.
const REGION: &str = "us-east-1";
/// Operations of which the caller's permission is half the answer: a role's own trust policy is the other, and its tests
/// are those of `services`.
const TRUST: [&str; 2] = ["AssumeRole", "AssumeRoleWithWebIdentity"];

/// The model of a service, as a test reads it.
fn model(service: &str) -> Value {
    let path = format!("{}/../../api/{service}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A value of a shape that names nothing which is there; of structures the members that must be.
fn sample(model: &Value, shape: &str) -> Value {
    const DOCUMENT: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;
    let example = match shape {
        "arnType" => "arn:aws:iam::111122223333:policy/sample",
        "OpenIDConnectProviderUrlType" => "https://issuer.example.com",
        "policyDocumentType" | "PolicyContent" | "ResourcePolicyContent" => DOCUMENT,
        "accessKeyIdType" => "AKIAIOSFODNN7EXAMPLE",
        "policyVersionIdType" => "v1",
        "PolicyId" => "p-12345678",
        "PolicyTargetId" | "ParentId" | "RootId" | "TaggableResourceId" => "r-abcd",
        "AccountId" | "ChildId" => "999999999999",
        "OrganizationalUnitId" => "ou-abcd-12345678",
        "CreateAccountRequestId" => "car-12345678",
        "Email" => "sample@example.com",
        "thumbprintType" => "0123456789012345678901234567890123456789",
        _ => "sample",
    };
    let facts = &model["shapes"][shape];
    let name = |place: &Value| {
        place
            .as_str()
            .or_else(|| place["shape"].as_str())
            .unwrap()
            .to_owned()
    };
    match facts["type"].as_str().unwrap() {
        "structure" => {
            let required = facts["required"].as_array().into_iter().flatten();
            required
                .map(|member| member.as_str().unwrap())
                .map(|member| (member.to_owned(), sample(model, &name(&facts["members"][member]))))
                .collect()
        }
        "list" => json!([sample(model, &name(&facts["member"]))]),
        "string" if facts["enum"].is_array() => facts["enum"][0].clone(),
        "string" => json!(example),
        "integer" => json!(facts["min"].as_i64().unwrap_or(1)),
        "boolean" => json!(true),
        other => panic!("{shape}: teach the test a {other}"),
    }
}

/// The input as a form's parameters.
fn flatten(prefix: &str, value: &Value, form: &mut Vec<(String, String)>) {
    let under = |name: &str| match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}.{name}"),
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| flatten(&under(name), value, form)),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&under(&format!("member.{}", at + 1)), item, form);
            }
        }
        Value::String(text) => form.push((prefix.to_owned(), text.clone())),
        other => form.push((prefix.to_owned(), other.to_string())),
    }
}

fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

async fn query(kit: &Kit, api: &Api<'_>, service: &str, operation: &str, input: &Value) -> Response {
    let mut form = vec![("Action".to_owned(), operation.to_owned())];
    flatten("", input, &mut form);
    let form: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    kit.send(&api.signed(service, api.unsigned_query(&form.join("&"))))
        .await
}

async fn json11(kit: &Kit, api: &Api<'_>, operation: &str, input: &Value) -> Response {
    let request = Request::new("POST", "/")
        .header("Host", format!("organizations.{REGION}.{ZONE}"))
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", format!("AWSOrganizationsV20161128.{operation}"))
        .body(input.to_string());
    kit.send(&api.signed("organizations", request)).await
}

/// What an answer says of permission: the text of the denial, if it is one.
async fn denial(kit: &Kit, api: &Api<'_>, row: &permission::Permission, input: &Value) -> Option<String> {
    let answer = match row.service {
        "organizations" => json11(kit, api, row.operation, input).await,
        service => query(kit, api, service, row.operation, input).await,
    };
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let refused = text.contains("<Code>AccessDenied</Code>") || text.contains("\"AccessDeniedException\"");
    // Whatever else is wrong must not be the request: it would be refused before anybody is asked.
    assert!(!text.contains("validation error"), "{}: {text}", row.operation);
    refused.then_some(text)
}

#[tokio::test]
async fn each_action_alone_is_enough_and_nothing_else_is() {
    let kit = Kit::start().await;
    let root = kit.api(&kit.first, REGION);
    let name = json!({"UserName": "walker"});
    query(&kit, &root, "iam", "CreateUser", &name).await.expect(200);
    let made = query(&kit, &root, "iam", "CreateAccessKey", &name)
        .await
        .expect(200);
    let made = String::from_utf8(made.body.to_vec()).unwrap();
    let between = |tag: &str| {
        let (_, rest) = made.split_once(&format!("<{tag}>")).unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    let mut walker: Account = kit.first.clone();
    walker.credentials.access_key_id = between("AccessKeyId");
    walker.credentials.secret = wharf_aws::SecretKey::new(between("SecretAccessKey"));
    let user = kit.api(&walker, REGION);
    let may = async |statement: Value| {
        let document = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
        let input = json!({"UserName": "walker", "PolicyName": "walk", "PolicyDocument": document});
        query(&kit, &root, "iam", "PutUserPolicy", &input)
            .await
            .expect(200);
    };
    let mut walked = 0;
    for service in ["iam", "sts", "organizations"] {
        let model = model(service);
        let rows = permission::all().filter(|row| row.service == service && !row.actions.is_empty());
        for row in rows.filter(|row| !TRUST.contains(&row.operation)) {
            let input = match model["operations"][row.operation]["input"].as_str() {
                Some(shape) => sample(&model, shape),
                None => json!({}),
            };
            may(json!({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"})).await;
            let nothing = denial(&kit, &user, row, &input).await;
            let nothing = nothing.unwrap_or_else(|| panic!("{} is allowed to everybody", row.operation));
            assert!(
                nothing.contains("no identity-based policy allows"),
                "{}: {nothing}",
                row.operation
            );
            may(json!({"Effect": "Allow", "NotAction": row.actions, "Resource": "*"})).await;
            let others = denial(&kit, &user, row, &input).await;
            assert!(others.is_some(), "{} is allowed by other actions", row.operation);
            may(json!({"Effect": "Allow", "Action": row.actions, "Resource": "*"})).await;
            assert_eq!(denial(&kit, &user, row, &input).await, None, "{}", row.operation);
            walked += 1;
        }
    }
    let rows = permission::all().filter(|row| ["iam", "sts", "organizations"].contains(&row.service));
    // Besides those with trust policies, two of STS need no permission.
    assert_eq!(walked, rows.count() - TRUST.len() - 2);
}
