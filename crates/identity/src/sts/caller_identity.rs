//! `GetCallerIdentity`: who am I?

use wharf_aws::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};
use wharf_kernel::operation::operation;

operation! {
    /// `GetCallerIdentity`: needs no permission, only a valid signature (STS API Reference, *GetCallerIdentity*).
    GetCallerIdentity(GetCallerIdentityRequest) -> GetCallerIdentityResponse,
    access(_, _) {
        Vec::new()
    },
    run(context, _input) {
        let principal = &context.call.principal;
        Ok(GetCallerIdentityResponse {
            user_id: principal.user_id(),
            account: Some(context.call.account.to_string()),
            arn: Some(principal.arn.clone()),
        })
    }
}
