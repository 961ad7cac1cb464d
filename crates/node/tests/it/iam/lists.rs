//! Lists read their page in a number of statements that does not grow with it.

use std::collections::BTreeMap;

use wharf_aws::iam as wire;
use wharf_node::iam::attach_policy::{AttachGroupPolicy, AttachUserPolicy};
use wharf_node::iam::authorization_details::GetAccountAuthorizationDetails;
use wharf_node::iam::group::{AddUserToGroup, CreateGroup, GetGroup, ListGroupsForUser};
use wharf_node::iam::inline_policy::PutGroupPolicy;
use wharf_node::iam::instance_profile::{
    AddRoleToInstanceProfile, CreateInstanceProfile, ListInstanceProfiles, ListInstanceProfilesForRole,
};
use wharf_node::iam::managed_policy::{CreatePolicy, ListEntitiesForPolicy, ListPolicies};
use wharf_node::iam::role::{CreateRole, ListRoles};
use wharf_node::iam::user::GetUser;
use wharf_node::{Call, Operation};
use wharf_policy::Principal;

use crate::bench::Bench;
use crate::bench::counted::statements_of;
use crate::bench::iam::{Member, ask};

/// Answers an operation, and says how often each of IAM's statements ran for it.
async fn counted<O: Operation>(bench: &Bench, input: O::Input) -> (O::Output, BTreeMap<String, usize>) {
    counted_by::<O>(bench, &bench.call(&bench.alice), input).await
}

/// The same of a caller.
async fn counted_by<O: Operation>(
    bench: &Bench,
    call: &Call,
    input: O::Input,
) -> (O::Output, BTreeMap<String, usize>) {
    let (output, statements) = statements_of(ask::<O>(bench, call, input)).await;
    let mut counts = BTreeMap::new();
    for statement in statements.into_iter().filter(|name| name.starts_with("iam.")) {
        *counts.entry(statement).or_insert(0) += 1;
    }
    assert!(!counts.is_empty(), "{}: no statement was seen", O::ROW.name);
    (output, counts)
}

macro_rules! steady {
    ($bench:ident, $before:ident, $operation:ty, $input:expr, |$output:ident| $size:expr) => {{
        let ($output, counts) = counted::<$operation>($bench, $input).await;
        let size: usize = $size;
        match $before.insert(stringify!($operation), (size, counts.clone())) {
            None => {}
            Some((fewer, before)) => {
                assert!(
                    size > fewer,
                    "{}: {size} items after {fewer}",
                    stringify!($operation)
                );
                assert_eq!(
                    counts,
                    before,
                    "{}: {size} items after {fewer}",
                    stringify!($operation)
                );
            }
        }
    }};
}

const ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// Makes a managed policy, and gives its ARN.
async fn policy(bench: &Bench, name: &str) -> String {
    let policy = wire::CreatePolicyRequest {
        policy_name: name.to_owned(),
        path: None,
        policy_document: ALL.to_owned(),
        description: None,
        tags: None,
    };
    let made = ask::<CreatePolicy>(bench, &bench.call(&bench.alice), policy).await;
    made.policy.unwrap().arn.unwrap()
}

/// What the second group, the second user, … add to everything.
async fn grow(bench: &Bench, number: usize) {
    let root = bench.call(&bench.alice);
    let (user, group) = (format!("user{number}"), format!("group{number}"));
    let member = Member::tagged(bench, &bench.alice, &user, &[("team", "red")]).await;
    let create = wire::CreateGroupRequest {
        path: None,
        group_name: group.clone(),
    };
    ask::<CreateGroup>(bench, &root, create).await;
    for (user_name, group_name) in [(&user, "group0"), (&"user0".to_owned(), group.as_str())] {
        let add = wire::AddUserToGroupRequest {
            group_name: group_name.to_owned(),
            user_name: user_name.clone(),
        };
        ask::<AddUserToGroup>(bench, &root, add).await;
    }
    let own = policy(bench, &format!("own{number}")).await;
    for policy_arn in [format!("arn:aws:iam::{}:policy/all", root.account), own] {
        let attach = wire::AttachUserPolicyRequest {
            user_name: user.clone(),
            policy_arn: policy_arn.clone(),
        };
        ask::<AttachUserPolicy>(bench, &root, attach).await;
        let attach = wire::AttachGroupPolicyRequest {
            group_name: group.clone(),
            policy_arn,
        };
        ask::<AttachGroupPolicy>(bench, &root, attach).await;
    }
    let put = wire::PutGroupPolicyRequest {
        group_name: group.clone(),
        policy_name: "inline".to_owned(),
        policy_document: ALL.to_owned(),
    };
    ask::<PutGroupPolicy>(bench, &root, put).await;
    member.put(bench, "inline", ALL).await;
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"sts:AssumeRole"}}]}}"#,
        member.arn
    );
    let role = format!("role{number}");
    let create: wire::CreateRoleRequest = wire::CreateRoleRequest {
        path: None,
        role_name: role.clone(),
        assume_role_policy_document: trust,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
    };
    ask::<CreateRole>(bench, &root, create).await;
    // One profile has the new role, the other the first one.
    for (profile, role) in [
        (format!("own{number}"), role),
        (format!("first{number}"), "role0".to_owned()),
    ] {
        let create = wire::CreateInstanceProfileRequest {
            instance_profile_name: profile.clone(),
            path: None,
            tags: Some(vec![wire::Tag {
                key: "team".to_owned(),
                value: "red".to_owned(),
            }]),
        };
        ask::<CreateInstanceProfile>(bench, &root, create).await;
        let add = wire::AddRoleToInstanceProfileRequest {
            instance_profile_name: profile,
            role_name: role,
        };
        ask::<AddRoleToInstanceProfile>(bench, &root, add).await;
    }
}

/// Looks whether everything is there that was grown, and says how many items there are.
fn details(shown: &wire::GetAccountAuthorizationDetailsResponse, number: usize) -> usize {
    let users = shown.user_detail_list.as_ref().unwrap();
    let groups = shown.group_detail_list.as_ref().unwrap();
    let roles = shown.role_detail_list.as_ref().unwrap();
    let policies = shown.policies.as_ref().unwrap();
    let user = users
        .iter()
        .find(|user| user.user_name.as_deref() == Some("user0"))
        .unwrap();
    assert_eq!(user.group_list.as_ref().unwrap().len(), number + 1);
    assert_eq!(user.tags.as_ref().unwrap().len(), 1);
    for user in users {
        assert_eq!(user.user_policy_list.as_ref().unwrap().len(), 1);
        assert_eq!(user.attached_managed_policies.as_ref().unwrap().len(), 2);
    }
    for group in groups {
        assert_eq!(group.group_policy_list.as_ref().unwrap().len(), 1);
        assert_eq!(group.attached_managed_policies.as_ref().unwrap().len(), 2);
    }
    for (place, role) in roles.iter().enumerate() {
        let profiles = role.instance_profile_list.as_ref().unwrap();
        let expected = if place == 0 { number + 2 } else { 1 };
        assert_eq!(profiles.len(), expected, "{:?}", role.role_name);
        assert!(profiles.iter().all(|profile| profile.roles.len() == 1));
        assert!(role.role_last_used.is_some());
    }
    for policy in policies {
        assert_eq!(policy.policy_version_list.as_ref().unwrap().len(), 1);
    }
    users.len() + groups.len() + roles.len() + policies.len()
}

room!(a_caller_takes_as_many_statements_as_any, |bench| {
    policy(bench, "all").await;
    grow(bench, 0).await;
    let mut before = None;
    for number in 1..4 {
        // The user is in one more group, with policies of its own, and is read again.
        grow(bench, number).await;
        let arn = format!("arn:aws:iam::{}:user/user0", bench.alice.id);
        let input = wire::GetUserRequest {
            user_name: Some("user0".to_owned()),
        };
        let root = bench.call(&bench.alice);
        let id = ask::<GetUser>(bench, &root, input).await.user.user_id;
        let caller = Call {
            principal: Principal::user(&bench.alice.id, &arn, &id),
            access_key_id: "AKIAUSER0".to_owned(),
            ..root
        };
        let input = wire::GetUserRequest { user_name: None };
        let (_, counts) = counted_by::<GetUser>(bench, &caller, input).await;
        assert!(counts.contains_key("iam.attachment.of_principal"), "{counts:?}");
        let before = before.get_or_insert_with(|| counts.clone());
        assert_eq!(*before, counts, "in {number} groups");
    }
});

room!(a_page_takes_as_many_statements_as_any, |bench| {
    let root = bench.call(&bench.alice);
    policy(bench, "all").await;
    grow(bench, 0).await;
    let mut before = BTreeMap::new();
    for number in 1..4 {
        grow(bench, number).await;
        let input = wire::GetGroupRequest {
            group_name: "group0".to_owned(),
            marker: None,
            max_items: None,
        };
        steady!(bench, before, GetGroup, input, |output| output.users.len());
        let input = wire::ListGroupsForUserRequest {
            user_name: "user0".to_owned(),
            marker: None,
            max_items: None,
        };
        steady!(bench, before, ListGroupsForUser, input, |output| output
            .groups
            .len());
        let input = wire::ListRolesRequest {
            path_prefix: None,
            marker: None,
            max_items: None,
        };
        steady!(bench, before, ListRoles, input, |output| {
            let policy = |role: &wire::Role| role.assume_role_policy_document.clone().unwrap();
            assert!(output.roles.iter().all(|role| policy(role).contains("user%2F")));
            output.roles.len()
        });
        let input = wire::ListInstanceProfilesRequest {
            path_prefix: None,
            marker: None,
            max_items: None,
        };
        steady!(bench, before, ListInstanceProfiles, input, |output| {
            let tagged =
                |profile: &wire::InstanceProfile| profile.tags.as_ref().is_some_and(|tags| tags.len() == 1);
            assert!(
                output
                    .instance_profiles
                    .iter()
                    .all(|profile| profile.roles.len() == 1 && tagged(profile))
            );
            output.instance_profiles.len()
        });
        let input = wire::ListInstanceProfilesForRoleRequest {
            role_name: "role0".to_owned(),
            marker: None,
            max_items: None,
        };
        steady!(bench, before, ListInstanceProfilesForRole, input, |output| {
            let tagged =
                |profile: &wire::InstanceProfile| profile.tags.as_ref().is_some_and(|tags| tags.len() == 1);
            assert!(
                output
                    .instance_profiles
                    .iter()
                    .all(|profile| profile.roles[0].role_name == "role0" && tagged(profile))
            );
            output.instance_profiles.len()
        });
        let input = wire::ListEntitiesForPolicyRequest {
            policy_arn: format!("arn:aws:iam::{}:policy/all", root.account),
            entity_filter: None,
            path_prefix: None,
            policy_usage_filter: None,
            marker: None,
            max_items: None,
        };
        steady!(bench, before, ListEntitiesForPolicy, input, |output| {
            output.policy_users.unwrap_or_default().len()
        });
        let input = wire::ListPoliciesRequest {
            scope: Some(wire::PolicyScopeType::Local),
            ..wire::ListPoliciesRequest::default()
        };
        steady!(bench, before, ListPolicies, input, |output| {
            let policies = output.policies.unwrap();
            let all = policies
                .iter()
                .find(|policy| policy.policy_name.as_deref() == Some("all"));
            let having = i64::try_from(2 * (number + 1)).unwrap();
            assert_eq!(all.unwrap().attachment_count, Some(having), "users and groups");
            policies.len()
        });
        let input = wire::GetAccountAuthorizationDetailsRequest::default();
        steady!(bench, before, GetAccountAuthorizationDetails, input, |output| {
            details(&output, number)
        });
    }
});
