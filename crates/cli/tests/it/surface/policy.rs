//! Policies without a node.

use serde_json::json;

use super::Recording;
use crate::program::wharf;

pub(super) const NAME: &str = "policy";

#[test]
fn commands_about_policies() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::write(&path, text).unwrap();
    };
    file(
        "pull.json",
        "{\"Version\": \"2012-10-17\",\n \"Statement\": {\"Sid\": \"Pull\", \"Effect\": \"Allow\",\n  \
         \"Action\": [\"ecr:BatchGetImage\", \"ecr:GetDownloadUrlForLayer\"], \"Resource\": \"*\"}}\n",
    );
    file(
        "open.json",
        "{\"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\",\n  \
         \"Action\": [\"ecr:BatchGetImage\", \"ecr:GetDownloadUrlForLayer\"]}]}\n",
    );
    file(
        "broken.json",
        "{\"Version\": \"2012-10-17\",\n \"Statement\": [}\n",
    );
    let case = |action: &str| {
        json!({
            "id": action,
            "principal": {"arn": "arn:aws:iam::111122223333:user/dev", "accountId": "111122223333", "type": "User"},
            "action": action,
            "resource": {"arn": "arn:aws:ecr:us-east-1:111122223333:repository/app", "accountId": "111122223333"},
            "context": {},
            "identityPolicies": [{"Version": "2012-10-17", "Statement":
                {"Sid": "Pull", "Effect": "Allow", "Action": "ecr:BatchGetImage", "Resource": "*"}}],
            "resourcePolicy": null, "permissionBoundaries": [], "sessionPolicies": [], "scps": [], "rcps": [],
        })
    };
    let cases = format!("{}\n{}\n", case("ecr:BatchGetImage"), case("ecr:PutImage"));
    file("cases.jsonl", &cases);
    file("no-case.jsonl", "{}\n");

    let mut recording = Recording::new(NAME);
    for call in [
        &["policy", "lint", "pull.json"][..],
        &["policy", "lint", "open.json"],
        &["policy", "lint", "open.json", "--format", "json"],
        &["policy", "lint", "--kind", "scp", "--format", "json", "open.json"],
        &["policy", "lint", "broken.json"],
        &["policy", "lint", "none.json"],
        &["policy", "lint"],
        &["policy", "evaluate", "cases.jsonl"],
        &["policy", "evaluate", "no-case.jsonl"],
        &["policy", "evaluate", "none.jsonl"],
        &["policy", "explain", "cases.jsonl"],
        &["policy", "explain", "cases.jsonl", "--format", "json"],
        &["policy", "explain", "no-case.jsonl"],
    ] {
        recording.call(wharf(call).current_dir(home.path()));
    }
    recording.check();
}
