//! What the operations of Organizations demand, by what they name.

use wharf_aws::organizations::{PolicyType, Tag};
use wharf_policy::Action;

use wharf_kernel::{Access, OrganizationResource, Resource};

/// An action on the organization as a whole: `*`.
pub(super) fn whole(action: &'static str) -> Vec<Access> {
    demand(action, OrganizationResource::Whole)
}

/// An action on the root, a unit, an account or a policy, by its id.
pub(super) fn on(action: &'static str, id: &str) -> Vec<Access> {
    demand(action, OrganizationResource::Entity(id.to_owned()))
}

/// An action on an account, by its id.
pub(super) fn account(action: &'static str, id: &wharf_aws::AccountId) -> Vec<Access> {
    on(action, id.as_str())
}

/// An action on nothing in particular, decided by the caller's policies alone: what members may ask too.
pub(super) fn anything(action: &'static str) -> Vec<Access> {
    vec![Access::anything(Action::new("organizations", action))]
}

/// The same action on several things.
pub(super) fn on_each(action: &'static str, ids: &[&str]) -> Vec<Access> {
    ids.iter().flat_map(|id| on(action, id)).collect()
}

/// The demands, under the type of policy that the request names.
pub(super) fn of_type(demands: Vec<Access>, policy_type: PolicyType) -> Vec<Access> {
    let with = |access: Access| access.with("organizations:PolicyType", [policy_type.as_str().to_owned()]);
    demands.into_iter().map(with).collect()
}

/// The demands, under the tags that the request passes; passing some needs the action that sets them too.
pub(super) fn with_tags(demands: Vec<Access>, tags: Option<&[Tag]>) -> Vec<Access> {
    let tags = tags.unwrap_or_default().iter();
    let pairs: Vec<_> = tags.map(|tag| (tag.key.as_str(), tag.value.as_str())).collect();
    Access::with_tagging(demands, &Action::new("organizations", "TagResource"), &pairs)
}

fn demand(action: &'static str, resource: OrganizationResource) -> Vec<Access> {
    let action = Action::new("organizations", action);
    vec![Access::new(action, Resource::Organization(resource))]
}
