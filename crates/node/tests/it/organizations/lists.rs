//! Lists read their page in a number of statements that does not grow with it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wharf_aws::json11::FromJson;
use wharf_aws::{Encode, ServiceFault};
use wharf_node::Operation;
use wharf_node::organizations::account::{ListAccounts, MoveAccount};
use wharf_node::organizations::attach_policy::{AttachPolicy, ListPoliciesForTarget, ListTargetsForPolicy};
use wharf_node::organizations::policy::CreatePolicy;
use wharf_node::organizations::unit::ListOrganizationalUnitsForParent;

use super::{Company, account, ask, root_of, text};
use crate::bench::Bench;
use crate::bench::counted::statements_of;

/// How often each statement ran for a list, and how many items it has.
type Counted = (usize, BTreeMap<String, usize>);

async fn counted<O>(bench: &Bench, company: &Company, input: Value, items: &str) -> Counted
where
    O: Operation<Input: FromJson, Output: Encode, Fault: ServiceFault>,
{
    let listed = ask::<O>(bench, &company.alice, input);
    let (listed, statements) = statements_of(listed).await;
    let mut counts = BTreeMap::new();
    for statement in statements {
        *counts.entry(statement).or_insert(0) += 1;
    }
    (listed.unwrap()[items].as_array().unwrap().len(), counts)
}

/// One more unit with an account below it, and one more policy, which they and the root's unit have.
async fn grow(bench: &Bench, company: &Company, top: &str, number: usize) -> String {
    let unit = company.unit(bench, top, &format!("unit{number}")).await.unwrap();
    let new = account(bench, &company.alice, &format!("account{number}")).await;
    let input = json!({
        "AccountId": new.account.as_str(), "SourceParentId": company.root, "DestinationParentId": unit,
    });
    ask::<MoveAccount>(bench, &company.alice, input).await.unwrap();
    let content = json!({
        "Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "ecr:PutImage", "Resource": "*"},
    });
    let input = json!({
        "Name": format!("policy{number}"), "Description": "", "Type": "SERVICE_CONTROL_POLICY",
        "Content": content.to_string(),
    });
    let made = ask::<CreatePolicy>(bench, &company.alice, input).await.unwrap();
    let policy = text(&made, "/Policy/PolicySummary/Id");
    for target in [top, &unit, new.account.as_str()] {
        let input = json!({"PolicyId": policy, "TargetId": target});
        ask::<AttachPolicy>(bench, &company.alice, input).await.unwrap();
    }
    new.account.to_string()
}

room!(a_page_takes_as_many_statements_as_any, |bench| {
    let company = Company::new(bench).await;
    let top = company.unit(bench, &company.root, "top").await.unwrap();
    grow(bench, &company, &top, 0).await;
    let mut before: Option<Vec<Counted>> = None;
    for number in 1..4 {
        let last = grow(bench, &company, &top, number).await;
        let full = "p-FullAWSAccess";
        let kind = "SERVICE_CONTROL_POLICY";
        let lists = vec![
            counted::<ListAccounts>(bench, &company, json!({}), "Accounts").await,
            counted::<ListOrganizationalUnitsForParent>(
                bench,
                &company,
                json!({"ParentId": top}),
                "OrganizationalUnits",
            )
            .await,
            counted::<ListTargetsForPolicy>(bench, &company, json!({"PolicyId": full}), "Targets").await,
            counted::<ListPoliciesForTarget>(
                bench,
                &company,
                json!({"TargetId": top, "Filter": kind}),
                "Policies",
            )
            .await,
        ];
        if let Some(before) = before.replace(lists.clone()) {
            for ((fewer, were), (more, are)) in before.into_iter().zip(lists) {
                assert!(more > fewer, "{more} items after {fewer}");
                assert_eq!(are, were, "{more} items after {fewer}");
            }
        }
        // The control policies of an account are read in as many, however many apply.
        let call = root_of(bench, &last);
        let input = json!({});
        let (answer, statements) = statements_of(ask::<wharf_node::ecr::repository::DescribeRepositories>(
            bench, &call, input,
        ))
        .await;
        answer.unwrap();
        let own = statements
            .iter()
            .filter(|name| name.starts_with("organizations."));
        assert_eq!(own.count(), 4, "{statements:?}");
    }
});
