//! Organizations: the tree, its policies, and what they do to requests.

mod acceptance;
mod control_policies;
mod lists;
mod lives;
mod recipes;
mod tree;

use serde_json::{Value, json};
use wharf_aws::json11::{self, FromJson};
use wharf_aws::{Encode, ServiceFault};
use wharf_node::organizations::account::CreateAccount;
use wharf_node::organizations::create_organization::CreateOrganization;
use wharf_node::organizations::root::ListRoots;
use wharf_node::organizations::unit::CreateOrganizationalUnit;
use wharf_node::{Call, Error, Operation, perform};
use wharf_policy::Principal;

use wharf_node::sts::assume_role::AssumeRole;

use crate::bench::iam::Member;
use crate::bench::{Bench, Tenant};

/// What a refusal is: the code, and the reason if the fault has one, else the text.
type Refusal = (String, String);

/// Asks with JSON; the answer is JSON.
async fn ask<O>(bench: &Bench, call: &Call, input: Value) -> Result<Value, Refusal>
where
    O: Operation<Input: FromJson, Output: Encode, Fault: ServiceFault>,
{
    let input = O::Input::from_json(input.to_string().as_bytes()).unwrap();
    match perform::<O>(&bench.node, call, input).await {
        Ok(output) => Ok(serde_json::from_slice(&json11::encode(&output)).unwrap()),
        Err(Error::Fault(fault)) => {
            let reason = fault
                .members()
                .get("Reason")
                .and_then(Value::as_str)
                .map(str::to_owned);
            Err((
                fault.code().to_owned(),
                reason.unwrap_or_else(|| fault.message().to_owned()),
            ))
        }
        Err(Error::Denied(denial)) => Err(("AccessDeniedException".to_owned(), O::ROW.denial_text(&denial))),
        Err(error) => panic!("{}: {error:?}", O::ROW.name),
    }
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> String {
    outcome.unwrap_err().0
}

/// A call of the root user of an account.
fn root_of(bench: &Bench, account: &str) -> Call {
    let id = account.parse().unwrap();
    Call {
        principal: Principal::root(&id),
        account: id,
        access_key_id: format!("AKIA{account}"),
        ..bench.call(&bench.alice)
    }
}

fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .unwrap_or_else(|| panic!("no {pointer} in {value}"))
        .to_owned()
}

/// Alice's organization, its root, and two accounts that were made in it.
struct Company {
    alice: Call,
    root: String,
    organization: String,
    dev: Call,
    prod: Call,
}

impl Company {
    async fn new(bench: &Bench) -> Company {
        let alice = bench.call(&bench.alice);
        let made = ask::<CreateOrganization>(bench, &alice, json!({})).await.unwrap();
        let roots = ask::<ListRoots>(bench, &alice, json!({})).await.unwrap();
        Company {
            root: text(&roots, "/Roots/0/Id"),
            organization: text(&made, "/Organization/Id"),
            dev: account(bench, &alice, "dev").await,
            prod: account(bench, &alice, "prod").await,
            alice,
        }
    }

    async fn unit(&self, bench: &Bench, parent: &str, name: &str) -> Result<String, Refusal> {
        let input = json!({"ParentId": parent, "Name": name});
        let made = ask::<CreateOrganizationalUnit>(bench, &self.alice, input).await?;
        Ok(text(&made, "/OrganizationalUnit/Id"))
    }
}

async fn account(bench: &Bench, management: &Call, name: &str) -> Call {
    let input = json!({"Email": format!("{name}@example.com"), "AccountName": name});
    let made = ask::<CreateAccount>(bench, management, input).await.unwrap();
    assert_eq!(text(&made, "/CreateAccountStatus/State"), "SUCCEEDED");
    root_of(bench, &text(&made, "/CreateAccountStatus/AccountId"))
}

/// A session of a role, begun by an administrator of a tenant.
async fn assume(bench: &Bench, tenant: &Tenant, role: &str) -> Result<Call, String> {
    const ALL: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let member = Member::new(bench, tenant, "administrator").await;
    member.put(bench, "all", ALL).await;
    let input = [("RoleArn", role), ("RoleSessionName", "test")];
    let answer = crate::sts::ask::<AssumeRole>(bench, &member.call(bench), &input).await;
    let answer = answer.map_err(|refusal| format!("{refusal:?}"))?;
    crate::sts::call_with(bench, &answer)
        .await
        .map_err(|fault| format!("{fault:?}"))
}
