//! Make an organization: its row, the first policies of its root, its management account.

use wharf_aws::Timestamp;
use wharf_aws::organizations::*;
use wharf_sql::Transaction;

use super::member::{self, Joined};
use super::organization::{self, OrganizationRow};
use super::{access, account, attachment, fault};
use wharf_kernel::Changed;
use wharf_kernel::operation::operation;

/// Stores a new organization, its management account in the root.
pub(crate) fn create(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    now: Timestamp,
) -> Result<(), wharf_sql::Error> {
    organization::insert(transaction, organization)?;
    attachment::attach_defaults(transaction, organization, &organization.root)?;
    let management = organization.management;
    account::join(transaction, organization, &management, Joined::Invited, now)
}

operation! {
    /// Makes an organization, with the caller's account as its management account.
    CreateOrganization(CreateOrganizationRequest) -> CreateOrganizationResponse,
    access(_, _) { access::anything("CreateOrganization") },
    run(context, input) {
        let management = context.call.account;
        let feature_set = input.feature_set.unwrap_or(OrganizationFeatureSet::All);
        let row = OrganizationRow::new(&context.node.entropy, management, feature_set);
        let now = context.node.clock.now();
        let identity = &context.node.identity;
        let organization = identity
            .change("organizations.organization.create", Changed::Account(management), move |transaction| {
                if member::membership(transaction, &management)?.is_some() {
                    return Err(fault::already_in_organization());
                }
                create(transaction, &row, now)?;
                Ok(row.shown(transaction)?)
            })
            .await?;
        Ok(CreateOrganizationResponse { organization: Some(organization) })
    }
}
