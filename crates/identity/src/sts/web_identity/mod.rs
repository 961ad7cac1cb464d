//! `AssumeRoleWithWebIdentity`: a role for the holder of an OpenID Connect token (STS API Reference,
//! *AssumeRoleWithWebIdentity*). The request is not signed; the token proves who asks.
//!
//! In this order: the token is read (`token`), its issuer must be a provider of the role's account, it must be valid now, its
//! signature must be by one of the issuer's keys (`keys`), it must be for one of the provider's audiences, and then the
//! role's trust policy decides, with the token's claims as condition keys (`claims`).
//!
//! A success is recorded in the role's account, as a call of the token's subject; a refusal is a refused sign-in
//! (`wharf_kernel::operation`), with what the token says of itself.
//!
//! Not here: how documents come over the network (the composition root gives an [`IssuerDocuments`]).

mod claims;
mod keys;
#[cfg(test)]
mod testing;
mod token;

use wharf_aws::sts::{
    AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse, Fault as Modelled,
};
use wharf_policy::{Decision, Principal};

pub use keys::{FetchError, IssuerDocuments, Issuers};

use super::fault::denied;
use super::role::{self, RoleArn};
use super::{Fault, session_policy, tag};
use crate::iam::oidc_provider;
use claims::Claims;
use wharf_kernel::audit::{WebIdentity, identity};
use wharf_kernel::operation::{Proved, operation};
use wharf_kernel::session::Provider as Vouched;
use wharf_kernel::{Call, Context, Error};

/// The one text for all refusals by policy, and for a role that is not there.
const NOT_AUTHORIZED: &str = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

operation! {
    /// `AssumeRoleWithWebIdentity`.
    AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest) -> AssumeRoleWithWebIdentityResponse,
    access(_, _) {
        // A signature, if there is one, does not count: `run` authorizes the principal that the token proves.
        Vec::new()
    },
    run(context, input) {
        let node = context.node;
        let role_arn = RoleArn::parse(&input.role_arn);
        let [issuer, subject] = token::said(&input.web_identity_token);
        context.note_web_identity(|said| {
            *said = WebIdentity {
                role: input.role_arn.clone(),
                role_account: role_arn.as_ref().ok().map(|role| role.account),
                session: input.role_session_name.clone(),
                issuer,
                subject,
                provider: None,
                is_proved: false,
            };
        });
        if input.provider_id.is_some() {
            // Of OAuth 2.0 access tokens, which have no claims that we could verify.
            return Err(invalid_token(
                "ProviderId is only for OAuth 2.0 access tokens, which are not accepted.",
            )
            .into());
        }
        let role_arn = role_arn?;
        let verified = verify(context, &role_arn, &input.web_identity_token).await?;
        let Verified { provider_arn, claims } = verified;
        let tags = tag::effective(&claims.tags, &claims.transitive_tag_keys, None)?;
        let provider = ("aws:FederatedProvider".to_owned(), vec![provider_arn.clone()]);
        let request = role::SessionRequest {
            operation: "AssumeRoleWithWebIdentity",
            role: &role_arn,
            session: &input.role_session_name,
            seconds: input.duration_seconds,
            tags: &tags,
            source_identity: claims.source_identity.as_deref(),
            keys: std::iter::once(provider).chain(claims.keys.iter().cloned()).collect(),
        };
        let demands = request.demands();
        let call = Call {
            principal: Principal::web_identity(&provider_arn),
            account: role_arn.account,
            access_key_id: String::new(),
            session: None,
            ..context.call.clone()
        };
        for access in &demands {
            if let Decision::Denied(denial) = context.decide_as(&call, access).await? {
                tracing::info!(request_id = %call.request_id, %denial, "a web identity was refused");
                return Err(denied(NOT_AUTHORIZED).into());
            }
        }
        context.note_proved(Proved {
            call,
            identity: identity::of_web_identity(&provider_arn, &claims.audience, &claims.subject),
            demands,
        });
        let found = role_arn.find(node).await?;
        let role = found.as_deref().and_then(Option::as_ref);
        let role = role.ok_or_else(|| Error::Fault(denied(NOT_AUTHORIZED)))?;
        let seconds = role::seconds(input.duration_seconds, role, false)?;
        let policies = session_policy::read(node, &role_arn.account, input.policy, input.policy_arns).await?;
        let packed_policy_size = session_policy::packed_size(&policies, &tags)?;
        let source_identity = claims.source_identity.clone();
        let (credentials, user) = role::begin(
            node,
            role,
            role::Begin {
                name: input.role_session_name,
                seconds,
                chained: false,
                policies,
                tags,
                source_identity: source_identity.clone(),
                provider: Some(Vouched {
                    name: provider_arn.clone(),
                    claims: claims.kept(),
                }),
            },
        );
        Ok(AssumeRoleWithWebIdentityResponse {
            credentials: Some(credentials),
            subject_from_web_identity_token: Some(claims.subject),
            assumed_role_user: Some(user),
            packed_policy_size,
            provider: Some(provider_arn),
            audience: Some(claims.audience),
            source_identity,
        })
    }
}

/// A token that proves who asks.
struct Verified {
    provider_arn: String,
    claims: Claims,
}

async fn verify(context: &Context<'_>, role: &RoleArn, token: &str) -> Result<Verified, Error<Fault>> {
    let node = context.node;
    let presented = token::Presented::read(token)?;
    let issuer = presented.issuer();
    let url = issuer.strip_prefix("https://").unwrap_or_default();
    let url = url.strip_suffix('/').unwrap_or(url);
    let provider = if is_provider_url(url) {
        oidc_provider::find(node.identity.database(), &role.account, url).await?
    } else {
        None
    };
    let provider = provider.ok_or_else(|| {
        invalid_token(&format!(
            "No OpenIDConnect provider found in your account for {issuer}"
        ))
    })?;
    let provider_arn = oidc_provider::arn(&role.account, &provider.url);
    context.note_web_identity(|said| said.provider = Some(provider_arn.clone()));
    let now = node.clock.now();
    presented.check_time(now)?;
    let keys = node
        .extensions
        .get::<Issuers>()
        .keys(&provider.url, presented.key_id(), now)
        .await?;
    presented.verify(&keys)?;
    context.note_web_identity(|said| said.is_proved = true);
    let claims = Claims::read(presented.claims(), &provider.url, &provider.client_ids)?;
    Ok(Verified { provider_arn, claims })
}

/// Whether the condition keys of a provider's claims, `<url>:<claim>`, cannot be confused with other keys: a host without
/// a dot, such as `aws`, would let a token claim `aws:SourceIp`.
fn is_provider_url(url: &str) -> bool {
    let host = url.split(['/', ':']).next().unwrap_or_default();
    host == "localhost" || (host.contains('.') && !host.starts_with('.'))
}

fn invalid_token(message: &str) -> Fault {
    Modelled::InvalidIdentityToken {
        message: message.to_owned(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::is_provider_url;

    #[test]
    fn claims_are_never_keys_of_aws() {
        for good in [
            "token.actions.example.com",
            "10.0.0.1:6443",
            "localhost:8443",
            "a.example/id/1",
        ] {
            assert!(is_provider_url(good), "{good}");
        }
        for bad in [
            "aws",
            "sts",
            "aws:PrincipalTag/team",
            "aws/x.y",
            "",
            ".aws",
            "ecr:443",
        ] {
            assert!(!is_provider_url(bad), "{bad}");
        }
    }
}
