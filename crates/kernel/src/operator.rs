//! The operator's API: what an operator of the node does. Its operations are in the rooms, beside the rows that they act on.

use wharf_aws::AccountId;
use wharf_aws::json11::Violation;
use wharf_aws::wharf::Fault;

use crate::operation::Service;
use crate::operation::json11::JsonWords;
use crate::page::Page;
use crate::{Context, Error, Node, Unavailable, Unreadable};

/// The operator's API.
pub static OPERATOR: Service = Service {
    event_source: "wharf",
    model: &wharf_aws::wharf::SERVICE,
    operations: wharf_aws::wharf::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: true,
    denial_text: ToString::to_string,
};

/// Why an operator has no account to act on.
#[derive(Debug)]
pub enum AccountFault {
    /// It is not there, or it is closed.
    Refused(Fault),
    /// The identity plane does not answer.
    Unavailable(Unavailable),
}

impl From<AccountFault> for Error<Fault> {
    fn from(fault: AccountFault) -> Error<Fault> {
        match fault {
            AccountFault::Refused(fault) => Error::Fault(fault),
            AccountFault::Unavailable(unavailable) => Error::Unavailable(unavailable),
        }
    }
}

/// The account that an operator names, or the caller's; it must be there.
///
/// # Errors
/// There is no such account, or the identity plane does not answer.
pub async fn account(context: &Context<'_>, named: Option<&AccountId>) -> Result<AccountId, Error<Fault>> {
    let account = context.call.registry(named);
    is_open(context.node, &account).await?;
    Ok(account)
}

/// The same for what makes something: the account must not be closed either.
///
/// # Errors
/// There is no such account, it is closed, or the identity plane does not answer.
pub async fn open_account(
    context: &Context<'_>,
    named: Option<&AccountId>,
) -> Result<AccountId, Error<Fault>> {
    let account = context.call.registry(named);
    require_open(context.node, &account).await?;
    Ok(account)
}

/// Refuses an account that is closed, or not there.
///
/// # Errors
/// As [`open_account`].
pub async fn require_open(node: &Node, account: &AccountId) -> Result<(), AccountFault> {
    if is_open(node, account).await? {
        return Ok(());
    }
    let message = format!("The account {account} is closed.");
    Err(AccountFault::Refused(Fault::AccountClosed { message }))
}

async fn is_open(node: &Node, account: &AccountId) -> Result<bool, AccountFault> {
    let found = node.directory.is_open(&node.identity, account).await;
    found.map_err(AccountFault::Unavailable)?.ok_or_else(|| {
        let message = format!("There is no account {account}.");
        AccountFault::Refused(Fault::AccountNotFound { message })
    })
}

/// Items of a page when the caller does not say.
pub const PAGE: i64 = 100;

/// The page of a list of the operator's API: `list` names the operation and everything that selects what is listed.
///
/// # Errors
/// The token is not one of this list's.
pub fn page(
    context: &Context<'_>,
    list: &[&str],
    token: Option<&str>,
    max_results: Option<i64>,
) -> Result<Page, Error<Fault>> {
    let page = Page::open(context, list, token, max_results.unwrap_or(PAGE));
    page.ok_or_else(|| Error::Invalid("Invalid next token".to_owned()))
}

/// How the operator's API words what is wrong with any request.
pub enum Words {}

impl JsonWords for Words {
    type Fault = Fault;

    fn of_violations(violations: &[Violation]) -> Option<Fault> {
        Some(Fault::from_violations(violations))
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidParameter { message }
    }

    fn server(message: String) -> Fault {
        Fault::Server { message }
    }

    fn closed(why: &str) -> Option<Fault> {
        let message = match why.strip_prefix("the ") {
            Some(rest) => format!("The {rest}"),
            None => why.to_owned(),
        };
        Some(Fault::StoreMismatch { message })
    }

    fn unreadable(record: Unreadable) -> Fault {
        Fault::Server {
            message: record.to_string(),
        }
    }
}
