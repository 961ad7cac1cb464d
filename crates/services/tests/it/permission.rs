//! The table of permissions, walked: each operation with a principal who may do nothing, exactly what the table says, and
//! everything else.

use std::collections::BTreeSet;

use serde_json::json;
use wharf_services::permission;

use crate::bench::{Bench, iam::Member};
use crate::scope::table;

fn document(statement: serde_json::Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}

async fn fresh(bench: &Bench) {
    // Whatever the row before did.
    let _ = bench
        .ask::<wharf_services::ecr::repository::DeleteRepository>(
            json!({"repositoryName": "app", "force": true}),
        )
        .await;
    bench.repository("app").await;
}

room!(each_action_alone_is_enough_and_nothing_else_is, |bench| {
    let user = Member::new(bench, &bench.alice, "walker").await;
    let mut walked = BTreeSet::new();
    for row in table() {
        let entry = permission::all()
            .find(|entry| entry.operation == row.operation)
            .unwrap_or_else(|| panic!("{} has no row in the table", row.operation));
        walked.insert(entry.operation);
        let call = user.call(bench);
        fresh(bench).await;
        user.clear(bench, "walk").await;
        let denied = (row.ask)(bench, &call, "app").await;
        let denied = denied.unwrap_or_else(|| panic!("{} is allowed to nobody", row.operation));
        assert!(
            denied.contains("because no identity-based policy allows"),
            "{denied}"
        );

        let others = json!({"Effect": "Allow", "NotAction": entry.actions, "Resource": "*"});
        user.put(bench, "walk", &document(others)).await;
        let denied = (row.ask)(bench, &call, "app").await;
        assert!(denied.is_some(), "{} is allowed by other actions", row.operation);

        let exactly = json!({"Effect": "Allow", "Action": entry.actions, "Resource": "*"});
        user.put(bench, "walk", &document(exactly)).await;
        let allowed = (row.ask)(bench, &call, "app").await;
        assert_eq!(allowed, None, "{}", row.operation);
    }
    // What acts on a registry as a whole, and what is everybody's, is not of the walk.
    let rest: Vec<&str> = permission::all()
        .filter(|entry| ["ecr", "distribution"].contains(&entry.service))
        .filter(|entry| entry.resource != permission::ResourceType::Registry)
        .map(|entry| entry.operation)
        .filter(|operation| !walked.contains(operation))
        .collect();
    assert_eq!(rest, ["GetAuthorizationToken", "CheckVersion"]);
});
