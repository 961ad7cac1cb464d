//! What became of requests to create an account.

use wharf_aws::organizations::*;

use super::store;
use crate::organizations::{access, fault, organization, page};
use wharf_kernel::Error;
use wharf_kernel::operation::operation;

operation! {
    /// One request.
    DescribeCreateAccountStatus(DescribeCreateAccountStatusRequest) -> DescribeCreateAccountStatusResponse,
    access(_, _) { access::whole("DescribeCreateAccountStatus") },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let request = database
            .snapshot("organizations.account_request.describe", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let found = store::find(transaction, &organization.id, &input.create_account_request_id)?;
                found.ok_or_else(fault::request_not_found)
            })
            .await?;
        Ok(DescribeCreateAccountStatusResponse { create_account_status: Some(request.shown()) })
    }
}

operation! {
    /// All requests, or those in some states. A page may have fewer than asked for and go on.
    ListCreateAccountStatus(ListCreateAccountStatusRequest) -> ListCreateAccountStatusResponse,
    access(_, _) { access::whole("ListCreateAccountStatus") },
    run(context, input) {
        let page = page::begin(context, &["account_requests"], input.next_token.as_deref(), input.max_results)?;
        let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let requests = database
            .snapshot("organizations.account_request.list", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                Ok::<_, Error<Fault>>(store::list(transaction, &organization.id, &after, limit)?)
            })
            .await?;
        let (requests, next_token) = page.finish(context, requests, |request| request.id.clone());
        let states = input.states.unwrap_or_default();
        let wanted = requests.iter().filter(|request| states.is_empty() || states.contains(&request.state()));
        let statuses = wanted.map(|request| request.shown()).collect();
        Ok(ListCreateAccountStatusResponse { create_account_statuses: Some(statuses), next_token })
    }
}
