//! List, describe, move, close and remove accounts.

use wharf_aws::organizations::*;

use super::{require, shown_all};
use crate::iam;
use crate::organizations::{access, attachment, fault, member, organization, page, tag, unit};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

/// A page of the accounts of the organization, or of those right below a parent.
async fn list(
    context: &Context<'_>,
    parent: Option<String>,
    token: Option<&str>,
    max_results: Option<i64>,
) -> Result<(Vec<Account>, Option<String>), Error<Fault>> {
    let selected = ["accounts", parent.as_deref().unwrap_or_default()];
    let page = page::begin(context, &selected, token, max_results)?;
    let (account, after, limit) = (context.call.account, page.after.clone(), page.limit());
    let database = context.node.identity.database();
    let accounts = database
        .snapshot("organizations.account.list", move |transaction| {
            let organization = organization::require(transaction, &account)?;
            if let Some(parent) = &parent
                && !unit::is_parent(transaction, &organization, parent)?
            {
                return Err(fault::parent_not_found());
            }
            let members =
                member::store::list(transaction, &organization.id, parent.as_deref(), &after, limit)?;
            Ok(shown_all(transaction, &organization, &members)?)
        })
        .await?;
    let id = |account: &Account| account.id.map(|id| id.to_string()).unwrap_or_default();
    Ok(page.finish(context, accounts, id))
}

operation! {
    /// The accounts of the organization.
    ListAccounts(ListAccountsRequest) -> ListAccountsResponse,
    access(_, _) { access::whole("ListAccounts") },
    run(context, input) {
        let (accounts, next_token) = list(context, None, input.next_token.as_deref(), input.max_results).await?;
        Ok(ListAccountsResponse { accounts: Some(accounts), next_token })
    }
}

operation! {
    /// The accounts right below the root or a unit.
    ListAccountsForParent(ListAccountsForParentRequest) -> ListAccountsForParentResponse,
    access(input, _) { access::on("ListAccountsForParent", &input.parent_id) },
    run(context, input) {
        let asked = (input.next_token.as_deref(), input.max_results);
        let (accounts, next_token) = list(context, Some(input.parent_id.clone()), asked.0, asked.1).await?;
        Ok(ListAccountsForParentResponse { accounts: Some(accounts), next_token })
    }
}

operation! {
    /// One account.
    DescribeAccount(DescribeAccountRequest) -> DescribeAccountResponse,
    access(input, _) { access::account("DescribeAccount", &input.account_id) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let account = database
            .snapshot("organizations.account.describe", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let member = require(transaction, &organization, &input.account_id)?;
                Ok::<_, Error<Fault>>(shown_all(transaction, &organization, &[member])?.pop())
            })
            .await?;
        Ok(DescribeAccountResponse { account })
    }
}

operation! {
    /// Moves an account; from then on it has the control policies of its new place.
    MoveAccount(MoveAccountRequest) -> MoveAccountResponse,
    access(input, _) {
        let ids = [input.account_id.as_str(), &input.source_parent_id, &input.destination_parent_id];
        access::on_each("MoveAccount", &ids)
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.account.move", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let member = require(transaction, &organization, &input.account_id)?;
                let (source, destination) = (&input.source_parent_id, &input.destination_parent_id);
                if !unit::is_parent(transaction, &organization, source)? {
                    return Err(fault::source_parent_not_found());
                }
                if !unit::is_parent(transaction, &organization, destination)? {
                    return Err(fault::destination_parent_not_found());
                }
                if member.parent == *destination {
                    return Err(fault::duplicate_account());
                }
                if member.parent != *source {
                    return Err(fault::account_not_found());
                }
                Ok(member::store::move_to(transaction, &member.account, destination)?)
            })
            .await?;
        Ok(MoveAccountResponse {})
    }
}

operation! {
    /// Takes an account out of the organization; it goes on alone, without control policies.
    RemoveAccountFromOrganization(RemoveAccountFromOrganizationRequest) -> RemoveAccountFromOrganizationResponse,
    access(input, _) { access::account("RemoveAccountFromOrganization", &input.account_id) },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.account.remove", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let member = require(transaction, &organization, &input.account_id)?;
                if member.account == organization.management {
                    return Err(fault::management_cannot_leave());
                }
                let id = member.account.as_str();
                attachment::store::delete_target(transaction, &organization.id, id)?;
                tag::store::delete_all(transaction, &organization.id, id)?;
                Ok(member::store::remove(transaction, &member.account)?)
            })
            .await?;
        Ok(RemoveAccountFromOrganizationResponse {})
    }
}

operation! {
    /// Closes an account: its credentials end, and its registries cannot be reached. It stays in the organization, suspended.
    CloseAccount(CloseAccountRequest) -> CloseAccountResponse,
    access(input, _) { access::account("CloseAccount", &input.account_id) },
    run(context, input) {
        let account = context.call.account;
        let now = context.node.clock.now();
        let identity = &context.node.identity;
        identity
            .change("organizations.account.close", Changed::AllAccounts, move |transaction| {
                let organization = organization::require(transaction, &account)?;
                let id = input.account_id;
                if member::find(transaction, &organization.id, id.as_str())?.is_none() {
                    return Err(fault::account_not_found());
                }
                if id == organization.management {
                    let text = "You can't close the management account.";
                    return Err(fault::constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", text));
                }
                if !iam::account::close(transaction, &id, now)? {
                    return Err(fault::account_already_closed());
                }
                Ok(())
            })
            .await?;
        Ok(CloseAccountResponse {})
    }
}
