//! Delete an organization, with what the other rooms have of it.

use wharf_aws::organizations::*;

use super::{access, account_request, attachment, fault, member, organization, policy, tag, unit};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

operation! {
    /// Deletes an organization that has no other account, no unit and no policy any more.
    DeleteOrganization(DeleteOrganizationRequest) -> DeleteOrganizationResponse,
    access(_, _) { access::whole("DeleteOrganization") },
    run(context, _input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.organization.delete", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let accounts = member::store::list(transaction, &organization.id, None, "", 2)?;
                let units = unit::store::children(transaction, &organization.id, &organization.root, "", 1)?;
                if accounts.len() > 1 || !units.is_empty() || policy::store::any(transaction, &organization.id)? {
                    return Err(fault::not_empty());
                }
                for target in [&organization.root, organization.management.as_str()] {
                    attachment::store::delete_target(transaction, &organization.id, target)?;
                }
                tag::store::delete_organization(transaction, &organization.id)?;
                account_request::delete_organization(transaction, &organization.id)?;
                member::store::remove(transaction, &organization.management)?;
                Ok::<_, Error<Fault>>(organization::delete(transaction, &organization.id)?)
            })
            .await?;
        Ok(DeleteOrganizationResponse {})
    }
}
