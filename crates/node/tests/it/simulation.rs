//! Simulations that take long: in pages, and no longer than their caller waits.

use serde_json::{Value, json};
use wharf_node::simulation::SimulateCustomPolicy;

use crate::bench::{Bench, Refusal, Take as _};
use crate::sts::ask_node;

/// Actions that are simulated.
const ACTIONS: [&str; 4] = ["ecr:PutImage", "ecr:GetLayer", "ecr:ListImages", "ecr:ListTags"];

/// The parameters of a simulation, each of whose results takes nearly half of a page's steps.
fn costly() -> Vec<(String, String)> {
    // To read a value as a number takes as many steps as it is long.
    let numbers: Vec<String> = (0..450).map(|at| at.to_string()).collect();
    let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"NumericNotEquals": {"k:long": numbers}}});
    let policy = json!({"Version": "2012-10-17", "Statement": statement});
    let mut parameters = vec![
        ("PolicyInputList.member.1", policy.to_string()),
        ("ContextEntries.member.1.ContextKeyName", "k:long".to_owned()),
        ("ContextEntries.member.1.ContextKeyType", "string".to_owned()),
        (
            "ContextEntries.member.1.ContextKeyValues.member.1",
            "a".repeat(20_000),
        ),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<Vec<_>>();
    let actions = ACTIONS.iter().zip(1..);
    parameters.extend(actions.map(|(action, at)| (format!("ActionNames.member.{at}"), (*action).to_owned())));
    parameters
}

async fn simulate(bench: &Bench, parameters: &[(String, String)]) -> Result<Value, Refusal> {
    let parameters: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    ask_node::<SimulateCustomPolicy>(&bench.node, &bench.call(&bench.alice), &parameters).await
}

room!(
    a_page_of_costly_results_ends_early_and_the_next_goes_on,
    |bench| {
        let (mut asked, mut pages, mut actions) = (costly(), 0, Vec::new());
        loop {
            let page = simulate(bench, &asked).await.unwrap();
            let results = page.list("/EvaluationResults");
            actions.extend(results.iter().map(|result| {
                assert_eq!(result.text("/EvalDecision"), "allowed");
                result.text("/EvalActionName")
            }));
            pages += 1;
            assert!(!results.is_empty() && pages <= ACTIONS.len());
            if page["IsTruncated"] == false {
                break;
            }
            asked.retain(|(name, _)| name != "Marker");
            asked.push(("Marker".to_owned(), page.text("/Marker")));
        }
        assert_eq!(actions, ACTIONS);
        assert!(pages > 1, "one page has all");
    }
);

room!(a_simulation_ends_when_its_caller_has_gone_away, |bench| {
    let computed = || bench.node.apart.computed("simulation");
    let asked = costly();
    let mut running = Box::pin(simulate(bench, &asked));
    while computed() == 0 {
        assert!(
            futures_util::poll!(&mut running).is_pending(),
            "it does not look whether its caller is there before it ends"
        );
        tokio::task::yield_now().await;
    }
    drop(running);
    assert_eq!(computed(), 1);
    // The account's turn is free.
    let mut cheap = asked[4..].to_vec();
    let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let policy = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    cheap.push(("PolicyInputList.member.1".to_owned(), policy));
    simulate(bench, &cheap).await.unwrap();
    assert_eq!(computed(), 2);
});
