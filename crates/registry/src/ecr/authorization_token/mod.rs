//! The room of authorization tokens: passwords for `docker login`.
//!
//! A token is sealed and not stored. It says who its holder is (the access key or the session that obtained it), for which
//! Region, and when it was issued; never what the holder may do, but a session's tags and policies, which restrict it. It
//! lives twelve hours (Amazon ECR User Guide, *Private registry authentication*) and dies earlier with the access key, the
//! session or the role behind it: stricter than AWS, on purpose.

mod token;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wharf_aws::ecr::{AuthorizationData, GetAuthorizationTokenRequest, GetAuthorizationTokenResponse};
use wharf_policy::Action;

pub use token::{Holder, TokenFault, access_key_id, open};

use wharf_kernel::Access;
use wharf_kernel::operation::operation;

operation! {
    /// `GetAuthorizationToken`.
    GetAuthorizationToken(GetAuthorizationTokenRequest) -> GetAuthorizationTokenResponse,
    access(_, _) {
        vec![Access::anything(Action::new("ecr", "GetAuthorizationToken"))]
    },
    run(context, input) {
        let call = context.call;
        let (password, expires_at) = token::issue(context.node, call);
        let authorization_token = STANDARD.encode(format!("{}:{password}", token::USER_NAME));
        // The same token opens every registry of the Region; the endpoints are hints, one for each asked id.
        let registries = input
            .registry_ids
            .unwrap_or_else(|| vec![call.account]);
        let entry = |registry| AuthorizationData {
            authorization_token: Some(authorization_token.clone()),
            expires_at: Some(expires_at),
            proxy_endpoint: Some(format!(
                "{}://{}",
                call.endpoint.scheme(),
                call.endpoint.registry_host(registry, &call.region)
            )),
        };
        Ok(GetAuthorizationTokenResponse {
            authorization_data: Some(registries.iter().map(entry).collect()),
        })
    }
}
