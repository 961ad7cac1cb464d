//! What the policies of repositories and registries have in common: checked when set, kept with unique ids in place of
//! users and roles, shown with their ARNs.

use wharf_aws::ecr::Fault;
use wharf_policy::{Decision, PolicyDocument, PolicyKind, Position, Positions};

use super::fault::invalid_parameter;
use wharf_kernel::node::UnknownPrincipal;
use wharf_kernel::{Access, Context, Error};

/// Bytes of a policy (Amazon ECR API Reference, *SetRepositoryPolicy*).
const MAX_LENGTH: usize = 10_240;

/// The text to store, or why it is refused.
pub(super) async fn bind(
    context: &Context<'_>,
    text: String,
    kind: PolicyKind,
) -> Result<String, Error<Fault>> {
    if text.len() > MAX_LENGTH {
        let reason = format!("must have length less than or equal to {MAX_LENGTH}");
        return Err(invalid_parameter("policyText", &reason).into());
    }
    let what = if kind == PolicyKind::Registry {
        "registry"
    } else {
        "repository"
    };
    if let Err(refusal) = wharf_policy::check(&text, kind) {
        let reason = format!("Invalid {what} policy provided: {}", refusal.reason(&text));
        return Err(invalid_parameter("PolicyText", &reason).into());
    }
    let node = context.node;
    let bound = node.directory.bind(&node.identity, text).await?;
    bound.map_err(|UnknownPrincipal(arn)| {
        let reason = format!("Invalid {what} policy provided: Principal not found: {arn}");
        invalid_parameter("PolicyText", &reason).into()
    })
}

/// Refuses a `Resource` that the repository with this ARN is not.
pub(super) fn require_own(text: &str, arn: &str) -> Result<(), Error<Fault>> {
    let Ok(document) = PolicyDocument::parse(text) else {
        return Ok(());
    };
    match document.resources_without(arn).next() {
        None => Ok(()),
        Some((span, other)) => {
            let Position { line, column } = Positions::of(text).at(span.start);
            let reason = format!(
                "Invalid repository policy provided: line {line}, column {column}: the policy of a repository is about that \
                 repository, {arn}, and not about {other}; leave Resource out"
            );
            Err(invalid_parameter("PolicyText", &reason).into())
        }
    }
}

/// The text as its author wrote it, as far as those that it names live.
pub(super) async fn shown(context: &Context<'_>, text: String) -> Result<String, Error<Fault>> {
    let shown = all_shown(context, vec![text]).await?;
    Ok(shown.into_iter().next().unwrap_or_default())
}

/// The same of several texts, all of one moment.
pub(super) async fn all_shown(
    context: &Context<'_>,
    texts: Vec<String>,
) -> Result<Vec<String>, Error<Fault>> {
    let node = context.node;
    Ok(node.directory.unbind(&node.identity, texts).await?)
}

/// Refuses a policy under which the caller could not set another one.
pub(super) async fn require_way_back(
    context: &Context<'_>,
    access: &Access,
    document: &str,
) -> Result<(), Error<Fault>> {
    match context.decide_under(access, document).await? {
        Decision::Allowed => Ok(()),
        Decision::Denied(_) => Err(invalid_parameter(
            "PolicyText",
            "The new policy would keep you from setting another one. Use force to set it all the same",
        )
        .into()),
    }
}
