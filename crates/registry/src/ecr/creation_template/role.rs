//! The role that makes a template's repositories: it must let ECR in, and may no more than its policies say.

use wharf_aws::{AccountId, Arn};
use wharf_oci::name::RepositoryName;
use wharf_policy::{Action, Decision, Principal};

use super::Template;
use crate::ecr::encryption::KEY_ACTIONS;
use wharf_kernel::node::FoundRole;
use wharf_kernel::{Access, Call, Context, IamResource, Resource, Unavailable};

/// Who assumes the role.
const SERVICE: &str = "ecr.amazonaws.com";
const SESSION: &str = "ecr-template";

/// What keeps the template from making a repository; nothing when it can. Without a role it is made by the registry
/// itself, which may neither tag nor choose keys.
pub(super) async fn missing(
    context: &Context<'_>,
    registry: &AccountId,
    name: &RepositoryName,
    template: &Template,
    key: Option<String>,
) -> Result<Option<String>, Unavailable> {
    let tagged = !template.resource_tags.is_empty();
    let Some(arn) = &template.custom_role else {
        let needed = match (tagged, &key) {
            (true, _) => Some("resource tags need a custom role"),
            (false, Some(_)) => Some("a KMS key needs a custom role"),
            (false, None) => None,
        };
        return Ok(needed.map(str::to_owned));
    };
    let role = find(context, registry, arn).await?;
    let Some(role) = role else {
        return Ok(Some(format!("there is no role {arn}")));
    };
    let service = called_by(context.call, Principal::service(SERVICE), *registry, SERVICE);
    let assume = Access::new(
        Action::new("sts", "AssumeRole"),
        Resource::AssumedRole(arn.clone()),
    );
    if !allowed(context, &service, &assume).await? {
        return Ok(Some(format!("the role {arn} does not let {SERVICE} assume it")));
    }
    let call = called_by(
        context.call,
        Principal::role_session(&role.account, &role.arn, &role.id, SESSION),
        role.account,
        &role.id,
    );
    let mut actions = vec!["CreateRepository"];
    actions.extend(tagged.then_some("TagResource"));
    actions.extend(template.repository_policy.as_ref().map(|_| "SetRepositoryPolicy"));
    actions.extend(template.lifecycle_policy.as_ref().map(|_| "PutLifecyclePolicy"));
    for action in actions {
        let tags = template.resource_tags.iter();
        let access = Access::repository(action, registry, name)
            .with_tags(tags.map(|(key, value)| (key.as_str(), value.as_str())));
        if !allowed(context, &call, &access).await? {
            return Ok(Some(format!("the role {arn} may not do ecr:{action}")));
        }
    }
    for action in key.iter().flat_map(|_| KEY_ACTIONS) {
        let resource = Resource::Iam(IamResource::Named(key.clone().unwrap_or_default()));
        if !allowed(context, &call, &Access::new(Action::new("kms", action), resource)).await? {
            return Ok(Some(format!("the role {arn} may not do kms:{action}")));
        }
    }
    Ok(None)
}

async fn find(
    context: &Context<'_>,
    registry: &AccountId,
    arn: &str,
) -> Result<Option<FoundRole>, Unavailable> {
    let Some(name) = own_role(registry, arn) else {
        return Ok(None);
    };
    let node = context.node;
    let found = node.directory.role(&node.identity, registry, &name).await?;
    Ok(found.filter(|role| role.arn == arn))
}

/// The name of the role, if the ARN is that of a role of the account.
pub(super) fn own_role(account: &AccountId, arn: &str) -> Option<String> {
    let parsed: Arn = arn.parse().ok()?;
    let name = parsed.resource().strip_prefix("role/")?.rsplit('/').next()?;
    let is_own = parsed.service() == "iam" && parsed.account() == account.as_str() && !name.is_empty();
    is_own.then(|| name.to_owned())
}

/// The same call, by another principal. `key` is what the node remembers that principal under.
fn called_by(call: &Call, principal: Principal, account: AccountId, key: &str) -> Call {
    Call {
        principal,
        account,
        access_key_id: format!("{SESSION}:{key}"),
        session: None,
        ..call.clone()
    }
}

async fn allowed(context: &Context<'_>, call: &Call, access: &Access) -> Result<bool, Unavailable> {
    let node = context.node;
    let caller = node.gate.caller(node, call).await?;
    let decision = caller.decide(node, call, access, None).await?;
    Ok(decision == Decision::Allowed)
}
