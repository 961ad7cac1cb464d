//! Give, show and take an account's alias.

use wharf_aws::iam::*;

use super::store;
use crate::iam::{access, fault};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

operation! {
    /// Gives the account an alias, in place of the one that it has.
    CreateAccountAlias(CreateAccountAliasRequest) -> CreateAccountAliasResponse,
    access(_, _) { access::anything("CreateAccountAlias") },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.account_alias.put", Changed::Account(account), move |transaction| {
                if store::find(transaction, &account)?.as_deref() == Some(input.account_alias.as_str()) {
                    return Ok(());
                }
                store::delete(transaction, &account)?;
                if store::put(transaction, &account, &input.account_alias)? {
                    return Ok(());
                }
                let message = format!("The account alias {} already exists.", input.account_alias);
                Err(Error::Fault(Fault::EntityAlreadyExists { message }))
            })
            .await?;
        Ok(CreateAccountAliasResponse {})
    }
}

operation! {
    /// The account's alias, if it has one.
    ListAccountAliases(ListAccountAliasesRequest) -> ListAccountAliasesResponse,
    access(_, _) { access::anything("ListAccountAliases") },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let alias = database
            .snapshot("iam.account_alias.list", move |transaction| {
                Ok::<_, Error<Fault>>(store::find(transaction, &account)?)
            })
            .await?;
        Ok(ListAccountAliasesResponse {
            account_aliases: alias.into_iter().collect(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

operation! {
    /// Takes the account's alias away.
    DeleteAccountAlias(DeleteAccountAliasRequest) -> DeleteAccountAliasResponse,
    access(_, _) { access::anything("DeleteAccountAlias") },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.account_alias.delete", Changed::Account(account), move |transaction| {
                if store::find(transaction, &account)?.as_deref() != Some(input.account_alias.as_str()) {
                    let text = format!("The account alias {} does not exist.", input.account_alias);
                    return Err(fault::no_such_entity(text));
                }
                Ok(store::delete(transaction, &account)?)
            })
            .await?;
        Ok(DeleteAccountAliasResponse {})
    }
}
