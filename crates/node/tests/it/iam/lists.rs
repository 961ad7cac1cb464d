//! Lists read their page in a number of statements that does not grow with it.

use std::collections::BTreeMap;

use wharf_aws::iam as wire;
use wharf_node::Operation;
use wharf_node::iam::attach_policy::AttachUserPolicy;
use wharf_node::iam::group::{AddUserToGroup, CreateGroup, GetGroup, ListGroupsForUser};
use wharf_node::iam::instance_profile::{
    AddRoleToInstanceProfile, CreateInstanceProfile, ListInstanceProfiles, ListInstanceProfilesForRole,
};
use wharf_node::iam::managed_policy::{CreatePolicy, ListEntitiesForPolicy};
use wharf_node::iam::role::{CreateRole, ListRoles};

use crate::bench::Bench;
use crate::bench::counted::statements_of;
use crate::bench::iam::{Member, ask};

/// Answers an operation, and says how often each of IAM's statements ran for it.
async fn counted<O: Operation>(bench: &Bench, input: O::Input) -> (O::Output, BTreeMap<String, usize>) {
    let root = bench.call(&bench.alice);
    let (output, statements) = statements_of(ask::<O>(bench, &root, input)).await;
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
    let attach = wire::AttachUserPolicyRequest {
        user_name: user.clone(),
        policy_arn: format!("arn:aws:iam::{}:policy/all", root.account),
    };
    ask::<AttachUserPolicy>(bench, &root, attach).await;
    // Every role trusts the same user, whom a page looks up once.
    let trusted = member.arn.replace(&user, "user0");
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{trusted}"}},"Action":"sts:AssumeRole"}}]}}"#
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

room!(a_page_takes_as_many_statements_as_any, |bench| {
    let root = bench.call(&bench.alice);
    let policy = wire::CreatePolicyRequest {
        policy_name: "all".to_owned(),
        path: None,
        policy_document:
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
                .to_owned(),
        description: None,
        tags: None,
    };
    ask::<CreatePolicy>(bench, &root, policy).await;
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
        steady!(bench, before, ListRoles, input, |output| output.roles.len());
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
    }
});
