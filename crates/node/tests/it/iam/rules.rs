//! Rules of single operations: what they refuse, and what they do not.

use serde_json::Value;
use wharf_aws::query::FromForm;
use wharf_aws::{Encode, ServiceFault};
use wharf_node::Operation;
use wharf_node::iam::access_key::{CreateAccessKey, ListAccessKeys};
use wharf_node::iam::managed_policy::{CreatePolicy, DeletePolicyVersion};
use wharf_node::iam::oidc_provider::{
    AddClientIDToOpenIDConnectProvider, CreateOpenIDConnectProvider, GetOpenIDConnectProvider,
};
use wharf_node::iam::role::{CreateRole, DeleteRole, GetRole, UpdateAssumeRolePolicy, UpdateRole};
use wharf_node::iam::service_linked_role::{CreateServiceLinkedRole, DeleteServiceLinkedRole};
use wharf_node::iam::user::{CreateUser, DeleteUser, TagUser, UpdateUser};
use wharf_node::simulation::SimulateCustomPolicy;

use crate::bench::{Bench, Refusal, Take as _};
use crate::sts::ask_node;

const ALL: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// Asks as the root user.
async fn ask<O>(bench: &Bench, parameters: &[(&str, &str)]) -> Result<Value, Refusal>
where
    O: Operation<Input: FromForm, Output: Encode, Fault: ServiceFault>,
{
    ask_node::<O>(&bench.node, &bench.call(&bench.alice), parameters).await
}

async fn code<O>(bench: &Bench, parameters: &[(&str, &str)]) -> String
where
    O: Operation<Input: FromForm, Output: Encode, Fault: ServiceFault>,
{
    ask::<O>(bench, parameters).await.unwrap_err().code
}

// GitHub signs tokens for every account, so a role says whose it takes (IAM User Guide, *Identity-provider controls for shared OIDC providers*).
room!(a_role_does_not_trust_every_token_of_github, |bench| {
    let trust = |condition: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":
            {{"Federated":"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"}}{condition}}}}}"#
        )
    };
    let sub = |operator: &str, value: &str| {
        format!(r#","Condition":{{"{operator}":{{"token.actions.githubusercontent.com:sub":"{value}"}}}}"#)
    };
    let name = ("RoleName", "ci");
    let refused = [
        String::new(),
        sub("StringLike", "*"),
        sub("StringLikeIfExists", "repo:octo/*"),
    ];
    for condition in &refused {
        let refused = ask::<CreateRole>(bench, &[name, ("AssumeRolePolicyDocument", &trust(condition))])
            .await
            .unwrap_err();
        assert_eq!(refused.code, "MalformedPolicyDocument");
        let says = "oidc-provider/token.actions.githubusercontent.com must evaluate, using StringEquals, StringLike or \
                    StringEqualsIgnoreCase, token.actions.githubusercontent.com:sub which is not scoped to all.";
        assert!(refused.message.contains(says), "{refused:?}");
    }
    let good = trust(&sub("StringLike", "repo:octo/app:*"));
    ask::<CreateRole>(bench, &[name, ("AssumeRolePolicyDocument", &good)])
        .await
        .unwrap();
    for condition in &refused {
        let change = [name, ("PolicyDocument", &trust(condition))];
        assert_eq!(
            code::<UpdateAssumeRolePolicy>(bench, &change).await,
            "MalformedPolicyDocument"
        );
    }
});

room!(a_user_below_the_path_of_services_is_like_any, |bench| {
    let user = ("UserName", "ann");
    let path = ("Path", "/aws-service-role/mine/");
    ask::<CreateUser>(bench, &[user, path]).await.unwrap();
    let tag = [
        user,
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "red"),
    ];
    ask::<TagUser>(bench, &tag).await.unwrap();
    let renamed = ("NewUserName", "bea");
    ask::<UpdateUser>(bench, &[user, renamed]).await.unwrap();
    ask::<DeleteUser>(bench, &[("UserName", "bea")]).await.unwrap();
});

room!(a_service_linked_role_is_the_services, |bench| {
    let service = ("AWSServiceName", "replication.ecr.amazonaws.com");
    let made = ask::<CreateServiceLinkedRole>(bench, &[service]).await.unwrap();
    let name = made.text("/Role/RoleName");
    assert_eq!(name, "AWSServiceRoleForECRReplication");
    let role = ("RoleName", name.as_str());
    let longer = ("MaxSessionDuration", "7200");
    for refused in [
        code::<DeleteRole>(bench, &[role]).await,
        code::<UpdateRole>(bench, &[role, longer]).await,
    ] {
        assert_eq!(refused, "UnmodifiableEntity");
    }
    ask::<UpdateRole>(bench, &[role, ("Description", "ours")])
        .await
        .unwrap();
    assert_eq!(
        code::<CreateServiceLinkedRole>(bench, &[service]).await,
        "InvalidInput"
    );
    ask::<DeleteServiceLinkedRole>(bench, &[role]).await.unwrap();
    assert_eq!(code::<GetRole>(bench, &[role]).await, "NoSuchEntity");
    ask::<CreateServiceLinkedRole>(bench, &[service]).await.unwrap();
});

room!(a_version_that_is_no_version_is_missing, |bench| {
    let policy = [("PolicyName", "all"), ("PolicyDocument", ALL)];
    let made = ask::<CreatePolicy>(bench, &policy).await.unwrap();
    let arn = made.text("/Policy/Arn");
    for version in ["v7", "v99999999999999999999"] {
        let named = [("PolicyArn", arn.as_str()), ("VersionId", version)];
        let refused = ask::<DeletePolicyVersion>(bench, &named).await.unwrap_err();
        let said = format!("version {version} does not exist");
        assert!(refused.message.contains(&said), "{}", refused.message);
    }
});

room!(a_client_id_is_one_line, |bench| {
    let url = ("Url", "https://token.example.com");
    let lines = ("ClientIDList.member.1", "one\ntwo");
    assert_eq!(
        code::<CreateOpenIDConnectProvider>(bench, &[url, lines]).await,
        "ValidationError"
    );
    let one = ("ClientIDList.member.1", "one");
    let made = ask::<CreateOpenIDConnectProvider>(bench, &[url, one])
        .await
        .unwrap();
    let arn = made.text("/OpenIDConnectProviderArn");
    let arn = ("OpenIDConnectProviderArn", arn.as_str());
    for id in ["two\nthree", "two\r", "\u{7f}"] {
        let refused = code::<AddClientIDToOpenIDConnectProvider>(bench, &[arn, ("ClientID", id)]).await;
        assert_eq!(refused, "ValidationError", "{id:?}");
    }
    let shown = ask::<GetOpenIDConnectProvider>(bench, &[arn]).await.unwrap();
    assert_eq!(shown["ClientIDList"], serde_json::json!(["one"]));
});

room!(a_marker_is_of_the_user_that_was_listed, |bench| {
    for user in ["ann", "bea"] {
        ask::<CreateUser>(bench, &[("UserName", user)]).await.unwrap();
        for _ in 0..2 {
            ask::<CreateAccessKey>(bench, &[("UserName", user)])
                .await
                .unwrap();
        }
    }
    let (ann, first) = (("UserName", "ann"), ("MaxItems", "1"));
    let page = ask::<ListAccessKeys>(bench, &[ann, first]).await.unwrap();
    let marker = page.text("/Marker");
    let marker = ("Marker", marker.as_str());
    let rest = ask::<ListAccessKeys>(bench, &[ann, marker]).await.unwrap();
    assert_eq!(rest["AccessKeyMetadata"].as_array().unwrap().len(), 1);
    let others = code::<ListAccessKeys>(bench, &[("UserName", "bea"), marker]).await;
    assert_eq!(others, "ValidationError");
});

room!(a_marker_is_of_the_simulation_that_was_asked, |bench| {
    let policy = ("PolicyInputList.member.1", ALL);
    let actions = [
        ("ActionNames.member.1", "ecr:GetAuthorizationToken"),
        ("ActionNames.member.2", "ecr:CreateRepository"),
    ];
    let asked = [policy, actions[0], actions[1], ("MaxItems", "1")];
    let page = ask::<SimulateCustomPolicy>(bench, &asked).await.unwrap();
    let marker = page.text("/Marker");
    let marker = ("Marker", marker.as_str());
    // The size of a page may change.
    let rest = [policy, actions[0], actions[1], marker];
    let rest = ask::<SimulateCustomPolicy>(bench, &rest).await.unwrap();
    assert_eq!(
        rest.text("/EvaluationResults/0/EvalActionName"),
        "ecr:CreateRepository"
    );
    let other = [policy, actions[1], marker];
    assert_eq!(
        code::<SimulateCustomPolicy>(bench, &other).await,
        "ValidationError"
    );
});
