//! The resource's side of a decision: its ARN, its owner, its tags, and the policies that its owner put on it.

use std::sync::Arc;

use wharf_aws::{AccountId, Arn};
use wharf_policy::{Keys, Source};

use wharf_identity::iam::{account, principal, resource as iam};
use wharf_identity::organizations::control_policy::{self, ControlPolicies};
use wharf_identity::organizations::resource as organization;
use wharf_kernel::{Access, Call, Cell, Node, Resource, Unavailable};
use wharf_registry::ecr::resource as registry;
use wharf_registry::kms::KeyRing;

/// The resource's side.
pub(super) struct Target {
    pub(super) arn: String,
    pub(super) owner: Option<AccountId>,
    pub(super) tags: Arc<Keys>,
    pub(super) policies: Vec<Source>,
    /// Whether only its own policy can let a caller in: a role's trust policy.
    pub(super) must_allow: bool,
    control_policies: Arc<ControlPolicies>,
}

impl Target {
    fn new(arn: String, owner: AccountId, control_policies: Arc<ControlPolicies>) -> Target {
        Target {
            arn,
            owner: Some(owner),
            tags: Arc::default(),
            policies: Vec::new(),
            must_allow: false,
            control_policies,
        }
    }

    /// The condition keys that say whose it is.
    pub(super) fn owner_keys(&self) -> &Keys {
        &self.control_policies.resource_keys
    }

    /// The resource control policies above it. What is asked of `*` is tied to no resource, so none apply.
    pub(super) fn resource_control(&self) -> Option<&[Vec<Source>]> {
        if self.arn == "*" {
            return None;
        }
        self.control_policies.resource_control.as_deref()
    }
}

/// The resource's side. The policies of a closed account no longer let any caller in.
pub(super) async fn find(node: &Node, call: &Call, access: &Access) -> Result<Target, Unavailable> {
    let mut target = look_up(node, call, access).await?;
    if !target.control_policies.active {
        target.policies.clear();
    }
    Ok(target)
}

async fn look_up(node: &Node, call: &Call, access: &Access) -> Result<Target, Unavailable> {
    let named = access.resource.arn(call);
    let owner = match access.resource {
        Resource::Node => {
            let first = account::first(&node.identity).await?;
            first.ok_or_else(|| Unavailable::Internal("the node has no account".to_owned()))?
        }
        ref resource => owner(call, resource),
    };
    let control_policies = control_policy::of(&node.identity, &owner).await?;
    let new = |arn: String| Target::new(arn, owner, Arc::clone(&control_policies));
    let named_arn = || named.map_or_else(|| "*".to_owned(), |(arn, _)| arn);
    match &access.resource {
        Resource::Any | Resource::Node => Ok(new("*".to_owned())),
        Resource::Organization(resource) => {
            let found = organization::find(&node.identity, call, resource).await?;
            let control_policies = control_policy::of(&node.identity, &found.owner).await?;
            Ok(Target {
                tags: Arc::new(found.keys),
                policies: found.policy.into_iter().collect(),
                ..Target::new(found.arn, found.owner, control_policies)
            })
        }
        Resource::Registry(_)
        | Resource::AllRepositories(_)
        | Resource::Repository(..)
        | Resource::Key(_) => {
            // A refusal makes no Region.
            let Some(cell) = node.cell_if_made(&call.region).await? else {
                return Ok(new(match &access.resource {
                    Resource::Registry(_) => "*".to_owned(),
                    Resource::Key(name) => KeyRing::arn_of_unknown(&call.region, &owner, name),
                    _ => named_arn(),
                }));
            };
            in_region(node, (&cell, &owner), access, new, named_arn).await
        }
        Resource::Iam(resource) => {
            let found = iam::find(&node.identity, call, resource).await?;
            Ok(Target {
                tags: Arc::new(found.tags),
                ..new(found.arn)
            })
        }
        Resource::AssumedRole(arn) => {
            let parsed = arn.parse::<Arn>().ok();
            let role = match parsed.as_ref().and_then(Arn::role_name) {
                Some(name) => Some(principal::role(&node.identity, &owner, name).await?),
                None => None,
            };
            let role = role.as_ref().and_then(|role| role.as_ref().as_ref());
            // A name with another path is another ARN, and no such role.
            let role = role.filter(|role| role.arn == *arn);
            let mut tags = Keys::default();
            for (key, value) in role.iter().flat_map(|role| &role.tags) {
                tags.add(&format!("aws:ResourceTag/{key}"), [value.clone()]);
            }
            Ok(Target {
                policies: role.and_then(|role| role.trust.clone()).into_iter().collect(),
                tags: Arc::new(tags),
                must_allow: true,
                ..new(arn.clone())
            })
        }
    }
}

/// What is in a Region that has a store.
async fn in_region(
    node: &Node,
    (cell, owner): (&Cell, &AccountId),
    access: &Access,
    new: impl Fn(String) -> Target,
    named_arn: impl FnOnce() -> String,
) -> Result<Target, Unavailable> {
    if let Resource::Key(name) = &access.resource {
        let ring = KeyRing::new(cell, owner, &node.sealer, &node.entropy);
        return Ok(new(ring.arn_of(name).await?));
    }
    let registry = registry::registry(cell, owner).await?;
    let of_registry = registry.policies(&access.action).cloned();
    Ok(match &access.resource {
        Resource::Repository(_, name) => {
            let repository = registry::repository(cell, owner, name).await?;
            Target {
                policies: of_registry.chain(repository.policy.clone()).collect(),
                tags: Arc::clone(&repository.tags),
                ..new(named_arn())
            }
        }
        Resource::AllRepositories(_) => Target {
            policies: of_registry.collect(),
            ..new(named_arn())
        },
        _ => Target {
            policies: of_registry.collect(),
            ..new("*".to_owned())
        },
    })
}

/// The account that owns a resource.
fn owner(call: &Call, resource: &Resource) -> AccountId {
    match resource {
        // Its management account is found together with the organization.
        Resource::Any | Resource::Node | Resource::Key(_) | Resource::Iam(_) | Resource::Organization(_) => {
            call.account
        }
        Resource::Registry(owner) | Resource::Repository(owner, _) | Resource::AllRepositories(owner) => {
            *owner
        }
        Resource::AssumedRole(arn) => {
            let owner = arn.parse::<Arn>().ok().and_then(|arn| arn.account_id());
            owner.unwrap_or(call.account)
        }
    }
}
