//! Tags whose keys differ in case only: one condition key, in either order.

use serde_json::{Value, json};
use wharf_node::Call;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::ecr::resource_tag::{TagResource, UntagResource};
use wharf_node::iam::user::{CreateUser, GetUser};
use wharf_node::sts::assume_role::AssumeRole;

use crate::bench::{Bench, Refusal, Take as _, iam::Member};
use crate::sts::ask_node;

type Pair = [(&'static str, &'static str); 2];

/// Two tags in every spelling and order, and whether all or some have the value `a`.
const PAIRS: [(Pair, bool, bool); 6] = [
    ([("team", "a"), ("TEAM", "a")], true, true),
    ([("team", "a"), ("TEAM", "b")], false, true),
    ([("team", "b"), ("TEAM", "a")], false, true),
    ([("TEAM", "a"), ("team", "b")], false, true),
    ([("TEAM", "b"), ("team", "a")], false, true),
    ([("TEAM", "b"), ("team", "b")], false, false),
];

fn tags(pairs: &[(&str, &str)]) -> Value {
    let tag = |(key, value): &(&str, &str)| json!({"Key": key, "Value": value});
    pairs.iter().map(tag).collect()
}

/// Statements that allow when a key is `a`; statements that allow but when it is.
fn policies(key: &str) -> [(bool, String); 2] {
    let allow = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let is_a = json!({"StringEquals": {key: "a"}});
    let (mut only, mut never) = (allow.clone(), allow.clone());
    only["Condition"] = is_a.clone();
    (never["Effect"], never["Condition"]) = (json!("Deny"), is_a);
    let text = |statements: Value| json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    [(true, text(json!([only]))), (false, text(json!([allow, never])))]
}

fn is_allowed(answer: Result<Value, Refusal>) -> bool {
    match answer {
        Ok(_) => true,
        Err(refusal) if refusal.code == "AccessDeniedException" || refusal.code == "AccessDenied" => false,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

room!(an_allow_needs_each_tag_and_a_deny_one, |bench| {
    let member = Member::new(bench, &bench.alice, "ann").await;
    let call = member.call(bench);
    let made = |number: usize| format!("of/{number}");
    for (number, (pair, ..)) in PAIRS.into_iter().enumerate() {
        let request = json!({"repositoryName": made(number), "tags": tags(&pair)});
        bench.ask::<CreateRepository>(request).await.unwrap();
    }
    for key in [
        "aws:RequestTag/Team",
        "aws:ResourceTag/team",
        "ecr:ResourceTag/team",
    ] {
        for (allows, policy) in policies(key) {
            member.put(bench, "own", &policy).await;
            for (number, (pair, all, some)) in PAIRS.into_iter().enumerate() {
                let wanted = if allows { all } else { !some };
                let answer = match key {
                    "aws:RequestTag/Team" => {
                        let request =
                            json!({"repositoryName": format!("new-{allows}-{number}"), "tags": tags(&pair)});
                        bench.ask_call::<CreateRepository>(&call, request).await
                    }
                    _ => {
                        let request = json!({"repositoryNames": [made(number)]});
                        bench.ask_call::<DescribeRepositories>(&call, request).await
                    }
                };
                assert_eq!(is_allowed(answer), wanted, "{key} {policy} {pair:?}");
            }
        }
    }
});

/// The parameters of a form that pass tags.
fn members(pair: &[(&str, &str)]) -> Vec<(String, String)> {
    let numbered = pair.iter().zip(1..);
    let member = |((key, value), number): (&(&str, &str), i32)| {
        let of = |name: &str| format!("Tags.member.{number}.{name}");
        [(of("Key"), (*key).to_owned()), (of("Value"), (*value).to_owned())]
    };
    numbered.flat_map(member).collect()
}

async fn create_user(bench: &Bench, call: &Call, pair: &[(&str, &str)]) -> Result<Value, Refusal> {
    let tags = members(pair);
    let mut form = vec![("UserName", "new")];
    form.extend(tags.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    ask_node::<CreateUser>(&bench.node, call, &form).await
}

room!(iam_and_sts_refuse_such_tags, |bench| {
    const TEXT: &str = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    let alice = bench.call(&bench.alice);
    let member = Member::new(bench, &bench.alice, "ann").await;
    let call = member.call(bench);
    for (allows, policy) in policies("aws:RequestTag/team") {
        member.put(bench, "own", &policy).await;
        for (pair, all, some) in PAIRS {
            let refusal = create_user(bench, &call, &pair).await.unwrap_err();
            let is_duplicate = refusal.message == TEXT && refusal.code == "InvalidInput";
            assert_eq!(
                is_duplicate,
                if allows { all } else { !some },
                "{pair:?}: {refusal:?}"
            );
            let refusal = create_user(bench, &alice, &pair).await.unwrap_err();
            assert_eq!((&*refusal.code, &*refusal.message), ("InvalidInput", TEXT));
        }
    }
    let none = ask_node::<GetUser>(&bench.node, &alice, &[("UserName", "new")]).await;
    assert_eq!(none.unwrap_err().code, "NoSuchEntity");

    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"AWS": member.arn}, "Action": ["sts:AssumeRole", "sts:TagSession"]}});
    let role = [
        ("RoleName", "ci"),
        ("AssumeRolePolicyDocument", &trust.to_string()),
    ];
    let made = ask_node::<wharf_node::iam::role::CreateRole>(&bench.node, &alice, &role).await;
    let arn = made.unwrap().text("/Role/Arn");
    let begin = |call: Call, more: Vec<(String, String)>| {
        let arn = arn.clone();
        async move {
            let mut form = vec![("RoleArn", arn.as_str()), ("RoleSessionName", "run")];
            form.extend(more.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            ask_node::<AssumeRole>(&bench.node, &call, &form).await
        }
    };
    for (pair, ..) in PAIRS {
        let refusal = begin(call.clone(), members(&pair)).await.unwrap_err();
        assert_eq!(refusal.message, TEXT, "{pair:?}");
        // Neither does it help that only one of the two is handed on.
        let mut more = members(&pair);
        more.push(("TransitiveTagKeys.member.1".to_owned(), "team".to_owned()));
        assert_eq!(
            begin(call.clone(), more).await.unwrap_err().message,
            TEXT,
            "{pair:?}"
        );
    }
});

room!(more_tags_than_a_repository_may_have_ask_no_policy, |bench| {
    let member = Member::new(bench, &bench.alice, "ann").await;
    let call = member.call(bench);
    let arn = "arn:aws:ecr:eu-central-1:111111111111:repository/app";
    let all: Vec<Value> = (0..51)
        .map(|at| json!({"Key": format!("k{at}"), "Value": ""}))
        .collect();
    let keys: Vec<&Value> = all.iter().map(|tag| &tag["Key"]).collect();
    for (most, code) in [(50, "AccessDeniedException"), (51, "TooManyTagsException")] {
        let (tags, keys) = (&all[..most], &keys[..most]);
        let create = json!({"repositoryName": "app", "tags": tags});
        let tag = json!({"resourceArn": arn, "tags": tags});
        let untag = json!({"resourceArn": arn, "tagKeys": keys});
        for refused in [
            bench.ask_call::<CreateRepository>(&call, create).await,
            bench.ask_call::<TagResource>(&call, tag).await,
            bench.ask_call::<UntagResource>(&call, untag).await,
        ] {
            assert_eq!(refused.unwrap_err().code, code);
        }
    }
});
