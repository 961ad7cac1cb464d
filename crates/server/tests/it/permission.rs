//! The tables of operations, walked over the wire: each operation of an API with a user who may do nothing, everything but
//! what its row says, and exactly that. (The routes of the registry protocol are walked in `node`'s tests.)

use serde_json::{Value, json};
use wharf_aws::testing::sample;
use wharf_aws::{Protocol, ServiceModel};
use wharf_node::operation::Row;
use wharf_node::{row, rows, services};
use wharf_testkit::{Account, Api, Kit, Request, Response, ZONE};

/// Global services are signed for it, and the node serves it.
const REGION: &str = "us-east-1";
/// Operations of which the caller's permission is half the answer: a role's own trust policy is the other, and its tests
/// are `node`'s.
const TRUST: [&str; 2] = ["AssumeRole", "AssumeRoleWithWebIdentity"];

async fn ask(kit: &Kit, api: &Api<'_>, row: &Row, input: &Value) -> Response {
    ask_by_name(kit, api, row.service.model, row.name, input).await
}

async fn ask_by_name(
    kit: &Kit,
    api: &Api<'_>,
    model: &ServiceModel,
    operation: &str,
    input: &Value,
) -> Response {
    let service = model.name;
    let request = match model.protocol {
        Protocol::Json11 { target_prefix } => Request::new("POST", "/")
            .header("Host", format!("{service}.{REGION}.{ZONE}"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", format!("{target_prefix}.{operation}"))
            .body(input.to_string()),
        Protocol::Query { .. } => api.unsigned_query(&sample::form(operation, input)),
        Protocol::Distribution => panic!("{operation} is a route"),
    };
    kit.send(&api.signed(service, request)).await
}

fn iam(operation: &str) -> &'static Row {
    wharf_node::row(&wharf_node::iam::IAM, operation).unwrap()
}

/// What an answer says of permission: the text of the denial, if it is one.
async fn denial(kit: &Kit, api: &Api<'_>, row: &Row) -> Option<String> {
    let mut input = sample::request(row.service.name(), row.name);
    // A member that an SDK of next year sends. It is ignored with any content.
    input["NotYetKnown"] = json!({"Nested": ["one"]});
    let answer = ask(kit, api, row, &input).await;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let refused = text.contains("<Code>AccessDenied</Code>") || text.contains("\"AccessDeniedException\"");
    refused.then_some(text)
}

#[tokio::test]
async fn each_action_alone_is_enough_and_nothing_else_is() {
    let kit = Kit::start().await;
    let root = kit.api(&kit.first, REGION);
    let name = json!({"UserName": "walker"});
    ask(&kit, &root, iam("CreateUser"), &name).await.expect(200);
    let made = ask(&kit, &root, iam("CreateAccessKey"), &name).await.expect(200);
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
        ask(&kit, &root, iam("PutUserPolicy"), &input).await.expect(200);
    };
    let is_walked = |row: &&Row| {
        let by_route = row.service.model.protocol == Protocol::Distribution;
        !by_route && !row.actions.is_empty() && !TRUST.contains(&row.name)
    };
    for row in rows().filter(is_walked) {
        may(json!({"Effect": "Allow", "Action": "none:*", "Resource": "*"})).await;
        let nothing = denial(&kit, &user, row).await;
        let nothing = nothing.unwrap_or_else(|| panic!("{row:?} is allowed to every caller"));
        assert!(
            nothing.contains("no identity-based policy allows"),
            "{row:?}: {nothing}"
        );
        may(json!({"Effect": "Allow", "NotAction": row.actions, "Resource": "*"})).await;
        let others = denial(&kit, &user, row).await;
        assert!(others.is_some(), "{row:?} is allowed by other actions");
        may(json!({"Effect": "Allow", "Action": row.actions, "Resource": "*"})).await;
        assert_eq!(denial(&kit, &user, row).await, None, "{row:?}");
    }
}

/// What the model has and no table serves is as unknown as what no model has, even to who may do everything.
#[tokio::test]
async fn an_operation_without_a_row_is_unknown() {
    let kit = Kit::start().await;
    let root = kit.api(&kit.first, REGION);
    let mut asked = 0;
    for service in services() {
        let expected = match service.model.protocol {
            Protocol::Json11 { .. } => "UnknownOperationException",
            Protocol::Query { .. } => "InvalidAction",
            Protocol::Distribution => continue,
        };
        let modelled = service.operations.iter().map(|operation| operation.name);
        let waiting = modelled.filter(|name| row(service, name).is_none());
        for operation in waiting.chain(["NotYetKnown"]) {
            let input = sample::request(service.name(), operation);
            let answer = ask_by_name(&kit, &root, service.model, operation, &input).await;
            let (status, code) = answer.code();
            assert_eq!(
                (status, &*code),
                (400, expected),
                "{}:{operation}",
                service.name()
            );
            asked += 1;
        }
    }
    assert!(
        asked > services().count(),
        "every operation of every model is served: nothing was asked"
    );
}
