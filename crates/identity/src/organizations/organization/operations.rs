//! Describe an organization.

use wharf_aws::organizations::*;

use super::require;
use crate::organizations::access;
use wharf_kernel::Error;
use wharf_kernel::operation::operation;

operation! {
    /// The organization that the caller's account is in. Members may ask too.
    DescribeOrganization(DescribeOrganizationRequest) -> DescribeOrganizationResponse,
    access(_, _) { access::anything("DescribeOrganization") },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let organization = database
            .snapshot("organizations.organization.describe", move |transaction| {
                Ok::<_, Error<Fault>>(require(transaction, &account)?.shown(transaction)?)
            })
            .await?;
        Ok(DescribeOrganizationResponse { organization: Some(organization) })
    }
}
