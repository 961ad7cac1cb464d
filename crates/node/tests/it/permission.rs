//! The table of permissions, walked: each operation with a principal who may do nothing, exactly what the table says, and
//! everything else.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use wharf_node::audit::Parameters;
use wharf_node::ecr::ECR;
use wharf_node::operation::{Declared, Dispatch, Effect, ResourceType, Row, RunFuture};
use wharf_node::space::Room;
use wharf_node::{Access, Authorized, Call, Context, Error, Operation, Unavailable, perform, rows};

use crate::bench::{Bench, iam::Member};
use crate::scope::table;

fn document(statement: serde_json::Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}

async fn fresh(bench: &Bench) {
    // Undo what the row before did.
    let _ = bench
        .ask::<wharf_node::ecr::delete_repository::DeleteRepository>(
            json!({"repositoryName": "app", "force": true}),
        )
        .await;
    bench.repository("app").await;
}

room!(each_action_alone_is_enough_and_nothing_else_is, |bench| {
    let user = Member::new(bench, &bench.alice, "walker").await;
    let mut walked = BTreeSet::new();
    for ask in table() {
        let (row, call) = (ask.row, user.call(bench));
        walked.insert(row.name);
        fresh(bench).await;
        user.clear(bench, "walk").await;
        let denied = ask.denial(bench, &call, "app").await;
        let denied = denied.unwrap_or_else(|| panic!("{row:?} is allowed to a user without policies"));
        assert!(
            denied.contains("because no identity-based policy allows"),
            "{denied}"
        );

        let others = json!({"Effect": "Allow", "NotAction": row.actions, "Resource": "*"});
        user.put(bench, "walk", &document(others)).await;
        let denied = ask.denial(bench, &call, "app").await;
        assert!(denied.is_some(), "{row:?} is allowed by other actions");

        let exactly = json!({"Effect": "Allow", "Action": row.actions, "Resource": "*"});
        user.put(bench, "walk", &document(exactly)).await;
        assert_eq!(ask.denial(bench, &call, "app").await, None, "{row:?}");
    }
    // What acts on a registry as a whole is walked on the wire, with the services that are global.
    let rest: Vec<&str> = rows()
        .filter(|row| row.service.is_registry && row.resource != ResourceType::Registry)
        .map(|row| row.name)
        .filter(|operation| !walked.contains(operation))
        .collect();
    assert_eq!(rest, ["CheckVersion", "GetAuthorizationToken"]);
});

/// The action that is demanded first, and the one that the course depends on.
struct Shown([&'static str; 2]);

impl Parameters for Shown {
    fn parameters(&self) -> Map<String, Value> {
        Map::new()
    }
}

/// An operation that demands what its input says instead of what its row says.
struct Overreaching;

static ROW: Row = Row {
    recorded_as: None,
    ..Row::new(
        &ECR,
        "Overreaching",
        Effect::Reads,
        ResourceType::Registry,
        &["ecr:DescribeRegistry"],
        Dispatch::Routes,
    )
};

impl Declared for Overreaching {
    type Fault = wharf_aws::ecr::Fault;
    const ROW: &'static Row = &ROW;
}

impl Operation for Overreaching {
    type Input = Shown;
    type Output = ();

    fn access(Shown([demanded, _]): &Self::Input, call: &Call) -> Vec<Access> {
        let demanded = Some(*demanded).filter(|demanded| !demanded.is_empty());
        let access = demanded.map(|demanded| Access::registry(demanded, &call.account));
        access.into_iter().collect()
    }

    fn run<'a>(context: &'a Context<'_>, input: Authorized<Self::Input>) -> RunFuture<'a, Self> {
        let Shown([_, decided]) = input.into_inner();
        Box::pin(async move {
            let access = Access::registry(decided, &context.call.account);
            context.decide(&access).await?;
            Ok(())
        })
    }
}

room!(what_a_row_does_not_say_is_never_asked, |bench| {
    let call = bench.call(&bench.alice);
    let said = "DescribeRegistry";
    let beyond = "ecr:Overreaching demands ecr:DeleteRepository, which its row does not say";
    for (input, expected) in [
        ([said, said], None),
        (["DeleteRepository", said], Some(beyond)),
        ([said, "DeleteRepository"], Some(beyond)),
        (["", said], Some("ecr:Overreaching demands nothing")),
    ] {
        match perform::<Overreaching>(&bench.node, &call, Shown(input)).await {
            Ok(()) => assert_eq!(expected, None, "{input:?}"),
            Err(Error::Unavailable(Unavailable::Internal(text))) => assert_eq!(Some(&*text), expected),
            Err(other) => panic!("{other:?}"),
        }
    }
});

#[test]
fn rows_and_models_agree_on_what_only_reads() {
    let mut compared = 0;
    for row in rows() {
        let mut facts = row.service.operations.iter();
        let Some(facts) = facts.find(|facts| facts.name == row.name) else {
            assert!(matches!(row.dispatch, Dispatch::Routes), "{row:?} is in no model");
            continue;
        };
        compared += 1;
        assert_eq!(row.is_read_only(), facts.read_only, "{row:?}");
    }
    assert!(compared > 180, "{compared}");
}

/// On a full disk deletions go on, and so does taking a right away; sessions write nothing.
#[test]
fn what_a_row_needs_of_the_storage_follows_from_its_name() {
    const FREES: &[&str] = &[
        "BatchDelete",
        "Cancel",
        "Close",
        "Collect",
        "Delete",
        "Deregister",
        "Detach",
        "Disable",
        "Remove",
        "UpdateAccessKey",
        "UpdateRootAccessKey",
        "Untag",
    ];
    for row in rows() {
        let frees = FREES.iter().any(|begin| row.name.starts_with(begin));
        let expected = match () {
            () if row.is_read_only() || row.service.name() == "sts" || row.name.starts_with("Reveal") => {
                Room::Nothing
            }
            // What it repairs is another question, which it asks itself; what cannot be written down stays in memory.
            () if ["VerifyStore", "WriteDown"].contains(&row.name) => Room::Nothing,
            () if frees => Room::Frees,
            () => Room::More,
        };
        assert_eq!(row.room, expected, "{row:?}");
    }
}
