//! What an organization of AWS may have and one here has not, because it cannot be made here: delegated administrators, services with
//! access, invitations. Lists of them are empty. The operations that would make them are not served.

use wharf_aws::organizations::*;

use super::{access, account, fault, organization, page};
use wharf_kernel::operation::operation;
use wharf_kernel::{Context, Error};

/// Whether the caller's account is in an organization: the one page that a list of nothing has.
async fn page(context: &Context<'_>, token: Option<&str>, limit: Option<i64>) -> Result<(), Error<Fault>> {
    page::begin(context, &["absent"], token, limit)?;
    let account = context.call.account;
    let database = context.node.identity.database();
    database
        .snapshot("organizations.absent.list", move |transaction| {
            organization::require(transaction, &account).map(drop)
        })
        .await
}

operation! {
    /// The accounts that administer a service for the organization.
    ListDelegatedAdministrators(ListDelegatedAdministratorsRequest) -> ListDelegatedAdministratorsResponse,
    access(_, _) { access::whole("ListDelegatedAdministrators") },
    run(context, input) {
        page(context, input.next_token.as_deref(), input.max_results).await?;
        Ok(ListDelegatedAdministratorsResponse { delegated_administrators: Some(Vec::new()), next_token: None })
    }
}

operation! {
    /// The services that have access to the organization.
    ListAWSServiceAccessForOrganization(ListAWSServiceAccessForOrganizationRequest) -> ListAWSServiceAccessForOrganizationResponse,
    access(_, _) { access::whole("ListAWSServiceAccessForOrganization") },
    run(context, input) {
        page(context, input.next_token.as_deref(), input.max_results).await?;
        Ok(ListAWSServiceAccessForOrganizationResponse { enabled_service_principals: Some(Vec::new()), next_token: None })
    }
}

operation! {
    /// The invitations of the organization. What `EnableAllFeatures` answers holds at once and is not kept.
    ListHandshakesForOrganization(ListHandshakesForOrganizationRequest) -> ListHandshakesForOrganizationResponse,
    access(_, _) { access::whole("ListHandshakesForOrganization") },
    run(context, input) {
        page(context, input.next_token.as_deref(), input.max_results).await?;
        Ok(ListHandshakesForOrganizationResponse { handshakes: Some(Vec::new()), next_token: None })
    }
}

operation! {
    /// The invitations of the caller's account, which need not be in an organization.
    ListHandshakesForAccount(ListHandshakesForAccountRequest) -> ListHandshakesForAccountResponse,
    access(_, _) { access::anything("ListHandshakesForAccount") },
    run(context, input) {
        page::begin(context, &["absent"], input.next_token.as_deref(), input.max_results)?;
        Ok(ListHandshakesForAccountResponse { handshakes: Some(Vec::new()), next_token: None })
    }
}

operation! {
    /// The services that an account administers for the organization: no account is registered for one.
    ListDelegatedServicesForAccount(ListDelegatedServicesForAccountRequest) -> ListDelegatedServicesForAccountResponse,
    access(input, _) { access::account("ListDelegatedServicesForAccount", &input.account_id) },
    run(context, input) {
        page::begin(context, &["absent"], input.next_token.as_deref(), input.max_results)?;
        let account = context.call.account;
        let database = context.node.identity.database();
        database
            .snapshot("organizations.absent.services", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                account::require(transaction, &organization, &input.account_id)?;
                Err::<(), _>(fault::account_not_registered())
            })
            .await?;
        Ok(ListDelegatedServicesForAccountResponse { delegated_services: None, next_token: None })
    }
}
