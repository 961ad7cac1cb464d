//! What IAM's operations demand, by what they name.

use wharf_aws::iam::Tag;
use wharf_policy::Action;

use super::entity::{EntityKind, arn_of};
use wharf_kernel::{Access, Call, IamResource, Resource};

/// An action on something of the caller's account.
pub fn on(action: &'static str, resource: IamResource) -> Vec<Access> {
    vec![Access::new(Action::new("iam", action), Resource::Iam(resource))]
}

/// An action on nothing in particular.
pub fn anything(action: &'static str) -> Vec<Access> {
    vec![Access::anything(Action::new("iam", action))]
}

/// An action on a user.
pub fn user(action: &'static str, name: &str) -> Vec<Access> {
    on(action, IamResource::User(Some(name.to_owned())))
}

/// An action on a user, or on the caller itself when none is named.
pub fn user_or_self(action: &'static str, name: Option<&str>) -> Vec<Access> {
    on(action, IamResource::User(name.map(str::to_owned)))
}

/// An action on the user of an access key.
pub fn access_key(action: &'static str, id: &str) -> Vec<Access> {
    on(action, IamResource::AccessKey(id.to_owned()))
}

/// An action on a role.
pub fn role(action: &'static str, name: &str) -> Vec<Access> {
    on(action, IamResource::Role(name.to_owned()))
}

/// An action on a group.
pub fn group(action: &'static str, name: &str) -> Vec<Access> {
    on(action, IamResource::Group(name.to_owned()))
}

/// An action on an instance profile.
pub fn instance_profile(action: &'static str, name: &str) -> Vec<Access> {
    on(action, IamResource::InstanceProfile(name.to_owned()))
}

/// An action on what has an ARN already.
pub fn arn(action: &'static str, arn: &str) -> Vec<Access> {
    on(action, IamResource::Named(arn.to_owned()))
}

/// An action on an entity that is about to be made.
pub fn new(
    action: &'static str,
    call: &Call,
    kind: EntityKind,
    path: Option<&str>,
    name: &str,
) -> Vec<Access> {
    arn(action, &arn_of(&call.account, kind, path.unwrap_or("/"), name))
}

/// A list of a kind: its ARN has `*` for a name, under the path that the list is limited to.
pub fn list(action: &'static str, call: &Call, kind: EntityKind, path_prefix: Option<&str>) -> Vec<Access> {
    let prefix = path_prefix.unwrap_or("/");
    arn(
        action,
        &format!("arn:aws:iam::{}:{}{prefix}*", call.account, kind.word()),
    )
}

/// The demands, under the tags that the request passes; passing some needs the action that sets them too.
pub fn with_tags(demands: Vec<Access>, tags: Option<&[Tag]>, tag_action: &'static str) -> Vec<Access> {
    let tags = tags.unwrap_or_default().iter();
    let pairs: Vec<_> = tags.map(|tag| (tag.key.as_str(), tag.value.as_str())).collect();
    Access::with_tagging(demands, &Action::new("iam", tag_action), &pairs)
}

/// The demands, under one more condition key.
pub fn with(demands: Vec<Access>, key: &str, value: Option<&str>) -> Vec<Access> {
    match value {
        Some(value) => demands
            .into_iter()
            .map(|access| access.with(key, [value.to_owned()]))
            .collect(),
        None => demands,
    }
}

/// The demands, under the tag keys that the request takes away.
pub fn untag(demands: Vec<Access>, keys: &[String]) -> Vec<Access> {
    demands
        .into_iter()
        .map(|access| access.with("aws:TagKeys", keys.iter().cloned()))
        .collect()
}
