//! Users with policies, for tests of who may do what.

use wharf_aws::iam as wire;
use wharf_node::iam::{inline_policy, user};
use wharf_node::{Call, Operation, perform};
use wharf_policy::Principal;

use super::{Bench, Tenant};

/// A user of an account.
pub(crate) struct Member {
    root: Call,
    name: String,
    pub(crate) arn: String,
    pub(crate) id: String,
}

/// Asks IAM, and expects an answer.
pub(crate) async fn ask<O: Operation>(bench: &Bench, call: &Call, input: O::Input) -> O::Output {
    match perform::<O>(&bench.node, call, input).await {
        Ok(output) => output,
        Err(error) => panic!("{}: {error:?}", O::ROW.name),
    }
}

impl Member {
    pub(crate) async fn new(bench: &Bench, tenant: &Tenant, name: &str) -> Member {
        Member::tagged(bench, tenant, name, &[]).await
    }

    pub(crate) async fn tagged(bench: &Bench, tenant: &Tenant, name: &str, tags: &[(&str, &str)]) -> Member {
        let root = bench.call(tenant);
        let tags = tags.iter().map(|(key, value)| wire::Tag {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
        });
        let input = wire::CreateUserRequest {
            path: None,
            user_name: name.to_owned(),
            permissions_boundary: None,
            tags: Some(tags.collect()),
        };
        let made = ask::<user::CreateUser>(bench, &root, input).await.user.unwrap();
        Member {
            root,
            name: name.to_owned(),
            arn: made.arn,
            id: made.user_id,
        }
    }

    /// A call of the user's.
    pub(crate) fn call(&self, bench: &Bench) -> Call {
        let account = self.root.account;
        let _ = bench;
        Call {
            principal: Principal::user(&account, &self.arn, &self.id),
            access_key_id: format!("AKIA{}", self.id),
            ..self.root.clone()
        }
    }

    /// Writes an inline policy.
    pub(crate) async fn put(&self, bench: &Bench, name: &str, document: &str) {
        let input = wire::PutUserPolicyRequest {
            user_name: self.name.clone(),
            policy_name: name.to_owned(),
            policy_document: document.to_owned(),
        };
        ask::<inline_policy::PutUserPolicy>(bench, &self.root, input).await;
    }

    /// Takes an inline policy away, if it is there.
    pub(crate) async fn clear(&self, bench: &Bench, name: &str) {
        let input = wire::DeleteUserPolicyRequest {
            user_name: self.name.clone(),
            policy_name: name.to_owned(),
        };
        let _ = perform::<inline_policy::DeleteUserPolicy>(&bench.node, &self.root, input).await;
    }

    pub(crate) async fn delete(&self, bench: &Bench) {
        let input = wire::DeleteUserRequest {
            user_name: self.name.clone(),
        };
        ask::<user::DeleteUser>(bench, &self.root, input).await;
    }
}
