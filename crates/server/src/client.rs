//! Whom a bound of connections, requests or memory is counted for.

use std::net::IpAddr;

use wharf_aws::AccountId;

/// What a bound is counted for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    Address(IpAddr),
    /// The ARN of who is behind a call.
    Principal(String),
    Account(AccountId),
    /// The id of an access key that requests name, whether or not they are signed with it.
    Key(String),
    /// All who sign nothing.
    Unsigned,
}
