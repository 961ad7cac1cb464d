//! Make and list accounts.

use wharf_aws::wharf::*;
use wharf_policy::Action;

use super::access_key;
use crate::iam::access_key as keys;
use crate::iam::account::{self, CreateAccountError};
use crate::organizations::account as member;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, operator};

fn shown(account: account::Account) -> Account {
    Account {
        account_id: account.id,
        name: account.name,
        email: account.email,
        created_at: account.created_at,
        closed_at: account.closed_at,
    }
}

operation! {
    /// Makes an account, in the organization when there is exactly one, and an access key of its root user.
    CreateAccount(CreateAccountRequest) -> CreateAccountResponse,
    access(_, _) {
        vec![
            Access::node("CreateAccount"),
            Access::anything(Action::new("organizations", "CreateAccount")),
            // The answer has a root user's key.
            Access::anything(Action::new("iam", "CreateAccessKey")),
        ]
    },
    run(context, input) {
        let (node, now) = (context.node, context.node.clock.now());
        if !input.with_repositories.unwrap_or(false)
            && account::find(&node.identity, &input.account_id).await?.is_none()
            && let Some(region) = node.holdings.region_of(node, &input.account_id).await?
        {
            let message = account::had_repositories(&input.account_id, &region);
            return Err(Error::Fault(Fault::AccountAlreadyExists { message }));
        }
        let made = account::Account {
            id: input.account_id,
            name: input.name.unwrap_or_else(|| input.account_id.to_string()),
            email: input.email,
            created_at: now,
            closed_at: None,
        };
        let key = keys::AccessKey::generate(&made.id, &node.entropy, now);
        let row = keys::seal(&key, &node.sealer);
        let created = member::create(&node.identity, &node.entropy, made.clone(), row).await;
        created.map_err(|error| match error {
            CreateAccountError::Exists(_) | CreateAccountError::EmailTaken(_) => {
                Error::Fault(Fault::AccountAlreadyExists { message: error.to_string() })
            }
            CreateAccountError::Sql(error) => error.into(),
            CreateAccountError::Unavailable(error) => error.into(),
        })?;
        Ok(CreateAccountResponse {
            account: shown(made),
            access_key_id: key.id.to_string(),
            secret_access_key: access_key::secret(&key),
        })
    }
}

operation! {
    /// All accounts, by id.
    ListAccounts(ListAccountsRequest) -> ListAccountsResponse,
    access(_, _) { vec![Access::node("ListAccounts")] },
    run(context, input) {
        let token = input.next_token.as_deref();
        let page = operator::page(context, &["ListAccounts"], token, input.max_results)?;
        let accounts = account::list_page(&context.node.identity, &page.after, page.limit()).await?;
        let (accounts, next_token) = page.finish(context, accounts, |account| account.id.to_string());
        Ok(ListAccountsResponse { accounts: accounts.into_iter().map(shown).collect(), next_token })
    }
}
