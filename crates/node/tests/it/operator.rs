//! Who operates the node: principals of the account that was made first, and what root users' keys demand of them.

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_aws::wharf as wire;
use wharf_node::iam::account;
use wharf_node::operator::access_key::RevealRootAccessKey;
use wharf_node::operator::account::ListAccounts;
use wharf_node::{Call, Error, perform};
use wharf_policy::Principal;

use crate::bench::iam::Member;
use crate::bench::{Bench, NOW};

async fn list(bench: &Bench, call: &Call) -> bool {
    let input = wire::ListAccountsRequest {
        max_results: None,
        next_token: None,
    };
    perform::<ListAccounts>(&bench.node, call, input).await.is_ok()
}

room!(
    a_clock_that_was_ahead_at_the_first_start_gives_the_node_to_no_other_account,
    |bench| {
        let late = "333333333333".parse().unwrap();
        let corrected = Timestamp::from_seconds(NOW - 2 * 24 * 60 * 60);
        account::create(&bench.node.identity, &late, "late", corrected)
            .await
            .unwrap();
        let first = account::first(&bench.node.identity).await.unwrap();
        assert_eq!(first, Some(bench.alice.id));
        let of_late = Call {
            principal: Principal::root(&late),
            account: late,
            access_key_id: "AKIALATE".to_owned(),
            ..bench.call(&bench.alice)
        };
        assert!(!list(bench, &of_late).await);
        assert!(list(bench, &bench.call(&bench.alice)).await);
    }
);

async fn reveal(bench: &Bench, call: &Call) -> Result<(), String> {
    let input = wire::RevealRootAccessKeyRequest {
        account_id: bench.bob.id,
    };
    match perform::<RevealRootAccessKey>(&bench.node, call, input).await {
        Ok(_) => Ok(()),
        Err(Error::Denied(denial)) => Err(denial.to_string()),
        Err(error) => panic!("{error:?}"),
    }
}

room!(a_policy_that_leaves_iam_out_gives_no_root_users_key, |bench| {
    let power = Member::new(bench, &bench.alice, "power").await;
    let statement = |what: &str| {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{what},"Resource":"*"}}}}"#)
    };
    for (what, allowed) in [
        (r#""NotAction":["iam:*","organizations:*","account:*"]"#, false),
        (r#""Action":["wharf:*"]"#, false),
        (
            r#""Action":["wharf:RevealRootAccessKey","iam:CreateAccessKey"]"#,
            true,
        ),
    ] {
        power.put(bench, "own", &statement(what)).await;
        bench.clock.advance(Duration::from_secs(1));
        let answer = reveal(bench, &power.call(bench)).await;
        assert_eq!(answer.is_ok(), allowed, "{what}: {answer:?}");
    }
});
