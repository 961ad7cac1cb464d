//! `GetFederationToken`: credentials for a person whom a user vouches for (STS API Reference, *GetFederationToken*).
//!
//! The session may do what the user may do and its session policies allow; without session policies nothing but what a
//! resource's policy grants to the federated user.

use wharf_aws::sts::{FederatedUser, GetFederationTokenRequest, GetFederationTokenResponse};
use wharf_policy::Action;

use super::session_token::{long_term_user, seconds};
use super::{credentials, session_policy, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::session::{Holder, Session};
use wharf_kernel::{Access, Call, IamResource, Resource};

fn arn(call: &Call, name: &str) -> String {
    format!("arn:aws:sts::{}:federated-user/{name}", call.account)
}

operation! {
    /// `GetFederationToken`.
    GetFederationToken(GetFederationTokenRequest) -> GetFederationTokenResponse,
    access(input, call) {
        // Refused by `run`, before anything else.
        if long_term_user(call, "GetFederationToken").is_err() {
            return Vec::new();
        }
        let tags = input.tags.as_deref().unwrap_or_default();
        let demand = |action| {
            let resource = Resource::Iam(IamResource::Named(arn(call, &input.name)));
            let pairs = tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
            Access::new(Action::new("sts", action), resource).with_tags(pairs)
        };
        let mut demands = vec![demand("GetFederationToken")];
        if !tags.is_empty() {
            demands.push(demand("TagSession"));
        }
        demands
    },
    run(context, input) {
        let (node, call) = (context.node, context.call);
        let user = long_term_user(call, "GetFederationToken")?;
        let tags = tag::effective(input.tags.as_deref().unwrap_or_default(), &[], None)?;
        let policies = session_policy::read(node, &call.account, input.policy, input.policy_arns).await?;
        let packed_policy_size = session_policy::packed_size(&policies, &tags)?;
        let seconds = seconds(input.duration_seconds, user.is_none());
        let holder = Holder::Federated {
            user,
            name: input.name.clone(),
        };
        let session = Session {
            policies,
            tags,
            ..credentials::begin_of_user(node, &call.account, holder, seconds).await?
        };
        Ok(GetFederationTokenResponse {
            credentials: Some(credentials::of(node, &session)),
            federated_user: Some(FederatedUser {
                federated_user_id: format!("{}:{}", call.account, input.name),
                arn: arn(call, &input.name),
            }),
            packed_policy_size,
        })
    }
}
