//! `GetCallerIdentity`: who am I?

use wharf_aws::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};

use super::Fault;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// `GetCallerIdentity`: needs no permission, only a valid signature (STS API Reference, *GetCallerIdentity*).
pub struct GetCallerIdentity;

impl Operation for GetCallerIdentity {
    const SERVICE: &'static str = "sts";
    const NAME: &'static str = "GetCallerIdentity";
    type Input = GetCallerIdentityRequest;
    type Output = GetCallerIdentityResponse;
    type Fault = Fault;

    fn access(_input: &Self::Input, _call: &Call) -> Vec<Access> {
        Vec::new()
    }

    async fn run(
        context: &Context<'_>,
        _input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let principal = &context.call.principal;
        Ok(GetCallerIdentityResponse {
            user_id: principal.user_id(),
            account: Some(context.call.account.to_string()),
            arn: Some(principal.arn.clone()),
        })
    }
}
