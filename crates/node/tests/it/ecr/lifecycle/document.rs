//! What a document may say, and the sentences about what it may not.

use serde_json::{Value, json};
use wharf_node::ecr::lifecycle_policy::LifecyclePolicy;
use wharf_node::ecr::lifecycle_policy::document::{Action, Count, StorageClass, TagSelection};
use wharf_node::ecr::lifecycle_policy::{DeleteLifecyclePolicy, GetLifecyclePolicy, PutLifecyclePolicy};

use super::{policy, rule};
use crate::bench::Refusal;

fn count(number: Value) -> Value {
    json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": number})
}

fn with(mut value: Value, pointer: &str, name: &str, member: Value) -> Value {
    value.pointer_mut(pointer).unwrap()[name] = member;
    value
}

fn without(mut value: Value, pointer: &str, name: &str) -> Value {
    value
        .pointer_mut(pointer)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove(name);
    value
}

#[test]
fn what_a_rule_says() {
    let text = policy(&[
        json!({"rulePriority": 7, "description": "old ones", "selection": {
            "tagStatus": "tagged", "tagPrefixList": ["v", "r*"], "countType": "sinceImagePulled", "countUnit": "days",
            "countNumber": 30}, "action": {"type": "transition", "targetStorageClass": "archive"}}),
        json!({"rulePriority": 3, "selection": {
            "tagStatus": "untagged", "storageClass": "archive", "countType": "sinceImageTransitioned",
            "countUnit": "days", "countNumber": 90}, "action": {"type": "expire"}}),
        rule(
            5,
            json!({"tagStatus": "tagged", "tagPatternList": ["a*b*c*d*"], "storageClass": "standard",
            "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1}),
        ),
    ]);
    let read = LifecyclePolicy::parse(&text).unwrap();
    let priorities: Vec<i64> = read.rules.iter().map(|rule| rule.priority).collect();
    assert_eq!(priorities, [3, 5, 7]);
    let (archive, pattern, prefix) = (&read.rules[0], &read.rules[1], &read.rules[2]);
    assert_eq!(archive.class, StorageClass::Archive);
    assert_eq!(archive.count, Count::SinceTransitioned(90));
    assert_eq!(pattern.tags, TagSelection::Patterns(vec!["a*b*c*d*".to_owned()]));
    assert_eq!(
        prefix.tags,
        TagSelection::Prefixes(vec!["v".to_owned(), "r*".to_owned()])
    );
    assert_eq!(prefix.action, Action::Archive);
    assert_eq!(prefix.description.as_deref(), Some("old ones"));
}

#[test]
fn what_is_refused_and_in_which_words() {
    let fine = rule(1, count(json!(1)));
    let tagged = |list: Value| {
        let mut selection =
            json!({"tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 1});
        selection
            .as_object_mut()
            .unwrap()
            .extend(list.as_object().unwrap().clone());
        selection
    };
    let any = count(json!(1));
    let combination = "instance failed to match exactly one schema (matched 0 out of 4)";
    let days =
        |kind: &str| json!({"tagStatus": "any", "countType": kind, "countUnit": "days", "countNumber": 90});
    let table: Vec<(String, &str)> = vec![
        (
            "[]".to_owned(),
            "Could not map policyString into LifecyclePolicy.'",
        ),
        (
            "{".to_owned(),
            "Could not map policyString into LifecyclePolicy.'",
        ),
        (
            "{}".to_owned(),
            "object has missing required properties ([\"rules\"])'",
        ),
        (
            json!({"rules": [fine], "x": 1}).to_string(),
            "object instance has properties which are not allowed by the schema: ([\"x\"])'",
        ),
        (
            json!({"rules": {}}).to_string(),
            "instance type (object) does not match any allowed primitive type (allowed: [\"array\"])'",
        ),
        (
            policy(&[]),
            "array is too short: must have at least 1 elements but instance has 0 elements'",
        ),
        (
            policy(&[json!("x")]),
            "instance type (string) does not match any allowed primitive type (allowed: [\"object\"])'",
        ),
        (
            policy(&[json!({"selection": any})]),
            "object has missing required properties ([\"action\",\"rulePriority\"])'",
        ),
        (
            policy(&[with(fine.clone(), "", "y", json!(null))]),
            "object instance has properties which are not allowed by the schema: ([\"y\"])'",
        ),
        (
            policy(&[with(fine.clone(), "/action", "type", json!("x"))]),
            "instance value (x) not found in enum :(possible values: [\"expire\",\"transition\"])'",
        ),
        (
            policy(&[with(fine.clone(), "/action", "type", json!("EXPIRE"))]),
            "instance value (EXPIRE) not found in enum :(possible values: [\"expire\",\"transition\"])'",
        ),
        (
            policy(&[without(fine.clone(), "/action", "type")]),
            "object has missing required properties ([\"type\"])'",
        ),
        (
            policy(&[with(fine.clone(), "/action", "type", json!("transition"))]),
            "object has missing required properties ([\"targetStorageClass\"])'",
        ),
        (
            policy(&[with(
                fine.clone(),
                "/action",
                "targetStorageClass",
                json!("archive"),
            )]),
            combination,
        ),
        (
            policy(&[with(fine.clone(), "/selection", "tagStatus", json!("x"))]),
            "instance value (x) not found in enum :(possible values: [\"any\",\"tagged\",\"untagged\"])'",
        ),
        (
            policy(&[with(fine.clone(), "/selection", "countType", json!("x"))]),
            combination,
        ),
        (
            policy(&[with(fine.clone(), "/selection", "countUnit", json!("days"))]),
            combination,
        ),
        (
            policy(&[with(fine.clone(), "/selection", "countUnit", json!("hours"))]),
            "instance value (hours) not found in enum :(possible values: [\"days\"])'",
        ),
        (
            policy(&[with(
                fine.clone(),
                "/selection",
                "countType",
                json!("sinceImagePushed"),
            )]),
            combination,
        ),
        (policy(&[rule(1, days("sinceImagePulled"))]), combination),
        (policy(&[rule(1, days("sinceImageTransitioned"))]), combination),
        (
            policy(&[with(fine.clone(), "/selection", "storageClass", json!("archive"))]),
            combination,
        ),
        (
            policy(&[rule(1, count(json!(0)))]),
            "numeric instance is lower than the required minimum (minimum: 1, found: 0)",
        ),
        (
            policy(&[rule(1, count(json!("1")))]),
            "instance type (string) does not match any allowed primitive type (allowed: [\"integer\"])'",
        ),
        (
            policy(&[rule(1, count(json!(1.5)))]),
            "instance type (number) does not match any allowed primitive type (allowed: [\"integer\"])'",
        ),
        (
            policy(&[rule(0, any.clone())]),
            "numeric instance is lower than the required minimum (minimum: 1, found: 0)",
        ),
        (
            policy(&[rule(
                1,
                with(
                    with(
                        days("sinceImageTransitioned"),
                        "",
                        "storageClass",
                        json!("archive"),
                    ),
                    "",
                    "countNumber",
                    json!(89),
                ),
            )]),
            "numeric instance is lower than the required minimum (minimum: 90, found: 89)",
        ),
        (
            policy(&[rule(
                1,
                tagged(json!({"tagPrefixList": ["a"], "tagPatternList": ["a"]})),
            )]),
            "tagStatus 'tagged' needs exactly one of tagPatternList and tagPrefixList'",
        ),
        (
            policy(&[rule(1, tagged(json!({})))]),
            "tagStatus 'tagged' needs exactly one of tagPatternList and tagPrefixList'",
        ),
        (
            policy(&[rule(1, tagged(json!({"tagPrefixList": []})))]),
            "array is too short: must have at least 1 elements but instance has 0 elements'",
        ),
        (
            policy(&[rule(1, tagged(json!({"tagPatternList": ["*a*b*c*d*"]})))]),
            "tagPatternList entry '*a*b*c*d*' has more than 4 wildcards (*)'",
        ),
        (
            policy(&[rule(1, with(any.clone(), "", "tagPrefixList", json!(["a"])))]),
            "tagPatternList and tagPrefixList must be absent when tagStatus is 'any''",
        ),
        (
            policy(&[fine.clone(), fine.clone()]),
            "rulePriority 1 is used by more than one rule'",
        ),
        (
            policy(&[fine.clone(), rule(2, tagged(json!({"tagPrefixList": ["a"]})))]),
            "the rule with tagStatus 'any' has priority 1: it must have the highest number of the rules of its storage \
             class'",
        ),
        (
            policy(&[
                rule(1, tagged(json!({"tagPrefixList": ["a", "b"]}))),
                rule(2, tagged(json!({"tagPrefixList": ["b", "a"]}))),
            ]),
            "the rule with priority 2 has the tags of a rule before it'",
        ),
        (
            policy(&[
                rule(1, with(any.clone(), "", "tagStatus", json!("untagged"))),
                rule(4, with(any.clone(), "", "tagStatus", json!("untagged"))),
            ]),
            "the rules with priority 1 and 4 both have tagStatus 'untagged''",
        ),
        (
            policy(
                &(1..=51)
                    .map(|n| rule(n, tagged(json!({"tagPrefixList": [n.to_string()]}))))
                    .collect::<Vec<_>>(),
            ),
            "array is too long: must have at most 50 elements but instance has 51 elements'",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(LifecyclePolicy::parse(&text), Err(expected.to_owned()), "{text}");
    }
    // Two rules for all, of two storage classes, are fine.
    let archived = with(
        days("sinceImageTransitioned"),
        "",
        "storageClass",
        json!("archive"),
    );
    assert!(LifecyclePolicy::parse(&policy(&[fine, rule(2, archived)])).is_ok());
}

room!(put_get_delete, |bench| {
    let text = policy(&[rule(1, count(json!(1)))]);
    let put = json!({"repositoryName": "app", "lifecyclePolicyText": text});
    let missing = bench.ask::<PutLifecyclePolicy>(put.clone()).await.unwrap_err();
    assert_eq!(missing.code, "RepositoryNotFoundException");
    bench.repository("app").await;
    let name = json!({"repositoryName": "app"});
    let none = "Lifecycle policy does not exist for the repository with name 'app' in the registry with id \
                '111111111111'";
    let none = Refusal::new("LifecyclePolicyNotFoundException", none);
    assert_eq!(
        bench.ask::<GetLifecyclePolicy>(name.clone()).await,
        Err(none.clone())
    );
    assert_eq!(
        bench.ask::<DeleteLifecyclePolicy>(name.clone()).await,
        Err(none.clone())
    );
    let stored = json!({"registryId": "111111111111", "repositoryName": "app", "lifecyclePolicyText": text});
    assert_eq!(bench.ask::<PutLifecyclePolicy>(put).await, Ok(stored.clone()));
    let mut stored = stored;
    stored["lastEvaluatedAt"] = json!(0.0);
    assert_eq!(
        bench.ask::<GetLifecyclePolicy>(name.clone()).await,
        Ok(stored.clone())
    );
    let bad = json!({"repositoryName": "app", "lifecyclePolicyText": "{}"});
    let words = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation \
                 failure: object has missing required properties ([\"rules\"])'";
    let refused = Refusal::new("InvalidParameterException", words);
    assert_eq!(bench.ask::<PutLifecyclePolicy>(bad).await, Err(refused));
    let long =
        json!({"repositoryName": "app", "lifecyclePolicyText": format!("{text}{}", " ".repeat(30_720))});
    let refused = bench.ask::<PutLifecyclePolicy>(long).await.unwrap_err();
    assert!(
        refused.message.contains("less than or equal to 30720"),
        "{}",
        refused.message
    );
    assert_eq!(bench.ask::<DeleteLifecyclePolicy>(name.clone()).await, Ok(stored));
    assert_eq!(bench.ask::<GetLifecyclePolicy>(name).await, Err(none));
});
