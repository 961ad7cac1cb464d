//! An operator's call through the socket in the data folder: no signature, and headers that say for which account and Region.

use http::HeaderMap;
use wharf_aws::wharf::Fault;
use wharf_aws::{AccountId, Region};
use wharf_node::authenticate::{self, AccountFault};
use wharf_node::{Call, Unavailable};

use crate::request::RequestContext;

/// The header with the account whose root user the operator acts as; else it is the one that was made first.
pub const ACCOUNT_HEADER: &str = "wharf-account";
/// The header with the Region that the call addresses; else it is the node's own.
pub const REGION_HEADER: &str = "wharf-region";

/// Why an operator's call was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OperatorFault {
    /// A header holds no account or Region.
    #[error("the header {name} holds '{value}', which is not valid")]
    Header {
        /// Which.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// The account is not there, or it is closed.
    #[error(transparent)]
    Account(Fault),
    /// The connection is not one of the socket.
    #[error("only the socket in the data folder lets operators in")]
    NoOperator,
    /// The Region is not there.
    #[error("the Region '{0}' is not served here")]
    NotServed(Region),
    /// It is not the caller's doing.
    #[error(transparent)]
    Unavailable(Unavailable),
}

/// The call that an operator makes with a request.
pub(crate) async fn call(context: &RequestContext<'_>, headers: &HeaderMap) -> Result<Call, OperatorFault> {
    let node = &context.state.node;
    let account: Option<AccountId> = read(headers, ACCOUNT_HEADER)?;
    let region = read(headers, REGION_HEADER)?.unwrap_or_else(|| node.settings.default_registry.1.clone());
    if !node.serves(&region) {
        return Err(OperatorFault::NotServed(region));
    }
    let user = context.peer.operator.clone().ok_or(OperatorFault::NoOperator)?;
    let identified = authenticate::operator(node, user, account).await;
    let identified = identified.map_err(|fault| match fault {
        AccountFault::Refused(fault) => OperatorFault::Account(fault),
        AccountFault::Unavailable(error) => OperatorFault::Unavailable(error),
    })?;
    Ok(context.call(identified, region, headers))
}

fn read<T: std::str::FromStr>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, OperatorFault> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let parsed = value.parse();
    parsed
        .map(Some)
        .map_err(|_| OperatorFault::Header { name, value })
}
