//! `AssumeRole`: a role of any account, for callers that its trust policy allows (STS API Reference, *AssumeRole*).

use wharf_aws::sts::{AssumeRoleRequest, AssumeRoleResponse};
use wharf_policy::PrincipalKind;

use super::fault::{denied, invalid};
use super::role::{self, RoleArn};
use super::{Fault, session_policy, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::session::{Session, SessionTag};
use wharf_kernel::{Call, Error};

/// A request that is in order, as far as that does not depend on the role.
#[derive(Debug)]
struct Asked {
    role: RoleArn,
    tags: Vec<SessionTag>,
    source_identity: Option<String>,
}

impl Asked {
    fn read(input: &AssumeRoleRequest, call: &Call) -> Result<Asked, Fault> {
        let session = call.session.as_deref();
        let role = RoleArn::parse(&input.role_arn)?;
        match call.principal.kind {
            PrincipalKind::Root => return Err(denied("Roles may not be assumed by root accounts.")),
            // Even if a trust policy allows it (IAM User Guide, *Comparing AWS STS credentials*).
            PrincipalKind::FederatedUser => {
                return Err(denied(role::denied_text(
                    &call.principal.arn,
                    "sts:AssumeRole",
                    &role.text,
                )));
            }
            _ => {}
        }
        refuse_second_factor(input.serial_number.as_deref(), input.token_code.as_deref())?;
        if input.provided_contexts.is_some() {
            return Err(invalid("ProvidedContexts are not supported."));
        }
        let passed = input.tags.as_deref().unwrap_or_default();
        let transitive = input.transitive_tag_keys.as_deref().unwrap_or_default();
        Ok(Asked {
            role,
            tags: tag::effective(passed, transitive, session)?,
            source_identity: source_identity(input.source_identity.as_deref(), session)?,
        })
    }
}

/// There are no MFA devices here, so no code can be right.
pub(super) fn refuse_second_factor(serial: Option<&str>, code: Option<&str>) -> Result<(), Fault> {
    if serial.is_none() && code.is_none() {
        return Ok(());
    }
    Err(denied(
        "MultiFactorAuthentication failed: there are no MFA devices here. Call without SerialNumber and TokenCode.",
    ))
}

/// A source identity that is set stays set.
fn source_identity(passed: Option<&str>, caller: Option<&Session>) -> Result<Option<String>, Fault> {
    let known = caller.and_then(|session| session.source_identity.as_deref());
    match (known, passed) {
        (Some(known), Some(passed)) if known != passed => Err(invalid(
            "The SourceIdentity of the calling session cannot be changed.",
        )),
        (known, passed) => Ok(known.or(passed).map(str::to_owned)),
    }
}

operation! {
    /// `AssumeRole`.
    AssumeRole(AssumeRoleRequest) -> AssumeRoleResponse,
    access(input, call) {
        // A request that is not in order is refused by `run`, before anything else.
        let Ok(asked) = Asked::read(input, call) else {
            return Vec::new();
        };
        let external = input.external_id.iter();
        let request = role::SessionRequest {
            operation: "AssumeRole",
            role: &asked.role,
            session: &input.role_session_name,
            seconds: input.duration_seconds,
            tags: &asked.tags,
            source_identity: asked.source_identity.as_deref(),
            keys: external.map(|id| ("sts:ExternalId".to_owned(), vec![id.clone()])).collect(),
        };
        request.demands()
    },
    run(context, input) {
        let (node, call) = (context.node, context.call);
        let asked = Asked::read(&input, call)?;
        let found = asked.role.find(node).await?;
        let role = found.as_deref().and_then(Option::as_ref);
        // It was there a moment ago, for its trust policy said yes.
        let role = role.ok_or_else(|| {
            let text = role::denied_text(&call.principal.arn, "sts:AssumeRole", &asked.role.text);
            Error::Fault(denied(text))
        })?;
        // A session of a user by GetSessionToken counts as a role's does: so STS answers, which limits both to an hour.
        let chained = call.session.is_some();
        let seconds = role::seconds(input.duration_seconds, role, chained)?;
        let policies =
            session_policy::read(node, &asked.role.account, input.policy, input.policy_arns).await?;
        let packed_policy_size = session_policy::packed_size(&policies, &asked.tags)?;
        let source_identity = asked.source_identity;
        let (credentials, user) = role::begin(
            node,
            role,
            role::Begin {
                name: input.role_session_name,
                seconds,
                chained,
                policies,
                tags: asked.tags,
                source_identity: source_identity.clone(),
                provider: None,
            },
        );
        Ok(AssumeRoleResponse {
            credentials: Some(credentials),
            assumed_role_user: Some(user),
            packed_policy_size,
            source_identity,
        })
    }
}
