//! What the organization's policies and its tree do to requests.

use serde_json::{Value, json};
use wharf_aws::ecr::DescribeRepositoriesRequest;
use wharf_aws::json11::FromJson as _;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::ecr::repository_policy::SetRepositoryPolicy;
use wharf_node::organizations::account::{CloseAccount, MoveAccount};
use wharf_node::organizations::attach_policy::*;
use wharf_node::organizations::policy::*;
use wharf_node::organizations::root::*;
use wharf_node::{Call, Error, perform};
use wharf_sql::{Statement, params};

use super::{Company, ask, code, text};
use crate::bench::Bench;

const SCP: &str = "SERVICE_CONTROL_POLICY";
const RCP: &str = "RESOURCE_CONTROL_POLICY";

async fn policy(bench: &Bench, company: &Company, kind: &str, name: &str, statement: Value) -> String {
    let content = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let input = json!({"Name": name, "Description": "", "Type": kind, "Content": content});
    let made = ask::<CreatePolicy>(bench, &company.alice, input).await.unwrap();
    text(&made, "/Policy/PolicySummary/Id")
}

async fn attach(bench: &Bench, company: &Company, policy: &str, target: &str) {
    let input = json!({"PolicyId": policy, "TargetId": target});
    ask::<AttachPolicy>(bench, &company.alice, input).await.unwrap();
}

async fn detach(
    bench: &Bench,
    company: &Company,
    policy: &str,
    target: &str,
) -> Result<Value, super::Refusal> {
    let input = json!({"PolicyId": policy, "TargetId": target});
    ask::<DetachPolicy>(bench, &company.alice, input).await
}

async fn move_to(bench: &Bench, company: &Company, account: &Call, from: &str, to: &str) {
    let id = account.account.as_str();
    let input = json!({"AccountId": id, "SourceParentId": from, "DestinationParentId": to});
    ask::<MoveAccount>(bench, &company.alice, input).await.unwrap();
}

/// The text of the refusal of a list of repositories; empty when it is allowed.
async fn refusal(bench: &Bench, call: &Call, registry: &Call) -> String {
    let input = json!({"registryId": registry.account.as_str()});
    match ask::<DescribeRepositories>(bench, call, input).await {
        Ok(_) => String::new(),
        Err((_, text)) => text,
    }
}

room!(service_control_policies_bind_members_at_every_level, |bench| {
    let company = Company::new(bench).await;
    let unit = company.unit(bench, &company.root, "workloads").await.unwrap();
    let no_ecr = json!({"Effect": "Deny", "Action": "ecr:DescribeRepositories", "Resource": "*"});
    let deny = policy(bench, &company, SCP, "no-list", no_ecr).await;
    attach(bench, &company, &deny, &unit).await;
    let (alice, dev) = (&company.alice, &company.dev);
    assert_eq!(refusal(bench, dev, dev).await, "", "not below the unit yet");
    move_to(bench, &company, dev, &company.root, &unit).await;
    let denied = refusal(bench, dev, dev).await;
    assert!(
        denied.contains("explicit deny in a service control policy"),
        "{denied}"
    );
    move_to(bench, &company, dev, &unit, &company.root).await;
    assert_eq!(refusal(bench, dev, dev).await, "", "at once");
    // An allow must be found at every level; the management account is above them.
    let only_iam = json!({"Effect": "Allow", "Action": "iam:*", "Resource": "*"});
    let allow = policy(bench, &company, SCP, "only-iam", only_iam).await;
    attach(bench, &company, &allow, &company.root).await;
    detach(bench, &company, "p-FullAWSAccess", &company.root)
        .await
        .unwrap();
    let denied = refusal(bench, dev, dev).await;
    assert!(denied.contains("no service control policy allows"), "{denied}");
    assert_eq!(refusal(bench, alice, alice).await, "", "the management account");
    // A new text holds at once.
    let open =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    let input = json!({"PolicyId": allow, "Content": open.to_string()});
    ask::<UpdatePolicy>(bench, alice, input).await.unwrap();
    assert_eq!(refusal(bench, dev, dev).await, "");
    let input = json!({"RootId": company.root, "PolicyType": SCP});
    ask::<DisablePolicyType>(bench, alice, input.clone())
        .await
        .unwrap();
    ask::<EnablePolicyType>(bench, alice, input).await.unwrap();
    let input = json!({"TargetId": company.root, "Filter": SCP});
    let attached = ask::<ListPoliciesForTarget>(bench, alice, input).await.unwrap();
    assert_eq!(text(&attached, "/Policies/0/Id"), "p-FullAWSAccess");
    assert_eq!(
        attached["Policies"].as_array().unwrap().len(),
        1,
        "disabling detaches all"
    );
});

room!(what_can_be_attached_where, |bench| {
    let company = Company::new(bench).await;
    let alice = &company.alice;
    let any = json!({"Effect": "Deny", "Action": "ecr:DeleteRepository", "Resource": "*"});
    let one = policy(bench, &company, SCP, "one", any.clone()).await;
    let last = detach(bench, &company, "p-FullAWSAccess", &company.root).await;
    assert_eq!(last.unwrap_err().1, "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    attach(bench, &company, &one, &company.root).await;
    let twice = json!({"PolicyId": one, "TargetId": company.root});
    assert_eq!(
        code(ask::<AttachPolicy>(bench, alice, twice).await),
        "DuplicatePolicyAttachmentException"
    );
    let in_use = ask::<DeletePolicy>(bench, alice, json!({"PolicyId": one})).await;
    assert_eq!(code(in_use), "PolicyInUseException");
    for number in 2..=4 {
        let next = policy(bench, &company, SCP, &number.to_string(), any.clone()).await;
        attach(bench, &company, &next, &company.root).await;
    }
    let sixth = policy(bench, &company, SCP, "sixth", any).await;
    let input = json!({"PolicyId": sixth, "TargetId": company.root});
    let refused = ask::<AttachPolicy>(bench, alice, input).await.unwrap_err();
    assert_eq!(refused.1, "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    let input = json!({"PolicyId": one});
    let targets = ask::<ListTargetsForPolicy>(bench, alice, input).await.unwrap();
    assert_eq!(text(&targets, "/Targets/0/Type"), "ROOT");
    let wrong = json!({"Name": "x", "Description": "", "Type": RCP, "Content":
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}}"#});
    assert_eq!(
        code(ask::<CreatePolicy>(bench, alice, wrong).await),
        "MalformedPolicyDocumentException"
    );
    let managed = json!({"PolicyId": "p-FullAWSAccess", "Name": "mine"});
    assert_eq!(
        ask::<UpdatePolicy>(bench, alice, managed).await.unwrap_err().1,
        "IMMUTABLE_POLICY"
    );
    let input = json!({"PolicyType": "TAG_POLICY", "TargetId": company.dev.account.as_str()});
    assert_eq!(
        code(ask::<DescribeEffectivePolicy>(bench, alice, input).await),
        "EffectivePolicyNotFoundException"
    );
});

room!(policies_are_listed_in_pages, |bench| {
    let company = Company::new(bench).await;
    let any = json!({"Effect": "Deny", "Action": "ecr:DeleteRepository", "Resource": "*"});
    // So many that some ids begin with a digit, which sorts before the upper case of AWS's own.
    let mut made = vec!["p-FullAWSAccess".to_owned()];
    for number in 0..40 {
        made.push(policy(bench, &company, SCP, &number.to_string(), any.clone()).await);
    }
    let (mut listed, mut token) = (Vec::new(), Value::Null);
    loop {
        let input = json!({"Filter": SCP, "MaxResults": 1, "NextToken": token});
        let page = ask::<ListPolicies>(bench, &company.alice, input).await.unwrap();
        listed.push(text(&page, "/Policies/0/Id"));
        token = page["NextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(listed[0], "p-FullAWSAccess");
    made.sort();
    listed.sort();
    assert_eq!(listed, made);
});

room!(resource_control_policies_bind_every_caller, |bench| {
    let company = Company::new(bench).await;
    let (dev, bob) = (&company.dev, bench.call(&bench.bob));
    ask::<CreateRepository>(bench, dev, json!({"repositoryName": "app"}))
        .await
        .unwrap();
    let everyone = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Principal": "*", "Action": "ecr:DescribeRepositories"}});
    let input = json!({"repositoryName": "app", "policyText": everyone.to_string()});
    ask::<SetRepositoryPolicy>(bench, dev, input).await.unwrap();
    let input = json!({"registryId": dev.account.as_str(), "repositoryNames": ["app"]});
    ask::<DescribeRepositories>(bench, &bob, input.clone())
        .await
        .unwrap();
    let enable = json!({"RootId": company.root, "PolicyType": RCP});
    ask::<EnablePolicyType>(bench, &company.alice, enable)
        .await
        .unwrap();
    ask::<DescribeRepositories>(bench, &bob, input.clone())
        .await
        .unwrap();
    // Only who is of the organization.
    let perimeter = json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*",
        "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": company.organization}}});
    let rcp = policy(bench, &company, RCP, "perimeter", perimeter).await;
    attach(bench, &company, &rcp, &company.root).await;
    assert_eq!(
        code(ask::<DescribeRepositories>(bench, &bob, input.clone()).await),
        "AccessDeniedException"
    );
    ask::<DescribeRepositories>(bench, &company.prod, input.clone())
        .await
        .unwrap();
    // Whose organization's it is knows that one decided; others do not.
    let shut =
        json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:DescribeRepositories", "Resource": "*"});
    let shut = policy(bench, &company, RCP, "shut", shut).await;
    attach(bench, &company, &shut, &company.root).await;
    let tail = "with an explicit deny in a resource control policy";
    let of_member = refusal(bench, &company.prod, dev).await;
    assert!(of_member.ends_with(tail), "{of_member}");
    let of_other = refusal(bench, &bob, dev).await;
    assert!(!of_other.is_empty() && !of_other.contains("policy"), "{of_other}");
    detach(bench, &company, &shut, &company.root).await.unwrap();
    let full = detach(bench, &company, "p-RCPFullAWSAccess", &company.root).await;
    assert_eq!(full.unwrap_err().1, "NON_DETACHABLE_POLICY");
    detach(bench, &company, &rcp, &company.root).await.unwrap();
    ask::<DescribeRepositories>(bench, &bob, input).await.unwrap();
});

room!(a_repository_is_shared_with_a_part_of_the_tree, |bench| {
    let company = Company::new(bench).await;
    let unit = company.unit(bench, &company.root, "production").await.unwrap();
    ask::<CreateRepository>(bench, &company.dev, json!({"repositoryName": "app"}))
        .await
        .unwrap();
    let path = format!("{}/{}/{unit}/*", company.organization, company.root);
    let grant = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Principal": "*", "Action": "ecr:DescribeRepositories", "Condition":
            {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": path},
             "StringEquals": {"aws:ResourceOrgID": company.organization}}}});
    let input = json!({"repositoryName": "app", "policyText": grant.to_string()});
    ask::<SetRepositoryPolicy>(bench, &company.dev, input)
        .await
        .unwrap();
    let input = json!({"registryId": company.dev.account.as_str(), "repositoryNames": ["app"]});
    let prod = &company.prod;
    assert_eq!(
        code(ask::<DescribeRepositories>(bench, prod, input.clone()).await),
        "AccessDeniedException"
    );
    move_to(bench, &company, prod, &company.root, &unit).await;
    ask::<DescribeRepositories>(bench, prod, input.clone())
        .await
        .unwrap();
    move_to(bench, &company, prod, &unit, &company.root).await;
    assert_eq!(
        code(ask::<DescribeRepositories>(bench, prod, input).await),
        "AccessDeniedException"
    );
});

room!(the_registry_of_a_closed_account_cannot_be_reached, |bench| {
    let company = Company::new(bench).await;
    let input = json!({"repositoryName": "app"});
    ask::<CreateRepository>(bench, &company.dev, input).await.unwrap();
    let everyone = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Principal": "*", "Action": "ecr:DescribeRepositories"}});
    let input = json!({"repositoryName": "app", "policyText": everyone.to_string()});
    ask::<SetRepositoryPolicy>(bench, &company.dev, input)
        .await
        .unwrap();
    let input = json!({"registryId": company.dev.account.as_str(), "repositoryNames": ["app"]});
    ask::<DescribeRepositories>(bench, &company.prod, input.clone())
        .await
        .unwrap();
    let close = json!({"AccountId": company.dev.account.as_str()});
    ask::<CloseAccount>(bench, &company.alice, close).await.unwrap();
    let refused = ask::<DescribeRepositories>(bench, &company.prod, input).await;
    assert_eq!(code(refused), "AccessDeniedException");
});

static CUT_OFF: Statement = Statement::global(
    "test.cut_off",
    "UPDATE organization_units SET parent = id WHERE id = $1",
);

room!(an_account_that_is_not_below_the_root_may_do_nothing, |bench| {
    let company = Company::new(bench).await;
    let unit = company.unit(bench, &company.root, "workloads").await.unwrap();
    let dev = &company.dev;
    move_to(bench, &company, dev, &company.root, &unit).await;
    let cut = bench
        .identity
        .transaction::<_, wharf_sql::Error, _>("test.cut_off", move |transaction| {
            transaction.execute_global(&CUT_OFF, params![unit.as_str()])
        });
    assert_eq!(cut.await.unwrap(), 1);
    let input = DescribeRepositoriesRequest::from_json(b"{}").unwrap();
    let answer = perform::<DescribeRepositories>(&bench.node, dev, input).await;
    assert!(matches!(answer, Err(Error::Unavailable(_))));
});
