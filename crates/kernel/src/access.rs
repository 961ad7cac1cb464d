//! What an operation demands: actions on resources, under conditions that the request itself states.

use wharf_aws::{AccountId, Arn};
use wharf_oci::name::RepositoryName;
use wharf_policy::Action;

use crate::Call;

/// One permission that an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The IAM action.
    pub action: Action,
    /// On what.
    pub resource: Resource,
    /// Condition keys that only this request has, e.g. `aws:RequestTag/team`.
    pub conditions: Vec<(String, Vec<String>)>,
}

/// What is acted on. The pipeline finds its ARN, tags, owner and policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Nothing in particular: `*`, in the caller's account, decided by the caller's policies alone.
    Any,
    /// A registry as a whole: `*`, decided by its registry policy too.
    Registry(AccountId),
    /// A repository, there or not.
    Repository(AccountId, RepositoryName),
    /// All repositories of a registry.
    AllRepositories(AccountId),
    /// A user, role, group, policy or the like of the caller's account, by its ARN's last part: `user/alice`. Its path is
    /// found where the API names it without.
    Iam(IamResource),
    /// A role of any account, by its ARN: to be assumed, which its trust policy must allow.
    AssumedRole(String),
    /// A KMS key of the caller's account, by its id, alias or ARN.
    Key(String),
    /// The node itself, with everything in it: `*`. It belongs to the account that was made first.
    Node,
    /// Something of the organization that the caller's account is in. It belongs to the management account.
    Organization(OrganizationResource),
}

/// A resource of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationResource {
    /// The organization as a whole: `*`.
    Whole,
    /// The root, a unit, an account or a policy, by its id.
    Entity(String),
}

/// A resource of the identity plane in the caller's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IamResource {
    /// A user by name; the caller itself when `None`.
    User(Option<String>),
    /// The user whose access key this is.
    AccessKey(String),
    /// A role by name.
    Role(String),
    /// A group by name.
    Group(String),
    /// An instance profile by name.
    InstanceProfile(String),
    /// Something that is about to be made, or that the API names by ARN: its ARN.
    Named(String),
}

impl Access {
    /// An action on a resource, without conditions of its own.
    pub fn new(action: Action, resource: Resource) -> Access {
        Access {
            action,
            resource,
            conditions: Vec::new(),
        }
    }

    /// An ECR action on a repository.
    pub fn repository(action: &'static str, owner: &AccountId, name: &RepositoryName) -> Access {
        Access::new(
            Action::new("ecr", action),
            Resource::Repository(*owner, name.clone()),
        )
    }

    /// An ECR action on all repositories of a registry.
    pub fn all_repositories(action: &'static str, owner: &AccountId) -> Access {
        Access::new(Action::new("ecr", action), Resource::AllRepositories(*owner))
    }

    /// An ECR action on a registry.
    pub fn registry(action: &'static str, owner: &AccountId) -> Access {
        Access::new(Action::new("ecr", action), Resource::Registry(*owner))
    }

    /// An action on no resource of its own, decided in the caller's account.
    pub fn anything(action: Action) -> Access {
        Access::new(action, Resource::Any)
    }

    /// An operator's action on the node.
    pub fn node(action: &'static str) -> Access {
        Access::new(Action::new("wharf", action), Resource::Node)
    }

    /// The same, under a condition key that this request states.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, values: impl IntoIterator<Item = String>) -> Access {
        self.conditions.push((key.into(), values.into_iter().collect()));
        self
    }

    /// Demands of a request that passes tags: each under these tags, and beside it the permission to set them. The demands alone
    /// without tags.
    pub fn with_tagging(demands: Vec<Access>, tagging: &Action, tags: &[(&str, &str)]) -> Vec<Access> {
        if tags.is_empty() {
            return demands;
        }
        let both = |access: Access| {
            let tagging = Access {
                action: tagging.clone(),
                ..access.clone()
            };
            [access, tagging].map(|access| access.with_tags(tags.iter().copied()))
        };
        demands.into_iter().flat_map(both).collect()
    }

    /// The same, with the tags that the request passes: `aws:RequestTag/<key>` and `aws:TagKeys`. Nothing without tags.
    #[must_use]
    pub fn with_tags<'a>(mut self, tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Access {
        let mut keys = Vec::new();
        for (key, value) in tags {
            keys.push(key.to_owned());
            self = self.with(format!("aws:RequestTag/{key}"), [value.to_owned()]);
        }
        if keys.is_empty() {
            self
        } else {
            self.with("aws:TagKeys", keys)
        }
    }
}

impl Resource {
    /// The ARN as far as the request names it, and the account that owns it.
    pub fn arn(&self, call: &Call) -> Option<(String, AccountId)> {
        let owned = |text: &str| {
            let owner = text.parse::<Arn>().ok().and_then(|arn| arn.account_id());
            (text.to_owned(), owner.unwrap_or(call.account))
        };
        match self {
            Resource::Repository(owner, name) => {
                let arn = Arn::repository_text(&call.region, owner, name.as_str());
                Some((arn, *owner))
            }
            Resource::AllRepositories(owner) => {
                let arn = Arn::repository_text(&call.region, owner, "*");
                Some((arn, *owner))
            }
            Resource::AssumedRole(arn) | Resource::Iam(IamResource::Named(arn)) => Some(owned(arn)),
            Resource::Any
            | Resource::Node
            | Resource::Key(_)
            | Resource::Registry(_)
            | Resource::Iam(_)
            | Resource::Organization(_) => None,
        }
    }
}
